"""Putting sample acts on file, for tests."""

from datetime import datetime
from uuid import UUID, uuid4

from ruqsat.journal.append import Judged, ProofBytes, append, append_all
from ruqsat.journal.files import open_file
from ruqsat.journal.statements import statement_bytes
from ruqsat.law.acts import Act, Filed, Proof
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


def put_many(file: UUID, count: int, *, start: int = 0) -> list[Filed]:
    """Append *count* short acts at once."""
    facts = [(judged_act(number), None) for number in range(start, start + count)]
    return append_all(file, facts, at=AT, by=OFFICER, judged=JUDGED)
