"""What follows from an act: jobs that talk to the world after the commit, and the feed that monitoring reads."""

from collections.abc import Sequence
from uuid import UUID

from ruqsat.cases.owed import Work
from ruqsat.journal import outbox
from ruqsat.journal.outbox import feed
from ruqsat.law.acts import (
    Filed,
    PreliminaryDecisionSent,
    Registered,
    ResultIssued,
    SignatureJudged,
    Verdict,
)

MONITORING, LETTERS = "monitoring", "letters"

outbox.declare("judge_signature", "judges the signature over an application")
outbox.declare("ask_registers", "asks the registers what is not answered yet")
outbox.declare("seal_receipt", "seals the receipt")
outbox.declare("seal_conclusion", "seals the conclusion of permit control")
outbox.declare("seal_result", "seals the result and enters the license")
outbox.declare("send_preliminary_decision", "seals the preliminary decision and puts it into the account")
outbox.declare("send_visit_notice", "sends the notice of a visit")
outbox.declare("tell_applicant", "writes to the applicant")
outbox.declare("deliver_monitoring", "reports stages to the monitoring system")


def follow(case: UUID, appended: Sequence[Filed], *, owed: Sequence[Work]) -> None:
    """
    Defer, inside the transaction, whatever the new acts make due. Arguments are ids only.

    :param owed: the system's work that the new acts brought; what was owed before is with its own job or the sweep.
    """
    for work in owed:
        outbox.defer(work.task, file=case, act=str(work.act))
    for filed in appended:
        feed(MONITORING, file=case, entry=filed.id, seq=filed.seq)
        if _is_told(filed):
            feed(LETTERS, file=case, entry=filed.id, seq=filed.seq)
            outbox.defer_once("tell_applicant", file=case)
    outbox.defer_once("deliver_monitoring", file=case)


def _is_told(filed: Filed) -> bool:
    """Told: registration, a failed signature, an intended refusal that can be answered, and the result."""
    if isinstance(filed.act, SignatureJudged):
        return filed.act.verdict is Verdict.FAILED
    return isinstance(filed.act, Registered | PreliminaryDecisionSent | ResultIssued)
