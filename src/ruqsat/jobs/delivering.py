"""Rules 21: what a feed has to tell an outside system goes there in each file's order, and nothing is dropped."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog
from django.db import connections, transaction

from ruqsat.gateways.answers import Unavailable
from ruqsat.journal import counterparts, outbox, undone
from ruqsat.journal.models import Outbox
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import Failure

log = structlog.get_logger()

TOGETHER = 3  # files told at the same time, each in its own order
FAILED_IN_A_ROW = 3
MOST_SECONDS = 20.0  # for a feed in one sweep: the other feeds and the cases owed something wait meanwhile


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The outside system does not accept this, now or later. ``why`` is for the operator."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed, the outside system that it tells, how it tells one entry, and how many before they are noted as told."""

    name: str
    system: str
    tell: Callable[[Outbox], Unavailable | Refused | None]
    at_once: int = 1


def deliver(feed: Feed, file: UUID, *, at: datetime) -> bool:
    """Tell what is due of one file, oldest first; ``False`` where something could not be told."""
    while rows := outbox.due(feed.name, file, system=feed.system, at=at, limit=feed.at_once):
        if not _told(feed, file, rows, at=at):
            return False
    return True


def deliver_turn(feed: Feed, file: UUID, *, at: datetime) -> bool:
    """One file's turn among others: `deliver` of no more than is told at once."""
    rows = outbox.due(feed.name, file, system=feed.system, at=at, limit=feed.at_once)
    return not rows or _told(feed, file, rows, at=at)


def _told(feed: Feed, file: UUID, rows: list[Outbox], *, at: datetime) -> bool:
    """Tell these in order, up to the first that fails; what was told is noted whatever becomes of the next."""
    failure: Failure | None = None
    for place, row in enumerate(rows):
        failure = _failure(feed, row)
        if failure is not None:
            rows = rows[: place + 1]
            break
    told = rows[:-1] if failure else rows
    if told:
        outbox.told(feed.name, file, told, system=feed.system, at=at)
    if failure is not None:
        _note(feed, rows[-1], failure, at=at)
    return failure is None


def _failure(feed: Feed, row: Outbox) -> Failure | None:
    """Why *row* could not be told; ``None`` if it was."""
    said = {"feed": feed.name, "file": str(row.file_id), "seq": row.seq}
    try:
        came = feed.tell(row)
    except Exception as error:
        log.exception("an entry cannot be told", **said)
        return undone.broke(error)
    if isinstance(came, Refused):
        log.error("an outside system refuses an entry", why=came.why, **said)
        return Failure(cause=Cause.REFUSED, why=came.why)
    if isinstance(came, Unavailable):
        log.warning("an outside system does not answer", why=came.why, **said)
        return Failure(cause=Cause.SILENT, why=came.why)
    return None


def _note(feed: Feed, row: Outbox, failure: Failure, *, at: datetime) -> None:
    """An outage is not the entry's fault: its attempts count only where others were taken between them."""
    before = undone.of(feed.name, row.file_id)
    counts = failure.cause is not Cause.SILENT
    if failure.cause is Cause.SILENT:
        counts = before is None or counterparts.took_something_since(feed.system, before.tried_at)
        counterparts.failed(feed.system, why=failure.why, at=at)
    undone.failed(feed.name, file=row.file_id, subject=row.entry_id, failure=failure, counts=counts, at=at)


def deliver_all(feed: str, system: str, one: Callable[[UUID], bool], *, at: datetime) -> None:
    """
    Catch up: each file that is due gets its turn by *one*, again and again until nothing moves or the time is up.

    Given up for now when the system fails three in a row, and while it is known to be down, after the first.
    """
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and counterparts.may_be_asked(system, at=at):
        patience = 1 if counterparts.is_down(system) else FAILED_IN_A_ROW
        walk = _Walk(files=outbox.files_due(feed, at=at), until=until, patience=patience)
        _go(walk, one)
        if walk.failed >= patience or not walk.moved:
            return


@dataclass(kw_only=True)
class _Walk:
    """Files handed out to whoever asks for the next one, until time or patience is at its end."""

    files: Iterator[UUID]
    until: float
    patience: int
    failed: int = 0
    moved: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> UUID | None:
        with self.turn:
            if self.failed >= self.patience or time.monotonic() > self.until:
                return None
            return next(self.files, None)

    def came(self, done: bool) -> None:
        with self.turn:
            self.failed = 0 if done else self.failed + 1
            self.moved = self.moved or done


def _go(walk: _Walk, one: Callable[[UUID], bool]) -> None:
    if transaction.get_connection().in_atomic_block:  # what is written in it is seen by this thread alone
        _tell_files(walk, one)
        return
    with ThreadPoolExecutor(max_workers=TOGETHER, thread_name_prefix="deliver") as threads:
        for ended in [threads.submit(_with_own_connection, walk, one) for _ in range(TOGETHER)]:
            ended.result()


def _with_own_connection(walk: _Walk, one: Callable[[UUID], bool]) -> None:
    try:
        _tell_files(walk, one)
    finally:
        connections.close_all()


def _tell_files(walk: _Walk, one: Callable[[UUID], bool]) -> None:
    while (file := walk.next()) is not None:
        try:
            walk.came(one(file))
        except Exception:
            log.exception("a file cannot be told of", file=str(file))
