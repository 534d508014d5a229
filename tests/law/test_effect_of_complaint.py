"""Rules 25, 26: what a decided complaint does to its case."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest

from ruqsat.law import procedure
from ruqsat.law.acts import (
    KINDS,
    ApprovalAnswered,
    ApprovalRequested,
    ComplaintDecided,
    ConsiderationRefused,
    DecisionPrepared,
    FoundComplete,
    Granted,
    PreliminaryDecisionMade,
    Refused,
    ResultDocument,
    ResultIssued,
    Shortcoming,
    VisitScheduled,
)
from ruqsat.law.acts_of_complaint import Order, Resolution
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.complaints import ComplaintStage, effect_of
from ruqsat.law.procedure import Stage, Yes
from tests.journal.samples import sample_of
from tests.law.complaint_road import CASE, REFUSAL, complaint_at
from tests.law.road import APPROVER, HEAD, OFFICER, SHA, SPACE, Road, an_application, at_stage, moment, refused

REFUSED_ON = "2026-11-20"
DOCUMENT = ResultDocument(what="refusal", facility="", number="1", sha256=SHA)


def a_refused_case(*, approved: bool = False) -> Road:
    """Refused after a hearing: the visit said no, and unless *approved* the approving body too."""
    road = Road()
    road.file_application()
    road.find_complete()
    road.approve(approved=approved)
    road.visit(positive=False)
    road.serve("List 9(4)")
    road.go_to(date.fromisoformat(REFUSED_ON))
    road.prepare(grant=False, grounds=("List 9(4)",))
    refusal = Refused(happened_at=road.at, grounds=road.grounds("List 9(4)"), documents=(DOCUMENT,))
    assert road.may(refusal, by=HEAD) == Yes()
    road.file(refusal, by=HEAD)
    road.file(ResultIssued(happened_at=road.at, documents=(DOCUMENT,)))
    assert road.standing.stage is Stage.REFUSED
    return road


def a_case_not_considered() -> Road:
    """Consideration refused: the diploma was missing."""
    road = Road()
    road.file_application(an_application(attached=False, graduated_in=2010))
    lacking = (Shortcoming(document="diploma", about="850101399004", expired=False, ref="List 8(1)"),)
    refusal = ConsiderationRefused(happened_at=road.at, shortcomings=lacking, text="no diploma", document=SHA)
    road.file(refusal, by=HEAD)
    assert road.standing.stage is Stage.CONSIDERATION_REFUSED
    return road


def on_file(road: Road, kind: type) -> UUID:
    """The id of the last act of that kind."""
    return next(filed.id for filed in reversed(road.acts) if isinstance(filed.act, kind))


def decided(road: Road, *cancelled: UUID, **changes: Any) -> ComplaintDecided:
    """A complaint satisfied in full, as it comes to the case's file."""
    values: dict[str, Any] = {
        "resolution": Resolution.IN_FULL,
        "orders": (Order.CONSIDER_ANEW,),
        "on": date(2026, 12, 1),
        "until": None,
        **changes,
    }
    return ComplaintDecided(
        happened_at=road.at, complaint=CASE, number="75-C-1", by="KMFK", cancelled=cancelled, **values
    )


def codes(road: Road) -> set[str]:
    return {duty.code for duty in road.standing.duties}


# --- from the complaint's file to the case's ------------------------------------------------------------------------


@pytest.mark.parametrize(("stage", "by"), [(ComplaintStage.SATISFIED, "KZ-75"), (ComplaintStage.DECIDED, "KMFK")])
def test_a_decided_complaint_says_what_goes_to_the_case(stage: ComplaintStage, by: str) -> None:
    """Rules 25, Rules 26: whoever of the two decided, the case learns of it in the same words."""
    road = complaint_at(stage)
    effect = effect_of(road.standing, id_=CASE, at=road.at)
    assert effect is not None
    assert (effect.by, effect.resolution, effect.cancelled) == (by, Resolution.IN_FULL, (REFUSAL,))
    assert (effect.number, effect.on, effect.complaint) == ("75-C-2026-000001", date(2026, 11, 9), CASE)


def test_a_dismissed_complaint_is_told_to_the_case_and_an_open_or_withdrawn_one_is_not() -> None:
    """Rules 25."""
    road = complaint_at(ComplaintStage.WITH_BODY)
    assert effect_of(road.standing, id_=CASE, at=road.at) is None
    road.decide(Resolution.DISMISSED)
    effect = effect_of(road.standing, id_=CASE, at=road.at)
    assert effect is not None
    assert effect.resolution is Resolution.DISMISSED
    withdrawn = complaint_at(ComplaintStage.WITHDRAWN)
    assert effect_of(withdrawn.standing, id_=CASE, at=withdrawn.at) is None


