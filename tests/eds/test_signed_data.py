"""SignedData read strictly: what contradicts itself, or is half there, is refused and never an unexpected error."""

from typing import Any

import pytest
from asn1crypto import x509 as asn1

from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.pki import pki, signed
from tests.eds.sent import DATA, Sent, altered, judged
from tests.eds.signing import naming

SHA_256, SHA_384 = bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040202")
RSA_SHA_256 = bytes.fromhex("06092a864886f70d01010b")


def names(holder: Any, *, of: Any) -> dict[str, Any]:
    """The attribute that names *holder*'s certificate, with the issuer and number *of* another."""
    found: dict[str, Any] = naming(holder.der)
    read = asn1.Certificate.load(of.der)
    general = asn1.GeneralName("directory_name", read.issuer)
    found["values"][0]["certs"][0]["issuer_serial"] = {"issuer": [general], "serial_number": read.serial_number}
    return found


def test_a_signing_certificate_named_by_digest_issuer_and_number_passes_only_if_all_are_its() -> None:
    """RFC 5035, 4."""
    own, other = pki().sign, pki().auth
    right = judged(Sent(cms=signed(DATA, own, more=(names(own, of=own),))))
    assert (right.verdict, right.reason) == (Verdict.PASSED, None)
    for wrong in (names(own, of=other), names(other, of=own)):
        report = judged(Sent(cms=signed(DATA, own, more=(wrong,))))
        assert report.sub_indication is SubIndication.NO_SIGNING_CERTIFICATE_FOUND


@pytest.mark.parametrize("version", ["signing_certificate", "signing_certificate_v2"])
def test_a_signing_certificate_attribute_that_names_none_is_refused(version: str) -> None:
    """RFC 5035, 3."""
    empty: dict[str, Any] = {"type": version, "values": [{"certs": []}]}
    report = judged(Sent(cms=signed(DATA, pki().sign, more=(empty,))))
    assert report.sub_indication is SubIndication.FORMAT_FAILURE


def test_a_digest_that_is_not_announced_is_refused() -> None:
    """RFC 5652, 5.1."""
    der = signed(DATA, pki().sign)
    place = der.index(SHA_256)
    wrong = der[:place] + SHA_384 + der[place + len(SHA_384) :]
    assert judged(Sent(cms=wrong)).sub_indication is SubIndication.FORMAT_FAILURE


def test_parameters_that_an_algorithm_does_not_take_are_refused() -> None:
    """RFC 5754, 2."""
    der = signed(DATA, pki().sign)
    place = der.rindex(RSA_SHA_256) + len(RSA_SHA_256)
    assert der[place : place + 2] == b"\x05\x00"
    wrong = der[:place] + b"\x04\x00" + der[place + 2 :]
    assert judged(Sent(cms=wrong)).sub_indication is SubIndication.FORMAT_FAILURE


def test_an_attribute_that_stands_twice_is_refused() -> None:
    """RFC 5652, 11: one instance of each."""
    twice = (naming(pki().sign.der), naming(pki().sign.der))
    assert judged(Sent(cms=signed(DATA, pki().sign, more=twice))).sub_indication is SubIndication.FORMAT_FAILURE


def test_the_signature_algorithm_and_the_digest_beside_it_must_agree() -> None:
    """RFC 5754, 3.2."""
    der = signed(DATA, pki().sign, digest="sha384")
    wrong = altered(der, bytes.fromhex("06092a864886f70d01010c"), RSA_SHA_256)
    report = judged(Sent(cms=wrong, evidence=pki().good(pki().sign)))
    assert report.verdict is Verdict.FAILED
