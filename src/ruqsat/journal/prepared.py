"""Statements prepared for signing: what a person is shown is kept, and what is kept is what goes on file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.models import PreparedStatement
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.statements import read_stored, statement_bytes
from ruqsat.journal.writing import execute
from ruqsat.law.acts import Act
from ruqsat.law.saying import say

KEPT_FOR = timedelta(hours=24)


class NoSuchPreparedError(RefusalError):
    """There is no such prepared statement for this person."""

    def __init__(self) -> None:
        super().__init__(say("What you signed was not prepared for you here. Open the page again and sign anew."))


class PreparedExpiredError(RefusalError):
    """The statement was prepared more than a day ago."""

    def __init__(self) -> None:
        super().__init__(say("What you signed was prepared more than a day ago. Open the page again and sign anew."))


class PreparedTakenError(RefusalError):
    """The statement was signed and filed already."""

    def __init__(self) -> None:
        super().__init__(say("What you signed is on file already. There is nothing more to do here."))


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A statement ready for signing. ``id`` is the id that the act will have on file."""

    id: UUID
    file: UUID
    act: Act
    statement: bytes = field(repr=False)
    documents: tuple[str, ...]
    relies_seq: int
    expires_at: datetime
    signature_kept: bool = False


def prepare(
    act: Act,
    *,
    file: UUID,
    for_person: UUID,
    at: datetime,
    relies_seq: int,
    documents: Sequence[str] = (),
) -> Prepared:
    """
    Keep the statement of *act* for *for_person* to sign, for a day.

    :param relies_seq: the last place in the file that the person had before their eyes.
    :param documents: SHA-256 (hex) of the documents shown.
    """
    name = uuid4()
    statement = statement_bytes(act, file=file, id=name, documents=documents)
    sealed = instance_cipher().encrypt(statement, _place(name))
    expires = at + KEPT_FOR
    execute(_KEEP, [name, file, for_person, relies_seq, at, expires, sealed])
    said = read_stored(statement)
    return Prepared(
        id=name,
        file=file,
        act=said.act,
        statement=statement,
        documents=said.documents,
        relies_seq=relies_seq,
        expires_at=expires,
    )


_COLUMNS = tuple(column.attname for column in PreparedStatement._meta.concrete_fields)
_KEEP = """
    INSERT INTO journal_prepared (id, file_id, for_person, relies_seq, prepared_at, expires_at, ciphertext)
    VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
"""
_LOOK = f"SELECT {', '.join(_COLUMNS)} FROM journal_prepared WHERE id = $1"  # noqa: S608 -- names of columns from the model
_TAKE = f"""
    UPDATE journal_prepared SET taken_at = $2
    WHERE id = $1 AND for_person = $3 AND taken_at IS NULL AND expires_at > $2 RETURNING {", ".join(_COLUMNS)}
"""  # noqa: S608 -- as above


def _loaded(row: Sequence[Any]) -> PreparedStatement:
    return PreparedStatement.from_db("default", _COLUMNS, row)


def look(prepared: UUID, *, for_person: UUID, at: datetime) -> Prepared:
    """
    The statement as it was shown, for judging the signature over it; it stays there.

    :raises NoSuchPreparedError, PreparedExpiredError, PreparedTakenError: with a sentence for the person.
    """
    return _prepared(_usable(_find(prepared), for_person=for_person, at=at))


def take(prepared: UUID, *, for_person: UUID, at: datetime) -> Prepared:
    """
    The statement, once, under its row's lock, in the transaction that files the act.

    :raises NoSuchPreparedError, PreparedExpiredError, PreparedTakenError: with a sentence for the person.
    """
    taken = execute(_TAKE, [prepared, at, for_person])
    if not taken:
        _usable(_find(prepared), for_person=for_person, at=at)  # says why not
        raise NoSuchPreparedError
    return _prepared(_loaded(taken[0]))


def _find(prepared: UUID) -> PreparedStatement | None:
    found = execute(_LOOK, [prepared])
    return _loaded(found[0]) if found else None


def keep_signature(prepared: UUID, cms: bytes | None) -> None:
    """Keep a signature over the statement that could not be judged yet, or forget the one that was kept."""
    kept = None if cms is None else instance_cipher().encrypt(cms, _place_of_signature(prepared))
    PreparedStatement.objects.filter(id=prepared).update(signature=kept)


def kept_signature(prepared: UUID, *, for_person: UUID) -> bytes | None:
    """The signature kept for a statement that is not on file yet, for whom it was prepared; ``None`` where none is."""
    row = PreparedStatement.objects.filter(id=prepared, for_person=for_person, taken_at=None).first()
    if row is None or row.signature is None:
        return None
    return instance_cipher().decrypt(bytes(row.signature), _place_of_signature(prepared))


def forget_expired(*, at: datetime) -> int:
    """Delete what expired before *at*; how many."""
    return PreparedStatement.objects.filter(expires_at__lt=at).delete()[0]


def _usable(row: PreparedStatement | None, *, for_person: UUID, at: datetime) -> PreparedStatement:
    if row is None or row.for_person != for_person:
        raise NoSuchPreparedError
    if row.taken_at is not None:
        raise PreparedTakenError
    if row.expires_at <= at:
        raise PreparedExpiredError
    return row


def _prepared(row: PreparedStatement) -> Prepared:
    statement = instance_cipher().decrypt(bytes(row.ciphertext), _place(row.id))
    said = read_stored(statement)
    return Prepared(
        id=row.id,
        file=row.file_id,
        act=said.act,
        statement=statement,
        documents=said.documents,
        relies_seq=row.relies_seq,
        expires_at=row.expires_at,
        signature_kept=row.signature is not None,
    )


def _place(prepared: UUID) -> bytes:
    return b"journal/prepared/" + prepared.bytes


def _place_of_signature(prepared: UUID) -> bytes:
    return b"journal/signature/" + prepared.bytes
