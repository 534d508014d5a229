"""Entries and the head that the last of them is, as parts of one statement."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

from ruqsat.journal.chain import NewEntry
from ruqsat.journal.locked import Locked
from ruqsat.journal.writing import Part, columns


def insertion(held: Locked, entries: Sequence[NewEntry]) -> list[Part]:
    """What writes *entries* in their order, and moves the head of the file that is held to the last of them."""
    rows = [_values(entry) for entry in entries]
    head = (held.id, held.seq, held.hash, held.filed_at)
    return [Part(_ENTRIES, columns(_COLUMNS), rows), Part(_HEAD, columns(_OF_HEAD), [head])]


_COLUMNS: Mapping[str, str] = {
    "id": "uuid",
    "file_id": "uuid",
    "seq": "int",
    "previous_hash": "bytea",
    "hash": "bytea",
    "kind": "text",
    "version": "int",
    "filed_at": "timestamptz",
    "happened_at": "timestamptz",
    "statement_digest": "bytea",
    "proof_kind": "text",
    "cms_digest": "bytea",
    "actor_person": "uuid",
    "actor_role": "text",
    "actor_office": "text",
    "edition": "text",
    "calendar_version": "text",
    "law_version": "text",
    "ciphertext": "bytea",
    "proof": "bytea",
}
_values = attrgetter(*_COLUMNS)
_ENTRIES = f"""entries AS (
    INSERT INTO journal_entry ({", ".join(_COLUMNS)}) SELECT {", ".join(_COLUMNS)} FROM {{rows}} RETURNING seq
)"""  # noqa: S608 -- names of columns
_OF_HEAD = {"id": "uuid", "seq": "int", "hash": "bytea", "filed_at": "timestamptz"}
# It waits for the entries, of which it must be the last: the trigger on the file looks whether it is.
_HEAD = """head AS (
    UPDATE journal_file f SET head_seq = r.seq, head_hash = r.hash, head_filed_at = r.filed_at FROM {rows}
    WHERE f.id = r.id AND (SELECT max(seq) FROM entries) = r.seq
)"""
