"""The course of a case as far as terms go: read off the file, step by step."""

from datetime import timedelta

import pytest

from ruqsat.law.acts import ConclusionSealed, PreliminaryDecisionMade, VisitCancelled, Withdrawn
from ruqsat.law.course import Course, FacilityCourse, course_of
from ruqsat.law.procedure import Stage
from tests.law.road import APPLICANT, HEAD, INSPECTOR, OFFICER, SHA, Road, an_application, at_stage, moment


def course(road: Road) -> Course:
    """The course of a case that has one."""
    found = course_of(road.standing)
    assert found is not None
    return found


def site(road: Road) -> FacilityCourse:
    """The course of its only facility."""
    (facility,) = course(road).facilities
    return facility


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.RECEIVED, Stage.FILED, Stage.DECIDING, Stage.ISSUED])
def test_an_application_has_a_course_from_its_sending_on(stage: Stage) -> None:
    """Rules 6: before it, nothing is on its way to a result."""
    assert (course_of(at_stage(stage).standing) is None) is (stage is Stage.PREPARING)


def test_what_was_taken_back_has_no_course() -> None:
    """Rules 6."""
    road = at_stage(Stage.COMPLETE)
    road.file(Withdrawn(happened_at=road.at, reason=""), by=APPLICANT)
    assert course_of(road.standing) is None


def test_a_course_is_counted_from_the_filing_and_its_registration() -> None:
    """Rules 6, Rules 7, Rules 19: filed when it was sent; before registration by the day that would count."""
    road = Road()
    road.wait(hours=10)
    received = road.receive()
    assert (course(road).filed_at, course(road).registered_on) == (received.filed_at, None)
    assert str(course(road).counted_from) == "2026-11-10"
    assert str(course(road).completeness_due.on) == str(course(road).request_due.on) == "2026-11-12"
    filed = course(at_stage(Stage.FILED))
    assert (str(filed.counted_from), str(filed.service_due.on)) == ("2026-11-09", "2026-11-26")


def test_the_steps_of_the_whole_stand_with_the_moments_of_their_acts() -> None:
    """Rules 9, Rules 20."""
    road = at_stage(Stage.FILED)
    assert course(road).completed_at is None
    road.find_complete()
    assert course(road).completed_at == road.at
    road.approve()
    road.visit()
    assert course(road).drafted_at is None
    road.prepare(grant=True)
    assert (course(road).drafted_at, course(road).decided_at) == (road.at, None)
    road.file(road.grant_act("F1"), by=HEAD)
    assert (course(road).drafted_at, course(road).decided_at, course(road).issued_at) == (None, road.at, None)
    road.issue()
    assert course(road).issued_at == road.at


def test_a_hearing_counts_from_the_receipt_of_the_preliminary_decision_that_is_the_last() -> None:
    """Rules 12: one that is on its way is not received; an objection answers the one received before it."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    assert course(road).earliest_refusal is None
    made = road.intend("List 9(4)")
    assert course(road).received_at is None
    served = road.opened(made)
    road.file(served, by=APPLICANT)
    assert (course(road).received_at, course(road).objected_at) == (served.happened_at, None)
    assert str(getattr(course(road).earliest_refusal, "on", "")) == "2026-11-12"
    first = road.file(road.objection(), by=APPLICANT)
    road.file(road.objection(), by=APPLICANT)
    assert course(road).objected_at == first.filed_at
    named = road.grounds("List 9(4)")
    road.file(PreliminaryDecisionMade(happened_at=road.at, grounds=named, document=SHA), by=OFFICER)
    assert (course(road).received_at, course(road).objected_at) == (None, None)
    road.serve("List 9(4)")
    assert course(road).received_at is not None
    assert course(road).objected_at is None


def test_each_step_of_approval_and_visit_stands_with_its_moment() -> None:
    """Rules 10(1), Rules 11, Rules 14, Rules 17."""
    road = at_stage(Stage.COMPLETE)
    assert site(road) == FacilityCourse(id="F1")
    road.request_approval()
    asked = road.at
    assert (site(road).asked_at, site(road).answered_at, site(road).visit_at) == (asked, None, None)
    assert site(road).answer_due == road.standing.approvals["F1"].due
    visit = road.schedule(hours=48)
    fixed = road.standing.visits[visit].plan.starts_at
    assert (site(road).asked_at, site(road).visit_at, site(road).notified_at) == (asked, fixed, None)
    road.notify(visit)
    assert site(road).notified_at == road.standing.visits[visit].notified_at
    road.wait(hours=48)
    assert site(road).visited_at is None
    road.start(visit)
    assert (site(road).visited_at, site(road).concluded_at) == (road.at, None)
    road.record(visit)
    road.file(road.conclusion(visit), by=INSPECTOR)
    assert (site(road).concluded_at, site(road).sealed_at) == (road.at, None)
    road.file(ConclusionSealed(happened_at=road.at, visit=visit, document=SHA))
    assert site(road).sealed_at == road.at
    answered = road.approve().filed_at
    assert site(road).answered_at == answered


def test_a_visit_called_off_leaves_no_hour() -> None:
    """Rules 14."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.file(VisitCancelled(happened_at=road.at, visit=visit, reason="ill"), by=OFFICER)
    assert site(road).visit_at is None


def test_a_facility_is_silent_from_the_end_of_its_ten_days_unless_it_was_answered_for() -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)
    assert not site(road).silent(moment("2027-01-11T10:00:00+05:00"))
    road.request_approval()
    due = site(road).answer_due
    assert due is not None
    assert [site(road).silent(at) for at in (due.moment - timedelta(microseconds=1), due.moment)] == [False, True]
    road.approve()
    assert not site(road).silent(due.moment + timedelta(days=30))


def test_every_facility_has_its_course() -> None:
    """Rules 10."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.approve("F2")
    assert [(one.id, one.asked_at is None) for one in course(road).facilities] == [("F1", True), ("F2", False)]
