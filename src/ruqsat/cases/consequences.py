"""What follows from an act: jobs that talk to the world after the commit, and the feed that monitoring reads."""

from collections.abc import Sequence
from uuid import UUID

from ruqsat.cases.owed import Work
from ruqsat.journal import outbox
from ruqsat.journal.outbox import Job
from ruqsat.journal.writing import Part
from ruqsat.law.acts import (
    Filed,
    PaperHandedOver,
    PaperOriginalReturned,
    PreliminaryDecisionSent,
    Registered,
    ResultIssued,
    SignatureJudged,
    Verdict,
)

MONITORING, LETTERS, REGISTER = "monitoring", "letters", "register"

outbox.declare("judge_signature", "judges the signature over an application")
outbox.declare("ask_registers", "asks the registers what is not answered yet")
outbox.declare("seal_receipt", "seals the receipt")
outbox.declare("seal_conclusion", "seals the conclusion of permit control")
outbox.declare("seal_result", "seals the result and enters the license")
outbox.declare("send_preliminary_decision", "seals the preliminary decision and puts it into the account")
outbox.declare("seal_protocol", "seals the protocol of an objection by word")
outbox.declare("send_visit_notice", "sends the notice of a visit")
outbox.declare("tell_applicant", "writes to the applicant")
outbox.declare("deliver_monitoring", "reports stages to the monitoring system")


def follow(case: UUID, appended: Sequence[Filed], *, owed: Sequence[Work]) -> list[Part]:
    """
    What defers, in the statement that writes the new acts, whatever they make due. Arguments are ids only.

    :param owed: the system's work that the new acts brought; what was owed before is with its own job or the sweep.
    """
    letters = [filed for filed in appended if _is_told(filed)]
    jobs = [Job(task=work.task, file=case, ids={"act": str(work.act)}) for work in owed]
    jobs += [Job(task="tell_applicant", file=case, once=True)] if letters else []
    jobs += [Job(task="deliver_monitoring", file=case, once=True)]
    told = [(MONITORING, filed.id, filed.seq) for filed in appended]
    told += [(LETTERS, filed.id, filed.seq) for filed in letters]
    told += [(REGISTER, filed.id, filed.seq) for filed in appended if isinstance(filed.act, _CHANGES_LICENSES)]
    return [outbox.feeding(case, told), outbox.deferring(jobs)]


_CHANGES_LICENSES = (ResultIssued, PaperHandedOver, PaperOriginalReturned)
"""Rules 8(3): after these acts the state register is told what became of the licenses that the case is about."""


def _is_told(filed: Filed) -> bool:
    """Told: registration, a failed signature, an intended refusal that can be answered, and the result."""
    if isinstance(filed.act, SignatureJudged):
        return filed.act.verdict is Verdict.FAILED
    return isinstance(filed.act, Registered | PreliminaryDecisionSent | ResultIssued)
