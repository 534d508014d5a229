"""What may be done from the request for approval to the conclusion of permit control: Rules 10 to 18."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ruqsat.law import offices, recusal, terms
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    Filed,
    Finding,
    VisitCancelled,
    VisitNoticeRecorded,
    VisitScheduled,
    VisitStarted,
)
from ruqsat.law.application import Facility
from ruqsat.law.local_time import local
from ruqsat.law.permissions_of_completeness import must_be_complete, own_office
from ruqsat.law.saying import say
from ruqsat.law.standing import Approval, No, Standing, Visit
from ruqsat.law.terms import Due


def _facility(standing: Standing, id_: str) -> Iterator[No]:
    if standing.facility(id_) is None:
        yield No(ref="Rules 10", why=say("The application declares no such facility."))


def approval_requested(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 10(1): once complete, one request for each facility, to the approving body of its region."""
    yield from must_be_complete(standing)
    yield from own_office(standing, by)
    asked = {id_ for id_, approval in standing.approvals.items() if not _may_be_asked(standing, approval)}
    why = say("The approving body has already been asked for this facility.")
    if all(facility.id in asked for facility in standing.facilities):
        yield No(ref="Rules 10(1)", why=why)
    if not isinstance(act, ApprovalRequested):
        return
    yield from _facility(standing, act.facility)
    if act.facility in asked:
        yield No(ref="Rules 10(1)", why=why)
    facility = standing.facility(act.facility)
    if (
        facility is not None
        and act.body != offices.approving_body(facility.address.region, among=standing.lists.offices).code
    ):
        yield No(ref="Rules 10(1)", why=say("The request goes to the approving body of the facility's own region."))


def _may_be_asked(standing: Standing, approval: Approval) -> bool:
    """Rules 10(1): once; and once more about a refusal to which the applicant has objected since (APPC 73)."""
    return approval.requested is None or (approval.approved is False and heard_since(standing, approval.answered))


