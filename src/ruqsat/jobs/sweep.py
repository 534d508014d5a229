"""What is due on the instance's clock, or was left undone by a process that died."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog

from ruqsat.cases.case_file import look
from ruqsat.cases.models import Case
from ruqsat.cases.owed import system_work
from ruqsat.jobs import anchoring, monitoring, paying, work

log = structlog.get_logger()

AT_ONCE = 50  # cases in one sweep: the next comes in seconds
GRACE = timedelta(seconds=8)  # a case just changed has its own jobs under way


def sweep(*, at: datetime) -> None:
    """Do everything the system owes, case by case; one case's failure does not stop the others."""
    owing = Case.objects.filter(system_owes=True, changed_at__lt=at - GRACE).order_by("changed_at", "id")
    for case in owing.values_list("id", flat=True)[:AT_ONCE]:
        do_owed(case, at=at)
    monitoring.deliver_all(at=at)
    paying.poll_open_orders(at=at)
    anchoring.anchor_if_due(at=at)


def do_owed(case: UUID, *, at: datetime) -> None:
    """Do what the system owes one case. A failure is logged and tried again by the next sweep."""
    file = look(case, at=at)
    for piece in system_work(file.acts, file.standing):
        try:
            work.do(piece.task, case=case, act=piece.act, at=at)
        except Exception:
            log.exception("owed work failed", case=str(case), task=piece.task, act=str(piece.act))
