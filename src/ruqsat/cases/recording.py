"""How layers below put facts on the file of a case: consents, answers of registers, payments."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ruqsat.cases.case_file import case_file
from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import Act, Actor, Filed


def put_on_file(
    file: UUID,
    facts: Sequence[tuple[Act, ProofBytes | None]],
    *,
    at: datetime,
    by: Actor,
    ids: Sequence[UUID],
) -> Sequence[Filed]:
    """A `ruqsat.journal.filing.FileFacts`: the file opens with the first fact, and what is derived comes along."""
    with case_file(file, at=at, opening=True) as case:
        return case.append_facts(facts, by=by, ids=ids)