def approval_answered(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 11: the approving body that was asked answers once; an answer after its ten days still counts."""
    open_ = {
        id_: approval
        for id_, approval in standing.approvals.items()
        if approval.requested is not None and approval.said is None
    }
    if not any(approval.body == by.office for approval in open_.values()):
        yield No(ref="Rules 11", why=say("This approving body has no open request in this case."))
    if not isinstance(act, ApprovalAnswered):
        return
    approval = open_.get(act.facility)
    if approval is None or approval.body != by.office:
        yield No(ref="Rules 11", why=say("This approving body has no open request for this facility."))
    if not act.approved and not act.reasons.strip():
        yield No(ref="Rules 11", why=say("A refusal to approve gives its reasons."))


def _visits(standing: Standing, facility: Facility) -> offices.Office:
    return offices.visiting_office(facility, among=standing.lists.offices)


def _visiting_office(standing: Standing, facility: Facility | None, by: Actor) -> Iterator[No]:
    if facility is not None and by.office != (visiting := _visits(standing, facility)).code:
        why = say(
            "Permit control is carried out by the department of the facility's own place: %(office)s.",
            office=visiting.short,
        )
        yield No(ref="Rules 18", why=why)


def visit_scheduled(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 10(3), Rules 14: at least twenty-four hours are left for the notice; one open visit to a facility."""
    yield from must_be_complete(standing)
    free = [one for one in standing.facilities if _visit_needed(standing, one.id)]
    mine = [one for one in free if by.office == _visits(standing, one).code]
    if not free:
        yield No(ref="Rules 14", why=say("The visit is already fixed, or its conclusion is already signed."))
    elif not mine:
        yield from _visiting_office(standing, free[0], by)
    if not isinstance(act, VisitScheduled):
        return
    yield from _facility(standing, act.facility)
    yield from _visiting_office(standing, standing.facility(act.facility), by)
    if not _visit_needed(standing, act.facility):
        yield No(ref="Rules 14", why=say("The visit is already fixed, or its conclusion is already signed."))
    yield from recusal.of_signing_inspector(standing, inspector=act.inspector)
    if act.visit in standing.visits:
        yield No(ref="Rules 14", why=say("This very visit is already on file."))
    earliest = terms.visit_notice(sent_at=at, edition=standing.edition)
    if act.starts_at < earliest.moment:
        why = say(
            "The applicant is notified at least %(hours)s hours before the visit begins, so it has to be later.",
            hours=standing.edition.visit_notice_hours,
        )
        yield No(ref="Rules 14", why=why)


def _visit_needed(standing: Standing, facility: str) -> bool:
    concluded = standing.concluded_visit(facility)
    if standing.open_visit(facility) is not None:
        return False
    return concluded is None or (concluded.positive is False and heard_since(standing, concluded.conclusion))


def heard_since(standing: Standing, filed: Filed | None) -> bool:
    """
    APPC 73: the applicant's objection to what was found may be looked into on the spot (docs/law/readings.md).

    So may a complaint by which the matter is considered anew (Rules 25).
    """
    anew = (standing.anew,) if standing.anew else ()
    return filed is not None and any(one.seq > filed.seq for one in (*standing.objections, *anew))


def _open_visits(standing: Standing, by: Actor) -> tuple[Visit, ...]:
    return tuple(one for one in standing.visits.values() if one.open and _may_visit(standing, one, by))


def _may_visit(standing: Standing, visit: Visit, by: Actor) -> bool:
    facility = standing.facility(visit.plan.facility)
    return facility is not None and by.office == _visits(standing, facility).code


def visit_cancelled(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 14: a visit that has not begun may be called off, with a reason; another may then be fixed."""
    open_ = {one.plan.visit for one in _open_visits(standing, by) if one.started is None}
    if not open_:
        yield No(ref="Rules 14", why=say("There is no visit that has not begun."))
    if isinstance(act, VisitCancelled):
        if act.visit not in open_:
            yield No(ref="Rules 14", why=say("This visit has begun, is over, or is not on file."))
        if not act.reason.strip():
            yield No(ref="Rules 14", why=say("Calling off a visit needs a reason."))


def visit_notice_recorded(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 14: by other means that ensure the recording of the notification or call, with what shows it."""
    open_ = {one.plan.visit: one for one in _open_visits(standing, by) if one.started is None}
    if not open_:
        yield No(ref="Rules 14", why=say("There is no visit that has not begun."))
    if not isinstance(act, VisitNoticeRecorded):
        return
    visit = open_.get(act.visit)
    if visit is None:
        yield No(ref="Rules 14", why=say("This visit has begun, is over, or is not on file."))
        return
    if not all(said.strip() for said in (act.means, act.told, act.reference, act.evidence)):
        yield No(ref="Rules 14", why=say("Say by what means and whom you notified, what records that, and attach it."))
    if not visit.scheduled.filed_at <= act.happened_at <= at:
        why = say("The applicant cannot have been notified before the visit was fixed, nor later than now.")
        yield No(ref="Rules 14", why=why)


def visit_started(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 14: not before the notice was sent twenty-four hours ago, nor long before the hour that was fixed."""
    yield from must_be_complete(standing)
    open_ = [one for one in _open_visits(standing, by) if one.started is None]
    if isinstance(act, VisitStarted):
        open_ = [one for one in open_ if one.plan.visit == act.visit]
    if not open_:
        yield No(ref="Rules 14", why=say("There is no visit that is fixed and has not begun."))
        return
    visit = open_[0]
    yield from _inspector(visit, by)
    yield from _notified(standing, visit, at=at)
    early = timedelta(minutes=standing.edition.visit_early_minutes)
    if at < visit.plan.starts_at - early:
        told = say("The visit was fixed for %(starts_at)s.", starts_at=local(visit.plan.starts_at))
        due = Due(ref="Rules 14", on=None, moment=visit.plan.starts_at - early, derivation=(told,))
        yield No(ref="Rules 14", why=told, not_before=due)


def _inspector(visit: Visit, by: Actor) -> Iterator[No]:
    if by.person is not None and by.person != visit.plan.inspector:
        yield No(ref="Rules 17", why=say("Another specialist was named to carry out this visit."))


def _notified(standing: Standing, visit: Visit, *, at: datetime) -> Iterator[No]:
    """Rules 14: a notice known not to have been delivered does not count; another recorded means is needed."""
    if visit.notified_at is None:
        yield No(ref="Rules 14", why=say("The applicant has not been notified of the visit."))
        return
    earliest = terms.visit_notice(sent_at=visit.notified_at, edition=standing.edition)
    if at < earliest.moment:
        why = say(
            "Less than %(hours)s hours have passed since the notice of the visit was sent.",
            hours=standing.edition.visit_notice_hours,
        )
        yield No(ref="Rules 14", why=why, not_before=earliest)


def conclusion_signed(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 16, Rules 17: after a visit with a recording; every point answered; positive only if none is failed."""
    yield from must_be_complete(standing)
    started = [one for one in _open_visits(standing, by) if one.started is not None]
    if isinstance(act, ConclusionSigned):
        started = [one for one in started if one.plan.visit == act.visit]
    if not started:
        yield No(ref="Rules 15", why=say("The visit to the facility has not begun, or its conclusion is signed."))
        return
    visit = started[0]
    yield from _inspector(visit, by)
    if len(visit.recordings) < standing.edition.recordings_at_least:
        yield No(ref="Rules 16", why=say("There is no audio, photo or video recording of the visit yet."))
    if isinstance(act, ConclusionSigned):
        yield from _points(standing, visit, act)


def _points(standing: Standing, visit: Visit, act: ConclusionSigned) -> Iterator[No]:
    facility = standing.facility(visit.plan.facility)
    if facility is None or act.facility != facility.id:
        yield No(ref="Rules 17", why=say("The conclusion names another facility than the visit."))
        return
    wanted = {requirement.key for requirement in standing.lists.points_for(facility.subtypes)}
    answered = [point.requirement for point in act.points]
    if set(answered) != wanted or len(answered) != len(set(answered)):
        yield No(ref="Rules 17", why=say("Every point of the qualification requirements is answered, each once."))
    failed = [point for point in act.points if point.finding is Finding.NOT_COMPLIANT]
    if any(not point.note.strip() for point in failed):
        yield No(ref="Rules 17", why=say("A point that is not compliant says in words what was found."))
    if act.positive == bool(failed):
        yield No(ref="Rules 17", why=say("The conclusion is positive exactly when no point is found not compliant."))
    if not act.authorized_person.strip():
        yield No(ref="Rules 17", why=say("The conclusion names the applicant's authorized person at the facility."))
