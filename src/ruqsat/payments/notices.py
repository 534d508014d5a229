"""Rules 8(5): every notice of the payment gateway is kept, with what became of it."""

import hashlib
from datetime import datetime
from uuid import UUID

from ruqsat.journal.keys import instance_cipher
from ruqsat.payments.models import Notice


def enter(body: bytes, verdict: Notice.Verdict, *, at: datetime, order: UUID | None = None) -> None:
    """Keep what came, once for an order, however often the gateway says it."""
    sha256 = hashlib.sha256(body).hexdigest()
    if order is not None and Notice.objects.filter(order_id=order, verdict=verdict, sha256=sha256).exists():
        return
    notice = Notice(received_at=at, verdict=verdict, order_id=order, sha256=sha256)
    notice.body_encrypted = instance_cipher().encrypt(body, b"payments/notice/" + notice.id.bytes)
    notice.save(force_insert=True)
