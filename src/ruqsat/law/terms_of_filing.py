"""Every term that follows from a filing alone, before anything else happened: Rules 7, 9, 11, 12, 19, Permits 25."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ruqsat.law import terms
from ruqsat.law.act import Role
from ruqsat.law.application import Service
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import moment_of
from ruqsat.law.saying import Saying, say
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class TermOfFiling:
    """A term with what is to be done in it and by whom."""

    what: Saying
    owed_by: Role
    due: Due


def of_filing(
    service: Service, *, filed_at: datetime, calendar: WorkingCalendar, edition: Edition
) -> tuple[TermOfFiling, ...]:
    """
    The terms of *service* when it is filed at *filed_at*, in the order of the procedure; the last is its own.

    :raises CalendarUnknown: when a term leaves the years for which the calendar is written.
    """
    registered = terms.registration(filed_at=filed_at, calendar=calendar, edition=edition)
    day = calendar.registration_day(filed_at, closes=edition.closes)
    complete = terms.completeness(registered_on=day, calendar=calendar, edition=edition)
    result = terms.service_term(service, filed_at=filed_at, calendar=calendar, edition=edition)
    first = (
        TermOfFiling(what=say("The application is registered."), owed_by=Role.SYSTEM, due=registered),
        TermOfFiling(
            what=say("The documents are checked for completeness, or consideration is refused."),
            owed_by=Role.OFFICER,
            due=complete,
        ),
    )
    last = TermOfFiling(what=say("The result of the service is issued."), owed_by=Role.HEAD, due=result)
    approval = _approval(service, registered_on=day, calendar=calendar, edition=edition)
    return (*first, *approval, *_hearing(result, registered_on=day, calendar=calendar, edition=edition), last)


def _approval(
    service: Service, *, registered_on: date, calendar: WorkingCalendar, edition: Edition
) -> tuple[TermOfFiling, ...]:
    """
    Permits 25, Rules 11: when the approving body is asked at the latest, and when it then has to answer.

    A duplicate needs no approval, a reissue only where it touches facility or subtypes (docs/law/readings.md).
    """
    if service is Service.DUPLICATE:
        return ()
    asked = terms.approval_request(registered_on=registered_on, calendar=calendar, edition=edition)
    last_day = calendar.add(registered_on, edition.approval_request_days).on
    answered = terms.approval(requested_at=moment_of(last_day, edition.closes), calendar=calendar, edition=edition)
    told: tuple[Saying, ...] = (say("The approving body is asked on the last day for it, %(day)s.", day=last_day),)
    if service is Service.REISSUE:
        only = say("The approving body is asked only where a reissue touches the facility or the subtypes.")
        asked, told = replace(asked, derivation=(only, *asked.derivation)), (only, *told)
    return (
        TermOfFiling(
            what=say("The approving body of the facility's region is asked for its approval."),
            owed_by=Role.OFFICER,
            due=asked,
        ),
        TermOfFiling(
            what=say("The approving body answers whether it approves."),
            owed_by=Role.APPROVER,
            due=replace(answered, derivation=(*told, *answered.derivation)),
        ),
    )


def _hearing(
    result: Due, *, registered_on: date, calendar: WorkingCalendar, edition: Edition
) -> tuple[TermOfFiling, ...]:
    """Rules 12: the last day on which an intended refusal can be received and the result still be in time."""
    closes = terms.hearing_closes(result, calendar=calendar, edition=edition)
    if closes is None or closes.on is None:
        return ()
    if closes.on < registered_on:
        never = say("This day is before the registration on %(day)s: no refusal can be in time.", day=registered_on)
        closes = replace(closes, derivation=(*closes.derivation, never))
    what = say("An intended refusal is received by the applicant, so that the result can still be in time.")
    return (TermOfFiling(what=what, owed_by=Role.OFFICER, due=closes),)
