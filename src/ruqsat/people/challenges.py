"""
Challenges: a fresh text to be signed, naming the site and the time, for one browser session, five minutes, once.

The text is no statement of an act and cannot be taken for one: a signature over it does nothing but sign in.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from ruqsat.journal.canonical import instant
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say
from ruqsat.people.models import Challenge

VALID_FOR = timedelta(minutes=5)
RANDOM_BYTES = 32


class NoSuchChallengeError(RefusalError):
    """There is no such challenge for this browser session."""

    def __init__(self) -> None:
        super().__init__(say("What you signed was not given out to this browser. Reload the page and sign anew."))


class ChallengeExpiredError(RefusalError):
    """The challenge is older than five minutes."""

    def __init__(self) -> None:
        super().__init__(say("More than five minutes have passed. Reload the page and sign anew."))


class ChallengeUsedError(RefusalError):
    """Somebody has signed in over this challenge already."""

    def __init__(self) -> None:
        super().__init__(say("This signature was used already. Reload the page and sign anew."))


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A challenge given out: ``text`` are exactly the bytes to be signed."""

    id: UUID
    text: bytes = field(repr=False)
    expires_at: datetime


def issue(session_key: str, *, at: datetime) -> Issued:
    """A fresh challenge for one browser session."""
    nonce = base64.urlsafe_b64encode(secrets.token_bytes(RANDOM_BYTES)).decode().rstrip("=")
    text = f"{_opening()}Time: {instant(at)}\nChallenge: {nonce}\n".encode()
    row = Challenge.objects.create(
        session_digest=_digest(session_key), text=text, issued_at=at, expires_at=at + VALID_FOR
    )
    return Issued(id=row.id, text=text, expires_at=row.expires_at)


def text_of(challenge: UUID, *, session_key: str, at: datetime) -> bytes:
    """
    The bytes that were to be signed; the challenge stays unused.

    :raises NoSuchChallengeError, ChallengeExpiredError, ChallengeUsedError: with a sentence for the person.
    """
    return bytes(_usable(Challenge.objects.filter(id=challenge).first(), session_key=session_key, at=at).text)


def use(challenge: UUID, *, session_key: str, at: datetime) -> Challenge:
    """
    Use the challenge up, under its row's lock, in the transaction that signs in.

    :raises NoSuchChallengeError, ChallengeExpiredError, ChallengeUsedError: with a sentence for the person.
    """
    found = Challenge.objects.select_for_update().filter(id=challenge).first()
    row = _usable(found, session_key=session_key, at=at)
    row.used_at = at
    row.save(update_fields=["used_at"])
    return row


def forget_expired(*, at: datetime) -> int:
    """Delete what expired unused before *at*; how many."""
    return Challenge.objects.filter(expires_at__lt=at, used_at=None).delete()[0]


def _usable(row: Challenge | None, *, session_key: str, at: datetime) -> Challenge:
    if row is None or not secrets.compare_digest(bytes(row.session_digest), _digest(session_key)):
        raise NoSuchChallengeError
    if not bytes(row.text).startswith(_opening().encode()):  # given out while the site had another address
        raise NoSuchChallengeError
    if row.used_at is not None:
        raise ChallengeUsedError
    if row.expires_at <= at:
        raise ChallengeExpiredError
    return row


def _opening() -> str:
    return f"Ruqsat: sign in\nSite: {settings.PUBLIC_URL}\n"


def _digest(session_key: str) -> bytes:
    if not session_key:
        raise NoSuchChallengeError
    return hashlib.sha256(session_key.encode()).digest()
