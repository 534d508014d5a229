"""What is owed by whom until when."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from ruqsat.law import grounds, merits
from ruqsat.law.acts import (
    FindingSetAside,
    FoundComplete,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    ReceiptIssued,
    Refused,
    Registered,
    Role,
    UnreliabilityFound,
    VisitCancelled,
)
from ruqsat.law.clauses import CLAUSES
from ruqsat.law.kinds_of_duty import CODES, what_is_owed
from ruqsat.law.procedure import Duty, Stage
from tests.law.road import ADDRESS, APPLICANT, HEAD, INSPECTOR, OFFICER, SHA, Road, an_application, at_stage


def owed(road: Road) -> dict[str, Duty]:
    return {duty.code: duty for duty in road.standing.duties}


def told(road: Road) -> list[tuple[str, str, str, str]]:
    return [
        (duty.code, duty.owed_by.value, duty.office, str(duty.due.on) if duty.due else "")
        for duty in road.standing.duties
    ]


@pytest.mark.parametrize(
    ("stage", "duties"),
    [
        (Stage.PREPARING, []),
        (Stage.RECEIVED, [("judge_signature", "system", "KZ-75", "")]),
        (
            Stage.FILED,
            [("issue_receipt", "system", "KZ-75", ""), ("check_completeness", "officer", "KZ-75", "2026-11-11")],
        ),
        (
            Stage.COMPLETE,
            [
                ("issue_receipt", "system", "KZ-75", ""),
                ("request_approval", "officer", "KZ-75", "2026-11-11"),
                ("schedule_visit", "officer", "KZ-75", "2026-11-26"),
            ],
        ),
        (Stage.DECIDING, [("sign_license", "head", "KZ-75", "2026-11-26")]),
        (Stage.GRANTED, [("issue_result", "system", "KZ-75", "2026-11-26")]),
        (Stage.ISSUED, []),
    ],
)
def test_each_stage_has_its_duties(stage: Stage, duties: list[tuple[str, str, str, str]]) -> None:
    """Rules 6, Rules 7, Rules 9, Rules 10(1), Rules 10(3), Rules 20, Permits 25."""
    assert told(at_stage(stage)) == duties


def test_an_application_outside_working_time_is_to_be_registered_on_the_next_working_day() -> None:
    """Rules 7."""
    road = Road()
    road.wait(hours=10)
    road.judge(road.receive())
    assert told(road) == [("register", "system", "KZ-75", "2026-11-10")]


def test_the_receipt_is_owed_until_it_is_given() -> None:
    """Permits 25: documents are accepted against an inventory."""
    road = at_stage(Stage.FILED)
    road.file(ReceiptIssued(happened_at=road.at, document=SHA))
    assert "issue_receipt" not in owed(road)


def test_an_unpaid_fee_and_missing_documents_are_the_applicants_turn() -> None:
    """List 6, List 8(1)."""
    road = Road()
    road.file_application(replace(an_application(), attachments=()), paid=False)
    found = owed(road)
    assert found["pay_fee"].owed_by is found["add_document"].owed_by is Role.APPLICANT
    assert str(found["add_document"].due.on if found["add_document"].due else "") == "2026-11-11"


def test_a_document_that_a_register_may_still_stand_in_for_is_not_the_applicants_turn() -> None:
    """Rules 8, List 8(1): while the register may be asked and was not."""
    road = Road()
    road.consent()
    road.judge(road.receive(replace(an_application(), attachments=())))
    road.file(Registered(happened_at=road.at, number="75-2026-000001", on=date(2026, 11, 9)))
    asked_for = {duty.facility for duty in road.standing.duties if duty.code == "add_document"}
    assert asked_for == {""}  # what no register holds; not the title to the premises, for which one may be asked


def test_the_approving_body_owes_its_answer_from_the_request() -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    duty = owed(road)["answer_approval"]
    assert (duty.owed_by, duty.office, str(duty.due.on if duty.due else "")) == (Role.APPROVER, "SES-75", "2026-11-23")


def test_a_visit_goes_from_notice_to_seal() -> None:
    """Rules 14, Rules 16, Rules 17."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    seen = [sorted(owed(road).keys() - {"issue_receipt", "request_approval"})]
    assert owed(road)["carry_out_visit"].person == INSPECTOR.person
    road.notify(visit)
    seen.append(sorted(owed(road).keys() - {"issue_receipt", "request_approval"}))
    road.wait(hours=48)
    road.start(visit)
    seen.append(sorted(owed(road).keys() - {"issue_receipt", "request_approval"}))
    road.record(visit)
    seen.append(sorted(owed(road).keys() - {"issue_receipt", "request_approval"}))
    road.file(road.conclusion(visit), by=INSPECTOR)
    seen.append(sorted(owed(road).keys() - {"issue_receipt", "request_approval"}))
    assert seen == [
        ["carry_out_visit", "send_visit_notice"],
        ["carry_out_visit"],
        ["add_recording"],
        ["sign_conclusion"],
        ["seal_conclusion"],
    ]


