"""
Rules 8: requests, answers, withdrawals and what follows on a consent, at which something of ours broke.

An operator sees each, it is tried again after longer pauses, and it keeps no other waiting.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

import structlog
from django.db.models import Exists, Model, OuterRef, QuerySet

from ruqsat.consents.giving import ConsentService, NoSuchRequest
from ruqsat.consents.models import Consent, Invitation, Pending, Untaken
from ruqsat.journal import files, undone
from ruqsat.journal.models import Undone

log = structlog.get_logger()

MOST_SECONDS = 15.0  # for each kind in a sweep: a service that is slow does not keep the rest of the sweep waiting

LINK, ANSWER, FOLLOWING, WITHDRAWAL = "send_consent_link", "take_consent", "follow_consent", "tell_withdrawal"
"""As what they stand among the undone."""

_ABOUT: dict[str, tuple[type[Model], ...]] = {
    LINK: (Invitation,),
    ANSWER: (Pending,),
    FOLLOWING: (Consent,),
    WITHDRAWAL: (Consent, Untaken),
}


def each(
    kind: str,
    due: Iterable[UUID],
    do: Callable[[UUID], object],
    *,
    now: Callable[[], datetime],
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """
    Do this with each of them. One that breaks is on record and stops no other; while the service is down, one is tried,
    and what a slow one leaves no time for is done in another sweep.

    Network: not inside a transaction.
    """
    until = clock() + MOST_SECONDS
    for id in due:
        if clock() >= until:
            return
        try:
            do(id)
        except ConsentService as outage:
            log.warning("what follows on consents waits", kind=kind, about=str(id), why=outage.why)
            return
        except NoSuchRequest:
            pass  # answered on a page meanwhile
        except Exception as error:
            log.exception("what follows on consents cannot be done", kind=kind, about=str(id))
            broke(kind, id, error=error, at=now())
            continue
        Undone.objects.filter(kind=kind, subject=id).delete()


def broke(kind: str, id: UUID, *, error: Exception, at: datetime) -> None:
    """Put on record that something broke at it."""
    found = (model._default_manager.filter(pk=id).values_list("file_id", flat=True) for model in _ABOUT[kind])
    file = next((file for rows in found for file in rows), None)
    if file is None:  # a draft that was forgotten, or a consent not taken of which the file was not kept yet
        return
    files.open_file("case", id=file, at=at)
    undone.failed(kind, file=file, subject=id, failure=undone.broke(error), counts=True, at=at)


def broken(kind: str) -> Exists:
    """Whether the row is one at which something broke."""
    return Exists(Undone.objects.filter(kind=kind, subject=OuterRef("id")))


def paused(kind: str, *, at: datetime) -> Exists:
    """Whether the row is left alone for a while, because something broke at it."""
    return Exists(Undone.objects.filter(kind=kind, subject=OuterRef("id"), next_at__gt=at))


def forget_all_but(kind: str, due: "QuerySet[Consent] | QuerySet[Invitation]") -> None:
    """What is not to be done any more, whoever did it or took it back, is not undone."""
    Undone.objects.filter(~Exists(due.filter(id=OuterRef("subject"))), kind=kind).delete()
