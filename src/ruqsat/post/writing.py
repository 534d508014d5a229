"""Messages on their way to the providers: written once under the act's id, read by whoever sends or shows them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid5

from django.db import transaction

from ruqsat.journal.keys import file_cipher
from ruqsat.post.models import Attempt, Message

FOR_THE_FILE = frozenset({"visit_notice", "refusal_intended"})
"""Rules 12, Rules 14: of these it is on file how they stand, because terms run from it."""

Means: TypeAlias = str
SMS, EMAIL = "sms", "email"


@dataclass(frozen=True, kw_only=True)
class Content:
    """
    To whom a message goes and what it says; ``subject`` is empty for an SMS.

    ``then``: to whom it goes, one after the other, if it comes to nothing.
    """

    to: str = field(repr=False)
    subject: str
    text: str
    then: tuple[str, ...] = field(default=(), repr=False)


def write(
    file: UUID, *, act: UUID, what: str, language: str, contents: Mapping[Means, Content], at: datetime
) -> list[Message]:
    """The messages about *act*, one for each means; those that were written before stay as they were written."""
    before = about(act)
    if {one.means for one in before} >= contents.keys():
        return before
    rows = [
        _written(Message(file_id=file, act=act, what=what, means=means, language=language), content, at=at)
        for means, content in contents.items()
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return about(act)


def write_next(message: Message, *, at: datetime) -> None:
    """It came to nothing: the same to the next contact of its means, if the application names one; once."""
    content = content_of(message)
    if not content.then:
        return
    to, *then = content.then
    like = {name: getattr(message, name) for name in ("file_id", "act", "what", "means", "language")}
    row = _written(Message(**like, contact=message.contact + 1), replace(content, to=to, then=tuple(then)), at=at)
    Message.objects.bulk_create([row], ignore_conflicts=True)


def _written(message: Message, content: Content, *, at: datetime) -> Message:
    first = message.contact == 1
    message.id = uuid5(message.act, message.means if first else f"{message.means} {message.contact}")
    said = json.dumps(asdict(content), ensure_ascii=False)
    message.content_encrypted = file_cipher(message.file_id).encrypt(said.encode(), _place(message.id))
    message.to_masked = masked(content.to)
    message.created_at = message.next_at = at
    return message


def about(act: UUID) -> list[Message]:
    """The messages about *act*: SMS before e-mail, the first contact before the second."""
    return sorted(Message.objects.filter(act=act).order_by("contact"), key=lambda one: one.means, reverse=True)


def next_of(message: Message) -> Message | None:
    """The same message to the next contact of its means, where this one came to nothing."""
    return Message.objects.filter(act=message.act, means=message.means, contact=message.contact + 1).first()


def of_file(file: UUID) -> list[Message]:
    """Every message about the acts of a file, in the order in which they were written."""
    return list(Message.objects.filter(file_id=file).order_by("created_at", "-means"))


def content_of(message: Message) -> Content:
    """
    To whom it goes and what it says.

    :raises ruqsat.journal.keys.FileErasedError: if the key of its file was destroyed.
    """
    plain = file_cipher(message.file_id).decrypt(bytes(message.content_encrypted), _place(message.id))
    said = json.loads(plain)
    return Content(**{**said, "then": tuple(said.get("then", ()))})


@dataclass(frozen=True, kw_only=True)
class Told:
    """
    What a provider said of a message; ``reference`` and ``told_at`` where it named them, ``raw`` as it came.

    ``number`` is the place in the log of what came later or earlier; 0 for what is not in it yet.
    """

    provider: str
    said: str
    raw: bytes = field(repr=False)
    reference: str = ""
    told_at: datetime | None = None
    number: int = 0


def add_attempt(message: Message, told: Told, *, at: datetime) -> None:
    """Put what a provider said into the log."""
    sealed = file_cipher(message.file_id).encrypt(told.raw, _place(message.id))
    Attempt.objects.create(
        message=message,
        provider=told.provider,
        at=at,
        said=told.said,
        reference=told.reference,
        told_at=told.told_at,
        raw_encrypted=sealed,
    )


def told_of(message: Message) -> list[Told]:
    """What providers said of a message, in the order in which it came here."""
    cipher = file_cipher(message.file_id)
    return [
        Told(
            provider=one.provider,
            said=one.said,
            raw=cipher.decrypt(bytes(one.raw_encrypted), _place(message.id)),
            reference=one.reference,
            told_at=one.told_at,
            number=one.pk,
        )
        for one in message.attempts.order_by("id")
    ]


def settle_on_file(message: Message, *, up_to: int) -> None:
    """The file knows what was said up to the attempt of that number; what came since it still owes."""
    with transaction.atomic():
        current = Message.objects.select_for_update().get(id=message.id)
        if not current.attempts.filter(id__gt=up_to).exists():
            Message.objects.filter(id=message.id).update(on_file=True)


def masked(to: str) -> str:
    """A phone number or an address with its middle hidden: enough to recognise, not enough to use."""
    if "@" in to:
        name, _, host = to.partition("@")
        return f"{name[:2]}•••@{host}"
    return f"{to[:5]}•••{to[-2:]}"


def _place(message: UUID) -> bytes:
    return f"message {message}".encode()
