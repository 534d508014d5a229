"""Statements: exactly the bytes that a person signs, and the way back from them to the act."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ruqsat.journal.canonical import canonical_bytes
from ruqsat.law.acts import Act
from ruqsat.law.statements import act_from, content_of

FORM = 1


class NotAStatementError(ValueError):
    """The bytes are not a statement in its canonical form."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement read back: which act, of which file, under which id, with which documents shown (SHA-256, hex)."""

    file: UUID
    id: UUID
    kind: str
    version: int
    act: Act
    documents: tuple[str, ...]


def statement_bytes(act: Act, *, file: UUID, id: UUID, documents: Sequence[str] = ()) -> bytes:
    """The canonical bytes of *act* with the hashes of the documents shown beside it: what is signed and stored."""
    return canonical_bytes(
        {
            "statement": FORM,
            "file": str(file),
            "id": str(id),
            "kind": act.KIND,
            "version": act.VERSION,
            "content": content_of(act),
            "documents": list(documents),
        }
    )


def read_statement(statement: bytes) -> Statement:
    """
    The act and its circumstances out of bytes that came from outside: they must be canonical to the last byte.

    :raises NotAStatementError: if the bytes are not canonical or not of this form.
    :raises ruqsat.law.statements.UnreadableAct: if the act itself cannot be understood.
    """
    try:
        whole = json.loads(statement)
        is_canonical = canonical_bytes(whole) == statement
    except ValueError as error:
        raise NotAStatementError("these bytes are not a statement") from error
    if not is_canonical:
        raise NotAStatementError("these bytes are not in canonical form")
    return _read(whole)


def read_stored(statement: bytes) -> Statement:
    """
    The act and its circumstances out of stored bytes, of any version ever released.

    :raises NotAStatementError: if the bytes are not of this form.
    :raises ruqsat.law.statements.UnreadableAct: if the act itself cannot be understood.
    """
    return _read(json.loads(statement))


def _read(whole: Any) -> Statement:
    try:
        said = {name: whole[name] for name in ("file", "id", "kind", "version", "content", "documents")}
        file, entry, documents = UUID(said["file"]), UUID(said["id"]), tuple(map(str, said["documents"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAStatementError("these bytes are not a statement") from error
    if whole != {"statement": FORM} | said:
        raise NotAStatementError("these bytes are not a statement of this form")
    return Statement(
        file=file,
        id=entry,
        kind=said["kind"],
        version=said["version"],
        act=act_from(said["kind"], said["version"], said["content"]),
        documents=documents,
    )
