"""What the world is told afterwards: jobs deferred by name inside the transaction, feeds in each file's order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from procrastinate.contrib.django import app

from ruqsat.journal.counterparts import ANSWERED
from ruqsat.journal.models import Entry, Outbox
from ruqsat.journal.writing import Part, columns, write

TASKS: dict[str, str] = {}


class UndeclaredTaskError(LookupError):
    """The name of a task to be deferred must be declared, so that a check can find it registered."""


class OutsideTransactionError(RuntimeError):
    """A job is deferred only in the transaction of the act that causes it."""


class OutOfOrderError(RuntimeError):
    """An earlier entry of the file has not been delivered yet."""


def declare(task: str, what: str) -> str:
    """Make a task's name known before it is deferred; *what* says in a few words what it does. Gives the name back."""
    TASKS[task] = what
    return task


@dataclass(frozen=True, kw_only=True)
class Job:
    """
    A task to be deferred: its declared name and ids only.

    ``once``: it does all there is to do of *file*, so while one waits in the queue, no second is put there.
    """

    task: str
    file: UUID
    ids: Mapping[str, str | int] = field(default_factory=dict)
    once: bool = False


def deferring(jobs: Sequence[Job]) -> Part:
    """
    What defers *jobs*, as part of a statement of the transaction that is open.

    Rows of procrastinate's own table, as its function for deferring inserts them; a job that waits already is left out
    by its queueing lock, where that function would fail.

    :raises UndeclaredTaskError: if a name was not declared.
    :raises OutsideTransactionError: if no transaction is open.
    """
    if jobs and not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(jobs[0].task)
    return Part(_JOBS, columns(_OF_JOB), [_row_of(job) for job in jobs])


_OF_JOB = {
    "queue_name": "text",
    "task_name": "text",
    "priority": "int",
    "lock": "text",
    "queueing_lock": "text",
    "args": "jsonb",
}
_JOBS = """jobs AS (
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
    SELECT queue_name, task_name, priority, lock, queueing_lock, args FROM {rows}
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
)"""


def _row_of(job: Job) -> tuple[object, ...]:
    if job.task not in TASKS:
        raise UndeclaredTaskError(job.task)
    waits = f"{job.task} {job.file}" if job.once else None
    said = {"file": str(job.file)} | dict(job.ids)
    return (*_configured(job.task), waits, said)


def _configured(task: str) -> tuple[str, str, int, str | None]:
    """
    Queue, name, priority and lock of a task as it is registered now; the queue's own way is four times as long.

    Asked anew for each job: a task may be registered later, and put into another queue for a while, as the demo does.
    """
    registered = app.tasks.get(task)
    if registered is not None:
        return registered.queue, registered.name, registered.priority, registered.lock
    known = app.configure_task(task).job
    return known.queue, known.task_name, known.priority, known.lock


def defer(task: str, *, file: UUID, **ids: str | int) -> None:
    """
    Defer a task by name, on Django's connection, in the transaction that is open. Arguments are ids only.

    :raises UndeclaredTaskError: if the name was not declared.
    :raises OutsideTransactionError: if no transaction is open.
    """
    write([deferring([Job(task=task, file=file, ids=ids)])])


def feeding(file: UUID, told: Sequence[tuple[str, UUID, int]]) -> Part:
    """What puts entries (feed, id, place) of *file* on feeds; a second time changes nothing."""
    return Part(_FEEDS, columns(_OF_FEED), [(file, *one) for one in told])


_OF_FEED = {"file_id": "uuid", "feed": "text", "entry_id": "uuid", "seq": "int"}
_FEEDS = """feeds AS (
    INSERT INTO journal_outbox (file_id, feed, entry_id, seq) SELECT file_id, feed, entry_id, seq FROM {rows}
    ON CONFLICT (feed, file_id, seq) DO NOTHING
)"""


def feed(name: str, *, file: UUID, entry: UUID, seq: int) -> None:
    """Put an entry on a feed, in the transaction that filed it; a second time changes nothing."""
    write([feeding(file, [(name, entry, seq)])])


def due(name: str, files: Sequence[UUID], *, system: str, at: datetime, limit: int) -> list[Outbox]:
    """
    The earliest entries of each of *files* that the feed *name* has to tell to *system* now, *limit* of each at most.

    By file and in its order; with their entries, but no content. None of a file whose first waits for its next attempt
    or for a person, none at all while the system is left alone.
    """
    values: dict[str, Any] = {"feed": name, "files": list(files), "system": system, "at": at, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_DUE, values)
        found = cursor.fetchall()
    return [
        Outbox(
            id=row, feed=name, file_id=file, seq=seq, entry_id=entry,
            entry=Entry(id=entry, file_id=file, seq=seq, kind=kind, filed_at=filed_at),
        )
        for row, file, seq, entry, kind, filed_at in found
    ]  # fmt: skip


