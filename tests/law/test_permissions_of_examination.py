"""What may be done from the request for approval to the conclusion: a row for each sentence of Rules 10 to 18."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from ruqsat.law.acts import (
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    Finding,
    Role,
    VisitCancelled,
    VisitNoticeRecorded,
    VisitScheduled,
    VisitStarted,
)
from ruqsat.law.procedure import No, Stage
from tests.law.road import (
    APPROVER,
    INSPECTOR,
    OFFICER,
    SHA,
    SPACE,
    Road,
    an_application,
    at_stage,
    refused,
)

OTHERS_OFFICER = Actor(person=uuid5(SPACE, "other"), role=Role.OFFICER, office="KZ-71")


# --- Rules 10, 11 -----------------------------------------------------------------------------------------------------


def test_the_approving_body_is_asked_only_once_complete_and_once_only() -> None:
    """Rules 10(1): upon documents in full, one request for each facility."""
    road = at_stage(Stage.FILED)
    act = ApprovalRequested(happened_at=road.at, facility="F1", body="SES-75")
    assert refused(road.may(act, by=OFFICER))[0] == "Rules 10"
    road.find_complete()
    assert road.may(act, by=OFFICER)
    road.request_approval()
    assert refused(road.may(act, by=OFFICER))[0] == "Rules 10(1)"


@pytest.mark.parametrize(("facility", "body"), [("F2", "SES-75"), ("F1", "SES-71"), ("F1", "KZ-75")])
def test_the_request_goes_to_the_body_of_the_facilitys_region(facility: str, body: str) -> None:
    """Rules 10(1): the territorial division."""
    road = at_stage(Stage.COMPLETE)
    assert not road.may(ApprovalRequested(happened_at=road.at, facility=facility, body=body), by=OFFICER)


def test_only_the_body_that_was_asked_answers_and_a_refusal_has_reasons() -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)
    act = ApprovalAnswered(happened_at=road.at, facility="F1", approved=False, reasons="no ventilation", document=SHA)
    assert not road.may(act, by=APPROVER)
    road.request_approval()
    assert road.may(act, by=APPROVER)
    assert not road.may(act, by=replace(APPROVER, office="SES-71"))
    assert not road.may(replace(act, reasons=""), by=APPROVER)
    assert refused(road.may(act, by=OFFICER))[0] == "Rules 20"
    road.wait(days=60)
    assert road.may(act, by=APPROVER)  # late, and still an answer
    road.file(act, by=APPROVER)
    assert not road.may(act, by=APPROVER)


# --- Rules 14, 18 -----------------------------------------------------------------------------------------------------


def planned(road: Road, *, minutes: int) -> VisitScheduled:
    assert INSPECTOR.person is not None
    return VisitScheduled(
        happened_at=road.at,
        visit=road.id(),
        facility="F1",
        starts_at=road.at + timedelta(minutes=minutes),
        inspector=INSPECTOR.person,
    )


@pytest.mark.parametrize(("minutes", "allowed"), [(24 * 60 - 1, False), (24 * 60, True)])
def test_a_visit_is_fixed_at_least_24_hours_ahead(minutes: int, allowed: bool) -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    assert road.may(planned(road, minutes=minutes), by=OFFICER).allowed is allowed


def test_a_visit_is_fixed_by_the_department_of_the_facilitys_place() -> None:
    """Rules 18."""
    road = at_stage(Stage.COMPLETE)
    assert refused(road.may(planned(road, minutes=3000), by=OTHERS_OFFICER))[0] == "Rules 18"
    assert refused(road.may(VisitScheduled, by=OTHERS_OFFICER))[0] == "Rules 18"


def test_there_is_one_open_visit_at_a_time_and_another_after_it_is_called_off() -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    assert refused(road.may(planned(road, minutes=3000), by=OFFICER))[0] == "Rules 14"
    assert not road.may(VisitCancelled(happened_at=road.at, visit=visit, reason=""), by=OFFICER)
    called_off = VisitCancelled(happened_at=road.at, visit=visit, reason="the inspector is ill")
    assert road.may(called_off, by=OFFICER)
    road.file(called_off, by=OFFICER)
    assert not road.may(called_off, by=OFFICER)
    assert road.may(planned(road, minutes=3000), by=OFFICER)


def test_a_visit_begins_24_hours_after_the_recorded_sending_to_the_second() -> None:
    """Rules 14: at least 24 hours before the start of the visit."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=25)
    act = VisitStarted(happened_at=road.at, visit=visit)
    road.wait(minutes=70)
    assert refused(road.may(act, by=INSPECTOR)) == ("Rules 14", "The applicant has not been notified of the visit.")
    sent = road.at
    road.notify(visit)
    road.at = sent + timedelta(hours=24) - timedelta(seconds=1)
    no = road.may(act, by=INSPECTOR)
    assert isinstance(no, No)
    assert no.not_before is not None
    assert no.not_before.moment == sent + timedelta(hours=24)
    road.wait(seconds=1)
    assert road.may(act, by=INSPECTOR)


