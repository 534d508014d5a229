"""What the world is told afterwards: jobs deferred by name inside the transaction, feeds in each file's order."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ruqsat.journal.models import Outbox

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


def defer(task: str, *, file: UUID, **ids: str | int) -> None:
    """
    Defer a task by name, on Django's connection, in the transaction that is open. Arguments are ids only.

    :raises UndeclaredTaskError: if the name was not declared.
    :raises OutsideTransactionError: if no transaction is open.
    """
    _check(task)
    app.configure_task(task).defer(file=str(file), **ids)


def _check(task: str) -> None:
    if task not in TASKS:
        raise UndeclaredTaskError(task)
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(task)


def defer_once(task: str, *, file: UUID) -> None:
    """
    As `defer`, for a task that does all there is to do of *file*: while one waits in the queue, no second is put there.

    :raises UndeclaredTaskError: :raises OutsideTransactionError:
    """
    _check(task)
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(task, queueing_lock=f"{task} {file}").defer(file=str(file))


def feed(name: str, *, file: UUID, entry: UUID, seq: int) -> None:
    """Put an entry on a feed, in the transaction that filed it; a second time changes nothing."""
    Outbox.objects.bulk_create([Outbox(feed=name, file_id=file, entry_id=entry, seq=seq)], ignore_conflicts=True)


def next_undelivered(name: str, file: UUID) -> Outbox | None:
    """The earliest entry of *file* that the feed has not told yet."""
    return Outbox.objects.filter(feed=name, file_id=file, delivered_at=None).order_by("seq").first()


def delivered(row: Outbox, *, at: datetime) -> None:
    """
    Record that the feed has told this entry; a second time changes nothing.

    :raises OutOfOrderError: while an earlier entry of the file is undelivered.
    """
    earlier = Outbox.objects.filter(feed=row.feed, file_id=row.file_id, seq__lt=row.seq, delivered_at=None)
    if earlier.exists():
        raise OutOfOrderError(f"{row.feed}: entry {row.seq} of file {row.file_id}")
    Outbox.objects.filter(id=row.pk, delivered_at=None).update(delivered_at=at)


def files_waiting(name: str, *, limit: int) -> list[UUID]:
    """Files with something that the feed has not told yet, at most *limit*: what the sweep looks after."""
    waiting = Outbox.objects.filter(feed=name, delivered_at=None).order_by("file_id")
    return list(waiting.values_list("file_id", flat=True).distinct()[:limit])