# --- a refusal that is cancelled ------------------------------------------------------------------------------------


def test_a_cancelled_refusal_takes_the_case_back_to_its_examination_with_its_duties() -> None:
    """Rules 25: the decision is cancelled, and the matter considered anew."""
    road = a_refused_case()
    assert codes(road) == set()
    road.file(decided(road, on_file(road, Refused)))
    assert road.standing.stage is Stage.COMPLETE
    assert not road.standing.ended
    assert (road.standing.decision, road.standing.issued, road.standing.prepared) == (None, None, None)
    assert codes(road) == {"issue_receipt", "serve_preliminary_decision"}
    assert len(road.standing.complaints) == 1


def test_what_is_considered_anew_has_a_whole_new_term() -> None:
    """Rules 19, Rules 25 (readings.md): from the day of the decision on the complaint."""
    road = a_refused_case()
    before = road.standing.service_due
    road.file(decided(road, on_file(road, Refused)))
    due = road.standing.service_due
    assert before is not None
    assert due is not None
    assert (before.on, due.on) == (date(2026, 11, 26), date(2026, 12, 21))
    assert (due.ref, road.standing.registered_on) == ("Rules 19", date(2026, 11, 9))


def test_a_day_named_in_the_decision_is_the_term() -> None:
    """Rules 19, Rules 25 (readings.md)."""
    road = a_refused_case()
    road.file(decided(road, on_file(road, Refused), until=date(2026, 12, 4)))
    due = road.standing.service_due
    assert due is not None
    assert (due.ref, due.on) == ("Rules 25", date(2026, 12, 4))
    assert not due.passed(moment("2026-12-04T23:59:59+05:00"))
    assert due.passed(moment("2026-12-05T00:00:00+05:00"))


def test_the_office_looks_again_at_what_was_found_and_can_then_grant() -> None:
    """Rules 25: the approving body is asked and the facility visited once more."""
    road = a_refused_case()
    road.go_to(date(2026, 12, 2))
    ask = ApprovalRequested(happened_at=road.at, facility="F1", body="SES-75")
    assert not road.may(ask, by=OFFICER)
    assert not road.may(VisitScheduled, by=OFFICER)
    road.file(decided(road, on_file(road, Refused)))
    assert road.may(ask, by=OFFICER) == Yes()
    assert road.may(VisitScheduled, by=OFFICER) == Yes()
    road.approve()
    road.visit()
    road.prepare(grant=True)
    grant = road.grant_act("F1")
    assert road.may(grant, by=HEAD) == Yes()
    road.file(grant, by=HEAD)
    assert road.standing.stage is Stage.GRANTED


def test_a_new_refusal_is_announced_anew() -> None:
    """Rules 12, Rules 25: the preliminary decision that led to the cancelled refusal is spent."""
    road = a_refused_case()
    road.file(decided(road, on_file(road, Refused)))
    draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)"))
    assert refused(road.may(draft, by=OFFICER))[0] == "Rules 12"
    road.serve("List 9(4)")
    assert road.may(draft, by=OFFICER) == Yes()


def test_a_cancelled_conclusion_proves_nothing_and_another_visit_is_made() -> None:
    """Rules 17, Rules 25."""
    road = a_refused_case(approved=True)
    conclusion = road.standing.conclusions["F1"]
    road.file(decided(road, on_file(road, Refused), conclusion.id))
    assert road.standing.conclusions == {}
    assert "schedule_visit" in codes(road)


def test_an_office_that_was_obliged_to_issue_does_not_refuse_again() -> None:
    """Rules 25."""
    road = a_refused_case()
    road.file(decided(road, on_file(road, Refused), orders=(Order.ISSUE,)))
    assert "obliges the office" in refused(road.may(PreliminaryDecisionMade, by=OFFICER))[1]
    draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)"))
    assert refused(road.may(draft, by=OFFICER))[0] == "Rules 25"
    road.approve()
    road.visit()
    assert road.may(DecisionPrepared(happened_at=road.at, grant=True), by=OFFICER) == Yes()


# --- refusal of consideration, preliminary decision -----------------------------------------------------------------


