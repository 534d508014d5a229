"""What only time does to a standing: overdue, silent, open, closing."""

from dataclasses import dataclass
from datetime import datetime

from ruqsat.law import terms
from ruqsat.law.acts import PreliminaryDecisionServed
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing import Duty, Standing, act_of
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class DutyNow:
    """A duty at a moment: whether its term is broken, and the working days left (0 = today, negative when broken)."""

    duty: Duty
    overdue: bool
    working_days_left: int | None


@dataclass(frozen=True, kw_only=True)
class Warned:
    """Something the office should know before it is too late: the clause and the sentence."""

    ref: str
    what: Saying


@dataclass(frozen=True, kw_only=True)
class Situation:
    """
    A standing at a moment.

    ``working_days_left`` is of the whole service; ``silent`` are facilities whose approving body let its term pass;
    ``earliest_result`` is set once a preliminary decision was received; ``hearing_closes`` is the last day on which one
    can be received and a refusal still be in time.
    """

    moment: datetime
    duties: tuple[DutyNow, ...]
    working_days_left: int | None
    silent: tuple[str, ...]
    earliest_result: Due | None
    objection_due: Due | None
    objection_open: bool
    hearing_closes: Due | None
    warnings: tuple[Warned, ...]

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


def hearing_closes(standing: Standing) -> Due | None:
    """Rules 12, 19: the last day for a preliminary decision if the refusal is to be in time."""
    if standing.service_due is None:
        return None
    return terms.hearing_closes(standing.service_due, calendar=standing.calendar, edition=standing.edition)


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
        moment=moment,
        duties=duties,
        working_days_left=days_left(standing, due, moment=moment) if due and not standing.ended else None,
        silent=silent_facilities(standing, moment=moment) if not standing.ended else (),
        earliest_result=earliest_result(standing),
        objection_due=objection,
        objection_open=objection is not None and not standing.ended and not objection.passed(moment),
        hearing_closes=None if standing.ended else hearing_closes(standing),
        warnings=() if standing.ended else _warnings(standing, moment=moment),
    )


def _warnings(standing: Standing, *, moment: datetime) -> tuple[Warned, ...]:
    found: list[Warned] = []
    closes = hearing_closes(standing)
    if closes is None or closes.on is None or standing.service_due is None or standing.service_due.on is None:
        return ()
    if standing.preliminary is None:
        found.append(_window(standing, closes, moment=moment))
    found.extend(
        Warned(
            ref="Rules 11",
            what=say(
                "The approving body may answer on %(answer)s, after the last day for announcing a refusal, %(last)s.",
                answer=approval.due.on,
                last=closes.on,
            ),
        )
        for approval in standing.approvals.values()
        if approval.answered is None and approval.due and approval.due.on and approval.due.on > closes.on
    )
    found.extend(
        Warned(
            ref="Rules 11",
            what=_silence(standing, facility),
        )
        for facility in silent_facilities(standing, moment=moment)
    )
    if standing.service_due.passed(moment):
        told = say("The term of the service ended on %(due)s.", due=standing.service_due.on)
        found.append(Warned(ref="Rules 19", what=told))
    return tuple(found)


def _window(standing: Standing, closes: Due, *, moment: datetime) -> Warned:
    assert closes.on is not None  # noqa: S101 - asked by the caller
    if standing.registered_on is not None and closes.on < standing.registered_on:
        told = say("The term of this service leaves no room for announcing a refusal three working days before it.")
    elif closes.passed(moment):
        told = say("A refusal in time is no longer possible: it had to be announced by %(last)s.", last=closes.on)
    else:
        told = say("If there is to be a refusal, it is announced to the applicant by %(last)s.", last=closes.on)
    return Warned(ref="Rules 12", what=told)


def _silence(standing: Standing, facility: str) -> Saying:
    if standing.edition.silence_is_consent:
        return say(
            "The approving body did not answer in time for %(facility)s: its silence counts as consent.",
            facility=facility,
        )
    return say(
        "The approving body did not answer in time for %(facility)s; nothing follows from that by itself.",
        facility=facility,
    )
