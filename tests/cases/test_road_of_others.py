"""The first steps of those who are no individual: filed, judged, registered, asked about, receipted."""

from ruqsat.documents import store
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.application import ApplicantKind, PersonName
from ruqsat.people.persons import know
from tests.cases.filling import CLINIC, DINA, attach, begun, list_both
from tests.milestones import Stand


def test_a_clinic_is_registered_asked_about_by_its_number_and_receipted(stand: Stand) -> None:
    """Rules 6, Rules 7, Permits 25(4): signed with the certificate of the head; the ban is asked by the BIN."""
    road = stand("known")
    owner = know(DINA, PersonName(last="Образцова", first="Дина", patronymic="Макетовна"), at=road.now)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    attach(road, owner, "diploma", "S1")
    road.applicant = DINA
    road.receive()
    road.register()
    standing = road.look().standing
    assert standing.number.startswith("KZ75-")
    road.settle()
    standing = road.look().standing
    ban = standing.answer("ban", "applicant")
    assert isinstance(ban, InquiryAnswered)
    assert ban.outcome is Outcome.VALUE
    assert standing.application is not None
    assert standing.application.applicant.number() == CLINIC
    (receipt,) = [filed.act for filed in road.look().acts if filed.act.KIND == "receipt_issued"]
    assert store.read(road.case, receipt.document).startswith(b"%PDF-")  # type: ignore[attr-defined]  # a ReceiptIssued