def test_a_facility_in_another_region_is_visited_by_the_department_there() -> None:
    """Rules 18: its own task; the first department keeps the case."""
    road = Road()
    application = an_application()
    away = tuple(replace(one, address=replace(ADDRESS, region="19")) for one in application.facilities)
    road.file_application(replace(application, facilities=away))
    road.file(FoundComplete(happened_at=road.at), by=OFFICER)
    assert (owed(road)["schedule_visit"].office, owed(road)["request_approval"].office) == ("KZ-19", "KZ-75")


def test_a_hard_ground_is_to_be_announced_before_the_hearing_window_closes() -> None:
    """Rules 12."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    duty = owed(road)["serve_preliminary_decision"]
    assert str(duty.due.on if duty.due else "") == "2026-11-23"
    assert "prepare_decision" not in owed(road)
    road.serve("List 9(4)")
    found = owed(road)
    assert "serve_preliminary_decision" not in found
    assert str(found["object"].due.on if found["object"].due else "") == "2026-11-11"
    assert "prepare_decision" in found


def a_fee_announced_and(*, received: bool) -> Road:
    """An examined application without its fee, of whose intended refusal the applicant has been told."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit()
    made = road.intend("List 9(2)")
    if received:
        road.file(road.opened(made), by=APPLICANT)
    return road


@pytest.mark.parametrize(("received", "awaited"), [(False, "receive_preliminary_decision"), (True, "object")])
def test_no_answer_is_awaited_once_every_ground_announced_has_been_put_right(received: bool, awaited: str) -> None:
    """Rules 12, List 9(2): nothing is left to object to."""
    road = a_fee_announced_and(received=received)
    assert awaited in owed(road)
    road.pay()
    assert owed(road).keys() == {"issue_receipt", "prepare_decision"}


def test_an_answer_is_awaited_while_one_of_the_grounds_announced_stands() -> None:
    """Rules 12."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit(positive=False)
    road.serve("List 9(2)", "List 9(3)", "List 9(4)")
    road.pay()
    assert "object" in owed(road)
    assert road.may(road.objection(), by=APPLICANT)


def test_a_ground_that_is_not_announced_yet_awaits_no_answer() -> None:
    """Rules 12, List 9(2): what was announced fell away, and the fee may still be paid until the examination ends."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    found = road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), by=OFFICER)
    road.serve("List 9(6)")
    assert "object" in owed(road)
    road.file(FindingSetAside(happened_at=road.at, of=found.id, reason="the letter was corrected"), by=OFFICER)
    assert "object" not in owed(road)
    assert "pay_fee" in owed(road)


def test_what_was_decided_is_still_sealed_and_sent_when_its_ground_fell_away() -> None:
    """Rules 12: what is on file as decided reaches the applicant."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit()
    named = road.grounds("List 9(2)")
    road.file(PreliminaryDecisionMade(happened_at=road.at, grounds=named, document=SHA), by=OFFICER)
    road.pay()
    assert "send_preliminary_decision" in owed(road)


VISITING = {"schedule_visit", "send_visit_notice", "carry_out_visit"}


def test_a_facility_that_the_approving_body_refused_is_decided_on_without_a_visit() -> None:
    """Rules 10(3), List 9(4) (docs/law/readings.md): whatever a visit finds, it cannot have its annex."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    assert owed(road).keys() == {"issue_receipt", "serve_preliminary_decision"}
    road.serve("List 9(4)")
    assert owed(road).keys() == {"issue_receipt", "object", "prepare_decision"}
    road.prepare(grant=False, grounds=("List 9(4)",))
    road.wait(days=10)
    assert road.may(Refused, by=HEAD)


def test_the_approving_body_asked_anew_makes_a_visit_owed_again() -> None:
    """Rules 10(3), APPC 73."""
    road = at_stage(Stage.HEARING)
    road.file(road.objection(), by=APPLICANT)
    assert not VISITING & owed(road).keys()
    road.request_approval()
    assert "schedule_visit" in owed(road)
    road.approve()
    assert "schedule_visit" in owed(road)
    road.visit()
    assert owed(road).keys() == {"issue_receipt", "prepare_decision"}


def test_a_visit_that_is_fixed_is_made_or_called_off_whatever_the_approving_body_says() -> None:
    """Rules 10(3), Rules 14, List 9(4): the applicant was told of it."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.notify(visit)
    road.approve(approved=False)
    assert "carry_out_visit" in owed(road)
    road.file(VisitCancelled(happened_at=road.at, visit=visit, reason="not approved"), by=OFFICER)
    assert not VISITING & owed(road).keys()


def test_an_unpaid_fee_is_announced_with_the_refusal_of_the_approving_body() -> None:
    """Rules 12, List 9(2), List 9(4): nothing else is examined, so the examination is over."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve(approved=False)
    assert merits.examined_since(road.standing) == road.acts[-1].filed_at
    assert grounds.to_be_announced(road.standing) == ("List 9(2)", "List 9(4)")


