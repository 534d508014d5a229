"""Revocation lists: whole ones, of the issuer itself."""

import pytest
from cryptography import x509

from ruqsat.eds import crls
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition
from tests.eds.pki import AT, DAY, HOUR, Holder, crl, pki

PARTS: list[x509.ExtensionType] = [
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


def test_a_list_of_an_unknown_version_says_nothing() -> None:
    """RFC 5280, 5.1.2.1."""
    listed = crl(pki().issuing)
    version = listed.index(b"\x02\x01\x01")
    altered = listed[:version] + b"\x02\x01\x7b" + listed[version + 3 :]
    assert crls.statuses(altered, pki().need(pki().sign)) == ()


def test_whoever_may_not_sign_lists_is_not_heard() -> None:
    need = RevocationNeed(certificate=pki().auth.read, issuer=pki().sign.read)
    assert crls.statuses(crl(pki().sign), need) == ()


def whole(*revoked: Holder, number: int | None = 7, reason: x509.ReasonFlags | None = None) -> bytes:
    numbered = () if number is None else ((x509.CRLNumber(number), False),)
    return crl(pki().issuing, *revoked, at=AT - DAY, revoked_at=AT - 2 * DAY, reason=reason, extensions=numbered)


def delta(
    *revoked: Holder, base: int = 7, number: int = 9, reason: x509.ReasonFlags | None = None, by: Holder | None = None
) -> bytes:
    return crl(
        by or pki().issuing,
        *revoked,
        revoked_at=AT - HOUR,
        reason=reason,
        extensions=((x509.CRLNumber(number), False), (x509.DeltaCRLIndicator(base), True)),
    )


def newest(*lists: bytes) -> Condition | None:
    found = crls.all_statuses(lists, pki().need(pki().sign))
    return max(found, key=lambda status: status.said_at).condition if found else None


HOLD, REMOVED = x509.ReasonFlags.certificate_hold, x509.ReasonFlags.remove_from_crl


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ((whole(), delta()), Condition.GOOD),
        ((whole(), delta(pki().auth)), Condition.GOOD),
        ((whole(), delta(pki().sign)), Condition.REVOKED),
        ((whole(pki().sign), delta()), Condition.REVOKED),
        ((whole(), delta(pki().sign, reason=HOLD)), Condition.ON_HOLD),
        ((whole(pki().sign, reason=HOLD), delta()), Condition.ON_HOLD),
        ((whole(pki().sign, reason=HOLD), delta(pki().sign, reason=REMOVED)), Condition.GOOD),
        ((whole(pki().sign, reason=HOLD), delta(pki().sign)), Condition.REVOKED),
    ],
)
def test_a_delta_goes_upon_its_whole_list(lists: tuple[bytes, ...], expected: Condition) -> None:
    """RFC 5280, 5.2.4, 6.3.3."""
    assert newest(*lists) is expected
    assert newest(*reversed(lists)) is expected
    upon = crls.all_statuses(lists, pki().need(pki().sign))[1]
    assert (upon.said_at, upon.next_at) == (AT, AT + DAY)


def test_a_delta_without_its_whole_list_is_heard_only_where_it_says_revoked() -> None:
    """RFC 5280, 5.2.4: the base number, and the order of the two."""
    assert newest(delta()) is None
    assert newest(delta(pki().sign, reason=REMOVED)) is None
    assert newest(delta(pki().sign)) is Condition.REVOKED
    for lists in (
        (whole(number=6), delta()),
        (whole(number=9), delta()),
        (whole(number=None), delta()),
        (whole(), delta(by=pki().root)),
    ):
        found = crls.all_statuses(lists, pki().need(pki().sign))
        assert [status.said_at for status in found] == [AT - DAY]
