"""A file's acts in one round trip, with its lock where an action needs it; those known already need not come again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ruqsat.journal.files import NoSuchFileError
from ruqsat.journal.keys import Cipher, FileErasedError, unwrap
from ruqsat.journal.read import OPENED, filed_from_row
from ruqsat.journal.writing import execute
from ruqsat.law.acts import Filed


@dataclass(kw_only=True)
class Locked:
    """
    A file whose row is held until the transaction ends.

    ``seq``, ``hash`` and ``filed_at`` are of its last entry, those that are not written yet counted.
    """

    id: UUID
    kind: str
    cipher: Cipher = field(repr=False)
    seq: int
    hash: bytes
    filed_at: datetime | None


@dataclass(frozen=True)
class Place:
    """An entry of a file by its place and its hash, which stands for everything up to it."""

    seq: int
    hash: bytes


BEFORE_THE_FIRST = Place(0, b"")

_ACTS = f"""
    SELECT f.kind, f.wrapped_key, f.head_seq, f.head_hash, f.head_filed_at,
        (SELECT k.hash FROM journal_entry k WHERE k.file_id = f.id AND k.seq = $2::int), {OPENED}
    FROM journal_file f LEFT JOIN journal_entry e ON e.file_id = f.id AND e.seq > $2::int
    WHERE f.id = $1::uuid ORDER BY e.seq
"""  # noqa: S608 -- names of columns
_LOCKED = f"{_ACTS} FOR NO KEY UPDATE OF f"
_OF_FILE = 6


_ALONE = """
    SELECT kind, wrapped_key, head_seq, head_hash, head_filed_at FROM journal_file
    WHERE id = $1::uuid FOR NO KEY UPDATE
"""


def hold(file: UUID) -> Locked:
    """
    Hold the file until the transaction ends, as `files.lock` does, for whoever needs none of its acts.

    :raises NoSuchFileError: if there is none. :raises FileErasedError: if its content was erased.
    """
    rows = execute(_ALONE, [file])
    if not rows:
        raise NoSuchFileError(file)
    return _held(file, rows[0])


def lock_with_acts(file: UUID, after: Place) -> tuple[Locked, list[Filed]] | None:
    """
    Hold the file until the transaction ends, as `files.lock` does, and give the acts that follow the place *after*.

    ``None`` where the file has no such entry: what is known of it is not what stands there.

    :raises NoSuchFileError: if there is none. :raises FileErasedError: if its content was erased.
    """
    rows = _rows(_LOCKED, file, after)
    if _ended(rows, after) != rows[0][2]:
        # It waited for another action, and has the file as that one left it, and the entries as they were before.
        rows = _rows(_LOCKED, file, after)
    return _opened(file, rows, after)


def acts_after(file: UUID, after: Place) -> tuple[Locked, list[Filed]] | None:
    """As `lock_with_acts`, for reading only: nothing is held."""
    return _opened(file, _rows(_ACTS, file, after), after)


def _opened(file: UUID, rows: Sequence[tuple[Any, ...]], after: Place) -> tuple[Locked, list[Filed]] | None:
    held, known = _held(file, rows[0][: _OF_FILE - 1]), rows[0][_OF_FILE - 1]
    if after.seq and known != after.hash:
        return None
    return held, [filed_from_row(file, row[_OF_FILE:], held.cipher) for row in rows if row[_OF_FILE] is not None]


def _held(file: UUID, row: Sequence[Any]) -> Locked:
    kind, wrapped, seq, hash_, filed_at = row
    if wrapped is None:
        raise FileErasedError(file)
    return Locked(id=file, kind=kind, cipher=unwrap(file, wrapped), seq=seq, hash=hash_, filed_at=filed_at)


def _ended(rows: Sequence[tuple[Any, ...]], after: Place) -> int:
    last: int | None = rows[-1][_OF_FILE + 1]
    return after.seq if last is None else last


def _rows(sql: str, file: UUID, after: Place) -> list[tuple[Any, ...]]:
    rows = execute(sql, [file, after.seq])
    if not rows:
        raise NoSuchFileError(file)
    return rows
