"""
Rules 12, Rules 14: messages at which something of ours broke, or that wait for a provider nobody knows any more.

An operator sees each and why, it is tried again after longer and longer pauses, and it keeps no other waiting.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from ruqsat.journal import undone
from ruqsat.journal.models import Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import Failure
from ruqsat.post.models import Message

State = Message.State
SENDING, ASKING, FILING = "send_message", "ask_after_message", "file_message"
"""As what they stand among the undone: to be sent, to be asked after, to be put on file."""

AGAIN_AT_ONCE = 10
"""So many of those that broke are tried in one sweep, after all others."""

_TO_DO: Mapping[str, Q] = {
    SENDING: Q(state=State.WAITING),
    ASKING: Q(state=State.SENT),
    FILING: Q(on_file=False),
}


def due(kind: str, *, at: datetime, most: int) -> list[Message]:
    """What is to be done now with messages: *most* at which nothing broke, and some that rested since it did."""
    found = Message.objects.filter(_TO_DO[kind]).only("id", "file_id")
    found = found.order_by("created_at") if kind == FILING else found.filter(next_at__lte=at).order_by("next_at")
    return [
        *found.filter(~_broken(kind))[:most],
        *found.filter(_broken(kind, next_at__lte=at))[:AGAIN_AT_ONCE],
    ]


def _broken(kind: str, **more: object) -> Exists:
    return Exists(Undone.objects.filter(file_id=OuterRef("file_id"), kind=kind, subject=OuterRef("id"), **more))


def broke(kind: str, message: Message, *, error: Exception, at: datetime) -> None:
    """Put on record that something of ours broke at it."""
    undone.failed(
        kind, file=message.file_id, subject=message.id, failure=undone.broke(error), counts=True, at=at
    )  # fmt: skip


def waits(kind: str, message: Message, *, why: str, at: datetime) -> None:
    """Put on record that it waits, and nobody is asked: *why*, in a sentence for the operator."""
    failure = Failure(cause=Cause.SILENT, why=why, asked=False)
    undone.failed(kind, file=message.file_id, subject=message.id, failure=failure, counts=False, at=at)


def over(kind: str, message: Message) -> None:
    """Nothing breaks at it any more."""
    Undone.objects.filter(file_id=message.file_id, kind=kind, subject=message.id).delete()


def forget_what_is_done() -> None:
    """What was done meanwhile, by whomever, is not undone."""
    for kind, to_do in _TO_DO.items():
        left = Message.objects.filter(to_do, id=OuterRef("subject"))
        Undone.objects.filter(~Exists(left), kind=kind).delete()
