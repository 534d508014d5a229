"""The office's seal: made as an update of the very file, at the time given, or not at all."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from ruqsat.eds.evidence import Evidence
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.seals import CannotSeal, Seal, renew_stamp, seal_pdf
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.certifying import FROM, TIME_STAMPING, UNTIL, Holder, certify, key, named, usage
from tests.eds.papers import paper, sealed, the_seal
from tests.eds.pki import AT, DAY, pki, refused_time_stamp, time_stamp


def test_the_document_keeps_its_own_bytes() -> None:
    assert sealed().startswith(paper())


def test_the_seal_states_the_time_given_and_the_reason() -> None:
    fields = PdfReader(io.BytesIO(sealed())).get_fields() or {}
    stated = fields["Seal"]["/V"]
    assert (stated["/M"], stated["/Reason"]) == ("D:20261123090000Z", "Лицензия")
    assert stated["/SubFilter"] == "/ETSI.CAdES.detached"
    assert fields["SealTimeStamp"]["/V"]["/SubFilter"] == "/ETSI.RFC3161"


def test_the_documents_metadata_stay_as_they_are() -> None:
    before, after = PdfReader(io.BytesIO(paper())), PdfReader(io.BytesIO(sealed()))
    assert after.metadata == before.metadata


def test_two_time_stamps_are_asked_for_and_no_more() -> None:
    asked: list[bytes] = []

    def stamp(request: bytes) -> bytes:
        asked.append(request)
        return time_stamp(request)

    seal_pdf(paper(), the_seal(), reason="x", at=AT, timestamper=stamp, evidence=Evidence())
    assert len(asked) == len(set(asked)) == 2


def test_a_key_of_another_certificate_is_no_seal() -> None:
    with pytest.raises(CannotSeal, match="not the one of its certificate"):
        Seal.from_pem(pki().seal.pem, pki().sign.key_pem)


def test_what_cannot_be_read_is_no_seal() -> None:
    for certificates, secret in ((b"nothing", pki().seal.key_pem), (pki().seal.pem, b"nothing")):
        with pytest.raises(CannotSeal, match="cannot be read"):
            Seal.from_pem(certificates, secret)


def test_no_document_leaves_with_a_seal_that_has_expired() -> None:
    late = the_seal().certificate.not_after + timedelta(seconds=1)
    with pytest.raises(CannotSeal, match="not valid at this time"):
        seal_pdf(paper(), the_seal(), reason="x", at=late, timestamper=time_stamp, evidence=Evidence())


def test_nothing_but_a_pdf_can_be_sealed() -> None:
    with pytest.raises(CannotSeal, match="cannot be sealed"):
        seal_pdf(b"no document", the_seal(), reason="x", at=AT, timestamper=time_stamp, evidence=Evidence())


def test_without_a_time_stamp_for_this_very_request_nothing_is_sealed() -> None:
    def for_another_request(request: bytes) -> bytes:
        return time_stamp(request, nonce=7)

    def refusing(request: bytes) -> bytes:
        assert request
        return refused_time_stamp()

    for stamp in (for_another_request, refusing):
        with pytest.raises(CannotSeal, match="time"):
            seal_pdf(paper(), the_seal(), reason="x", at=AT, timestamper=stamp, evidence=Evidence())


def test_an_error_of_the_time_stamper_comes_through() -> None:
    def silent(request: bytes) -> bytes:
        raise ConnectionError(len(request))

    with pytest.raises(ConnectionError):
        seal_pdf(paper(), the_seal(), reason="x", at=AT + DAY, timestamper=silent, evidence=Evidence())


def test_the_key_stays_out_of_what_is_printed() -> None:
    assert "RSAPrivateKey" not in repr(the_seal())


def lasting(name: str, *, until: int) -> Holder:
    """A time-stamping authority's key for the years to come."""
    return certify(
        named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ", c="KZ"),
        key(name),
        pki().issuing,
        key_usage=usage("digital_signature"),
        extended=(TIME_STAMPING,),
        valid=(FROM, datetime(until, 1, 1, tzinfo=UTC)),
    )


def renewed(pdf: bytes, *, by: Holder, at: datetime) -> bytes:
    answers = pki().good(by, at=at)
    evidence = Evidence(ocsp=answers.ocsp, gathered_at=at)
    return renew_stamp(pdf, timestamper=lambda request: time_stamp(request, at=at, by=by), evidence=evidence)


def test_renewed_again_and_again_a_seal_holds_long_after_every_first_certificate_has_ended() -> None:
    """ETSI EN 319 142-1, 5.4.3: each renewal leaves the bytes before it as they are."""
    second, third = lasting("tsa-2033", until=2033), lasting("tsa-2044", until=2044)
    first = renewed(sealed(), by=second, at=UNTIL - DAY)
    again = renewed(first, by=third, at=second.read.not_after - DAY)
    assert again.startswith(first)
    assert first.startswith(sealed())
    for pdf, holds in ((sealed(), UNTIL), (first, second.read.not_after), (again, third.read.not_after)):
        before = verify_pdf(pdf, trust=pki().trust, at=holds - DAY)
        assert (before.verdict, before.level, before.holds_until) == (Verdict.PASSED, Level.B_LTA, holds)
        assert verify_pdf(pdf, trust=pki().trust, at=holds + DAY).verdict is Verdict.FAILED
    assert len(verify_pdf(again, trust=pki().trust, at=AT + DAY * 4000).document_time_stamps) == 3


def test_a_time_stamp_renewed_too_late_mends_nothing() -> None:
    late = renewed(sealed(), by=lasting("tsa-2033", until=2033), at=UNTIL + DAY)
    report = verify_pdf(late, trust=pki().trust, at=UNTIL + DAY * 2)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.EXPIRED)


def test_what_is_no_pdf_is_not_renewed() -> None:
    with pytest.raises(CannotSeal, match="cannot be renewed"):
        renew_stamp(b"no document", timestamper=time_stamp, evidence=Evidence())
