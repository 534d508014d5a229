"""How approvals and permit control change the standing; the rest of `folding`."""

from typing import Any
from uuid import UUID

from ruqsat.law import acts, terms
from ruqsat.law.acts import Filed
from ruqsat.law.replacing import replace
from ruqsat.law.standing import Approval, Standing, Visit, act_of


def approval_requested(standing: Standing, filed: Filed) -> Standing:
    """The approving body is asked, perhaps anew: what stood before stays beside it until it answers."""
    act = act_of(filed, acts.ApprovalRequested)
    due = terms.approval(requested_at=filed.filed_at, calendar=standing.calendar, edition=standing.edition)
    known = standing.approvals.get(act.facility, Approval())
    asked = Approval(requested=filed, body=act.body, due=due, before=known.stands)
    return replace(standing, approvals={**standing.approvals, act.facility: asked})


def approval_answered(standing: Standing, filed: Filed) -> Standing:
    """It answers; where silence was consent, what comes after the term changes nothing."""
    facility = act_of(filed, acts.ApprovalAnswered).facility
    asked = standing.approvals.get(facility, Approval())
    silence = standing.edition.silence_is_consent and asked.stands is None
    consented = silence and asked.due is not None and asked.due.passed(filed.filed_at)
    answered = replace(asked, answered_late=filed) if consented else replace(asked, answered=filed)
    return replace(standing, approvals={**standing.approvals, facility: answered})


def visit_scheduled(standing: Standing, filed: Filed) -> Standing:
    """A visit is fixed."""
    visit = act_of(filed, acts.VisitScheduled).visit
    return replace(standing, visits={**standing.visits, visit: Visit(scheduled=filed)})


def _with_visit(standing: Standing, visit: UUID, **changes: Any) -> Standing:
    known = standing.visits.get(visit)
    if known is None:
        return standing
    return replace(standing, visits={**standing.visits, visit: replace(known, **changes)})


def visit_notice_sent(standing: Standing, filed: Filed) -> Standing:
    """The applicant is notified of it, by one means more; what is said of a notice later stands in its place."""
    act = act_of(filed, acts.VisitNoticeSent)
    known = standing.visits.get(act.visit)
    if known is None:
        return standing
    others = tuple(one for one in known.notices if not _same_notice(one, act))
    return _with_visit(standing, act.visit, notices=(*others, filed))


def visit_notice_recorded(standing: Standing, filed: Filed) -> Standing:
    """The applicant is notified of it by another recorded means."""
    visit = act_of(filed, acts.VisitNoticeRecorded).visit
    known = standing.visits.get(visit)
    return _with_visit(standing, visit, recorded=(*known.recorded, filed)) if known else standing


def _same_notice(known: Filed, act: acts.VisitNoticeSent) -> bool:
    was = act_of(known, acts.VisitNoticeSent)
    return bool(act.reference) and (was.means, was.reference) == (act.means, act.reference)


def visit_cancelled(standing: Standing, filed: Filed) -> Standing:
    """It is called off."""
    return _with_visit(standing, act_of(filed, acts.VisitCancelled).visit, cancelled=filed)


def visit_started(standing: Standing, filed: Filed) -> Standing:
    """It has begun."""
    return _with_visit(standing, act_of(filed, acts.VisitStarted).visit, started=filed)


def recording_added(standing: Standing, filed: Filed) -> Standing:
    """There is one recording more."""
    visit = act_of(filed, acts.RecordingAdded).visit
    known = standing.visits.get(visit)
    return _with_visit(standing, visit, recordings=(*known.recordings, filed)) if known else standing


def conclusion_signed(standing: Standing, filed: Filed) -> Standing:
    """Its conclusion is signed; a seal on an earlier one is none on this one."""
    return _with_visit(standing, act_of(filed, acts.ConclusionSigned).visit, conclusion=filed, sealed=None)


def conclusion_sealed(standing: Standing, filed: Filed) -> Standing:
    """The conclusion is sealed."""
    return _with_visit(standing, act_of(filed, acts.ConclusionSealed).visit, sealed=filed)
