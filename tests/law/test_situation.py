"""What only time does to a case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ruqsat.law.application import Service
from ruqsat.law.procedure import Stage
from tests.law.road import HEAD, Road, an_application, at_stage, moment


def warned(road: Road, at: str) -> list[str]:
    return [str(one.what) for one in road.standing.at(moment(at)).warnings]


def test_duties_become_overdue_when_their_day_ends() -> None:
    """Rules 9: nothing is appended because a day passed."""
    road = at_stage(Stage.FILED)
    before = road.standing.at(moment("2026-11-11T23:59:59+05:00"))
    after = road.standing.at(moment("2026-11-12T00:00:00+05:00"))
    found = [{one.duty.code: one for one in then.duties}["check_completeness"] for then in (before, after)]
    assert [(one.overdue, one.working_days_left) for one in found] == [(False, 0), (True, -1)]
    assert (before.overdue, after.overdue) == (False, True)


@pytest.mark.parametrize(
    ("at", "left"),
    [("2026-11-09T10:00:00+05:00", 13), ("2026-11-14T10:00:00+05:00", 9), ("2026-11-27T10:00:00+05:00", -1)],
)
def test_the_working_days_left_of_the_service_are_counted(at: str, left: int) -> None:
    """Rules 19."""
    assert at_stage(Stage.COMPLETE).standing.at(moment(at)).working_days_left == left


def test_a_silent_approving_body_is_named_after_its_ten_days() -> None:
    """Rules 11: silence is shown; nothing follows of itself."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    due = road.standing.approvals["F1"].due
    assert due is not None
    assert road.standing.at(due.moment - timedelta(seconds=1)).silent == ()
    assert road.standing.at(due.moment).silent == ("F1",)
    told = "The approving body did not answer in time for F1; nothing follows from that by itself."
    assert told in [str(one.what) for one in road.standing.at(due.moment).warnings]
    road.standing = replace(road.standing, edition=replace(road.standing.edition, silence_is_consent=True))
    told = "The approving body did not answer in time for F1: its silence counts as consent."
    assert told in [str(one.what) for one in road.standing.at(due.moment).warnings]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (
            "2026-11-23T10:00:00+05:00",
            "If there is to be a refusal, it is announced to the applicant by 2026-11-23.",
        ),
        (
            "2026-11-24T00:00:00+05:00",
            "A refusal in time is no longer possible: it had to be announced by 2026-11-23.",
        ),
    ],
)
def test_the_last_day_for_announcing_a_refusal_is_told_in_time(at: str, said: str) -> None:
    """Rules 12, Rules 19."""
    assert said in warned(at_stage(Stage.COMPLETE), at)


def test_an_answer_that_may_come_after_the_hearing_window_is_told_at_once() -> None:
    """Rules 11, Rules 12, Rules 19: two days, ten days and three days do not fit into thirteen."""
    road = at_stage(Stage.COMPLETE)
    road.go_to(date(2026, 11, 11))
    road.request_approval()
    told = "The approving body may answer on 2026-11-25, after the last day for announcing a refusal, 2026-11-23."
    assert told in warned(road, "2026-11-11T12:00:00+05:00")


def test_a_broken_term_of_the_service_is_told() -> None:
    """Rules 19."""
    road = at_stage(Stage.COMPLETE)
    assert "The term of the service ended on 2026-11-26." in warned(road, "2026-11-27T00:00:00+05:00")


def test_the_objection_is_open_until_the_end_of_its_second_day() -> None:
    """Rules 12."""
    road = at_stage(Stage.HEARING)
    due = road.standing.at(road.at).objection_due
    assert due is not None
    assert str(due.on) == "2026-11-11"
    assert road.standing.at(due.moment - timedelta(seconds=1)).objection_open
    assert not road.standing.at(due.moment).objection_open
    assert str(road.standing.at(road.at).earliest_result.on) == "2026-11-12"  # type: ignore[union-attr]  # it was served


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.RECEIVED, Stage.ISSUED])
def test_a_case_without_a_running_term_warns_of_nothing(stage: Stage) -> None:
    situation = at_stage(stage).standing.at(moment("2027-03-01T10:00:00+05:00"))
    assert (situation.warnings, situation.working_days_left, situation.silent) == ((), None, ())


@pytest.mark.parametrize(
    ("at", "deemed"), [("2026-11-26T23:59:59.999999+05:00", False), ("2026-11-27T00:00:00+05:00", True)]
)
def test_the_office_s_silence_past_its_term_is_deemed_a_refusal_and_the_case_goes_on(at: str, deemed: bool) -> None:
    """APPC 91, Rules 19: shown with the clause and from when; nothing is barred by it."""
    road = at_stage(Stage.DECIDING)
    since = road.standing.at(moment(at)).deemed_refusal
    assert (since is not None) is deemed
    if since is not None:
        assert (since.ref, since.moment) == ("APPC 91", moment("2026-11-27T00:00:00+05:00"))
    road.at = moment(at)
    assert road.may(road.grant_act("F1"), by=HEAD)


def test_a_decision_however_late_ends_the_silence() -> None:
    """APPC 91: what was decided is complained of as a decision."""
    road = at_stage(Stage.DECIDING)
    road.at = moment("2026-12-01T10:00:00+05:00")
    road.file(road.grant_act("F1"), by=HEAD)
    assert road.standing.at(road.at).deemed_refusal is None


def test_what_has_ended_has_no_term_no_window_and_no_warning() -> None:
    """Rules 12, Rules 19."""
    under_way = at_stage(Stage.HEARING)
    now = under_way.standing.at(under_way.at)
    assert (now.hearing_closes is None, now.working_days_left is None, now.objection_open) == (False, False, True)
    ended = replace(under_way.standing, stage=Stage.REFUSED).at(under_way.at)
    assert (ended.hearing_closes, ended.working_days_left, ended.objection_open) == (None, None, False)
    assert (ended.silent, ended.warnings) == ((), ())
    assert ended.earliest_result == now.earliest_result


def test_a_service_of_two_days_leaves_no_room_for_announcing_a_refusal() -> None:
    """Rules 12, Rules 19."""
    road = Road()
    road.file_application(replace(an_application(), service=Service.DUPLICATE))
    told = "The term of this service leaves no room for announcing a refusal 3 working days before it."
    assert told in [str(one.what) for one in road.standing.at(road.at).warnings]
