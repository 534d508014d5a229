"""Statements: exactly the bytes that a person signs, and the way back from them to the act."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
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
    The act and its circumstances out of stored bytes of any version ever released.

    :raises NotAStatementError: if the bytes are not canonical or not of this form.
    :raises ruqsat.law.statements.UnreadableAct: if the act itself cannot be understood.
    """
    try:
        whole = json.loads(statement)
        said = {name: whole[name] for name in ("file", "id", "kind", "version", "content", "documents")}
        file, entry, documents = UUID(said["file"]), UUID(said["id"]), tuple(map(str, said["documents"]))
        canonical = canonical_bytes(whole)
    except (ValueError, KeyError, TypeError) as error:
        raise NotAStatementError("these bytes are not a statement") from error
    if whole != {"statement": FORM} | said or canonical != statement:
        raise NotAStatementError("these bytes are not a statement in canonical form")
    return Statement(
        file=file,
        id=entry,
        kind=said["kind"],
        version=said["version"],
        act=act_from(said["kind"], said["version"], said["content"]),
        documents=documents,
    )
