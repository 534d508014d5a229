"""Rules 8: the applicant's consent, by the code from the phone; what registers say stands on file before filing."""

import pytest
from django.conf import settings

from ruqsat.cases.actions import consenting
from ruqsat.cases.case_file import NoSuchCaseError
from ruqsat.cases.drafting import NoSuchDraftError
from ruqsat.consents import giving
from ruqsat.consents.models import Inquiry, Pending
from ruqsat.gateways import registers
from ruqsat.law.acts import Outcome
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.inquiries import APPLICANT
from tests.cases.filling_held import begun
from tests.milestones import Stand
from tests.walking import Road
from tests.world import AIZHAN, ALMATY, PETR, PHONE, person


def asked(road: Road) -> Pending:
    gateway = registers.connect(settings.GATEWAYS)
    return consenting.ask_for_consent(
        road.case, owner=person(AIZHAN), office=ALMATY, purpose="License", language="kk", at=road.now, registers=gateway
    )


def give(road: Road, pending: Pending, code: str, iin: str = AIZHAN) -> object:
    gateway = registers.connect(settings.GATEWAYS)
    return consenting.give_consent(
        road.case, owner=person(iin), pending=pending.id, code=code, now=road.world.now, registers=gateway
    )


def test_the_file_opens_with_the_consent_and_the_answers_follow(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    pending = asked(road)
    with pytest.raises(NoSuchCaseError):
        road.look()
    give(road, pending, road.world.code_on(PHONE))
    assert road.kinds()[0] == "consent_given"
    assert set(road.kinds()[1:]) == {"inquiry_answered"}
    said = road.look().standing.answer("specialist_certificate", AIZHAN)
    assert said is not None
    assert said.data["number"] == "KZ99VKC00990101"


def test_a_wrong_code_and_another_person_get_nothing(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    pending = asked(road)
    code = road.world.code_on(PHONE)
    wrong = "000000" if code != "000000" else "111111"
    with pytest.raises(giving.CodeWrong):
        give(road, pending, wrong)
    with pytest.raises(NoSuchDraftError):
        give(road, pending, code, PETR)
    with pytest.raises(NoSuchCaseError):
        road.look()


def test_a_code_that_was_answered_is_not_answered_again(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    pending = asked(road)
    code = road.world.code_on(PHONE)
    give(road, pending, code)
    kinds = road.kinds()
    with pytest.raises(giving.NoSuchRequest):
        give(road, pending, code)
    assert road.kinds() == kinds


def test_registers_that_are_down_leave_the_fields_to_be_typed(stand: Stand) -> None:
    road = stand("consented")
    road.world.break_down("registers")
    gateway = registers.connect(settings.GATEWAYS)
    before = len(road.kinds())
    for _ in range(2):
        consenting.ask_about(road.case, APPLICANT, now=road.world.now, registers=gateway)
    assert len(road.kinds()) == before, "what a register once answered is not undone by its silence"
    assert Inquiry.objects.filter(file_id=road.case, outcome="unavailable").exists(), (
        "the questions stand in the ledger"
    )
    said = road.look().standing.answer("identity", "applicant")
    assert said is not None
    assert said.outcome is Outcome.VALUE


@pytest.mark.parametrize(
    ("service", "ground", "asked_for"),
    [
        (Service.DUPLICATE, "", {"identity", "medical_license", "fee_payment"}),
        (Service.REISSUE, "Permits 33(1)", {"identity", "medical_license", "fee_payment", "name_change"}),
        (Service.REISSUE, "Permits 33(6)", {"identity", "medical_license", "fee_payment", "real_estate"}),
    ],
)
def test_no_more_is_asked_than_the_service_needs(
    stand: Stand, service: Service, ground: str, asked_for: set[str]
) -> None:
    """Rules 8, List 8(2): about the applicant, and what proves the change."""
    draft = begun(stand("known"), person(AIZHAN), service, ground=ground or "Permits 33(1)")
    asks = consenting.inquiries_for(ApplicantKind.INDIVIDUAL, AIZHAN, draft=draft, at=draft.created_at)
    assert {ask.inquiry for ask in asks} == asked_for


def test_what_a_law_requires_is_asked_about_like_a_first_license(stand: Stand) -> None:
    """Rules 19, Permits 33(7): the facility and the specialist are examined."""
    draft = begun(stand("known"), person(AIZHAN), Service.REISSUE, ground="Permits 33(7)")
    asks = consenting.inquiries_for(ApplicantKind.INDIVIDUAL, AIZHAN, draft=draft, at=draft.created_at)
    assert {"premises_title", "specialist_certificate", "sanitary_conclusion"} <= {ask.inquiry for ask in asks}
