"""What is due on the instance's clock, or was left undone by a process that died."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import F, Q

from ruqsat.cases import carrying
from ruqsat.cases.case_file import look
from ruqsat.cases.models import Case
from ruqsat.cases.owed import Work, system_work
from ruqsat.cases.undone import UNREADABLE
from ruqsat.documents.unsealed import SealWaits
from ruqsat.gateways import pki
from ruqsat.jobs import (
    anchoring,
    consenting,
    forgetting,
    informing,
    mailing,
    monitoring,
    owing,
    paying,
    publishing,
    renewing,
    telling,
    work,
)

log = structlog.get_logger()

AT_ONCE = 50  # cases in one sweep: the next comes in seconds
GRACE = timedelta(seconds=8)  # a case just changed has its own jobs under way
AGAIN_AFTER = timedelta(seconds=15)  # what could not be done is not tried at every sweep
LONGEST_PAUSE = timedelta(minutes=10)  # of a case in which something breaks each time
MOST_SECONDS = 30.0  # for cases in one sweep: an outside system that is slow does not keep letters and payments waiting


def sweep(*, at: datetime) -> None:
    """
    Do everything that is due. One thing that fails does not stop the others: it is logged, and stays due.

    A certification authority that does not answer makes the whole sweep wait once, not once for each case.
    """
    with pki.one_waiting_time():
        for what in (
            carrying.carry_over_due,
            do_all_owed,
            monitoring.deliver_all,
            informing.inform_all,
            telling.tell_all,
            mailing.deliver_all,
            publishing.publish_all,
            paying.poll_open_orders,
            paying.confirm_receipts,
            paying.place_movements,
            consenting.send_links,
            consenting.take_answers,
            consenting.follow_consents,
            consenting.tell_withdrawals,
            anchoring.anchor_if_due,
            renewing.renew_due,
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
    waiting = Case.objects.filter(due, system_owes=True, changed_at__lt=at - GRACE)
    oldest_first = waiting.order_by(F("swept_at").asc(nulls_first=True), "id")
    until = time.monotonic() + MOST_SECONDS
    owing.forget_what_is_done()
    for case, changed_at in oldest_first.values_list("id", "changed_at")[:AT_ONCE]:
        done = do_owed(case, at=at)
        pause = timedelta(0) if done else _pause(failing_for=at - changed_at)
        Case.objects.filter(id=case).update(swept_at=at + pause)
        if time.monotonic() > until:
            return


def _pause(*, failing_for: timedelta) -> timedelta:
    """Beyond `AGAIN_AFTER`: a case that breaks is tried again after as long as it has been breaking, up to a limit."""
    return max(min(failing_for, LONGEST_PAUSE) - AGAIN_AFTER, timedelta(0))


def do_owed(case: UUID, *, at: datetime) -> bool:
    """
    Do what the system owes one case; ``False`` when something broke, which is logged and tried again by a later sweep.

    An outside system that does not answer breaks nothing: what waits for it is done soon after it is back.
    """
    try:
        file = look(case, at=at)
        owed = system_work(file.acts, file.standing)
    except Exception as error:
        log.exception("a case cannot be read", case=str(case))
        owing.broke(UNREADABLE, case=case, act=case, error=error, at=at)
        return False
    done = [_done(case, piece, at=at) for piece in owed]  # all of them, whatever became of the first
    owing.settle(case, left=[piece for piece, good in zip(owed, done, strict=True) if not good])
    return all(done)


def _done(case: UUID, piece: Work, *, at: datetime) -> bool:
    try:
        work.do(piece.task, case=case, act=piece.act, at=at)
    except SealWaits as outage:
        log.warning("owed work waits", case=str(case), task=piece.task, why=outage.why)
    except Exception as error:
        log.exception("owed work failed", case=str(case), task=piece.task, act=str(piece.act))
        owing.broke(piece.task, case=case, act=piece.act, error=error, at=at)
        return False
    return True