def test_a_notice_that_was_not_delivered_does_not_count() -> None:
    """Rules 14: no delivery, another recorded means."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=48)
    road.notify(visit, delivered=False)
    road.wait(hours=48)
    assert not road.may(VisitStarted, by=INSPECTOR)
    road.notify(visit, delivered=True)
    road.wait(hours=24)
    assert road.may(VisitStarted, by=INSPECTOR)


def recorded(road: Road, visit: UUID) -> VisitNoticeRecorded:
    """Notified by a call that is recorded."""
    return VisitNoticeRecorded(
        happened_at=road.at, visit=visit, means="call", told="+77010000000", reference="Journal 2, line 5", evidence=SHA
    )


def test_where_every_message_was_lost_another_recorded_means_is_owed_and_the_hours_run_from_it() -> None:
    """Rules 14: other means of communication that ensure the recording of the notification or call."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=48)
    assert "send_visit_notice" in {duty.code for duty in road.standing.duties}
    road.notify(visit, delivered=False)
    assert "notify_of_visit" in {duty.code for duty in road.standing.duties}
    for by in (OFFICER, INSPECTOR):
        assert road.may(recorded(road, visit), by=by)
    notice = recorded(road, visit)
    road.file(notice, by=OFFICER)
    assert "notify_of_visit" not in {duty.code for duty in road.standing.duties}
    assert road.standing.visits[visit].notified_at == notice.happened_at
    assert refused(road.may(VisitStarted, by=INSPECTOR))[0] == "Rules 14"
    road.wait(hours=48)
    assert road.may(VisitStarted, by=INSPECTOR)


@pytest.mark.parametrize("missing", ["means", "told", "reference", "evidence"])
def test_another_means_is_recorded_with_all_that_shows_it(missing: str) -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=48)
    blank: Any = {missing: " "}
    assert refused(road.may(replace(recorded(road, visit), **blank), by=OFFICER))[0] == "Rules 14"


@pytest.mark.parametrize("hours", [-1, 1])
def test_nobody_is_notified_before_the_visit_was_fixed_nor_later_than_now(hours: int) -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    notice = recorded(road, road.schedule(hours=48))
    moved = replace(notice, happened_at=notice.happened_at + timedelta(hours=hours))
    assert "cannot have been notified" in refused(road.may(moved, by=OFFICER))[1]


def test_somebody_may_be_notified_at_the_very_moment_the_visit_is_fixed() -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=48)
    notice = replace(recorded(road, visit), happened_at=road.standing.visits[visit].scheduled.filed_at)
    assert road.may(notice, by=OFFICER)


def test_no_notice_is_recorded_of_a_visit_of_another_department_or_one_that_has_begun() -> None:
    """Rules 14, Rules 18."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=48)
    assert not road.may(VisitNoticeRecorded, by=replace(OFFICER, office="KZ-71"))
    assert not road.may(recorded(road, uuid5(SPACE, "another visit")), by=OFFICER)
    road.notify(visit)
    road.wait(hours=48)
    road.start(visit)
    assert not road.may(VisitNoticeRecorded, by=OFFICER)


def test_what_is_said_of_a_notice_later_stands_in_its_place() -> None:
    """Rules 14: sent, then delivered, or lost: one notice."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=48)
    for delivered, counts in ((None, True), (False, False), (True, True)):
        road.notify(visit, delivered=delivered)
        assert len(road.standing.visits[visit].notices) == 1
        assert (road.standing.visits[visit].notified_at is not None) is counts


@pytest.mark.parametrize(("early", "allowed"), [(31, False), (30, True), (0, True)])
def test_a_visit_does_not_begin_long_before_the_hour_that_was_announced(early: int, allowed: bool) -> None:
    """Rules 14: the time and date of the visit."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=72)
    road.notify(visit)
    road.at = road.standing.visits[visit].plan.starts_at - timedelta(minutes=early)
    assert road.may(VisitStarted(happened_at=road.at, visit=visit), by=INSPECTOR).allowed is allowed


def test_the_visit_is_made_by_the_specialist_who_was_named() -> None:
    """Rules 17: data of the specialist."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.notify(visit)
    road.wait(hours=48)
    other = replace(INSPECTOR, person=uuid5(SPACE, "another inspector"))
    assert refused(road.may(VisitStarted(happened_at=road.at, visit=visit), by=other))[0] == "Rules 17"


# --- Rules 15, 16, 17 -------------------------------------------------------------------------------------------------


def visited() -> tuple[Road, ConclusionSigned]:
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.notify(visit)
    road.wait(hours=48)
    return road, road.conclusion(visit)


def test_there_is_no_conclusion_before_the_visit_nor_without_a_recording() -> None:
    """Rules 15, Rules 16: audio, photo or video recording."""
    road, act = visited()
    assert refused(road.may(act, by=INSPECTOR))[0] == "Rules 15"
    road.start(act.visit)
    assert refused(road.may(act, by=INSPECTOR))[0] == "Rules 16"
    road.record(act.visit)
    assert road.may(act, by=INSPECTOR)
    road.file(act, by=INSPECTOR)
    assert refused(road.may(act, by=INSPECTOR))[0] == "Rules 15"


