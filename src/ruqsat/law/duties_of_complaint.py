"""What is owed in a complaint by whom until when: Rules 7, 23, 25, 26."""

from collections.abc import Iterator
from datetime import datetime

from ruqsat.law.kinds_of_duty import owed
from ruqsat.law.local_time import day_end, local
from ruqsat.law.saying import say
from ruqsat.law.standing import Duty
from ruqsat.law.standing_of_complaint import ComplaintStage, ComplaintStanding
from ruqsat.law.terms import Due


def duties_of(standing: ComplaintStanding) -> tuple[Duty, ...]:
    """Every open duty, in the order of the procedure."""
    return tuple(_duties(standing))


def _duties(standing: ComplaintStanding) -> Iterator[Duty]:
    received, complaint = standing.received, standing.complaint
    if received is None or complaint is None:
        return
    match standing.stage:
        case ComplaintStage.RECEIVED:
            yield owed("judge_complaint_signature", office=complaint.office, since=received.filed_at)
        case ComplaintStage.WITH_PROVIDER:
            yield from _registering(standing, office=complaint.office, since=received.filed_at)
            yield from _considering(standing, office=complaint.office)
            due = standing.forward_by
            yield owed("forward_complaint", office=complaint.office, since=received.filed_at, due=due)
        case ComplaintStage.WITH_BODY if standing.forwarded is not None:
            yield from _considering(standing, office=complaint.office)
            yield from _at_body(standing, forwarded_at=standing.forwarded.filed_at)


def _registering(standing: ComplaintStanding, *, office: str, since: datetime) -> Iterator[Duty]:
    if standing.registration is None:
        yield owed("register_complaint", office=office, since=since, due=_by_rules_7(standing, since))


def _by_rules_7(standing: ComplaintStanding, came_at: datetime) -> Due:
    """Rules 7: registered on the day it comes; what comes after hours or on a day off, on the next working day."""
    day = standing.calendar.registration_day(came_at, closes=standing.edition.closes)
    told = say("What was filed at %(filed_at)s is registered on %(day)s.", filed_at=local(came_at), day=day)
    return Due(ref="Rules 7", on=day, moment=day_end(day), derivation=(told,))


def _considering(standing: ComplaintStanding, *, office: str) -> Iterator[Duty]:
    if standing.considered is None and standing.registration is not None:
        since = standing.registration.filed_at
        yield owed("consider_complaint", office=office, since=since, due=standing.consider_by)


def _at_body(standing: ComplaintStanding, *, forwarded_at: datetime) -> Iterator[Duty]:
    if standing.at_body is None:
        due = _by_rules_7(standing, forwarded_at)
        yield owed("register_at_body", office=standing.body_office, since=forwarded_at, due=due)
    since = forwarded_at if standing.at_body is None else standing.at_body.filed_at
    yield owed("decide_complaint", office=standing.body_office, since=since, due=standing.decide_by)
