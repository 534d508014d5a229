"""The system's work by name: what `ruqsat.cases.owed` finds, and who does it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from ruqsat.jobs import asking, judging, sealing, telling

Doer = Callable[..., None]

WORK: Mapping[str, Doer] = {
    "judge_signature": judging.judge_signature,
    "ask_registers": asking.ask_registers,
    "seal_receipt": sealing.seal_receipt,
    "seal_conclusion": sealing.seal_conclusion,
    "seal_result": sealing.seal_result,
    "send_preliminary_decision": sealing.send_preliminary_decision,
    "seal_protocol": sealing.seal_protocol,
    "send_visit_notice": telling.send_visit_notice,
}


def do(task: str, *, case: UUID, act: UUID, now: Callable[[], datetime]) -> None:
    """Do one piece of the system's work. Doing it again, or after it was done, changes nothing."""
    WORK[task](case, act, now=now)
