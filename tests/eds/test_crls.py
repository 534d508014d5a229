"""Revocation lists: whole ones, of the issuer itself."""

import pytest
from cryptography import x509

from ruqsat.eds import crls
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition
from tests.eds.pki import AT, DAY, HOUR, crl, pki

PARTS: list[x509.ExtensionType] = [
    x509.DeltaCRLIndicator(1),
    x509.IssuingDistributionPoint(None, None, True, False, None, False, False),
    x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"),
]


def test_who_is_on_the_list_is_revoked_since_the_day_it_says() -> None:
    listed = crl(pki().issuing, pki().sign, revoked_at=AT - HOUR)
    (status,) = crls.statuses(listed, pki().need(pki().sign))
    assert (status.condition, status.revoked_at) == (Condition.REVOKED, AT - HOUR)
    (other,) = crls.statuses(listed, pki().need(pki().auth))
    assert (other.condition, other.said_at, other.next_at) == (Condition.GOOD, AT, AT + DAY)


@pytest.mark.parametrize("extension", PARTS)
def test_a_part_of_a_list_or_one_with_conditions_not_understood_says_nothing(extension: x509.ExtensionType) -> None:
    listed = crl(pki().issuing, extensions=((extension, True),))
    assert crls.statuses(listed, pki().need(pki().sign)) == ()


def test_an_altered_list_says_nothing() -> None:
    listed = crl(pki().issuing)
    assert crls.statuses(listed[:-1] + bytes([listed[-1] ^ 1]), pki().need(pki().sign)) == ()
    assert crls.statuses(b"nothing", pki().need(pki().sign)) == ()


def test_whoever_may_not_sign_lists_is_not_heard() -> None:
    need = RevocationNeed(certificate=pki().auth.read, issuer=pki().sign.read)
    assert crls.statuses(crl(pki().sign), need) == ()
