"""
What the system itself owes a case: signatures to judge, registers to ask, notices to send, papers to seal.

Derived from the file like everything else, so that a killed process loses nothing: the jobs deferred with an act do
the work at once, and the sweep finds here whatever was left undone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from ruqsat.cases import inquiring
from ruqsat.law.acts import (
    Act,
    ConclusionSealed,
    ConclusionSigned,
    ConsiderationRefused,
    Filed,
    Granted,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    ProtocolSealed,
    ReceiptIssued,
    Received,
    Refused,
    ResultIssued,
    SignatureJudged,
    Verdict,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.permitted import No
from ruqsat.law.procedure import Standing
from ruqsat.law.standing import act_of
from ruqsat.law.told_again import still_holds

NOTICE = "send_visit_notice"
_ByKind: TypeAlias = defaultdict[type[Act], list[Filed]]


@dataclass(frozen=True, kw_only=True)
class Work:
    """One task of `ruqsat.jobs`, by name, and the act it is about."""

    task: str
    act: UUID


def system_work(acts: Sequence[Filed], standing: Standing) -> tuple[Work, ...]:
    """Everything the system owes this case now, in the order it should be done."""
    on_file = _by_kind(acts)
    if not on_file[Received]:
        return ()
    return (
        *_judgements(on_file),
        *_after_filing(on_file, standing),
        *_papers(on_file, standing),
        *_notices(on_file, standing),
    )


def to_be_done(acts: Sequence[Filed], standing: Standing, *, at: datetime) -> tuple[Work, ...]:
    """Rules 14: what of it can be done: the notice of a visit whose hour has passed waits for another hour."""
    return tuple(
        piece
        for piece in system_work(acts, standing)
        if piece.task != NOTICE or not _is_overtaken(piece, acts, standing, at=at)
    )


def _is_overtaken(notice: Work, acts: Sequence[Filed], standing: Standing, *, at: datetime) -> bool:
    scheduled = next(filed for filed in acts if filed.id == notice.act)
    return isinstance(still_holds(standing, about=scheduled, at=at), No)


def _by_kind(acts: Sequence[Filed]) -> _ByKind:
    """The acts by their kinds, each in its order: this is asked at every action, and looks at a few of them only."""
    found: _ByKind = defaultdict(list)
    for filed in acts:
        found[type(filed.act)].append(filed)
    return found


def _judgements(on_file: _ByKind) -> tuple[Work, ...]:
    judged = [act_of(filed, SignatureJudged) for filed in on_file[SignatureJudged]]
    settled = {act.of for act in judged if act.verdict is not Verdict.INDETERMINATE}
    return tuple(Work(task="judge_signature", act=filed.id) for filed in on_file[Received] if filed.id not in settled)


def _after_filing(on_file: _ByKind, standing: Standing) -> tuple[Work, ...]:
    if standing.registration is None or standing.ended:
        return ()
    received = on_file[Received][0]
    return (Work(task="ask_registers", act=received.id),) if inquiring.to_ask(standing) else ()


def _papers(on_file: _ByKind, standing: Standing) -> tuple[Work, ...]:
    work: list[Work] = []
    if standing.registration is not None and not on_file[ReceiptIssued]:
        work.append(Work(task="seal_receipt", act=on_file[Received][0].id))
    sealed_visits = {act_of(filed, ConclusionSealed).visit for filed in on_file[ConclusionSealed]}
    sent = {act_of(filed, PreliminaryDecisionSent).decision for filed in on_file[PreliminaryDecisionSent]}
    kept = {act_of(filed, ProtocolSealed).objection for filed in on_file[ProtocolSealed]}
    for filed in sorted((one for kind in _WITH_PAPERS for one in on_file[kind]), key=lambda one: one.seq):
        if isinstance(filed.act, ConclusionSigned):
            if filed.act.visit not in sealed_visits:
                work.append(Work(task="seal_conclusion", act=filed.id))
        elif isinstance(filed.act, PreliminaryDecisionMade):
            if filed.id not in sent and not standing.ended:
                work.append(Work(task="send_preliminary_decision", act=filed.id))
        elif isinstance(filed.act, ObjectionFiled):
            if filed.act.document and filed.id not in kept:
                work.append(Work(task="seal_protocol", act=filed.id))
        elif not on_file[ResultIssued]:
            work.append(Work(task="seal_result", act=filed.id))
    return tuple(work)


_WITH_PAPERS = (ConclusionSigned, PreliminaryDecisionMade, ObjectionFiled, Granted, Refused, ConsiderationRefused)


def _notices(on_file: _ByKind, standing: Standing) -> tuple[Work, ...]:
    if standing.ended:
        return ()
    told = {act_of(filed, VisitNoticeSent).visit for filed in on_file[VisitNoticeSent]}
    planned = {name for name, visit in standing.visits.items() if visit.open}
    return tuple(
        Work(task=NOTICE, act=filed.id)
        for filed in on_file[VisitScheduled]
        if act_of(filed, VisitScheduled).visit in planned - told
    )
