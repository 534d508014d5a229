"""The chain: what an entry's hash covers, and where a file's chain begins."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.journal.canonical import canonical_bytes, instant
from ruqsat.journal.models import Entry, File

SALT_LENGTH = 32


@dataclass(kw_only=True, slots=True)
class NewEntry:
    """
    An entry on its way into the table, with the columns of `models.Entry` under the same names.

    A row of that model takes ten times as long to make, and one is made for every act.
    """

    id: UUID
    file_id: UUID
    seq: int
    previous_hash: bytes
    hash: bytes = b""
    kind: str
    version: int
    filed_at: datetime
    happened_at: datetime
    statement_digest: bytes
    proof_kind: str
    cms_digest: bytes | None
    actor_person: UUID | None
    actor_role: str
    actor_office: str
    edition: str
    calendar_version: str
    law_version: str
    ciphertext: bytes
    proof: bytes | None


def genesis(file: UUID, kind: str, opened_at: str) -> bytes:
    """The hash before the first entry: it ties the chain to this file. *opened_at* is an instant's text."""
    return hashlib.sha256(canonical_bytes({"file": str(file), "kind": kind, "opened_at": opened_at})).digest()


def genesis_of(file: File) -> bytes:
    """The hash before the first entry of a loaded file."""
    return genesis(file.id, file.kind, instant(file.opened_at))


def statement_digest(salt: bytes, statement: bytes) -> bytes:
    """SHA-256 over the salt and the statement."""
    return hashlib.sha256(salt + b"\x01" + statement).digest()


def proof_digest(salt: bytes, proof: bytes) -> bytes:
    """SHA-256 over the salt and the proof's bytes."""
    return hashlib.sha256(salt + b"\x02" + proof).digest()


def entry_hash(entry: Entry | NewEntry) -> bytes:
    """SHA-256 of the canonical bytes of everything the entry says in the clear, the hash before it among it."""
    return hashlib.sha256(canonical_bytes(_header(entry))).digest()


def place_of_statement(file: UUID, entry: UUID) -> bytes:
    """The name of the place where an entry's statement is sealed."""
    return b"journal/statement/" + file.bytes + entry.bytes


def place_of_proof(file: UUID, entry: UUID) -> bytes:
    """The name of the place where an entry's proof is sealed."""
    return b"journal/proof/" + file.bytes + entry.bytes


def _header(entry: Entry | NewEntry) -> dict[str, object]:
    return {
        "entry": 1,
        "id": str(entry.id),
        "file": str(entry.file_id),
        "seq": entry.seq,
        "previous": bytes(entry.previous_hash).hex(),
        "kind": entry.kind,
        "version": entry.version,
        "filed_at": instant(entry.filed_at),
        "happened_at": instant(entry.happened_at),
        "statement": bytes(entry.statement_digest).hex(),
        "proof": {
            "kind": entry.proof_kind,
            "digest": None if entry.cms_digest is None else bytes(entry.cms_digest).hex(),
        },
        "actor": {
            "person": None if entry.actor_person is None else str(entry.actor_person),
            "role": entry.actor_role,
            "office": entry.actor_office,
        },
        "judged": {
            "edition": entry.edition,
            "calendar": entry.calendar_version,
            "law": entry.law_version,
        },
    }
