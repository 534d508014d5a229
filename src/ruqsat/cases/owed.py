"""
What the system itself owes a case: signatures to judge, registers to ask, notices to send, papers to seal.

Derived from the file like everything else, so that a killed process loses nothing: the jobs deferred with an act do
the work at once, and the sweep finds here whatever was left undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ruqsat.cases import inquiring
from ruqsat.law.acts import (
    ConclusionSealed,
    ConclusionSigned,
    ConsiderationRefused,
    Filed,
    Granted,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    ReceiptIssued,
    Received,
    Refused,
    ResultIssued,
    SignatureJudged,
    Verdict,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.procedure import Standing


@dataclass(frozen=True, kw_only=True)
class Work:
    """One task of `ruqsat.jobs`, by name, and the act it is about."""

    task: str
    act: UUID


def system_work(acts: Sequence[Filed], standing: Standing) -> tuple[Work, ...]:
    """Everything the system owes this case now, in the order it should be done."""
    if not acts or not any(isinstance(filed.act, Received) for filed in acts):
        return ()
    return (*_judgements(acts), *_after_filing(acts, standing), *_papers(acts, standing), *_notices(acts, standing))


def _judgements(acts: Sequence[Filed]) -> tuple[Work, ...]:
    settled = {
        filed.act.of
        for filed in acts
        if isinstance(filed.act, SignatureJudged) and filed.act.verdict is not Verdict.INDETERMINATE
    }
    return tuple(
        Work(task="judge_signature", act=filed.id)
        for filed in acts
        if isinstance(filed.act, Received) and filed.id not in settled
    )


def _after_filing(acts: Sequence[Filed], standing: Standing) -> tuple[Work, ...]:
    if standing.registration is None or standing.ended:
        return ()
    received = next(filed for filed in acts if isinstance(filed.act, Received))
    return (Work(task="ask_registers", act=received.id),) if inquiring.to_ask(standing) else ()


def _papers(acts: Sequence[Filed], standing: Standing) -> tuple[Work, ...]:
    work: list[Work] = []
    kinds = {type(filed.act) for filed in acts}
    received = next(filed for filed in acts if isinstance(filed.act, Received))
    if standing.registration is not None and ReceiptIssued not in kinds:
        work.append(Work(task="seal_receipt", act=received.id))
    sealed_visits = {filed.act.visit for filed in acts if isinstance(filed.act, ConclusionSealed)}
    sent = {filed.act.decision for filed in acts if isinstance(filed.act, PreliminaryDecisionSent)}
    for filed in acts:
        if isinstance(filed.act, ConclusionSigned) and filed.act.visit not in sealed_visits:
            work.append(Work(task="seal_conclusion", act=filed.id))
        if isinstance(filed.act, PreliminaryDecisionMade) and filed.id not in sent and not standing.ended:
            work.append(Work(task="send_preliminary_decision", act=filed.id))
        if isinstance(filed.act, Granted | Refused | ConsiderationRefused) and ResultIssued not in kinds:
            work.append(Work(task="seal_result", act=filed.id))
    return tuple(work)


def _notices(acts: Sequence[Filed], standing: Standing) -> tuple[Work, ...]:
    if standing.ended:
        return ()
    told = {filed.act.visit for filed in acts if isinstance(filed.act, VisitNoticeSent)}
    planned = {name for name, visit in standing.visits.items() if visit.open}
    return tuple(
        Work(task="send_visit_notice", act=filed.id)
        for filed in acts
        if isinstance(filed.act, VisitScheduled) and filed.act.visit in planned - told
    )
