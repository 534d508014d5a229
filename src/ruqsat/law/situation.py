"""What only time does to a standing: overdue, silent, open, closing."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ruqsat.law import terms
from ruqsat.law.acts import PreliminaryDecisionServed
from ruqsat.law.course import course_of
from ruqsat.law.local_time import local
from ruqsat.law.planning import hearing_closes, plan_of
from ruqsat.law.standing import Duty, Standing, act_of
from ruqsat.law.terms import Due
from ruqsat.law.warned import Warned, warnings


@dataclass(frozen=True, kw_only=True)
class DutyNow:
    """A duty at a moment: whether its term is broken, and the working days left (0 = today, negative when broken)."""

    duty: Duty
    overdue: bool
    working_days_left: int | None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """
    A standing at a moment.

    ``working_days_left`` is of the whole service; ``silent`` are facilities whose approving body let its term pass;
    ``earliest_result`` is set once a preliminary decision was received; ``hearing_closes`` is the last day on which one
    can be received and a refusal still be in time; ``deemed_refusal`` is set once the term of the service passed
    without a decision (APPC 91).
    """

    standing: Standing = field(repr=False, compare=False)
    moment: datetime
    duties: tuple[DutyNow, ...]
    working_days_left: int | None
    silent: tuple[str, ...]
    earliest_result: Due | None
    objection_due: Due | None
    objection_open: bool
    hearing_closes: Due | None
    deemed_refusal: Due | None

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        """What the office should know before it is too late; planned only when somebody asks."""
        if self.standing.ended or self.standing.service_due is None:
            return ()
        course = course_of(self.standing)
        return () if course is None else warnings(course, plan_of(course, at=self.moment))

    @property
    def overdue(self) -> bool:
        """Whether any term is broken."""
        return any(duty.overdue for duty in self.duties)


def days_left(standing: Standing, due: Due, *, moment: datetime) -> int | None:
    """Working days from *moment* to the last day of *due*; ``None`` for terms in hours."""
    if due.on is None:
        return None
    return standing.calendar.between(local(moment).date(), due.on)


def earliest_result(standing: Standing) -> Due | None:
    """Rules 12: from when a refusal may be issued; ``None`` while no preliminary decision was received."""
    if standing.preliminary is None:
        return None
    received = act_of(standing.preliminary, PreliminaryDecisionServed).happened_at
    return terms.earliest_result(received_at=received, calendar=standing.calendar, edition=standing.edition)


def objection_due(standing: Standing) -> Due | None:
    """Rules 12: until when the applicant may object; ``None`` while no preliminary decision was received."""
    if standing.preliminary is None:
        return None
    received = act_of(standing.preliminary, PreliminaryDecisionServed).happened_at
    return terms.objection(received_at=received, calendar=standing.calendar, edition=standing.edition)


def silent_facilities(standing: Standing, *, moment: datetime) -> tuple[str, ...]:
    """Rules 11: facilities whose approving body let its ten working days pass without a word."""
    return tuple(
        facility
        for facility, approval in standing.approvals.items()
        if approval.answered is None and approval.due is not None and approval.due.passed(moment)
    )


def situation_at(standing: Standing, *, moment: datetime) -> Situation:
    """What time adds to *standing* at *moment*."""
    objection = objection_due(standing)
    duties = tuple(
        DutyNow(
            duty=duty,
            overdue=duty.due is not None and duty.due.passed(moment),
            working_days_left=days_left(standing, duty.due, moment=moment) if duty.due else None,
        )
        for duty in standing.duties
    )
    due = standing.service_due
    return Situation(
        standing=standing,
        moment=moment,
        duties=duties,
        working_days_left=days_left(standing, due, moment=moment) if due and not standing.ended else None,
        silent=silent_facilities(standing, moment=moment) if not standing.ended else (),
        earliest_result=earliest_result(standing),
        objection_due=objection,
        objection_open=objection is not None and not standing.ended and not objection.passed(moment),
        hearing_closes=None if standing.ended else hearing_closes(standing),
        deemed_refusal=deemed_refusal(standing, moment=moment),
    )


def deemed_refusal(standing: Standing, *, moment: datetime) -> Due | None:
    """APPC 91: since when the office's silence counts as a refusal; ``None`` while it does not, or once it decided."""
    due = standing.service_due
    if due is None or standing.ended or not due.passed(moment):
        return None
    return terms.deemed_refusal(due)
