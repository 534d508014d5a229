"""What can be asked of where a case stands."""

from datetime import date

import pytest

from ruqsat.law.acts import Outcome, RecordingAdded
from ruqsat.law.standing import Stage
from tests.law.road import APPLICANT, IIN, Road, an_application, at_stage


def test_a_case_has_its_number_and_day_once_it_is_registered() -> None:
    """Rules 7."""
    before, after = at_stage(Stage.RECEIVED).standing, at_stage(Stage.FILED).standing
    assert (before.number, before.registered_on) == ("", None)
    assert (after.number, after.registered_on) == ("75-2026-000001", date(2026, 11, 9))


def test_the_term_of_the_service_runs_from_registration_on() -> None:
    """Rules 19."""
    assert at_stage(Stage.PREPARING).standing.service_due is None
    assert at_stage(Stage.RECEIVED).standing.service_due is None
    due = at_stage(Stage.FILED).standing.service_due
    assert due is not None
    assert due.on == date(2026, 11, 26)


def test_the_recordings_of_all_visits_are_found_in_their_order() -> None:
    """Rules 16."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    before = road.standing.recordings
    road.visit("F1")
    road.visit("F2")
    first, second = road.standing.recordings
    assert (before, first.seq < second.seq) == ((), True)
    assert {type(one.act) for one in (first, second)} == {RecordingAdded}


def test_the_last_conclusion_on_each_facility_counts() -> None:
    """Rules 17."""
    road = at_stage(Stage.COMPLETE)
    assert not road.standing.conclusions
    road.visit(positive=False)
    first = road.standing.conclusions["F1"]
    road.visit()
    assert road.standing.conclusions["F1"].seq > first.seq


def test_a_preliminary_decision_awaits_its_receipt_until_it_is_received() -> None:
    """Rules 12."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    awaited = [road.standing.awaits_receipt]
    made = road.intend("List 9(4)")
    awaited.append(road.standing.awaits_receipt)
    road.file(road.opened(made), by=APPLICANT)
    awaited.append(road.standing.awaits_receipt)
    road.intend("List 9(4)")
    awaited.append(road.standing.awaits_receipt)
    assert awaited == [False, True, False, True]


@pytest.mark.parametrize(
    ("stage", "granted", "refused"),
    [
        (Stage.PREPARING, False, False),
        (Stage.DECIDING, False, False),
        (Stage.GRANTED, True, False),
        (Stage.ISSUED, True, False),
    ],
)
def test_the_decision_is_what_was_decided(stage: Stage, granted: bool, refused: bool) -> None:
    """Rules 20."""
    standing = at_stage(stage).standing
    assert (standing.granted is not None, standing.refused is not None) == (granted, refused)
    if granted:
        assert standing.decision is not None
        assert standing.granted is standing.decision.act


def test_before_an_application_arrives_nothing_is_known_of_it() -> None:
    standing = Road().standing
    assert (standing.number, standing.registered_on, standing.service_due) == ("", None, None)
    assert (standing.facilities, standing.facility("F1"), standing.duties) == ((), None, ())
    assert (standing.conclusions, standing.recordings, standing.visits_to("F1")) == ({}, (), ())
    assert standing.open_visit("F1") is standing.concluded_visit("F1") is None
    assert not standing.awaits_receipt


@pytest.mark.parametrize(
    ("came", "answered"),
    [
        ((), False),
        ((Outcome.UNAVAILABLE,), False),
        ((Outcome.NONE,), True),
        ((Outcome.VALUE,), True),
        ((Outcome.VALUE, Outcome.UNAVAILABLE), True),
    ],
)
def test_a_register_has_answered_once_it_said_a_value_or_that_it_has_none(
    came: tuple[Outcome, ...], answered: bool
) -> None:
    """Rules 8: that it is down is no answer, and takes none back."""
    road = Road()
    road.file_application(an_application())
    for outcome in came:
        road.answer("labor_activity", IIN, outcome)
    road.answer("labor_activity", "880101399016", Outcome.VALUE)
    road.answer("ban", IIN, Outcome.VALUE)
    assert road.standing.has_answered("labor_activity", IIN) is answered
