"""What is due on the instance's clock, or was left undone by a process that died."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import F, Q

from ruqsat.cases.case_file import look
from ruqsat.cases.models import Case
from ruqsat.cases.owed import system_work
from ruqsat.gateways import pki
from ruqsat.jobs import anchoring, forgetting, monitoring, paying, telling, work

log = structlog.get_logger()

AT_ONCE = 50  # cases in one sweep: the next comes in seconds
GRACE = timedelta(seconds=8)  # a case just changed has its own jobs under way
AGAIN_AFTER = timedelta(seconds=15)  # what could not be done is not tried at every sweep


def sweep(*, at: datetime) -> None:
    """
    Do everything that is due. One thing that fails does not stop the others: it is logged, and stays due.

    A certification authority that does not answer makes the whole sweep wait once, not once for each case.
    """
    with pki.one_waiting_time():
        for what in (
            do_all_owed,
            monitoring.deliver_all,
            telling.tell_all,
            paying.poll_open_orders,
            anchoring.anchor_if_due,
            forgetting.forget_expired,
        ):
            _try(what, at=at)


def _try(what: Callable[..., None], *, at: datetime) -> None:
    try:
        what(at=at)
    except Exception:
        log.exception("a part of the sweep failed", part=what.__name__)


def do_all_owed(*, at: datetime) -> None:
    """Do what the system owes, those first that were not looked after for the longest: none waits behind the stuck."""
    due = Q(swept_at=None) | Q(swept_at__lt=F("changed_at")) | Q(swept_at__lt=at - AGAIN_AFTER)
    owing = Case.objects.filter(due, system_owes=True, changed_at__lt=at - GRACE)
    for case in owing.order_by(F("swept_at").asc(nulls_first=True), "id").values_list("id", flat=True)[:AT_ONCE]:
        do_owed(case, at=at)
        Case.objects.filter(id=case).update(swept_at=at)


def do_owed(case: UUID, *, at: datetime) -> None:
    """Do what the system owes one case. A failure is logged and tried again by a later sweep."""
    try:
        file = look(case, at=at)
        owed = system_work(file.acts, file.standing)
    except Exception:
        log.exception("a case cannot be read", case=str(case))
        return
    for piece in owed:
        try:
            work.do(piece.task, case=case, act=piece.act, at=at)
        except Exception:
            log.exception("owed work failed", case=str(case), task=piece.task, act=str(piece.act))
