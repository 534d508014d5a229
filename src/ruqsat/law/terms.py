"""
Terms and how each came about: Rules 7, 9, 11, 12, 14, 19, 21-1, 23, 25, 26, Permits 25 and APPC 91.

The moment of a term in days is the end of its last day, 24:00 of Kazakhstan's civil time: what happens *before* that
moment is in time. The moment of a term *from* which something may be done is the first at which it may.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from ruqsat.law.application import Service
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import day_end, day_start, local
from ruqsat.law.saying import Saying, say


@dataclass(frozen=True, kw_only=True)
class Count:
    """
    What a last day is counted from: *days* working days after *start*, then the last day *back* of them before that.

    This is all that another calendar needs to find the day anew.
    """

    start: date
    days: int
    back: int = 0

    def last_day(self, calendar: WorkingCalendar) -> date:
        """
        The last day by *calendar*.

        :raises CalendarUnknown: when the count leaves the written years.
        """
        counted = calendar.nth_after(self.start, self.days) if self.days else self.start
        return calendar.last_start(counted, self.back) if self.back else counted


@dataclass(frozen=True, kw_only=True)
class Due:
    """
    A term: the clause that sets it, its day, its moment, and its derivation in sentences.

    ``on`` is ``None`` for a term in hours; ``moment`` is aware; ``count`` is ``None`` where no calendar moves the day.
    """

    ref: str
    on: date | None
    moment: datetime
    derivation: Sequence[Saying]
    count: Count | None = None

    def passed(self, at: datetime) -> bool:
        """Whether the term is over at *at*."""
        return at >= self.moment


@lru_cache(maxsize=1024)  # every action asks for the same few terms again, and their sentences are most of the work
def _days(ref: str, *, start: date, days: int, calendar: WorkingCalendar) -> Due:
    counted = calendar.add(start, days)
    count = Count(start=start, days=days)
    return Due(ref=ref, on=counted.on, moment=day_end(counted.on), derivation=counted.derivation, count=count)


def service_days(service: Service, *, edition: Edition) -> int:
    """Rules 19, List 3: 13 working days to issue, 3 to reissue, 2 for a duplicate."""
    match service:
        case Service.ISSUE | Service.ANNEX:
            return edition.issue_days
        case Service.REISSUE:
            return edition.reissue_days
        case Service.DUPLICATE:
            return edition.duplicate_days


def service_term(service: Service, *, filed_at: datetime, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 19, List 3: the term of the service, from the day that Rules 7 gives to the filing."""
    day = calendar.registration_day(filed_at, closes=edition.closes)
    term = service_term_from(service, registered_on=day, calendar=calendar, edition=edition)
    if day == local(filed_at).date():
        return term
    told = say(
        "What was filed at %(filed_at)s, outside working time, counts as filed on %(day)s.",
        filed_at=local(filed_at),
        day=day,
    )
    return replace(term, derivation=(told, *term.derivation))


