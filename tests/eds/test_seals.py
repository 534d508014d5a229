"""The office's seal: made as an update of the very file, at the time given, or not at all."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from ruqsat.eds.evidence import Evidence
from ruqsat.eds.seals import CannotSeal, Seal, seal_pdf
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
