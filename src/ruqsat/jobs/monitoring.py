"""Rules 21: every stage is reported to the monitoring system, in order per case, once in effect."""

from dataclasses import dataclass, field
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

SYSTEM = "monitoring"
AT_ONCE = 100  # events of a case in one turn; an outage in between costs telling them again, which changes nothing


def deliver(file: UUID, *, at: datetime) -> bool:
    """Tell the monitoring system what it has not got of one case, oldest first; ``False`` where it does not take it."""
    return delivering.deliver(_feed(), file, at=at)


def deliver_turn(file: UUID, *, at: datetime) -> bool:
    """One case's turn when all are caught up with: a hundred events at most, so that none waits behind a long one."""
    return delivering.deliver_turn(_feed(), file, at=at)


def deliver_all(*, at: datetime) -> None:
    """Catch up: every case with something undelivered, several at a time."""
    delivering.deliver_all(MONITORING, SYSTEM, lambda file: deliver_turn(file, at=at), at=at)


def _feed() -> Feed:
    system = gateway.connect(settings.GATEWAYS["monitoring"]["url"])
    return Feed(name=MONITORING, system=SYSTEM, tell=partial(_tell, system, _Known()), at_once=AT_ONCE)


@dataclass
class _Known:
    """Number and office of the case whose turn it is: asked for once."""

    cases: dict[UUID, Case | None] = field(default_factory=dict)

    def of(self, case: UUID) -> Case | None:
        if case not in self.cases:
            self.cases = {case: Case.objects.filter(id=case).only("number", "office").first()}
        return self.cases[case]


def _tell(system: Monitoring, known: _Known, row: Outbox) -> Unavailable | Refused | None:
    came = system.tell(row.entry_id, event=event_of(row.entry, known.of(row.file_id)))
    if isinstance(came, OutOfOrder):
        came = _fill(system, known, row, came.expected)
    if isinstance(came, OutOfOrder):
        return Refused(why=f"It expects the event numbered {came.expected} before the one numbered {row.seq}.")
    return Refused(why=came.why) if isinstance(came, NotAccepted) else came if isinstance(came, Unavailable) else None


def _fill(
    system: Monitoring, known: _Known, row: Outbox, expected: int
) -> gateway.Taken | OutOfOrder | NotAccepted | Unavailable:
    """It has lost what it was told before: told again from the one that it expects, up to this one."""
    entries = Entry.objects.filter(file_id=row.file_id, seq__gte=expected, seq__lte=row.seq)
    came: gateway.Taken | OutOfOrder | NotAccepted | Unavailable = OutOfOrder(expected=expected)
    for entry in entries.defer("ciphertext", "proof").order_by("seq").iterator(chunk_size=AT_ONCE):
        came = system.tell(entry.pk, event=event_of(entry, known.of(row.file_id)))
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
