"""Asking for a status, and whether the answer is one to our question."""

import pytest
from asn1crypto import ocsp as asn1
from cryptography import x509

from ruqsat.eds import ocsp
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition
from tests.eds.gost_pki import gost_pki
from tests.eds.pki import AT, DAY, ocsp_answer, pki

NONCE = bytes(range(16))


def test_the_request_names_the_certificate_by_sha_256_and_carries_the_nonce() -> None:
    read = asn1.OCSPRequest.load(ocsp.request(pki().need(pki().sign), nonce=NONCE))["tbs_request"]
    (asked,) = read["request_list"]
    assert asked["req_cert"]["hash_algorithm"]["algorithm"].native == "sha256"
    assert asked["req_cert"]["serial_number"].native == pki().sign.certificate.serial_number
    (extension,) = read["request_extensions"]
    assert (extension["extn_id"].native, extension["extn_value"].parsed.native) == ("nonce", NONCE)


@pytest.mark.parametrize(("carried", "ours"), [(NONCE, True), (None, True), (b"another", False)])
def test_a_nonce_that_is_there_must_be_ours(carried: bytes | None, ours: bool) -> None:
    answer = ocsp_answer(pki().sign, pki().issuing, by=pki().responder, nonce=carried)
    assert ocsp.answers(answer, nonce=NONCE) is ours


@pytest.mark.parametrize("answer", [b"", b"<html>", bytes.fromhex("30030a0103")])
def test_an_error_is_no_answer(answer: bytes) -> None:
    assert not ocsp.answers(answer, nonce=NONCE)
    assert ocsp.statuses(answer, pki().need(pki().sign)) == ()


def test_the_issuer_itself_may_answer() -> None:
    answer = ocsp_answer(pki().sign, pki().issuing, by=pki().issuing, at=AT, until=AT + DAY)
    (status,) = ocsp.statuses(answer, pki().need(pki().sign))
    assert (status.condition, status.said_at, status.next_at) == (Condition.GOOD, AT, AT + DAY)


def test_an_answer_about_one_certificate_says_nothing_of_another() -> None:
    answer = ocsp_answer(pki().sign, pki().issuing, by=pki().responder, at=AT)
    assert ocsp.statuses(answer, pki().need(pki().sign))
    assert not ocsp.statuses(answer, pki().need(pki().auth))


@pytest.mark.parametrize("critical", [True, False])
def test_an_answer_with_a_critical_condition_that_is_not_understood_says_nothing(critical: bool) -> None:
    """RFC 6960, 4.4."""
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
    answer = ocsp_answer(pki().sign, pki().issuing, by=pki().responder, extensions=((strange, critical),))
    assert bool(ocsp.statuses(answer, pki().need(pki().sign))) is not critical


def test_a_gost_responder_answers_for_its_own_authority_alone() -> None:
    """RFC 6960, 4.2.2.2."""
    its = gost_pki()
    need = RevocationNeed(certificate=its.sign.read, issuer=its.issuing.read)
    (status,) = ocsp.statuses(its.answer(its.sign, nonce=NONCE), need)
    assert (status.condition, status.said_at) == (Condition.GOOD, AT)
    assert ocsp.answers(its.answer(its.sign, nonce=NONCE), nonce=NONCE)
    assert not ocsp.answers(its.answer(its.sign, nonce=NONCE), nonce=b"another")
    for stranger in (its.tsa, its.sign, its.root):
        assert ocsp.statuses(its.answer(its.sign, by=stranger), need) == ()
