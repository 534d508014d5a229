"""
Signing on a phone: the text waits at an address that only the code on the screen names, for five minutes, once.

The phone signs exactly the bytes that it got, and these are the bytes that the page in the browser holds: a ticket of
that page, for that browser session, is needed to put them there. What the phone sends goes back to that browser alone,
which sends it as if a program on the computer had signed; it is judged there, as every signature.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ruqsat.journal.keys import instance_cipher
from ruqsat.people.models import PhoneSigning

VALID_FOR = timedelta(minutes=5)
MOST_BYTES_OF_SIGNATURE = 200_000
MOST_OF_A_SESSION = 5  # texts that wait at once: of a window with many pages open, the newest
_TICKET, _ADDRESS, _ACCESS = "ruqsat.phone.ticket", "ruqsat.phone.address", "ruqsat.phone.access"


class NotGivenOutError(Exception):
    """Nothing waits there for whoever asks."""


class GoneError(Exception):
    """What waited there was signed, or its five minutes are over."""


class State(StrEnum):
    """How far the phone is."""

    WAITING = "waiting"
    OPENED = "opened"
    SIGNED = "signed"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A text that waits: ``secret`` stands in its address, ``access`` is what the address gives out beside it."""

    id: UUID
    text: bytes = field(repr=False)
    issued_at: datetime
    expires_at: datetime

    @property
    def secret(self) -> str:
        """What the address carries beside the id."""
        return salted_hmac(_ADDRESS, str(self.id), algorithm="sha256").hexdigest()

    @property
    def access(self) -> str:
        """The token with which the text itself is fetched and the signature brought."""
        return salted_hmac(_ACCESS, str(self.id), algorithm="sha256").hexdigest()


def ticket(text: bytes, *, session_key: str) -> str:
    """What a page that shows *text* in this browser session may put on a phone with."""
    return signing.dumps([_hex(text), _hex(session_key.encode())], salt=_TICKET)


def put(text: bytes, *, ticket: str, session_key: str, at: datetime) -> Waiting:
    """
    Let *text* wait for a phone.

    :raises NotGivenOutError: when the ticket is of another text or of another browser session.
    """
    try:
        named = signing.loads(ticket, salt=_TICKET)
    except signing.BadSignature as error:
        raise NotGivenOutError from error
    if named != [_hex(text), _hex(session_key.encode())]:
        raise NotGivenOutError
    row = PhoneSigning(id=uuid4(), issued_at=at, expires_at=at + VALID_FOR)
    row.session_digest = hashlib.sha256(session_key.encode()).digest()
    earlier = PhoneSigning.objects.filter(session_digest=row.session_digest).order_by("-issued_at")
    PhoneSigning.objects.filter(id__in=[each.id for each in earlier[MOST_OF_A_SESSION - 1 :]]).delete()
    row.text = instance_cipher().encrypt(text, row.id.bytes)
    row.save(force_insert=True)
    return _waiting(row)


def open_at(id: UUID, *, secret: str, at: datetime) -> Waiting:
    """
    The phone has come to the address.

    :raises NotGivenOutError, GoneError: when nothing waits there, or not any more.
    """
    row = _usable(PhoneSigning.objects.filter(id=id).first(), at=at)
    waiting = _waiting(row)
    if not constant_time_compare(secret, waiting.secret):
        raise NotGivenOutError
    PhoneSigning.objects.filter(id=id, opened_at=None).update(opened_at=at)
    return waiting


def text_at(id: UUID, *, access: str, at: datetime) -> Waiting:
    """
    What is to be signed, for the phone that was at the address.

    :raises NotGivenOutError, GoneError: when nothing waits there, or not any more.
    """
    return _accessible(PhoneSigning.objects.filter(id=id).first(), access=access, at=at)


@transaction.atomic
def bring(cms: bytes, *, id: UUID, access: str, at: datetime) -> None:
    """
    The phone brings the signature; a second one is not taken.

    :raises NotGivenOutError, GoneError: when nothing waits there, or not any more.
    """
    row = PhoneSigning.objects.select_for_update().filter(id=id).first()
    _accessible(row, access=access, at=at)
    assert row is not None  # noqa: S101 -- it is accessible
    row.cms, row.signed_at = instance_cipher().encrypt(cms, row.id.bytes + b"cms"), at
    row.save(update_fields=["cms", "signed_at"])


def seen_by(id: UUID, *, session_key: str, at: datetime) -> tuple[Waiting, State, bytes | None]:
    """
    What waits, how far the phone is, and what it brought, for the browser session that put it there.

    :raises NotGivenOutError: to anybody else.
    """
    row = PhoneSigning.objects.filter(id=id).first()
    digest = hashlib.sha256(session_key.encode()).digest()
    if row is None or not constant_time_compare(bytes(row.session_digest), digest):
        raise NotGivenOutError
    waiting = _waiting(row)
    if row.cms is not None:
        return waiting, State.SIGNED, instance_cipher().decrypt(bytes(row.cms), row.id.bytes + b"cms")
    if row.expires_at <= at:
        return waiting, State.ENDED, None
    return waiting, State.OPENED if row.opened_at else State.WAITING, None


def forget_expired(*, at: datetime) -> int:
    """Delete what expired before *at*, signed or not: a signature that was sent is kept with what it signs."""
    return PhoneSigning.objects.filter(expires_at__lt=at).delete()[0]


def _accessible(row: PhoneSigning | None, *, access: str, at: datetime) -> Waiting:
    waiting = _waiting(_usable(row, at=at))
    if not constant_time_compare(access, waiting.access):
        raise NotGivenOutError
    return waiting


def _usable(row: PhoneSigning | None, *, at: datetime) -> PhoneSigning:
    if row is None:
        raise NotGivenOutError
    if row.cms is not None or row.expires_at <= at:
        raise GoneError
    return row


def _waiting(row: PhoneSigning) -> Waiting:
    text = instance_cipher().decrypt(bytes(row.text), row.id.bytes)
    return Waiting(id=row.id, text=text, issued_at=row.issued_at, expires_at=row.expires_at)


def _hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
