"""Rules 21: what a feed has to tell an outside system goes there in each file's order, and nothing is dropped."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from itertools import islice
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
TURN_SECONDS = 5.0  # until what was told is noted
MOST_SECONDS = 20.0  # for a feed in one sweep: the other feeds and the cases owed something wait meanwhile


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The outside system does not accept this, now or later. ``why`` is for the operator."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Resting:
    """Nobody is asked now: it waits with somebody who tries again by himself, and not before ``until``."""

    why: str
    until: datetime


Came = Unavailable | Refused | Resting | None
Tell = Callable[[Outbox], Came]


class Turn(Enum):
    """What became of the files that had their turn; ``RESTED``: what was not told, nobody was asked about."""

    TOLD = auto()
    FAILED = auto()
    RESTED = auto()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """
    A feed, the outside system that it tells, and how.

    ``telling`` gives what tells an entry of these files, with what it looked up for all at once. So many entries
    of a file, ``at_once``, and so many ``files`` are told before it is noted: what a process killed meanwhile has told
    is told again, which changes nothing at the other end.
    """

    name: str
    system: str
    telling: Callable[[Sequence[UUID]], Tell]
    at_once: int = 1
    files: int = 1


def deliver(feed: Feed, file: UUID, *, now: Callable[[], datetime]) -> bool:
    """
    Tell what is due of one file, oldest first; ``False`` where something could not be told.

    For so long as a feed has in a sweep: what is left then is the sweep's to find.
    """
    turn: Turn | None = None
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and (turn := _told(feed, [file], now=now)) is Turn.TOLD:
        pass
    return turn in {None, Turn.TOLD}


def _told(feed: Feed, files: Sequence[UUID], *, now: Callable[[], datetime]) -> Turn | None:
    """
    Tell what is due of these files, each in its order up to the first that fails; ``None`` if nothing is due.

    What was told is noted in one go, whatever became of the next: after `TURN_SECONDS`, or when nobody answers.
    """
    rows = outbox.due(feed.name, files, system=feed.system, at=now(), limit=feed.at_once)
    if not rows:
        return None
    told: list[Outbox] = []
    failures: dict[UUID, tuple[Outbox, Failure]] = {}
    tell, until = feed.telling(files), time.monotonic() + TURN_SECONDS
    for row in rows:
        if row.file_id in failures:
            continue
        failure = _failure(feed, tell, row)
        if failure is None:
            told.append(row)
        else:
            failures[row.file_id] = row, failure
        if time.monotonic() > until or (failure is not None and failure.cause is Cause.SILENT and failure.asked):
            break
    if told:
        outbox.told(feed.name, told, system=feed.system, at=now())
    for row, failure in failures.values():
        _note(feed, row, failure, at=now())
    if any(failure.asked for _, failure in failures.values()):
        return Turn.FAILED
    return Turn.RESTED if failures and not told else Turn.TOLD


def _failure(feed: Feed, tell: Tell, row: Outbox) -> Failure | None:
    """Why *row* could not be told; ``None`` if it was."""
    said = {"feed": feed.name, "file": str(row.file_id), "seq": row.seq}
    try:
        came = tell(row)
    except Exception as error:
        log.exception("an entry cannot be told", **said)
        return undone.broke(error)
    if isinstance(came, Refused):
        log.error("an outside system refuses an entry", why=came.why, **said)
        return Failure(cause=Cause.REFUSED, why=came.why)
    if isinstance(came, Resting):
        return Failure(cause=Cause.SILENT, why=came.why, asked=False, until=came.until)
    if isinstance(came, Unavailable):
        if came.asked:
            log.warning("an outside system does not answer", why=came.why, **said)
        return Failure(cause=Cause.SILENT, why=came.why, asked=came.asked)
    return None


def _note(feed: Feed, row: Outbox, failure: Failure, *, at: datetime) -> None:
    """
    An outage is not the entry's fault: its attempts count only where others were taken between them.

    What nobody was asked about counts not at all, and says nothing of the system.
    """
    before = undone.of(feed.name, row.file_id)
    counts = failure.cause is not Cause.SILENT
    if not failure.asked:
        counts = False
    elif failure.cause is Cause.SILENT:
        counts = before is None or counterparts.took_something_since(feed.system, before.tried_at)
        counterparts.failed(feed.system, why=failure.why, at=at)
    undone.failed(feed.name, file=row.file_id, subject=row.entry_id, failure=failure, counts=counts, at=at)


def deliver_all(feed: Feed, *, now: Callable[[], datetime]) -> None:
    """
    Catch up: each file that is due gets its turn, again and again until nothing moves or the time is up.

    Given up for now when the system fails three in a row, and while it is known to be down, after the first.
    """
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and counterparts.may_be_asked(feed.system, at=now()):
        is_down = counterparts.is_down(feed.system)
        walk = _Walk(
            files=outbox.files_due(feed.name, at=now()), at_once=1 if is_down else feed.files, until=until,
            patience=1 if is_down else FAILED_IN_A_ROW,
        )  # fmt: skip
        _go(feed, walk, now=now)
        if walk.failed >= walk.patience or not walk.moved:
            return


@dataclass(kw_only=True)
class _Walk:
    """Files handed out to whoever asks for the next ones, until time or patience is at its end."""

    files: Iterator[UUID]
    at_once: int
    until: float
    patience: int
    failed: int = 0
    moved: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> list[UUID]:
        with self.turn:
            if self.failed >= self.patience or time.monotonic() > self.until:
                return []
            return list(islice(self.files, self.at_once))

    def came(self, became: Turn) -> None:
        """Of what nobody was asked about nothing follows for the others."""
        if became is Turn.RESTED:
            return
        with self.turn:
            self.failed = 0 if became is Turn.TOLD else self.failed + 1
            self.moved = self.moved or became is Turn.TOLD


def _go(feed: Feed, walk: _Walk, *, now: Callable[[], datetime]) -> None:
    if transaction.get_connection().in_atomic_block:  # what is written in it is seen by this thread alone
        _tell_files(feed, walk, now=now)
        return
    with ThreadPoolExecutor(max_workers=TOGETHER, thread_name_prefix="deliver") as threads:
        for ended in [threads.submit(_with_own_connection, feed, walk, now=now) for _ in range(TOGETHER)]:
            ended.result()


def _with_own_connection(feed: Feed, walk: _Walk, *, now: Callable[[], datetime]) -> None:
    try:
        _tell_files(feed, walk, now=now)
    finally:
        connections.close_all()


def _tell_files(feed: Feed, walk: _Walk, *, now: Callable[[], datetime]) -> None:
    while files := walk.next():
        try:
            became = _told(feed, files, now=now)
        except Exception:
            log.exception("files cannot be told of", feed=feed.name, files=[str(file) for file in files])
            became = Turn.FAILED
        if became is not None:
            walk.came(became)
