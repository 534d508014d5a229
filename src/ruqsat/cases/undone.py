"""What waits and what is stuck, for whoever looks after the system: case numbers, and no personal data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ruqsat.cases.consequences import LETTERS, MONITORING, REGISTER
from ruqsat.cases.models import Case
from ruqsat.journal import queue, undone
from ruqsat.journal.models import Counterpart, Outbox, TriedAgain, Undone
from ruqsat.journal.queue import OfTask
from ruqsat.journal.undone import By

UNREADABLE = "read_case"
"""The kind of a case that cannot even be read: what it is owed is not known."""

FEEDS = (MONITORING, LETTERS, REGISTER)
MOST = 50
"""Of what is stuck, the oldest are shown; of what waits, no more than `COUNTED` are counted."""

COUNTED = 10_000


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much a feed has not told yet, and since when the oldest of it waits."""

    feed: str
    count: int
    since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """Something undone, with the number of its case, "" while it has none."""

    row: Undone
    number: str

    @property
    def case(self) -> str:
        """The number, or what tells the case from others before it has one."""
        return self.number or str(self.row.file_id)[:8]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything that an operator is shown. ``dead`` waits for a person, ``failing`` is tried again by itself."""

    dead: list[Stuck]
    dead_in_all: int
    failing: list[Stuck]
    failing_in_all: int
    feeds: list[Waiting]
    systems: list[Counterpart]
    waiting: list[OfTask]
    failed: list[OfTask]
    again: list[TriedAgain]


def look(*, at: datetime, ahead: timedelta = timedelta(0)) -> Seen:
    """What there is at this moment. *ahead*: how far the instance's clock is before the wall clock, the queue's."""
    dead, failing = Undone.objects.filter(dead_at__isnull=False), Undone.objects.filter(dead_at=None)
    return Seen(
        dead=_stuck(dead.order_by("since", "id")[:MOST]),
        dead_in_all=_count(dead),
        failing=_stuck(failing.order_by("since", "id")[:MOST]),
        failing_in_all=_count(failing),
        feeds=[_waiting(name) for name in FEEDS],
        systems=list(Counterpart.objects.order_by("name")),
        waiting=queue.waiting(ahead=ahead),
        failed=queue.failed(ahead=ahead),
        again=list(TriedAgain.objects.order_by("-at", "-id")[:20]),
    )


def _count(rows: "QuerySet[Any]") -> int:
    return len(rows.values_list("id")[:COUNTED])


def _stuck(rows: Iterable[Undone]) -> list[Stuck]:
    shown = list(rows)
    numbers = dict(Case.objects.filter(id__in=[row.file_id for row in shown]).values_list("id", "number"))
    return [Stuck(row=row, number=numbers.get(row.file_id) or "") for row in shown]


def _waiting(feed: str) -> Waiting:
    rows = Outbox.objects.filter(feed=feed, delivered_at=None)
    oldest = rows.order_by("id").values_list("entry__filed_at", flat=True).first()
    return Waiting(feed=feed, count=_count(rows), since=oldest)


def try_again(*, by: By, at: datetime, id: int | None = None, kind: str = "") -> int:
    """
    Have one undone thing tried at the next sweep, or all of a kind, or all there are; how many they were.

    Who said so goes on record.
    """
    rows = Undone.objects.order_by("id")
    if id is not None:
        rows = rows.filter(id=id)
    if kind:
        rows = rows.filter(kind=kind)
    count = last = 0
    while page := list(rows.filter(id__gt=last)[:500]):
        last = page[-1].pk
        with transaction.atomic():
            undone.try_again(page, by=by, at=at)
            Case.objects.filter(id__in=[row.file_id for row in page]).update(swept_at=None)
        count += len(page)
    return count


def as_json(seen: Seen) -> dict[str, Any]:
    """The same for programs."""
    return {
        "dead_letters": [_of_stuck(one) for one in seen.dead],
        "dead_letters_in_all": seen.dead_in_all,
        "failing": [_of_stuck(one) for one in seen.failing],
        "failing_in_all": seen.failing_in_all,
        "feeds": [{"feed": one.feed, "waiting": one.count, "since": _moment(one.since)} for one in seen.feeds],
        "systems": [
            {
                "system": one.name, "answered_at": _moment(one.answered_at), "failed_at": _moment(one.failed_at),
                "down_since": _moment(one.down_since), "next_at": _moment(one.next_at), "why": one.why,
            }
            for one in seen.systems
        ],
        "queue": [{"task": one.task, "waiting": one.count, "since": _moment(one.since)} for one in seen.waiting],
        "failed_jobs": [{"task": one.task, "count": one.count, "since": _moment(one.since)} for one in seen.failed],
    }  # fmt: skip


def _of_stuck(one: Stuck) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.pk, "kind": row.kind, "case": str(row.file_id), "number": one.number, "attempts": row.attempts,
        "since": _moment(row.since), "tried_at": _moment(row.tried_at),
        "next_at": None if row.dead_at and row.kind in FEEDS else _moment(row.next_at),
        "cause": row.cause, "why": row.why, "dead_at": _moment(row.dead_at),
    }  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def as_lines(seen: Seen) -> list[str]:
    """The same as text, one thing a line; the first column of what is stuck is its number for ``retry``."""
    lines = [f"Waiting for a person: {seen.dead_in_all}"]
    lines += [_line_of(one) for one in seen.dead]
    lines += [f"Tried again by itself: {seen.failing_in_all}"]
    lines += [_line_of(one) for one in seen.failing]
    lines += [
        f"Feed {one.feed}: {one.count} waiting" + (f", the oldest since {_moment(one.since)}" if one.since else "")
        for one in seen.feeds
    ]
    for system in seen.systems:
        state = f"does not answer since {_moment(system.down_since)}: {system.why}" if system.down_since else "answers"
        lines.append(f"System {system.name}: {state}; last took something {_moment(system.answered_at) or 'never'}")
    lines += [f"Queue {one.task}: {one.count} waiting since {_moment(one.since)}" for one in seen.waiting]
    lines += [f"Failed jobs {one.task}: {one.count}, the last {_moment(one.since)}" for one in seen.failed]
    return lines


def _line_of(one: Stuck) -> str:
    row = one.row
    return f"  {row.pk}  {row.kind}  {one.case}  since {_moment(row.since)}, {row.attempts} attempts: {row.why}"