def test_a_cancelled_refusal_of_consideration_takes_the_case_back_to_completeness() -> None:
    """Rules 9, Rules 25: two new working days, from the decision on the complaint."""
    road = a_case_not_considered()
    road.go_to(date(2026, 12, 1))
    road.file(decided(road, on_file(road, ConsiderationRefused)))
    assert road.standing.stage is Stage.FILED
    due = {duty.code: duty.due for duty in road.standing.duties}["check_completeness"]
    assert due is not None
    assert due.on == date(2026, 12, 3)
    assert not road.may(FoundComplete, by=OFFICER)
    road.at = due.moment
    assert road.may(FoundComplete, by=OFFICER) == Yes()


def test_approval_is_asked_for_within_two_days_of_the_decision_on_the_complaint() -> None:
    """Permits 25, Rules 25."""
    road = a_case_not_considered()
    road.go_to(date(2026, 12, 1))
    road.file(decided(road, on_file(road, ConsiderationRefused)))
    road.find_complete()
    due = {duty.code: duty.due for duty in road.standing.duties}["request_approval"]
    assert due is not None
    assert due.on == date(2026, 12, 3)


def test_a_cancelled_preliminary_decision_is_no_announcement() -> None:
    """Rules 12, Rules 25: the hearing on it is over, and nothing was decided."""
    road = at_stage(Stage.HEARING)
    before = road.standing.service_due
    road.file(decided(road, on_file(road, PreliminaryDecisionMade)))
    assert road.standing.stage is Stage.COMPLETE
    assert road.standing.preliminary is None
    assert road.standing.anew is None
    assert road.standing.service_due == before


# --- what stands in another file, what changes nothing ------------------------------------------------------------


@pytest.mark.parametrize("resolution", [Resolution.DISMISSED, Resolution.LEFT])
def test_a_complaint_that_was_not_satisfied_changes_nothing_but_the_record(resolution: Resolution) -> None:
    """Rules 25."""
    road = a_refused_case()
    road.file(decided(road, on_file(road, Refused), resolution=resolution, orders=()))
    assert road.standing.stage is Stage.REFUSED
    assert len(road.standing.complaints) == 1


def test_inaction_that_was_acknowledged_gives_no_new_term() -> None:
    """Rules 25 (readings.md): the broken term stays broken."""
    road = at_stage(Stage.COMPLETE)
    before = road.standing
    road.file(decided(road, orders=(Order.ACKNOWLEDGE,)))
    assert road.standing.stage is before.stage
    assert road.standing.service_due == before.service_due
    assert road.standing.duties == before.duties


def test_a_license_that_was_issued_is_not_taken_away_by_a_complaint() -> None:
    """Rules 25 (readings.md)."""
    road = at_stage(Stage.ISSUED)
    road.file(decided(road, on_file(road, Granted)))
    assert road.standing.stage is Stage.ISSUED
    assert road.standing.granted is not None


def test_the_answer_of_the_approving_body_stays_until_it_answers_again() -> None:
    """Rules 11, Rules 26: it is another authority."""
    road = a_refused_case()
    road.file(decided(road, on_file(road, Refused), on_file(road, ApprovalAnswered)))
    assert road.standing.approvals["F1"].approved is False
    road.request_approval()
    road.file(
        ApprovalAnswered(happened_at=road.at, facility="F1", approved=True, reasons="", document=SHA), by=APPROVER
    )
    assert road.standing.approvals["F1"].approved is True


@pytest.mark.parametrize("stage", [Stage.FILED, Stage.COMPLETE, Stage.ISSUED])
def test_the_acts_of_other_files_change_nothing_in_a_case(stage: Stage) -> None:
    """Rules 22, Rules 2(1): a complaint and a license have files of their own."""
    others = [
        act
        for act in KINDS.values()
        if act.__module__ in ("ruqsat.law.acts_of_complaint", "ruqsat.law.acts_of_license")
        and act is not ComplaintDecided
    ]
    assert len(others) == 19
    road = at_stage(stage)
    before = road.standing
    for act in others:
        road.file(sample_of(act.KIND))
    assert replace(road.standing, seq=before.seq) == before


def test_what_is_unknown_to_the_case_is_recorded_all_the_same() -> None:
    """Rules 25: facts are always recorded."""
    road = at_stage(Stage.PREPARING)
    road.file(decided(road, uuid5(SPACE, "nothing")))
    assert road.standing.stage is Stage.PREPARING
    again = procedure.standing(road.acts, road.standing.edition, CALENDAR)
    assert again == road.standing
