"""Rules 8(5): every notice of the payment gateway is kept, with what became of it."""

import hashlib
from datetime import datetime
from uuid import UUID

from ruqsat.journal.keys import instance_cipher
from ruqsat.payments.models import Notice


def enter(body: bytes, verdict: Notice.Verdict, *, at: datetime, order: UUID | None = None) -> None:
    """Keep a notice that came."""
    notice = Notice(received_at=at, verdict=verdict, order_id=order, sha256=hashlib.sha256(body).hexdigest())
    notice.body_encrypted = instance_cipher().encrypt(body, b"payments/notice/" + notice.id.bytes)
    notice.save(force_insert=True)


def enter_once(body: bytes, verdict: Notice.Verdict, *, at: datetime, order: UUID) -> None:
    """Keep what the gateway answered, however often it is asked."""
    sha256 = hashlib.sha256(body).hexdigest()
    if not Notice.objects.filter(order_id=order, verdict=verdict, sha256=sha256).exists():
        enter(body, verdict, at=at, order=order)
