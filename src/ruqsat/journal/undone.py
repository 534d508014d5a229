"""What was tried and is not done yet: counted, tried again after longer and longer pauses, in the end a dead letter."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import SystemRandom
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ruqsat.journal.models_of_delivery import Cause, Counterpart, TriedAgain, Undone

MOST_ATTEMPTS = 12
"""After so many that count it waits for a person: about three quarters of an hour."""

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)

_lot = SystemRandom()
_NUMBERS = re.compile(r"\d{12}")  # an IIN or BIN, wherever it stands


@dataclass(frozen=True, kw_only=True)
class Failure:
    """
    Why an attempt came to nothing. ``why`` is one sentence; numbers of persons are taken out of it.

    ``asked`` is false where nobody was asked: what is to be told waits with somebody who tries again by himself, and
    where it is known when, it is left alone ``until`` then.
    """

    cause: Cause
    why: str
    asked: bool = True
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class By:
    """Who has something tried again: a person, or an account of the machine at the command line."""

    person: UUID | None = None
    account: str = ""


def broke(error: Exception) -> Failure:
    """Something of ours broke. What exactly stands in the log: the text of an error may hold personal data."""
    return Failure(cause=Cause.BROKE, why=f"{type(error).__name__}, see the log")


def plain(why: str) -> str:
    """One line of at most 300 characters, without numbers of persons and organizations."""
    return _NUMBERS.sub("…", " ".join(why.split()))[:300]


def pause_after(attempts: int, *, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """
    How long to leave alone what failed *attempts* times: nothing at first, then 5, 10, 20 … seconds, cut by lot.

    The sweep comes every five seconds; the lot keeps what failed together from coming back together.
    """
    if attempts < 3:
        return timedelta(0)
    pause: timedelta = FIRST_PAUSE * 2 ** min(attempts - 3, 12)
    return min(pause, longest) * _lot.uniform(0.5, 1.0)


def failed(kind: str, *, file: UUID, subject: UUID, failure: Failure, counts: bool, at: datetime) -> Undone:
    """
    Record an attempt that came to nothing. What was refused is a dead letter at once, the rest after some attempts.

    *counts*: whether the thing itself is to blame, and not an outage that met everything.
    """
    new = Undone(
        kind=kind, file_id=file, subject=subject, attempts=0, counted=0, since=at, tried_at=at, next_at=at,
        cause=failure.cause.value, why="",
    )  # fmt: skip
    with transaction.atomic():
        Undone.objects.bulk_create([new], ignore_conflicts=True)
        row = Undone.objects.select_for_update().get(kind=kind, file_id=file, subject=subject)
        row.attempts += 1
        row.counted += counts
        row.tried_at = max(at, row.since)
        row.next_at = max(at + pause_after(row.counted), failure.until or at)
        row.cause, row.why = failure.cause.value, plain(failure.why)
        if failure.cause is Cause.REFUSED or row.counted >= MOST_ATTEMPTS:
            row.dead_at = row.dead_at or at
        row.save()
    return row


def at_once(kind: str, *, file: UUID, at: datetime) -> None:
    """What it waited for is there: it rests no longer, unless it waits for a person."""
    Undone.objects.filter(kind=kind, file_id=file, dead_at=None, next_at__gt=at).update(next_at=at)


def done(kind: str, *, file: UUID) -> None:
    """What was tried in vain of *kind* is done, or is not owed any more."""
    Undone.objects.filter(kind=kind, file_id=file).delete()


def of(kind: str, file: UUID) -> Undone | None:
    """What could not be done of this kind, if anything."""
    return Undone.objects.filter(kind=kind, file_id=file).order_by("since").first()


def try_again(rows: Collection[Undone], *, by: By, at: datetime) -> None:
    """Let these be tried at the next sweep, as if for the first time; who said so goes on record."""
    with transaction.atomic():
        Undone.objects.filter(id__in=[row.pk for row in rows]).update(dead_at=None, counted=0, next_at=at)
        Counterpart.objects.filter(~Q(next_at=None)).update(next_at=at)
        put_on_record([(row.kind, row.file_id, row.subject) for row in rows], by=by, at=at)


def put_on_record(again: Collection[tuple[str, UUID, UUID]], *, by: By, at: datetime) -> None:
    """Who had what tried again: its kind, its file, and what it is about."""
    TriedAgain.objects.bulk_create(
        TriedAgain(
            kind=kind, file_id=file, subject=subject, at=at, by_person=by.person, by_account=by.account
        )
        for kind, file, subject in again
    )  # fmt: skip
