"""Courses put together step by step, for the tests of planning."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.course import Course, FacilityCourse
from ruqsat.law.editions import EDITIONS, Edition
from ruqsat.law.steps import CaseStep
from tests.law.road import moment

RULES = EDITIONS.on(date(2026, 11, 9))
FILED = moment("2026-11-09T10:00:00+05:00")


def a_course(
    service: Service = Service.ISSUE, *, facilities: int = 1, filed: datetime = FILED, edition: Edition = RULES
) -> Course:
    """A case that was filed, and nothing since."""
    sites = tuple(FacilityCourse(id=f"F{n}") for n in range(1, facilities + 1))
    return Course(service=service, edition=edition, calendar=CALENDAR, filed_at=filed, facilities=sites)


def taken(course: Course, step: CaseStep, facility: str, at: datetime) -> Course:
    """The course after one more step."""
    whole: Mapping[CaseStep, Mapping[str, object]] = {
        CaseStep.REGISTRATION: {"registered_on": course.counted_from},
        CaseStep.COMPLETENESS: {"completed_at": at},
        CaseStep.PRELIMINARY_DECISION: {"received_at": at},
        CaseStep.OBJECTION: {"objected_at": at},
        CaseStep.DECISION: {"decided_at": at},
        CaseStep.RESULT: {"issued_at": at},
    }
    if step in whole:
        return replace(course, **whole[step])  # type: ignore[arg-type]  # each field with its own type
    due = terms.approval(requested_at=at, calendar=CALENDAR, edition=course.edition)
    one: Mapping[CaseStep, Mapping[str, object]] = {
        CaseStep.REQUEST: {"asked_at": at, "answer_due": due},
        CaseStep.ANSWER: {"answered_at": at},
        CaseStep.NOTICE: {"notified_at": at, "visit_at": at + timedelta(hours=course.edition.visit_notice_hours)},
        CaseStep.VISIT: {"visited_at": at},
        CaseStep.CONCLUSION: {"concluded_at": at},
        CaseStep.SEAL: {"sealed_at": at},
    }
    sites = tuple(
        replace(site, **one[step]) if site.id == facility else site  # type: ignore[arg-type]  # as above
        for site in course.facilities
    )
    return replace(course, facilities=sites)