def service_term_from(service: Service, *, registered_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 19, List 3: the term of the service, from the day of registration."""
    return _days("Rules 19", start=registered_on, days=service_days(service, edition=edition), calendar=calendar)


def registration(*, filed_at: datetime, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 7: documents are registered on the day they come; outside working time, on the next working day."""
    day = calendar.registration_day(filed_at, closes=edition.closes)
    told = say("What was filed at %(filed_at)s is registered on %(day)s.", filed_at=local(filed_at), day=day)
    here = local(filed_at)
    after_hours = here.time().replace(microsecond=0) > edition.closes
    count = Count(start=here.date() if after_hours else here.date() - timedelta(days=1), days=1)
    return Due(ref="Rules 7", on=day, moment=day_end(day), derivation=(told,), count=count)


def completeness(*, registered_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 9: completeness is checked within two working days from the day of registration."""
    return _days("Rules 9", start=registered_on, days=edition.completeness_days, calendar=calendar)


def approval_request(*, registered_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Permits 25: the approving body is asked within two working days from registration (docs/law/readings.md)."""
    return _days("Permits 25", start=registered_on, days=edition.approval_request_days, calendar=calendar)


def approval(*, requested_at: datetime, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 11: the approving body answers within ten working days from the day it received the request."""
    start = local(requested_at).date()
    return _days("Rules 11", start=start, days=edition.approval_days, calendar=calendar)


def objection(*, received_at: datetime, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 12: an objection is submitted within two working days from receipt of the preliminary decision."""
    start = local(received_at).date()
    return _days("Rules 12", start=start, days=edition.objection_days, calendar=calendar)


def earliest_result(*, received_at: datetime, calendar: WorkingCalendar, edition: Edition) -> Due:
    """
    Rules 12: no refusal before the third working day after receipt of the preliminary decision.

    ``moment`` is the first at which the result may be issued: 00:00 of that day.
    """
    counted = calendar.add(local(received_at).date(), edition.hearing_days)
    return Due(ref="Rules 12", on=counted.on, moment=day_start(counted.on), derivation=counted.derivation)


def hearing_closes(service_due: Due, *, calendar: WorkingCalendar, edition: Edition) -> Due | None:
    """
    Rules 12, 19: the last day on which a preliminary decision can be received and the refusal still be in time.

    It may be a day off: what is received on one counts as what is received on the working day before it.
    ``None`` when the term of the service is itself in hours.
    """
    if service_due.on is None:
        return None
    last, worked = calendar.last_start(service_due.on, edition.hearing_days), None
    if not calendar.is_working(last):
        worked = say(
            "From %(last)s, a day off, as many working days are left as from %(worked)s.",
            last=last,
            worked=calendar.back(last, 0),
        )
    told = say(
        "The result is due on %(due)s, and a refusal is announced %(days)s working days before it.",
        due=service_due.on,
        days=edition.hearing_days,
    )
    result = service_due.count or Count(start=service_due.on, days=0)
    return Due(
        ref="Rules 12",
        on=last,
        moment=day_end(last),
        derivation=(told, worked) if worked else (told,),
        count=replace(result, back=edition.hearing_days),
    )


def approval_request_closes(answer_by: Due, *, calendar: WorkingCalendar, edition: Edition) -> Due | None:
    """
    Permits 25, Rules 11: the last day for the request from which the whole term of the approving body ends in time.

    ``None`` when *answer_by* is a term in hours.
    """
    if answer_by.on is None:
        return None
    last = calendar.last_start(answer_by.on, edition.approval_days)
    told = say(
        "The approving body has %(days)s working days, and its answer is needed by %(last)s.",
        days=edition.approval_days,
        last=answer_by.on,
    )
    return Due(ref="Permits 25", on=last, moment=day_end(last), derivation=(told, *answer_by.derivation))


def deemed_refusal(service_due: Due) -> Due:
    """
    APPC 91: what is not decided within its term is deemed refused, so that one may complain of it.

    ``moment`` is the first at which it is: the end of the term.
    """
    on = local(service_due.moment).date()
    told = (
        say("The term of the service ended without a decision at %(moment)s.", moment=local(service_due.moment)),
        say("The case itself goes on: the license may still be issued, or refused after a hearing."),
    )
    return Due(ref="APPC 91", on=on, moment=service_due.moment, derivation=(*service_due.derivation, *told))


def visit_notice(*, sent_at: datetime, edition: Edition) -> Due:
    """Rules 14: a visit begins at least twenty-four hours, by the clock, after the recorded sending of the notice."""
    moment = sent_at + timedelta(hours=edition.visit_notice_hours)
    told = say(
        "The notice was sent at %(sent_at)s; the visit may begin %(hours)s hours later.",
        sent_at=local(sent_at),
        hours=edition.visit_notice_hours,
    )
    return Due(ref="Rules 14", on=None, moment=moment, derivation=(told,))


def notice_by(*, starts_at: datetime, edition: Edition) -> Due:
    """Rules 14: the notice is sent at least twenty-four hours, by the clock, before the visit begins."""
    moment = starts_at - timedelta(hours=edition.visit_notice_hours)
    told = say(
        "The visit begins at %(starts_at)s; the notice is sent at least %(hours)s hours before.",
        starts_at=local(starts_at),
        hours=edition.visit_notice_hours,
    )
    return Due(ref="Rules 14", on=None, moment=moment, derivation=(told,))


def information_update(*, changed_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """
    Rules 21-1: information on the procedure is updated and sent out within three working days of a change of the Rules.

    ``changed_on`` is the day on which the change was made, not that of its coming into force (docs/law/readings.md).
    """
    return _days("Rules 21-1", start=changed_on, days=edition.update_days, calendar=calendar)


def complaint_at_provider(*, registered_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 23: the provider considers a complaint within five working days from the day of its registration."""
    return _days("Rules 23", start=registered_on, days=edition.complaint_provider_days, calendar=calendar)


def complaint_forwarding(*, received_at: datetime, calendar: WorkingCalendar, edition: Edition) -> Due:
    """
    Rules 26: forwarded with the file, or satisfied in full, within three working days from the day of receipt.

    The day of receipt is the one that Rules 7 gives, whenever it is registered (docs/law/readings.md).
    """
    day = calendar.registration_day(received_at, closes=edition.closes)
    return _days("Rules 26", start=day, days=edition.complaint_forward_days, calendar=calendar)


def complaint_at_body(*, registered_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """Rules 25: the body considers a complaint within fifteen working days from the day of its registration there."""
    return _days("Rules 25", start=registered_on, days=edition.complaint_body_days, calendar=calendar)


def ordered_until(day: date) -> Due:
    """Rules 25: the day by which the body considering a complaint ordered the matter to be considered anew."""
    told = say("The decision on a complaint named %(day)s as the last day.", day=day)
    return Due(ref="Rules 25", on=day, moment=day_end(day), derivation=(told,))


def complaint_until(*, learned_on: date, calendar: WorkingCalendar, edition: Edition) -> Due:
    """APPC 91: a complaint is filed within three months from the day on which the applicant learned of the act."""
    months = learned_on.month - 1 + edition.complaint_months
    year, month = learned_on.year + months // 12, months % 12 + 1
    end = date(year, month, min(learned_on.day, monthrange(year, month)[1]))
    last = end if end < calendar.first else calendar.next_working(end)
    told = say(
        "The applicant learned of it on %(day)s; a complaint is filed within %(months)s months.",
        day=learned_on,
        months=edition.complaint_months,
    )
    return Due(ref="APPC 91", on=last, moment=day_end(last), derivation=(told,))