def with_failed_point(act: ConclusionSigned, *, note: str = "no title", positive: bool) -> ConclusionSigned:
    failed = replace(act.points[0], finding=Finding.NOT_COMPLIANT, note=note)
    return replace(act, points=(failed, *act.points[1:]), positive=positive)


SPOILED: dict[str, Callable[[ConclusionSigned], ConclusionSigned]] = {
    "a point is open": lambda act: replace(act, points=act.points[1:]),
    "a point is answered twice": lambda act: replace(act, points=(*act.points, act.points[0])),
    "a point of another subtype": lambda act: replace(
        act, points=(*act.points, replace(act.points[0], requirement="radiation"))
    ),
    "positive with a failed point": lambda act: with_failed_point(act, positive=True),
    "negative without one": lambda act: replace(act, positive=False),
    "a failed point without words": lambda act: with_failed_point(act, note="", positive=False),
    "nobody is named": lambda act: replace(act, authorized_person=" "),
    "another facility": lambda act: replace(act, facility="F2"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_the_conclusion_answers_every_point_and_follows_from_them(how: str) -> None:
    """Rules 17: all points of the qualification requirements, the authorized person."""
    road, act = visited()
    road.start(act.visit)
    road.record(act.visit)
    assert refused(road.may(SPOILED[how](act), by=INSPECTOR))[0] == "Rules 17"


def test_points_that_do_not_apply_leave_a_conclusion_positive() -> None:
    """Rules 17."""
    road, act = visited()
    road.start(act.visit)
    road.record(act.visit)
    points = tuple(replace(point, finding=Finding.NOT_APPLICABLE) for point in act.points)
    assert road.may(replace(act, points=points), by=INSPECTOR)


@pytest.mark.parametrize(("facility", "office"), [("F2", "SES-75"), ("F1", "SES-71")])
def test_an_answer_is_given_by_the_body_that_was_asked_about_the_facility_that_it_was_asked_for(
    facility: str, office: str
) -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    act = ApprovalAnswered(happened_at=road.at, facility=facility, approved=True, reasons="", document=SHA)
    assert refused(road.may(act, by=replace(APPROVER, office=office)))[0] == "Rules 11"
    assert road.may(replace(act, facility="F1"), by=APPROVER)


def test_each_of_two_bodies_answers_for_its_own_facility_alone() -> None:
    """Rules 11."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    for facility, body in (("F1", "SES-75"), ("F2", "SES-71")):
        road.file(ApprovalRequested(happened_at=road.at, facility=facility, body=body), by=OFFICER)
    act = ApprovalAnswered(happened_at=road.at, facility="F2", approved=True, reasons="", document=SHA)
    assert refused(road.may(act, by=APPROVER)) == (
        "Rules 11",
        "This approving body has no open request for this facility.",
    )
    assert road.may(replace(act, facility="F1"), by=APPROVER)


def test_a_facility_is_asked_for_once_while_another_is_still_to_be_asked_for() -> None:
    """Rules 10(1)."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.request_approval("F1")
    act = ApprovalRequested(happened_at=road.at, facility="F1", body="SES-75")
    assert refused(road.may(act, by=OFFICER)) == (
        "Rules 10(1)",
        "The approving body has already been asked for this facility.",
    )
    assert road.may(replace(act, facility="F2"), by=OFFICER)


def test_a_visit_that_was_called_off_is_not_fixed_again_under_its_own_number() -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.file(VisitCancelled(happened_at=road.at, visit=visit, reason="ill"), by=OFFICER)
    assert INSPECTOR.person is not None
    again = VisitScheduled(
        happened_at=road.at,
        visit=visit,
        facility="F1",
        starts_at=road.at + timedelta(hours=48),
        inspector=INSPECTOR.person,
    )
    assert refused(road.may(again, by=OFFICER)) == ("Rules 14", "This very visit is already on file.")
    assert road.may(replace(again, visit=road.id()), by=OFFICER)


def test_a_visit_goes_to_a_facility_that_the_application_declares() -> None:
    """Rules 10."""
    road = at_stage(Stage.COMPLETE)
    assert INSPECTOR.person is not None
    act = VisitScheduled(
        happened_at=road.at,
        visit=road.id(),
        facility="F9",
        starts_at=road.at + timedelta(hours=48),
        inspector=INSPECTOR.person,
    )
    assert refused(road.may(act, by=OFFICER)) == ("Rules 10", "The application declares no such facility.")


def test_each_department_plans_the_visits_to_the_facilities_of_its_own_place() -> None:
    """Rules 18."""
    plain = an_application(facilities=2)
    here, there = plain.facilities
    there = replace(there, address=replace(there.address, region="71"))
    road = Road()
    road.file_application(replace(plain, facilities=(here, there)))
    road.find_complete()
    assert INSPECTOR.person is not None
    act = VisitScheduled(
        happened_at=road.at,
        visit=road.id(),
        facility="F2",
        starts_at=road.at + timedelta(hours=48),
        inspector=INSPECTOR.person,
    )
    assert refused(road.may(act, by=OFFICER))[0] == "Rules 18"
    assert road.may(replace(act, facility="F1"), by=OFFICER)
    assert road.may(act, by=OTHERS_OFFICER)
