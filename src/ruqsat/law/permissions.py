"""
Which decision may be taken, by whom and from when: Rules chapter 2.

Every "no" carries its clause and, where only time stands in the way, the moment from which it may be done. Facts are
always recorded; a few are judged here all the same, because somebody decides to bring them about.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

from ruqsat.law import effect_of_complaint, paper, recusal
from ruqsat.law import permissions_of_completeness as completeness
from ruqsat.law import permissions_of_decisions as decisions
from ruqsat.law import permissions_of_examination as examination
from ruqsat.law import permissions_of_hearing as hearing
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    Corrected,
    CourtActRecorded,
    DecisionPrepared,
    DecisionReturned,
    DocumentAdded,
    FindingSetAside,
    FoundComplete,
    Granted,
    ObjectionFiled,
    PaperHandedOver,
    PaperOriginalReturned,
    PreliminaryDecisionMade,
    PreliminaryDecisionServed,
    Refused,
    Role,
    UnreliabilityFound,
    VisitCancelled,
    VisitNoticeRecorded,
    VisitScheduled,
    VisitStarted,
    Withdrawn,
)
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Permission, Stage, Standing, Yes

Judge: TypeAlias = Callable[[Standing, Act | None, Actor, datetime], Iterator[No]]

OFFICE = frozenset({Role.OFFICER, Role.HEAD})

ROLES: Mapping[type[Act], frozenset[Role]] = {
    Withdrawn: frozenset({Role.APPLICANT}),
    DocumentAdded: frozenset({Role.APPLICANT}),
    ObjectionFiled: frozenset({Role.APPLICANT, Role.OFFICER}),
    FoundComplete: frozenset({Role.OFFICER}),
    ConsiderationRefusalDrafted: frozenset({Role.OFFICER}),
    ConsiderationRefused: frozenset({Role.HEAD}),
    ApprovalRequested: frozenset({Role.OFFICER}),
    ApprovalAnswered: frozenset({Role.APPROVER, Role.APPROVING_HEAD}),
    VisitScheduled: frozenset({Role.OFFICER, Role.INSPECTOR}),
    VisitNoticeRecorded: frozenset({Role.OFFICER, Role.INSPECTOR}),
    VisitCancelled: frozenset({Role.OFFICER, Role.INSPECTOR}),
    VisitStarted: frozenset({Role.INSPECTOR}),
    ConclusionSigned: frozenset({Role.INSPECTOR}),
    CourtActRecorded: OFFICE,
    UnreliabilityFound: OFFICE,
    FindingSetAside: OFFICE,
    PreliminaryDecisionMade: frozenset({Role.OFFICER}),
    PreliminaryDecisionServed: frozenset({Role.APPLICANT, Role.OFFICER}),
    DecisionPrepared: frozenset({Role.OFFICER}),
    DecisionReturned: frozenset({Role.HEAD}),
    Granted: frozenset({Role.HEAD}),
    Refused: frozenset({Role.HEAD}),
    PaperOriginalReturned: OFFICE,
    PaperHandedOver: OFFICE,
    Corrected: OFFICE,
}
"""Rules 20: in which capacity each decision is taken."""

AFTER_THE_END: frozenset[type[Act]] = frozenset({Corrected, PaperOriginalReturned, PaperHandedOver})
"""Rules 20, List 8(2), Annex 2(5): what is still done once a case is decided."""

_JUDGES: Mapping[type[Act], Judge] = {
    Withdrawn: decisions.withdrawn,
    DocumentAdded: completeness.document_added,
    ObjectionFiled: hearing.objection_filed,
    FoundComplete: completeness.found_complete,
    ConsiderationRefusalDrafted: completeness.consideration_refusal_drafted,
    ConsiderationRefused: completeness.consideration_refused,
    ApprovalRequested: examination.approval_requested,
    ApprovalAnswered: examination.approval_answered,
    VisitScheduled: examination.visit_scheduled,
    VisitNoticeRecorded: examination.visit_notice_recorded,
    VisitCancelled: examination.visit_cancelled,
    VisitStarted: examination.visit_started,
    ConclusionSigned: examination.conclusion_signed,
    CourtActRecorded: hearing.court_act_recorded,
    UnreliabilityFound: hearing.unreliability_found,
    FindingSetAside: hearing.finding_set_aside,
    PreliminaryDecisionMade: hearing.preliminary_decision_made,
    PreliminaryDecisionServed: hearing.preliminary_decision_served,
    DecisionPrepared: decisions.decision_prepared,
    DecisionReturned: decisions.decision_returned,
    Granted: decisions.granted,
    Refused: decisions.refused,
    PaperOriginalReturned: decisions.paper_original_returned,
    PaperHandedOver: paper.paper_handed_over,
    Corrected: decisions.corrected,
}


def permission(standing: Standing, decision: type[Act] | Act, *, by: Actor, at: datetime) -> Permission:
    """
    Rules 20: whether *decision* may be taken: by this capacity and office, at this stage, for these reasons.

    The first obstacle in the order of the procedure is the answer.
    """
    kind, act = (decision, None) if isinstance(decision, type) else (type(decision), decision)
    judge = _JUDGES.get(kind)
    if judge is None:
        return Yes()
    return next(_obstacles(standing, kind, act, judge=judge, by=by, at=at), Yes())


def _obstacles(
    standing: Standing, kind: type[Act], act: Act | None, *, judge: Judge, by: Actor, at: datetime
) -> Iterator[No]:
    if by.role not in ROLES[kind]:
        yield No(ref="Rules 20", why=say("Somebody acting in another capacity takes this step."))
    if by.role is Role.APPLICANT:
        yield from _own_case(standing, by)
    yield from recusal.of_signer(standing, by=by)
    if kind not in AFTER_THE_END:
        yield from _ended(standing)
    yield from effect_of_complaint.bound(standing, kind, act)
    yield from judge(standing, act, by, at)


def _own_case(standing: Standing, by: Actor) -> Iterator[No]:
    """Rules 6: what is the applicant's to do is done by whoever signed the application."""
    if standing.received is not None and by.person != standing.received.by.person:
        yield No(ref="Rules 6", why=say("This application was signed by another person."))


def _ended(standing: Standing) -> Iterator[No]:
    match standing.stage:
        case Stage.SIGNATURE_FAILED:
            yield No(ref="Rules 6", why=say("The signature on the application failed, so it was never filed."))
        case Stage.CONSIDERATION_REFUSED:
            yield No(ref="Rules 9", why=say("Consideration of this application was refused."))
        case Stage.WITHDRAWN:
            yield No(ref="Rules 6", why=say("The applicant has withdrawn this application."))
        case Stage.GRANTED | Stage.ISSUED:
            yield No(ref="Rules 20", why=say("This case is decided: the license was granted."))
        case Stage.REFUSED:
            yield No(ref="Rules 20", why=say("This case is decided: the license was refused."))
