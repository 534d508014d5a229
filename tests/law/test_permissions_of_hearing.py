"""What may be done about an intended refusal: a row for each sentence of Rules 12, APPC 73 and APPC 74."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid5

import pytest

from ruqsat.law import terms
from ruqsat.law.acts import (
    Actor,
    ApprovalRequested,
    CourtActRecorded,
    FindingSetAside,
    Granted,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
    Role,
    UnreliabilityFound,
    VisitScheduled,
    Withdrawn,
)
from ruqsat.law.permissions import ROLES
from ruqsat.law.procedure import Stage
from tests.law.road import APPLICANT, HEAD, INSPECTOR, OFFICER, SHA, SPACE, Road, at_stage, refused

STRANGER = Actor(person=uuid5(SPACE, "stranger"), role=Role.APPLICANT)
ELSEWHERE = replace(OFFICER, office="KZ-71")
COURT = CourtActRecorded(
    happened_at=Road().at, ground="List 9(5)", court="District court", number="2-17", dated=date(2026, 11, 2)
)
UNRELIABLE = UnreliabilityFound(happened_at=Road().at, what="the diploma", shown_by="a letter of the institute")


def announced() -> Road:
    """A negative approval, of which the applicant is being told."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    road.intend("List 9(4)")
    return road


# --- findings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "ref"),
    [
        (replace(COURT, ground="List 9(4)"), "List 9"),
        (replace(COURT, court=" "), "List 9(5)"),
        (replace(COURT, number=""), "List 9(5)"),
        (replace(COURT, dated=date(2027, 1, 1)), "List 9(5)"),
        (replace(UNRELIABLE, what=""), "List 9(6)"),
        (replace(UNRELIABLE, shown_by=""), "List 9(6)"),
    ],
)
def test_a_finding_says_what_it_rests_on(act: CourtActRecorded | UnreliabilityFound, ref: str) -> None:
    """List 9(1), List 9(5), List 9(6), List 9(7): the act with its court, number and day; what shows it."""
    road = at_stage(Stage.COMPLETE)
    assert refused(road.may(act, by=OFFICER))[0] == ref


@pytest.mark.parametrize("act", [COURT, UNRELIABLE])
def test_findings_are_recorded_by_the_department_that_has_the_case(act: CourtActRecorded | UnreliabilityFound) -> None:
    """Rules 3, List 9(5), List 9(6)."""
    road = at_stage(Stage.COMPLETE)
    assert road.may(act, by=OFFICER)
    assert road.may(act, by=HEAD)
    assert refused(road.may(act, by=ELSEWHERE))[0] == "Rules 3"
    assert refused(road.may(act, by=INSPECTOR))[0] == "Rules 20"


@pytest.mark.parametrize("act", [COURT, UNRELIABLE])
def test_a_finding_that_does_not_stand_is_set_aside_with_a_reason(act: CourtActRecorded | UnreliabilityFound) -> None:
    """APPC 73: the authority may still grant after hearing the applicant."""
    road = at_stage(Stage.DECIDING)
    found = road.file(act, by=OFFICER)
    aside = FindingSetAside(happened_at=road.at, of=found.id, reason="the institute corrected its letter")
    assert not road.may(Granted, by=HEAD)
    assert refused(road.may(replace(aside, reason=""), by=OFFICER))[0] == "List 9"
    assert refused(road.may(replace(aside, of=road.acts[0].id), by=OFFICER))[0] == "List 9"
    assert refused(road.may(aside, by=ELSEWHERE))[0] == "Rules 3"
    assert road.may(aside, by=OFFICER)
    road.file(aside, by=OFFICER)
    assert road.may(Granted, by=HEAD)
    assert refused(road.may(aside, by=OFFICER))[0] == "List 9"


# --- the preliminary decision -----------------------------------------------------------------------------------------


