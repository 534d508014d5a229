"""A sealed document: whose seal it is, when it was made, and whether anything was changed since."""

import json

import pytest
from pyhanko.pdf_utils import generic

from ruqsat.eds.evidence import Evidence
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.pdf_structure import MOST_SIGNATURES, Changes
from ruqsat.eds.seals import Seal, seal_pdf
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.papers import paper, sealed
from tests.eds.pki import (
    AT,
    BIN,
    DAY,
    EMAIL_PROTECTION,
    HOUR,
    INFORMATION_SYSTEM,
    LEGAL_ENTITY,
    OFFICE,
    UNTIL,
    certify,
    key,
    named,
    ocsp_answer,
    pki,
    time_stamp,
    usage,
)
from tests.eds.tampering import Writer, dictionary, overwrites_a_page, stamped, updated

USES = (EMAIL_PROTECTION, LEGAL_ENTITY, INFORMATION_SYSTEM)


def test_a_sealed_document_says_which_office_sealed_it_and_when() -> None:
    report = verify_pdf(sealed(), trust=pki().trust, at=AT + HOUR)
    assert (report.verdict, report.reason, report.whole_file) == (Verdict.PASSED, None, True)
    (seal,) = report.seals
    assert (seal.signer.organization, seal.signer.bin) == ("Сынақ департаменті", BIN)
    assert seal.signer.signing_time == AT
    assert seal.time_stamp is not None
    assert (seal.time_stamp.moment, seal.later) == (AT, Changes.EVIDENCE)
    assert (len(report.document_time_stamps), report.level) == (1, Level.B_LTA)
    assert json.loads(json.dumps(report.to_json()))["verdict"] == "passed"


def test_it_passes_years_later_from_its_own_bytes_although_the_seals_certificate_has_expired() -> None:
    short = certify(OFFICE, key("seal"), pki().issuing, extended=USES, valid=(AT - DAY, AT + DAY))
    seal = Seal.from_pem(short.pem + pki().issuing.pem, short.key_pem)
    pdf = seal_pdf(paper(), seal, reason="x", at=AT, timestamper=time_stamp, evidence=pki().good(short, pki().tsa))
    assert verify_pdf(pdf, trust=pki().trust, at=UNTIL - HOUR).verdict is Verdict.PASSED


def test_once_the_time_stamping_authoritys_certificate_has_expired_the_stamp_must_be_renewed() -> None:
    report = verify_pdf(sealed(), trust=pki().trust, at=UNTIL + HOUR)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.EXPIRED)


def test_a_document_without_a_seal_does_not_pass() -> None:
    report = verify_pdf(paper(), trust=pki().trust, at=AT)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.FORMAT_FAILURE)
    assert str(report.reason) == "There is no seal on this document."


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"no document"])
def test_what_is_no_pdf_does_not_pass(pdf: bytes) -> None:
    assert verify_pdf(pdf, trust=pki().trust, at=AT).sub_indication is SubIndication.FORMAT_FAILURE


def test_an_altered_byte_is_found_wherever_it_is() -> None:
    """Outside the last token: it covers all but itself, and the spare certificates inside it are signed by nobody."""
    pdf = sealed()
    opened = pdf.rindex(b"/Contents <")
    closed = pdf.index(b">", opened)
    for place in (*range(20, opened, 4001), opened, closed + 1, len(pdf) - 2):
        altered = bytearray(pdf)
        altered[place] ^= 1
        assert verify_pdf(bytes(altered), trust=pki().trust, at=AT).verdict is not Verdict.PASSED, place


def test_nothing_can_be_hidden_in_the_room_left_behind_a_time_stamp() -> None:
    pdf = bytearray(sealed())
    closed = pdf.index(b">", pdf.rindex(b"/Contents <"))
    pdf[closed - 2 : closed] = b"41"
    assert verify_pdf(bytes(pdf), trust=pki().trust, at=AT).sub_indication is SubIndication.FORMAT_FAILURE


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\n%%EOF\n", b"%%EOF"])
def test_a_single_appended_line_is_found(tail: bytes) -> None:
    report = verify_pdf(sealed() + tail, trust=pki().trust, at=AT)
    assert report.verdict is Verdict.FAILED


