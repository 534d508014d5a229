"""What is due on the instance's clock, or was left undone by a process that died."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from uuid import UUID

import structlog
from django.db.models import F, Q

from ruqsat.cases import carrying
from ruqsat.cases.case_file import look
from ruqsat.cases.models import Case
from ruqsat.cases.owed import Work, system_work, to_be_done
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


Part = Callable[..., None]


def _at_its_beginning(part: Part) -> Part:
    """A part that is soon over: the hour at which it begins is that of all it does."""

    @wraps(part)
    def begun(*, now: Callable[[], datetime]) -> None:
        part(at=now())

    return begun


def sweep(*, now: Callable[[], datetime]) -> None:
    """
    Do everything that is due. One thing that fails does not stop the others: it is logged, and stays due.

    A sweep may take minutes, while others file and the world answers: *now* is asked for each thing anew, and once more
    when an answer is there.
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
            _at_its_beginning(anchoring.anchor_if_due),
            renewing.renew_due,
            _at_its_beginning(forgetting.forget_expired),
        ):
            _try(what, now=now)


def _try(what: Part, *, now: Callable[[], datetime]) -> None:
    try:
        what(now=now)
    except Exception:
        log.exception("a part of the sweep failed", part=what.__name__)


def do_all_owed(*, now: Callable[[], datetime]) -> None:
    """Do what the system owes, those first that were not looked after for the longest: none waits behind the stuck."""
    at = now()
    due = Q(swept_at=None) | Q(swept_at__lt=F("changed_at")) | Q(swept_at__lt=at - AGAIN_AFTER)
    waiting = Case.objects.filter(due, system_owes=True, changed_at__lt=at - GRACE)
    oldest_first = waiting.order_by(F("swept_at").asc(nulls_first=True), "id")
    until = time.monotonic() + MOST_SECONDS
    owing.forget_what_is_done()
    for case, changed_at in oldest_first.values_list("id", "changed_at")[:AT_ONCE]:
        begun_at = now()
        done = do_owed(case, now=now)
        pause = _while_a_person_acts(case, at=now()) if done else _pause(failing_for=begun_at - changed_at)
        Case.objects.filter(id=case).update(swept_at=begun_at + pause)
        if time.monotonic() > until:
            return


def _pause(*, failing_for: timedelta) -> timedelta:
    """Beyond `AGAIN_AFTER`: a case that breaks is tried again after as long as it has been breaking, up to a limit."""
    return max(min(failing_for, LONGEST_PAUSE) - AGAIN_AFTER, timedelta(0))


def _while_a_person_acts(case: UUID, *, at: datetime) -> timedelta:
    """Beyond `AGAIN_AFTER`: what waits for a person is looked at now and then; their act has jobs of its own."""
    file = look(case, at=at)
    waits = system_work(file.acts, file.standing) and not to_be_done(file.acts, file.standing, at=at)
    return LONGEST_PAUSE if waits else timedelta(0)


def do_owed(case: UUID, *, now: Callable[[], datetime]) -> bool:
    """
    Do what the system owes one case; ``False`` when something broke, which is logged and tried again by a later sweep.

    An outside system that does not answer breaks nothing: what waits for it is done soon after it is back.
    """
    try:
        file = look(case, at=now())
        owed = to_be_done(file.acts, file.standing, at=file.at)
    except Exception as error:
        log.exception("a case cannot be read", case=str(case))
        owing.broke(UNREADABLE, case=case, act=case, error=error, at=now())
        return False
    done = [_done(case, piece, now=now) for piece in owed]  # all of them, whatever became of the first
    owing.settle(case, left=[piece for piece, good in zip(owed, done, strict=True) if not good])
    return all(done)


def _done(case: UUID, piece: Work, *, now: Callable[[], datetime]) -> bool:
    try:
        work.do(piece.task, case=case, act=piece.act, now=now)
    except SealWaits as outage:
        log.warning("owed work waits", case=str(case), task=piece.task, why=outage.why)
    except Exception as error:
        log.exception("owed work failed", case=str(case), task=piece.task, act=str(piece.act))
        owing.broke(piece.task, case=case, act=piece.act, error=error, at=now())
        return False
    return True