def test_a_preliminary_decision_is_received_once_it_was_sent_and_once_only() -> None:
    """Rules 12: the term runs from the receipt."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    assert refused(road.may(PreliminaryDecisionServed, by=APPLICANT))[1] == "No preliminary decision has been made."
    act = PreliminaryDecisionMade(happened_at=road.at, grounds=road.grounds("List 9(4)"), document=SHA)
    made = road.file(act, by=OFFICER)
    assert "being sealed" in refused(road.may(PreliminaryDecisionServed, by=APPLICANT))[1]
    road.file(PreliminaryDecisionSent(happened_at=road.at, decision=made.id, document=SHA))
    served = road.opened(made)
    assert road.may(served, by=APPLICANT)
    road.file(served, by=APPLICANT)
    assert road.standing.stage is Stage.HEARING
    assert refused(road.may(served, by=APPLICANT))[1] == "The applicant has received the preliminary decision already."


SPOILED: dict[str, Callable[[PreliminaryDecisionServed], PreliminaryDecisionServed]] = {
    "of another decision": lambda act: replace(act, decision=uuid5(SPACE, "none")),
    "with other grounds": lambda act: replace(act, grounds=()),
    "before it was sent": lambda act: replace(act, happened_at=act.happened_at - timedelta(days=1)),
    "in the future": lambda act: replace(act, happened_at=act.happened_at + timedelta(days=1)),
    "by an unknown means": lambda act: replace(act, means=""),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_receipt_is_of_the_decision_that_was_sent_and_no_earlier(how: str) -> None:
    """Rules 12."""
    road = announced()
    assert road.standing.intended is not None
    assert refused(road.may(SPOILED[how](road.opened(road.standing.intended)), by=APPLICANT))[0] == "Rules 12"


def test_an_officer_records_a_receipt_only_with_what_shows_it() -> None:
    """Rules 12, Rules 14: means of communication that ensure the recording."""
    road = announced()
    assert road.standing.intended is not None
    opened = road.opened(road.standing.intended)
    assert not road.may(opened, by=OFFICER)  # nobody opens the account for the applicant
    handed = replace(opened, means="handed over", reference="signature on the copy of 9 November", evidence=SHA)
    assert road.may(handed, by=OFFICER)
    assert not road.may(replace(handed, reference=""), by=OFFICER)
    assert not road.may(replace(handed, evidence=""), by=OFFICER)
    assert not road.may(handed, by=APPLICANT)
    assert refused(road.may(handed, by=ELSEWHERE))[0] == "Rules 3"


def test_a_delivered_message_is_a_receipt_from_which_the_terms_run() -> None:
    """Rules 12: from receipt; delivery to a contact in the application is one (docs/law/readings.md)."""
    road = announced()
    assert road.standing.intended is not None
    delivered = replace(road.opened(road.standing.intended), means="sms", reference="S-1")
    road.file(delivered)
    assert not road.standing.awaits_receipt
    due = road.standing.at(road.at).objection_due
    assert due is not None
    assert due == terms.objection(
        received_at=delivered.happened_at, calendar=road.standing.calendar, edition=road.standing.edition
    )
    assert not road.may(replace(delivered, means="account"), by=APPLICANT)


def test_a_ground_that_comes_later_is_announced_anew_and_the_term_runs_again() -> None:
    """Rules 12: three working days for every ground."""
    road = at_stage(Stage.HEARING)
    before = road.standing.at(road.at).earliest_result
    road.file(UNRELIABLE, by=OFFICER)
    assert [duty.code for duty in road.standing.duties if duty.ref == "Rules 12"] == ["serve_preliminary_decision"]
    road.wait(days=1)
    made = road.intend("List 9(4)", "List 9(6)")
    assert [duty.code for duty in road.standing.duties if duty.ref == "Rules 12"] == ["receive_preliminary_decision"]
    road.file(road.opened(made), by=APPLICANT)
    after = road.standing.at(road.at).earliest_result
    assert before is not None
    assert after is not None
    assert after.moment > before.moment


# --- the objection ----------------------------------------------------------------------------------------------------


def test_the_applicant_objects_in_writing_and_a_late_objection_goes_on_file() -> None:
    """Rules 12: no later than two working days from its receipt."""
    road = at_stage(Stage.COMPLETE)
    assert not road.may(road.objection(), by=APPLICANT)
    road = at_stage(Stage.HEARING)
    assert not road.may(replace(road.objection(), text=""), by=APPLICANT)
    road.wait(days=30)
    assert road.may(road.objection(), by=APPLICANT)
    assert not road.standing.at(road.at).objection_open
    road.file(road.objection(), by=APPLICANT)
    assert len(road.standing.objections) == 1


WITHOUT: dict[str, Callable[[ObjectionFiled], ObjectionFiled]] = {
    "a place": lambda act: replace(act, place=""),
    "anybody present": lambda act: replace(act, present=()),
    "an hour": lambda act: replace(act, heard_at=None),
    "a past hour": lambda act: replace(act, heard_at=act.happened_at + timedelta(hours=1)),
}


@pytest.mark.parametrize("what", WITHOUT)
def test_an_objection_by_word_has_a_protocol(what: str) -> None:
    """Rules 12, APPC 74: a hearing protocol."""
    road = at_stage(Stage.HEARING)
    act = road.objection(oral=True)
    assert road.may(act, by=OFFICER)
    assert refused(road.may(WITHOUT[what](act), by=OFFICER))[0] == "APPC 74"


def test_what_is_written_is_the_applicants_and_what_is_said_the_officers_to_keep() -> None:
    """Rules 12."""
    road = at_stage(Stage.HEARING)
    assert refused(road.may(road.objection(), by=OFFICER))[0] == "Rules 12"
    assert refused(road.may(road.objection(oral=True), by=APPLICANT))[0] == "Rules 12"


def test_only_who_signed_the_application_objects_receives_or_withdraws() -> None:
    """Rules 6, Rules 12."""
    road = announced()
    assert road.standing.intended is not None
    withdrawal = Withdrawn(happened_at=road.at, reason="")
    for act in (road.opened(road.standing.intended), withdrawal):
        assert road.may(act, by=APPLICANT)
        assert refused(road.may(act, by=STRANGER)) == ("Rules 6", "This application was signed by another person.")
    assert ROLES[Withdrawn] == {Role.APPLICANT}


def test_after_an_objection_what_was_found_may_be_looked_into_again() -> None:
    """APPC 73, Rules 10(1), Rules 10(3): a second request and a second visit, about what was negative."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    road.visit(positive=False)
    road.serve("List 9(3)", "List 9(4)")
    again = ApprovalRequested(happened_at=road.at, facility="F1", body="SES-75")
    assert INSPECTOR.person is not None
    visit = VisitScheduled(
        happened_at=road.at,
        visit=uuid5(SPACE, "second"),
        facility="F1",
        starts_at=road.at + timedelta(hours=26),
        inspector=INSPECTOR.person,
    )
    assert not road.may(again, by=OFFICER)
    assert not road.may(visit, by=OFFICER)
    road.file(road.objection(), by=APPLICANT)
    assert road.may(again, by=OFFICER)
    assert road.may(visit, by=OFFICER)
    road.approve()
    road.visit()
    road.prepare(grant=True)
    assert road.may(road.grant_act("F1"), by=HEAD)


def test_a_court_act_of_today_is_recorded_today() -> None:
    """List 9(5)."""
    road = at_stage(Stage.COMPLETE)
    assert road.may(replace(COURT, dated=road.at.date()), by=OFFICER)