def test_a_page_overwritten_afterwards_is_found() -> None:
    pdf = updated(overwrites_a_page)
    assert pdf.startswith(sealed())
    report = verify_pdf(pdf, trust=pki().trust, at=AT)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE)
    assert (report.whole_file, report.seals[0].later) == (False, Changes.CONTENT)


def test_a_page_overwritten_afterwards_is_found_though_a_time_stamp_covers_the_whole() -> None:
    again = stamped(updated(overwrites_a_page))
    report = verify_pdf(again, trust=pki().trust, at=AT)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE)
    assert (report.whole_file, report.seals[0].later) == (True, Changes.CONTENT)


def test_a_document_that_names_its_seal_many_times_is_not_looked_into() -> None:
    """Each would be held against everything that came after it: a small file, minutes of work."""

    def many_times(writer: Writer) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        seal = fields[0].raw_get("/V")
        for number in range(MOST_SIGNATURES):
            again = dictionary(FT=generic.pdf_name("/Sig"), T=generic.pdf_string(f"again {number}"), V=seal)
            fields.append(writer.add_object(again))
        writer.update_container(fields)

    report = verify_pdf(updated(many_times), trust=pki().trust, at=AT)
    assert (report.sub_indication, report.seals) == (SubIndication.FORMAT_FAILURE, ())


def test_a_later_time_stamp_over_the_whole_changes_nothing() -> None:
    again = stamped(sealed())
    report = verify_pdf(again, trust=pki().trust, at=AT)
    assert (report.verdict, len(report.document_time_stamps)) == (Verdict.PASSED, 2)


def test_a_seal_of_another_root_does_not_pass() -> None:
    other = certify(
        named(cn="БӨТЕН", c="KZ"), key("other"), None, key_usage=usage("key_cert_sign", "crl_sign"), authority=True
    )
    report = verify_pdf(sealed(), trust=TrustStore(roots=(other.read,)), at=AT)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.NO_CERTIFICATE_CHAIN_FOUND)


def test_a_persons_key_to_sign_in_with_seals_nothing() -> None:
    seal = Seal.from_pem(pki().auth.pem + pki().issuing.pem, pki().auth.key_pem)
    known = pki().good(pki().auth, pki().tsa)
    pdf = seal_pdf(paper(), seal, reason="x", at=AT, timestamper=time_stamp, evidence=known)
    assert verify_pdf(pdf, trust=pki().trust, at=AT).sub_indication is SubIndication.CHAIN_CONSTRAINTS_FAILURE


def test_a_seal_that_was_revoked_before_sealing_does_not_pass() -> None:
    revoked = ocsp_answer(pki().seal, pki().issuing, by=pki().responder, revoked_at=AT - HOUR)
    pdf = sealed(pki().good(pki().tsa).with_more(Evidence(ocsp=(revoked,))))
    assert verify_pdf(pdf, trust=pki().trust, at=AT).sub_indication is SubIndication.REVOKED


def test_a_seal_revoked_afterwards_was_good_when_it_was_made() -> None:
    revoked = ocsp_answer(pki().seal, pki().issuing, by=pki().responder, at=AT + DAY, revoked_at=AT + HOUR)
    report = verify_pdf(sealed(), trust=pki().trust, at=AT + DAY, evidence=Evidence(ocsp=(revoked,)))
    assert report.verdict is Verdict.PASSED


def test_a_time_stamping_authority_known_to_be_revoked_proves_nothing_any_more() -> None:
    revoked = ocsp_answer(pki().tsa, pki().issuing, by=pki().responder, at=AT + DAY, revoked_at=AT + HOUR)
    report = verify_pdf(sealed(), trust=pki().trust, at=AT + DAY, evidence=Evidence(ocsp=(revoked,)))
    assert report.sub_indication is SubIndication.REVOKED


def test_a_seal_without_evidence_stays_open_and_passes_with_it() -> None:
    pdf = sealed(Evidence())
    report = verify_pdf(pdf, trust=pki().trust, at=AT)
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.TRY_LATER)
    given = pki().good(pki().seal, pki().tsa)
    assert verify_pdf(pdf, trust=pki().trust, at=AT, evidence=given).verdict is Verdict.PASSED


def test_a_time_stamp_of_the_future_does_not_pass() -> None:
    assert verify_pdf(sealed(), trust=pki().trust, at=AT - HOUR).sub_indication is (
        SubIndication.TIMESTAMP_ORDER_FAILURE
    )
