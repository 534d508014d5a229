"""Rules 21: every stage is reported to the monitoring system, in order per case, once in effect."""

from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from ruqsat.cases.consequences import MONITORING
from ruqsat.cases.models import Case
from ruqsat.gateways import monitoring as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.journal import files, outbox
from ruqsat.journal.models import Entry

log = structlog.get_logger()

AT_ONCE = 50
FAILED_IN_A_ROW = 3


def deliver(file: UUID, *, at: datetime) -> bool:
    """Tell the monitoring system what it has not got of one case, oldest first; ``False`` where it does not answer."""
    system = gateway.connect(settings.GATEWAYS["monitoring"]["url"])
    while (row := outbox.next_undelivered(MONITORING, file)) is not None:
        taken = system.tell(row.entry_id, event=_event(row.entry))
        if isinstance(taken, Unavailable):
            log.warning("the monitoring system does not answer", why=taken.why, file=str(file), seq=row.seq)
            return False
        with transaction.atomic():
            files.lock(file)  # two deliverers of one file take turns
            outbox.delivered(row, at=at)
    return True


def _event(entry: Entry) -> dict[str, object]:
    case = Case.objects.filter(id=entry.file_id).first()
    return {
        "case": str(entry.file_id),
        "number": case.number if case else None,
        "office": case.office if case else None,
        "seq": entry.seq,
        "kind": entry.kind,
        "filed_at": entry.filed_at.isoformat(),
    }


def deliver_all(*, at: datetime) -> None:
    """Catch up: every case with something undelivered; given up for now when the system fails three in a row."""
    failed = 0
    for file in outbox.files_waiting(MONITORING, limit=AT_ONCE):
        try:
            failed = 0 if deliver(file, at=at) else failed + 1
        except Exception:
            log.exception("a stage cannot be reported", file=str(file))
        if failed == FAILED_IN_A_ROW:
            return
