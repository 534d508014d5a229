"""Putting sample acts on file, for tests."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from ruqsat.journal.append import Judged, ProofBytes, append, chained, entering_of, on_file, write_entries
from ruqsat.journal.files import open_file
from ruqsat.journal.locked import hold
from ruqsat.journal.read import statement_of
from ruqsat.journal.statements import read_stored, statement_bytes
from ruqsat.law.acts import Act, Actor, Filed, Proof
from tests.journal.samples import AT, OFFICER, judged_act

JUDGED = Judged(edition="2025-07", calendar="2026.1", law="2026.11.1")


def new_file(kind: str = "case") -> UUID:
    """A fresh file."""
    file = uuid4()
    open_file(kind, id=file, at=AT)
    return file


def put(file: UUID, act: Act, *, at: datetime = AT, id: UUID | None = None) -> Filed:
    """Append an act with whatever its kind demands."""
    name = id or uuid4()
    statement = statement_bytes(act, file=file, id=name) if act.PROOF is Proof.PERSON else None
    proof = {Proof.PERSON: ProofBytes("cms", b"a CMS"), Proof.GATEWAY: ProofBytes("answer", b"{}")}.get(act.PROOF)
    return append(file, act, id=name, at=at, by=OFFICER, judged=JUDGED, proof=proof, statement=statement)


def append_all(
    file: UUID,
    facts: Sequence[tuple[Act, ProofBytes | None]],
    *,
    at: datetime,
    by: Actor,
    judged: Judged,
    ids: Sequence[UUID] | None = None,
) -> list[Filed]:
    """Many acts at once, in this order and with one INSERT, as an action puts them on file."""
    names: Sequence[UUID | None] = [None] * len(facts) if ids is None else ids
    entering = [
        entering_of(file, act, id=name, proof=proof, statement=None, documents=())
        for name, (act, proof) in zip(names, facts, strict=True)
    ]
    with transaction.atomic():
        held = hold(file)
        filed, entries = chained(held, entering, known=on_file(held, entering), at=at, by=by, judged=judged)
        if entries:
            write_entries(held, entries, ())
        return filed


def documents_of(entry: UUID) -> tuple[str, ...]:
    """SHA-256 (hex) of the documents shown with an act."""
    return read_stored(statement_of(entry)).documents


def put_many(file: UUID, count: int, *, start: int = 0) -> list[Filed]:
    """Append *count* short acts at once."""
    facts = [(judged_act(number), None) for number in range(start, start + count)]
    return append_all(file, facts, at=AT, by=OFFICER, judged=JUDGED)