_DUE = """
    SELECT o.id, o.file_id, o.seq, e.id, e.kind, e.filed_at
    FROM unnest(%(files)s::uuid[]) f(id)
    CROSS JOIN LATERAL (
        SELECT id, file_id, seq, entry_id FROM journal_outbox
        WHERE feed = %(feed)s AND file_id = f.id AND delivered_at IS NULL ORDER BY seq LIMIT %(limit)s
    ) o
    JOIN journal_entry e ON e.id = o.entry_id
    WHERE NOT EXISTS (
        SELECT 1 FROM journal_undone u
        WHERE u.file_id = f.id AND u.kind = %(feed)s AND (u.dead_at IS NOT NULL OR u.next_at > %(at)s)
    ) AND NOT EXISTS (SELECT 1 FROM journal_counterpart c WHERE c.name = %(system)s AND c.next_at > %(at)s)
    ORDER BY o.file_id, o.seq
"""


def told(name: str, rows: Sequence[Outbox], *, system: str, at: datetime) -> None:
    """
    Record that the feed told these entries to *system*; a second time changes nothing.

    :raises OutOfOrderError: while an entry of one of the files that comes before them is undelivered; none is recorded.
    """
    values: dict[str, Any] = {"ids": [row.pk for row in rows], "feed": name, "system": system, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, values | {"files": list({row.file_id for row in rows})})
        found: tuple[int] = cursor.fetchone()
    if found[0]:
        raise OutOfOrderError(f"{name}: {found[0]} entries before these are undelivered")


_TOLD = f"""
    WITH told_now AS (
        SELECT file_id, max(seq) AS last FROM journal_outbox WHERE id = ANY(%(ids)s) GROUP BY file_id
    ), earlier AS (
        SELECT count(*) AS "left" FROM told_now t JOIN journal_outbox o
        ON o.feed = %(feed)s AND o.file_id = t.file_id AND o.seq < t.last AND o.delivered_at IS NULL
        WHERE o.id <> ALL(%(ids)s)
    ), told AS (
        UPDATE journal_outbox SET delivered_at = %(at)s
        WHERE id = ANY(%(ids)s) AND delivered_at IS NULL AND (SELECT "left" FROM earlier) = 0
    ), gone AS (
        DELETE FROM journal_undone
        WHERE kind = %(feed)s AND file_id = ANY(%(files)s) AND (SELECT "left" FROM earlier) = 0
    ), up AS ({ANSWERED.strip()})
    SELECT "left" FROM earlier
"""  # noqa: S608 -- of our own texts


def files_due(name: str, *, at: datetime) -> Iterator[UUID]:
    """
    Every file with something that the feed has to tell now, each once, found by fifty as they are wanted.

    Beginning anywhere, so that whoever never comes to the end keeps no file waiting for ever.
    """
    first, here = UUID(int=0), uuid4()
    yield from _walk(name, after=here, until=None, at=at)
    yield from _walk(name, after=first, until=here, at=at)


FILES_AT_ONCE = 50


def _walk(name: str, *, after: UUID, until: UUID | None, at: datetime) -> Iterator[UUID]:
    found: list[tuple[UUID, bool]] = [(after, False)]
    while found:
        with connection.cursor() as cursor:
            values: dict[str, Any] = {
                "feed": name,
                "after": found[-1][0],
                "until": until,
                "at": at,
                "limit": FILES_AT_ONCE,
            }
            cursor.execute(_NEXT_FILES, values)
            found = cursor.fetchall()
        yield from (file for file, is_due in found if is_due)


# From file to file through the index of what is undelivered, past whatever number of rows each has.
_NEXT_FILES = """
    WITH RECURSIVE files AS (
        (SELECT file_id FROM journal_outbox
         WHERE feed = %(feed)s AND delivered_at IS NULL AND file_id > %(after)s ORDER BY file_id LIMIT 1)
        UNION ALL
        SELECT (SELECT o.file_id FROM journal_outbox o
                WHERE o.feed = %(feed)s AND o.delivered_at IS NULL AND o.file_id > f.file_id ORDER BY o.file_id LIMIT 1)
        FROM files f WHERE f.file_id IS NOT NULL
    )
    SELECT f.file_id, NOT EXISTS (
        SELECT 1 FROM journal_undone u
        WHERE u.kind = %(feed)s AND u.file_id = f.file_id AND (u.dead_at IS NOT NULL OR u.next_at > %(at)s)
    )
    FROM files f WHERE f.file_id IS NOT NULL AND (%(until)s::uuid IS NULL OR f.file_id <= %(until)s::uuid)
    LIMIT %(limit)s
"""
