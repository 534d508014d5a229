"""Rules 21: every stage is reported to the monitoring system, in order per case, once in effect."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings

from ruqsat.cases.consequences import MONITORING
from ruqsat.cases.models import Case
from ruqsat.gateways import monitoring as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.monitoring import Monitoring, NotAccepted, OutOfOrder
from ruqsat.jobs import delivering
from ruqsat.jobs.delivering import Feed, Refused
from ruqsat.journal.models import Entry, Outbox


def deliver(file: UUID, *, now: Callable[[], datetime]) -> bool:
    """Tell the monitoring system what it has not got of one case, oldest first; ``False`` where it does not take it."""
    return delivering.deliver(FEED, file, now=now)


def deliver_all(*, now: Callable[[], datetime]) -> None:
    """Catch up: every case with something undelivered, several at a time, a hundred events of each in a turn."""
    delivering.deliver_all(FEED, now=now)


Cases = Mapping[UUID, Case]


def _telling(files: Sequence[UUID]) -> Callable[[Outbox], Unavailable | Refused | None]:
    system = gateway.connect(settings.GATEWAYS["monitoring"]["url"])
    return partial(_tell, system, Case.objects.only("number", "office").in_bulk(files))


FEED = Feed(name=MONITORING, system="monitoring", telling=_telling, at_once=100, files=20)


def _tell(system: Monitoring, cases: Cases, row: Outbox) -> Unavailable | Refused | None:
    case = cases.get(row.file_id)
    came = system.tell(row.entry_id, event=event_of(row.entry, case))
    if isinstance(came, OutOfOrder):
        came = _fill(system, case, row, came.expected)
    if isinstance(came, OutOfOrder):
        return Refused(why=f"It expects the event numbered {came.expected} before the one numbered {row.seq}.")
    return Refused(why=came.why) if isinstance(came, NotAccepted) else came if isinstance(came, Unavailable) else None


def _fill(
    system: Monitoring, case: Case | None, row: Outbox, expected: int
) -> gateway.Taken | OutOfOrder | NotAccepted | Unavailable:
    """It has lost what it was told before: told again from the one that it expects, up to this one."""
    entries = Entry.objects.filter(file_id=row.file_id, seq__gte=expected, seq__lte=row.seq)
    came: gateway.Taken | OutOfOrder | NotAccepted | Unavailable = OutOfOrder(expected=expected)
    for entry in entries.defer("ciphertext", "proof").order_by("seq").iterator(chunk_size=100):
        came = system.tell(entry.pk, event=event_of(entry, case))
        if not isinstance(came, gateway.Taken):
            return came
    return came


def event_of(entry: Entry, case: Case | None) -> dict[str, object]:
    """Rules 21: what the monitoring system is told of an act: no personal data."""
    return {
        "case": str(entry.file_id),
        "number": case.number if case else None,
        "office": case.office if case else None,
        "seq": entry.seq,
        "kind": entry.kind,
        "filed_at": gateway.written(entry.filed_at),
    }
