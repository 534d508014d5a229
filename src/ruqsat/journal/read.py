"""Reading files: acts as the law knows them, statements and proofs as the bytes they were."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ruqsat.journal.chain import SALT_LENGTH, NewEntry, place_of_proof, place_of_statement
from ruqsat.journal.keys import Cipher, FileErasedError, cipher_of, unwrap
from ruqsat.journal.models import Entry
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.statements import read_stored
from ruqsat.journal.writing import execute
from ruqsat.law.acts import Act, Actor, Filed, Role
from ruqsat.law.saying import say

CHUNK = 500

OPENED = "e.id, e.seq, e.filed_at, e.actor_person, e.actor_role, e.actor_office, e.ciphertext"
"""The columns of an entry that `filed_from_row` reads, in their order; the proofs, most of the bytes, stay behind."""

_ACTS = f"""
    SELECT f.wrapped_key, {OPENED} FROM journal_entry e JOIN journal_file f ON f.id = e.file_id
    WHERE e.file_id = $1::uuid AND e.seq > $2::int ORDER BY e.seq
"""  # noqa: S608 -- names of columns


class NoSuchEntryError(RefusalError):
    """There is no act on file under this id."""

    def __init__(self, entry: UUID) -> None:
        super().__init__(say("There is no act on file under the number %(entry)s.", entry=str(entry)))


def acts_of(file: UUID, *, after: int = 0) -> list[Filed]:
    """
    The acts on file in their order, those after the place *after*; empty when there is no such file.

    :raises ruqsat.journal.keys.FileErasedError: if the file's content was erased.
    """
    rows = execute(_ACTS, [file, after])
    if not rows:
        return []
    if rows[0][0] is None:
        raise FileErasedError(file)
    cipher = unwrap(file, bytes(rows[0][0]))
    return [filed_from_row(file, row[1:], cipher) for row in rows]


def acts_of_files(files: Iterable[UUID]) -> Iterator[tuple[UUID, list[Filed]]]:
    """
    Each of *files* that has acts and was not erased, with them; streamed, one file in memory at a time.

    Call it inside a transaction: the server keeps the cursor there.
    """
    entries = (
        Entry.objects.filter(file_id__in=list(files), file__wrapped_key__isnull=False)
        .defer("proof")
        .select_related("file")
        .order_by("file_id", "seq")
        .iterator(chunk_size=CHUNK)
    )
    for file, of_file in groupby(entries, key=lambda entry: entry.file_id):
        rows = list(of_file)
        cipher = cipher_of(rows[0].file)
        yield file, [_filed(entry, cipher) for entry in rows]


def of_kind(files: "Iterable[UUID] | QuerySet[Any, Any]", *, kind: str) -> Iterator[tuple[UUID, Filed]]:
    """
    The acts of one kind in *files*, each with its file; streamed, what was erased left out.

    Call it inside a transaction: the server keeps the cursor there.
    """
    entries = (
        Entry.objects.filter(file_id__in=files, kind=kind, file__wrapped_key__isnull=False)
        .defer("proof")
        .select_related("file")
        .iterator(chunk_size=CHUNK)
    )
    for entry in entries:
        yield entry.file_id, _filed(entry, cipher_of(entry.file))


def statement_of(entry: UUID) -> bytes:
    """
    The statement of an act: exactly the bytes that were signed or, where nobody signs, stored.

    :raises NoSuchEntryError: if there is none.
    """
    row = _entry(entry)
    return open_statement(row, cipher_of(row.file))[1]


def proof_of(entry: UUID) -> bytes:
    """
    The proof of an act as it came: a CMS, a gateway's raw answer. Empty where the act has none.

    :raises NoSuchEntryError: if there is no such act.
    """
    row = _entry(entry)
    if row.proof is None:
        return b""
    return cipher_of(row.file).decrypt(bytes(row.proof), place_of_proof(row.file_id, row.id))


def open_statement(entry: Entry, cipher: Cipher) -> tuple[bytes, bytes]:
    """Salt and statement of a loaded entry."""
    plain = cipher.decrypt(bytes(entry.ciphertext), place_of_statement(entry.file_id, entry.id))
    return plain[:SALT_LENGTH], plain[SALT_LENGTH:]


def filed_from(entry: Entry | NewEntry, act: Act) -> Filed:
    """*act* with its place, its time and its actor, from its entry."""
    by = Actor(person=entry.actor_person, role=Role(entry.actor_role), office=entry.actor_office)
    return Filed(id=entry.id, seq=entry.seq, filed_at=entry.filed_at, act=act, by=by)


def filed_from_row(file: UUID, row: Sequence[Any], cipher: Cipher) -> Filed:
    """The act of an entry whose columns were read as `OPENED` says."""
    id_, seq, filed_at, person, role, office, ciphertext = row
    plain = cipher.decrypt(bytes(ciphertext), place_of_statement(file, id_))
    by = Actor(person=person, role=Role(role), office=office)
    return Filed(id=id_, seq=seq, filed_at=filed_at, act=read_stored(plain[SALT_LENGTH:]).act, by=by)


def _filed(entry: Entry, cipher: Cipher) -> Filed:
    return filed_from(entry, read_stored(open_statement(entry, cipher)[1]).act)


def _entry(entry: UUID) -> Entry:
    row = Entry.objects.select_related("file").filter(id=entry).first()
    if row is None:
        raise NoSuchEntryError(entry)
    return row