def test_the_other_facility_is_still_visited() -> None:
    """Rules 10, Rules 18: one request, one visit for each."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.approve("F1", approved=False)
    road.approve("F2")
    assert [duty.facility for duty in road.standing.duties if duty.code == "schedule_visit"] == ["F2"]
    assert merits.examined_since(road.standing) is None
    road.visit("F2")
    assert merits.examined_since(road.standing) == road.acts[-1].filed_at


def test_nobody_owes_anything_once_the_day_has_only_passed() -> None:
    """Duties follow from acts alone."""
    road = at_stage(Stage.COMPLETE)
    before = road.standing.duties
    road.go_to(date(2027, 3, 1))
    assert road.standing.duties == before


def test_every_duty_cites_a_clause_that_is_told() -> None:
    roads = [at_stage(stage) for stage in (Stage.FILED, Stage.COMPLETE, Stage.HEARING, Stage.DECIDING, Stage.GRANTED)]
    duties = [duty for road in roads for duty in road.standing.duties]
    assert {duty.code for duty in duties} <= set(CODES)
    assert {duty.ref for duty in duties} <= CLAUSES.keys()


def test_every_code_has_its_sentence() -> None:
    assert str(what_is_owed("pay_fee")) == "The license fee is paid."
    assert all(str(what_is_owed(code)) for code in CODES)


def since(road: Road, code: str) -> datetime:
    return owed(road)[code].since


def test_a_decision_is_to_be_prepared_from_the_end_of_the_examination_or_from_the_hearing() -> None:
    """Rules 12, Rules 19: a refusal from the receipt of the preliminary decision, a license once all is examined."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit()
    examined = road.at
    made = road.intend("List 9(2)")
    assert "prepare_decision" not in owed(road)
    road.file(road.opened(made), by=APPLICANT)
    assert since(road, "prepare_decision") == road.at != examined
    road.pay()
    assert since(road, "prepare_decision") == examined


def test_a_license_is_to_be_prepared_from_the_end_of_the_examination() -> None:
    """Rules 19."""
    road = at_stage(Stage.COMPLETE)
    road.approve()
    assert "prepare_decision" not in owed(road)
    road.visit()
    assert since(road, "prepare_decision") == road.at
    assert str(getattr(owed(road)["prepare_decision"].due, "on", "")) == "2026-11-26"


def test_nothing_is_to_be_prepared_while_an_examination_goes_on_whose_hearing_is_over() -> None:
    """Rules 12, Rules 19: the ground announced fell away, and the facilities are not examined yet."""
    road = at_stage(Stage.COMPLETE)
    found = road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), by=OFFICER)
    road.serve("List 9(6)")
    assert "prepare_decision" in owed(road)
    road.file(FindingSetAside(happened_at=road.at, of=found.id, reason="the letter was corrected"), by=OFFICER)
    assert "prepare_decision" not in owed(road)


def test_each_step_of_the_hearing_is_owed_from_the_one_before_it() -> None:
    """Rules 12: announced, sealed and sent, received, answered, each by the same last day."""
    road = at_stage(Stage.COMPLETE)
    found_complete = road.at
    road.approve(approved=False)
    steps = [owed(road)["serve_preliminary_decision"]]
    named = road.grounds("List 9(4)")
    made = road.file(PreliminaryDecisionMade(happened_at=road.at, grounds=named, document=SHA), by=OFFICER)
    steps.append(owed(road)["send_preliminary_decision"])
    sent = road.file(PreliminaryDecisionSent(happened_at=road.at, decision=made.id, document=SHA))
    steps.append(owed(road)["receive_preliminary_decision"])
    received = road.opened(made)
    road.file(received, by=APPLICANT)
    steps.append(owed(road)["object"])
    assert [one.since for one in steps] == [found_complete, made.filed_at, sent.filed_at, received.happened_at]
    assert [str(one.due.on) if one.due else "" for one in steps] == ["2026-11-23"] * 3 + ["2026-11-11"]


def test_an_objection_answers_the_preliminary_decision_before_it_and_no_later_one() -> None:
    """Rules 12: a new ground is announced anew, and may be objected to anew."""
    road = at_stage(Stage.HEARING)
    road.file(road.objection(), by=APPLICANT)
    assert "object" not in owed(road)
    road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), by=OFFICER)
    assert "serve_preliminary_decision" in owed(road)
    road.serve("List 9(4)", "List 9(6)")
    assert "object" in owed(road)
    road.file(road.objection(), by=APPLICANT)
    assert "object" not in owed(road)
