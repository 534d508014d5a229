"""Rules 20: the time stamps over sealed documents are renewed before they end, so that a seal holds for decades."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog
from django.conf import settings
from django.db.models import Q

from ruqsat.cases.actions import renewing
from ruqsat.documents import store
from ruqsat.documents.models import Blob
from ruqsat.documents.unsealed import SealWaits
from ruqsat.gateways import pki

log = structlog.get_logger()

AHEAD = timedelta(days=90)  # room for an authority that is long in getting its next certificate
AGAIN_AFTER = timedelta(days=1)
AT_ONCE = 20  # documents in one sweep: the next comes in seconds
MOST_SECONDS = 30.0  # in one sweep: an authority that is slow does not keep letters and payments waiting


def renew_due(*, now: Callable[[], datetime]) -> None:
    """
    Renew what ends within `AHEAD`; what could not be renewed is tried again a day later, for all that time.

    A document that was sealed since the last sweep is looked at first: until when its time stamp holds.
    """
    at, until = now(), time.monotonic() + MOST_SECONDS
    sealed = Blob.objects.filter(sealed=True, renewal__isnull=True, file__key_destroyed_at__isnull=True)
    rested = Q(renewal_tried_at=None) | Q(renewal_tried_at__lt=at - AGAIN_AFTER)
    for blob in sealed.filter(rested, holds_until=None).order_by("created_at")[:AT_ONCE]:
        _look(blob, at=now())
        if time.monotonic() > until:
            return
    due = sealed.filter(rested, holds_until__gt=at, holds_until__lt=at + AHEAD)
    for blob in due.order_by("holds_until")[:AT_ONCE]:
        outcome = _renew(blob, now=now)
        if outcome is _Outcome.NOTHING_LONGER:  # than the first to end: for those that end later it is the same
            due.update(renewal_tried_at=now())
        if outcome is not _Outcome.NEXT or time.monotonic() > until:
            return


class _Outcome(Enum):
    """What trying to renew one document says of the others."""

    NEXT = auto()
    SILENT = auto()
    NOTHING_LONGER = auto()


def _look(blob: Blob, *, at: datetime) -> None:
    from ruqsat.documents.sealing import holds_until  # brings all of pyHanko, which a start need not wait for

    tried = Blob.objects.filter(id=blob.id)
    tried.update(renewal_tried_at=at)
    try:
        until = holds_until(store.read(blob.file_id, blob.sha256), at=at)
    except Exception:  # whatever is wrong with one document, the others have their turn
        log.exception("a sealed document cannot be read", file=str(blob.file_id), sha256=blob.sha256)
        return
    if until is None:
        log.error("a sealed document does not pass", file=str(blob.file_id), sha256=blob.sha256)
        return
    tried.update(holds_until=until, renewal_tried_at=None)


def _renew(blob: Blob, *, now: Callable[[], datetime]) -> _Outcome:
    from ruqsat.documents import sealing  # as above

    assert blob.holds_until is not None  # noqa: S101 -- asked for by the caller
    at = now()
    Blob.objects.filter(id=blob.id).update(renewal_tried_at=at)
    authority = pki.configured(settings.GATEWAYS["pki"])
    try:
        pdf = store.read(blob.file_id, blob.sha256)
        renewed = sealing.renew(pdf, beyond=blob.holds_until, at=at, pki=authority)
        if renewed is not None:
            until = renewed.holds_until
            renewing.stamp_renewed(blob.file_id, of=blob.sha256, renewed=renewed.pdf, holds_until=until, at=now())
    except SealWaits as outage:  # it rests like the others: one that waits for long does not stand before them
        log.warning("a time stamp waits to be renewed", sha256=blob.sha256, why=outage.why)
        return _Outcome.SILENT
    except Exception:
        log.exception("a time stamp cannot be renewed", file=str(blob.file_id), sha256=blob.sha256)
        return _Outcome.NEXT
    if renewed is None:
        log.warning("the authority has no time stamp yet that holds longer", until=blob.holds_until.isoformat())
        return _Outcome.NOTHING_LONGER
    return _Outcome.NEXT
