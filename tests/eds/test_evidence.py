"""Evidence is kept and read back whole; the name of a list is a name and never an address."""

import json

import pytest

from ruqsat.eds.evidence import Evidence, RevocationNeed
from tests.eds.pki import AT, HOUR, PERSON, certify, key, pki


def test_evidence_is_read_back_as_it_was_kept() -> None:
    for evidence in (Evidence(), Evidence(ocsp=(b"a", b"b"), crls=(b"c",), gathered_at=AT)):
        assert Evidence.from_json(json.loads(json.dumps(evidence.to_json()))) == evidence


def test_what_is_not_of_that_shape_is_not_read() -> None:
    with pytest.raises(ValueError, match="not a list"):
        Evidence.from_json({"ocsp": "a", "crls": [], "gathered_at": None})


def test_evidence_is_put_together_without_repetition() -> None:
    both = Evidence(ocsp=(b"a",), gathered_at=AT).with_more(Evidence(ocsp=(b"a", b"b"), gathered_at=AT + HOUR))
    assert both == Evidence(ocsp=(b"a", b"b"), gathered_at=AT + HOUR)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("nca_rsa_2022.crl", "nca_rsa_2022.crl"),
        ("deep/er/issuing.crl?x=1#y", "issuing.crl"),
        ("gost.crl          URL=http://crl1.root.gov.kz/gost.crl", "gost.crl"),
        ("..%2f..%2fetc.crl", None),
        ("issuing.crl/", None),
        (".crl", None),
        ("list.txt", None),
    ],
)
def test_only_the_file_name_of_a_list_is_taken_from_a_certificate(address: str, name: str | None) -> None:
    holder = certify(PERSON, key("sign"), pki().issuing, crl_name=address)
    need = RevocationNeed(certificate=holder.read, issuer=pki().issuing.read)
    assert need.crl_name == name
