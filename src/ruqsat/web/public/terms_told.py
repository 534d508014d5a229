"""Terms as the public pages show them: the day, whether its year is confirmed, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ruqsat.law import terms, terms_of_filing
from ruqsat.law.application import Service
from ruqsat.law.calendar import CalendarUnknown, WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying
from ruqsat.law.terms import Due
from ruqsat.web.public.in_force import out_of_calendar


@dataclass(frozen=True, kw_only=True)
class TermShown:
    """A term: what is to be done (``None`` where the page says it), its day, clause and derivation."""

    ref: str
    on: date
    confirmed: bool
    derivation: Sequence[Saying]
    what: Saying | None = None
    owed_by: str = ""


def is_confirmed(first: date, last: date, calendar: WorkingCalendar) -> bool:
    """Whether every year from the one day to the other has a confirmed calendar."""
    start, end = sorted((first, last))
    return all(calendar.confirmed(year) for year in range(start.year, end.year + 1))


def service_term(service: Service, *, filed_at: datetime, calendar: WorkingCalendar, edition: Edition) -> TermShown:
    """
    The term of the service (Rules 19, List 3).

    :raises NotKnownHere: when it leaves the years of the calendar.
    """
    try:
        due = terms.service_term(service, filed_at=filed_at, calendar=calendar, edition=edition)
    except CalendarUnknown as error:
        raise out_of_calendar() from error
    return _shown(due, filed_at=filed_at, calendar=calendar)


def all_terms(service: Service, *, filed_at: datetime, calendar: WorkingCalendar, edition: Edition) -> list[TermShown]:
    """
    Every term that follows from a filing (Rules 7, 9, 11, 12, 19, Permits 25).

    :raises NotKnownHere: when one leaves the years of the calendar.
    """
    try:
        found = terms_of_filing.of_filing(service, filed_at=filed_at, calendar=calendar, edition=edition)
    except CalendarUnknown as error:
        raise out_of_calendar() from error
    return [
        _shown(one.due, filed_at=filed_at, calendar=calendar, what=one.what, owed_by=one.owed_by.value) for one in found
    ]


def _shown(
    due: Due, *, filed_at: datetime, calendar: WorkingCalendar, what: Saying | None = None, owed_by: str = ""
) -> TermShown:
    on = due.on or local(due.moment).date()
    return TermShown(
        ref=due.ref,
        on=on,
        confirmed=is_confirmed(local(filed_at).date(), on, calendar),
        derivation=due.derivation,
        what=what,
        owed_by=owed_by,
    )
