"""That the latest safe moments are exactly that: who keeps them keeps every term, and a moment later one is broken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.course import Course
from ruqsat.law.editions import Edition
from ruqsat.law.planning import plan_of
from ruqsat.law.steps import CaseStep
from tests.law.courses import RULES, a_course, taken

INSTANT = timedelta.resolution


def refusable_from(received_at: datetime, edition: Edition) -> datetime:
    return terms.earliest_result(received_at=received_at, calendar=CALENDAR, edition=edition).moment


def played(course: Course, *, delayed: tuple[CaseStep, str] | None = None) -> tuple[str, ...]:
    """
    The terms broken where every step is taken at its latest safe moment, as planned after each act, to a refusal.

    The step that is *delayed* comes a moment later, and everybody after it uses the whole of their terms.
    """
    at, broken = course.filed_at, []
    while course.issued_at is None:
        todo = plan_of(course, at=at).steps
        one = min(todo, key=lambda step: (step.safe.moment, list(CaseStep).index(step.step)))
        late = delayed == (one.step, one.facility)
        own = one.allowed if one.step is CaseStep.ANSWER else one.safe
        assert own is not None
        at = max(at, own.moment - (timedelta(0) if late else INSTANT))
        if one.allowed is not None and one.allowed.passed(at):
            broken.append(one.ref)
        if one.step is CaseStep.VISIT and one.not_before is not None and at < one.not_before.moment:
            broken.append("Rules 14")
        if one.step is CaseStep.RESULT:
            assert course.received_at is not None
            at = max(at, refusable_from(course.received_at, course.edition))
            broken += ["Rules 19"] if course.service_due.passed(at) else []
        course = taken(course, one.step, one.facility, at)
    return tuple(broken)


SERVICES = st.sampled_from([(Service.ISSUE, 1), (Service.ISSUE, 3), (Service.ANNEX, 1), (Service.REISSUE, 0)])
FILINGS = st.datetimes(datetime(2023, 9, 1), datetime(2027, 11, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware
OTHER_TERMS = st.builds(
    replace,
    st.just(RULES),
    completeness_days=st.integers(1, 4),
    approval_request_days=st.integers(1, 4),
    approval_days=st.integers(1, 12),
    hearing_days=st.integers(1, 5),
    objection_days=st.integers(1, 3),
    visit_notice_hours=st.sampled_from([1, 24, 60]),
    issue_days=st.integers(8, 25),
    reissue_days=st.integers(3, 10),
).filter(lambda edition: edition.objection_days <= edition.hearing_days)
"""Editions that an order could make: an objection can be made before the result."""


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """A filing on any day, under terms that can be kept from the beginning."""
    service, facilities = draw(SERVICES)
    at, edition = draw(FILINGS), draw(st.just(RULES) | OTHER_TERMS)
    course = a_course(service, facilities=facilities, filed=at, edition=edition)
    assume(not plan_of(course, at=at).late)
    return course


@settings(deadline=None, max_examples=80)
@given(courses())
def test_a_case_that_keeps_every_latest_safe_moment_keeps_every_term(course: Course) -> None:
    """Rules 7, Rules 9, Rules 11, Rules 12, Rules 14, Rules 19, Permits 25."""
    assert played(course) == ()


@settings(deadline=None, max_examples=80)
@given(courses(), st.data())
def test_a_case_that_is_a_moment_late_with_any_step_breaks_a_term(course: Course, data: st.DataObject) -> None:
    """Rules 7, Rules 9, Rules 11, Rules 12, Rules 14, Rules 19, Permits 25."""
    steps = [(one.step, one.facility) for one in plan_of(course, at=course.filed_at).steps]
    assert played(course, delayed=data.draw(st.sampled_from(steps)))
