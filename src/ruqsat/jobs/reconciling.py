"""Rules 21: what is on file held against what the monitoring system has, case by case, and made good where it lacks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection

from ruqsat.cases.consequences import MONITORING
from ruqsat.cases.models import Case
from ruqsat.gateways import monitoring as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.monitoring import Held, HeldEvent, Monitoring, digest_of
from ruqsat.jobs.monitoring import event_of
from ruqsat.journal import undone
from ruqsat.journal.models import Entry

Told = TypeVar("Told", Held, HeldEvent)

AT_ONCE = 500  # cases in one question, and events in one of a case that differs


class NotAnswered(Exception):
    """The monitoring system did not answer, so nothing can be said. The message says why."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """
    How the monitoring system differs in one case, by the numbers of the events.

    ``missing``: on file, and not there. ``extra``: there, and not on file. ``differing``: under one number another
    act, or the same with another kind or moment. ``unordered``: the same act under another number. ``told``: just now.
    """

    case: UUID
    number: str
    missing: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    differing: tuple[int, ...] = ()
    unordered: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    why: str = ""

    @property
    def is_mended(self) -> bool:
        return self.told == self.missing and not (self.extra or self.differing or self.unordered)


@dataclass(kw_only=True)
class Reconciled:
    """How many cases and events were compared, and every case that differs."""

    cases: int = 0
    events: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def nothing_is_missing(self) -> bool:
        return all(found.is_mended for found in self.differences)


def reconcile(*, mend: bool) -> Reconciled:
    """
    Compare every case on file with what the monitoring system has of it; with *mend*, tell what is missing there.

    What happens meanwhile does no harm: a case that differs is looked at again, on file before there and after.

    :raises NotAnswered: when the monitoring system does not answer, or answers with something else.
    """
    system = gateway.connect(settings.GATEWAYS["monitoring"]["url"])
    done = Reconciled()
    for case, ours, theirs in _side_by_side(_on_file(), _there(system)):
        done.cases += 1
        done.events += ours.count if ours else 0
        if ours is not None and theirs is not None and ours.digest == theirs.digest:
            continue
        found = _difference(system, case)
        if found is not None:
            done.differences.append(_mended(system, found) if mend and found.missing else found)
    return done


def _side_by_side(ours: Iterator[Held], theirs: Iterator[Held]) -> Iterator[tuple[UUID, Held | None, Held | None]]:
    """Both in the order of the cases' ids, each case once."""
    mine, other = next(ours, None), next(theirs, None)
    while mine is not None or other is not None:
        case = min(one.case for one in (mine, other) if one is not None)
        here = mine if mine is not None and mine.case == case else None
        there = other if other is not None and other.case == case else None
        yield case, here, there
        mine = next(ours, None) if here else mine
        other = next(theirs, None) if there else other


def _there(system: Monitoring) -> Iterator[Held]:
    after: UUID | None = None
    while page := _answered(system.cases(after=after, limit=AT_ONCE)):
        yield from page
        if after is not None and page[-1].case <= after:
            raise NotAnswered("The monitoring system does not go on to the next cases.")
        after = page[-1].case


def _on_file() -> Iterator[Held]:
    after = UUID(int=0)
    while rows := _rows(_CASES, [after, AT_ONCE]):
        for case, of_case in groupby(rows, key=lambda row: row[0]):
            events = [_event(row) for row in of_case]
            yield Held(case=case, count=len(events), last=events[-1].seq, digest=digest_of(events))
        after = rows[-1][0]


# Every act of a case is a stage event, whether or not anything put it on the feed.
_CASES = """
    SELECT e.file_id, e.seq, e.id, e.kind, e.filed_at FROM journal_entry e
    WHERE e.file_id IN (
        SELECT id FROM journal_file WHERE kind = 'case' AND head_seq > 0 AND id > %s ORDER BY id LIMIT %s
    )
    ORDER BY e.file_id, e.seq
"""
_CASE = "SELECT file_id, seq, id, kind, filed_at FROM journal_entry WHERE file_id = %s ORDER BY seq"
_IS_CASE = "SELECT 1 FROM journal_file WHERE id = %s AND kind = 'case'"


def _rows(query: str, values: Sequence[UUID | int]) -> list[tuple[UUID, int, UUID, str, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _event(row: tuple[UUID, int, UUID, str, datetime]) -> HeldEvent:
    _, seq, id, kind, filed_at = row
    return HeldEvent(seq=seq, id=id, kind=kind, filed_at=gateway.written(filed_at))


def _events_on_file(case: UUID) -> list[HeldEvent]:
    return [_event(row) for row in _rows(_CASE, [case])] if _rows(_IS_CASE, [case]) else []


def _events_there(system: Monitoring, case: UUID) -> list[HeldEvent]:
    found: list[HeldEvent] = []
    while page := _answered(system.events(case, after=found[-1].seq if found else 0, limit=AT_ONCE)):
        found += page
        if len(found) > len(page) and page[0].seq <= found[-len(page) - 1].seq:
            raise NotAnswered("The monitoring system does not go on to the next events.")
    return found


def _difference(system: Monitoring, case: UUID) -> Difference | None:
    """How one case differs: missing is what was on file before it was asked, extra what is not on file after."""
    before = _events_on_file(case)
    theirs = _events_there(system, case)
    ours = {event.id: event for event in _events_on_file(case)}
    there, numbers = {event.id: event for event in theirs}, {event.seq: event for event in ours.values()}
    same = [(ours[event.id], event) for event in theirs if event.id in ours]
    number = Case.objects.filter(id=case).values_list("number", flat=True).first()
    found = Difference(
        case=case,
        number=number or "",
        missing=tuple(event.seq for event in before if event.id not in there),
        extra=tuple(event.seq for event in theirs if event.id not in ours and event.seq not in numbers),
        differing=_numbers(
            [theirs_ for ours_, theirs_ in same if ours_.seq == theirs_.seq and ours_ != theirs_]
            + [event for event in theirs if event.id not in ours and event.seq in numbers]
        ),
        unordered=_numbers(theirs_ for ours_, theirs_ in same if ours_.seq != theirs_.seq),
    )
    return found if found.missing or found.extra or found.differing or found.unordered else None


def _numbers(events: Iterable[HeldEvent]) -> tuple[int, ...]:
    return tuple(sorted(event.seq for event in events))


def _mended(system: Monitoring, found: Difference) -> Difference:
    """What is missing is told in its order, up to the first that is not taken; the outbox tells it again if it must."""
    case, told, why = Case.objects.filter(id=found.case).only("number", "office").first(), [], ""
    entries = Entry.objects.filter(file_id=found.case, seq__in=found.missing).defer("ciphertext", "proof")
    for entry in entries.order_by("seq"):
        came = system.tell(entry.pk, event=event_of(entry, case))
        if not isinstance(came, gateway.Taken):
            why = str(getattr(came, "why", f"It expects the event numbered {getattr(came, 'expected', 1)}."))
            break
        told.append(entry.seq)
    if not why:
        undone.done(MONITORING, file=found.case)  # what had been a dead letter is there now: told once more, and noted
    return Difference(
        case=found.case, number=found.number, missing=found.missing, extra=found.extra, differing=found.differing,
        unordered=found.unordered, told=tuple(told), why=why,
    )  # fmt: skip


def _answered(came: list[Told] | Unavailable) -> list[Told]:
    if isinstance(came, Unavailable):
        raise NotAnswered(came.why)
    return came
