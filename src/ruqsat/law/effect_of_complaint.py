"""What a decided complaint does to its case: Rules 25, 26 (docs/law/readings.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ruqsat.law.acts import (
    Act,
    BodyDecided,
    ComplaintDecided,
    ComplaintSatisfied,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    DecisionPrepared,
    Filed,
    PreliminaryDecisionMade,
    Refused,
)
from ruqsat.law.acts_of_complaint import Order, Resolution
from ruqsat.law.local_time import local
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Stage, Standing, Visit, act_of
from ruqsat.law.standing_of_complaint import ComplaintStanding

_REOPENED = {Stage.REFUSED: Stage.COMPLETE, Stage.CONSIDERATION_REFUSED: Stage.FILED}
"""To which stage a case goes back when the refusal that ended it is cancelled."""

_REFUSALS: tuple[type[Act], ...] = (
    Refused,
    ConsiderationRefused,
    ConsiderationRefusalDrafted,
    PreliminaryDecisionMade,
)


def effect_of(complaint: ComplaintStanding, *, id_: UUID, at: datetime) -> ComplaintDecided | None:
    """Rules 25, Rules 26: the act for the case's file, once the complaint is decided; ``None`` before, or without."""
    filed = complaint.satisfied or complaint.decided
    if filed is None or complaint.resolution is None or complaint.complaint is None:
        return None
    decided = filed.act
    assert isinstance(decided, ComplaintSatisfied | BodyDecided)  # noqa: S101 - the fold puts nothing else there
    return ComplaintDecided(
        happened_at=at,
        complaint=id_,
        number=complaint.number,
        by=complaint.complaint.office if complaint.satisfied else complaint.body_office,
        on=local(filed.filed_at).date(),
        resolution=complaint.resolution,
        orders=decided.orders,
        cancelled=decided.cancelled,
        until=decided.until if isinstance(decided, BodyDecided) else None,
    )


def complaint_decided(standing: Standing, filed: Filed) -> Standing:
    """
    Rules 25: what was cancelled no longer stands, and the case is where it was before it, with the duties it had then.

    A cancelled refusal takes the preliminary decision that led to it along: a new refusal is announced anew.
    """
    act = act_of(filed, ComplaintDecided)
    noted = replace(standing, complaints=(*standing.complaints, filed))
    if act.resolution not in (Resolution.IN_FULL, Resolution.IN_PART):
        return noted
    cancelled = frozenset(act.cancelled)
    noted = replace(noted, visits=_without_conclusions(noted.visits, cancelled, by=filed))
    if noted.decision is not None and noted.decision.id in cancelled and noted.stage in _REOPENED:
        reopened = _unheard(noted, _REOPENED[noted.stage])
        return replace(reopened, decision=None, issued=None, anew=filed)
    if noted.intended is not None and noted.intended.id in cancelled and not noted.ended:
        return _unheard(noted, Stage.COMPLETE)
    return noted


def _unheard(standing: Standing, stage: Stage) -> Standing:
    return replace(
        standing, intended=None, intention_sent=None, preliminary=None, prepared=None, returned=None, stage=stage
    )


def _without_conclusions(
    visits: Mapping[UUID, Visit], cancelled: frozenset[UUID], *, by: Filed
) -> Mapping[UUID, Visit]:
    """Rules 17: a conclusion that is cancelled leaves a visit that proves nothing; another is made."""
    return {
        id_: replace(visit, conclusion=None, sealed=None, cancelled=by)
        if visit.conclusion is not None and visit.conclusion.id in cancelled
        else visit
        for id_, visit in visits.items()
    }


def bound(standing: Standing, kind: type[Act], act: Act | None) -> Iterator[No]:
    """Rules 25: an office that was obliged to issue does not refuse again."""
    if standing.anew is None or Order.ISSUE not in act_of(standing.anew, ComplaintDecided).orders:
        return
    if kind in _REFUSALS or (isinstance(act, DecisionPrepared) and not act.grant):
        why = say("The decision on a complaint obliges the office to issue, so it does not refuse again.")
        yield No(ref="Rules 25", why=why)
