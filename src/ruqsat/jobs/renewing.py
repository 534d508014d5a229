"""Rules 20: the time stamps over sealed documents are renewed before they end, so that a seal holds for decades."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Q

from ruqsat.cases.actions import renewing
from ruqsat.documents import store
from ruqsat.documents.models import Blob
from ruqsat.documents.unsealed import SealUnavailable, SealWaits
from ruqsat.gateways import pki

log = structlog.get_logger()

AHEAD = timedelta(days=90)  # room for an authority that is long in getting its next certificate
AGAIN_AFTER = timedelta(days=1)
AT_ONCE = 20  # documents in one sweep: the next comes in seconds


def renew_due(*, at: datetime) -> None:
    """
    Renew what ends within `AHEAD`; what could not be renewed is tried again a day later, for all that time.

    A document that was sealed since the last sweep is looked at first: until when its time stamp holds.
    """
    sealed = Blob.objects.filter(sealed=True, renewal__isnull=True, file__key_destroyed_at__isnull=True)
    rested = Q(renewal_tried_at=None) | Q(renewal_tried_at__lt=at - AGAIN_AFTER)
    for blob in sealed.filter(rested, holds_until=None).order_by("created_at")[:AT_ONCE]:
        _look(blob, at=at)
    due = sealed.filter(rested, holds_until__gt=at, holds_until__lt=at + AHEAD)
    for blob in due.order_by("holds_until")[:AT_ONCE]:
        if not _renew(blob, at=at):
            return


def _look(blob: Blob, *, at: datetime) -> None:
    from ruqsat.documents.sealing import holds_until  # brings all of pyHanko, which a start need not wait for

    try:
        until = holds_until(store.read(blob.file_id, blob.sha256), at=at)
    except store.BlobDamaged:
        until = None
    if until is None:
        log.error("a sealed document is damaged or does not pass", file=str(blob.file_id), sha256=blob.sha256)
    Blob.objects.filter(id=blob.id).update(holds_until=until, renewal_tried_at=None if until else at)


def _renew(blob: Blob, *, at: datetime) -> bool:
    """Renew one; whether the authority answers, so that the next one may be tried."""
    from ruqsat.documents import sealing  # as above

    assert blob.holds_until is not None  # noqa: S101 -- asked for by the caller
    Blob.objects.filter(id=blob.id).update(renewal_tried_at=at)
    authority = pki.connect(settings.GATEWAYS["pki"]["url"])
    try:
        pdf = store.read(blob.file_id, blob.sha256)
        renewed = sealing.renew(pdf, beyond=blob.holds_until, at=at, pki=authority)
    except SealWaits as outage:
        Blob.objects.filter(id=blob.id).update(renewal_tried_at=blob.renewal_tried_at)
        log.warning("a time stamp waits to be renewed", sha256=blob.sha256, why=outage.why)
        return False
    except (SealUnavailable, store.BlobDamaged):
        log.exception("a time stamp cannot be renewed", file=str(blob.file_id), sha256=blob.sha256)
        return True
    if renewed is None:
        log.warning("the authority has no time stamp yet that holds longer", until=blob.holds_until.isoformat())
        return True
    renewing.stamp_renewed(blob.file_id, of=blob.sha256, renewed=renewed.pdf, holds_until=renewed.holds_until, at=at)
    return True
