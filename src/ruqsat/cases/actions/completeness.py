"""Rules 9: completeness of the documents, within two working days."""

from datetime import datetime
from uuid import UUID

from ruqsat.cases.case_file import case_file
from ruqsat.law.acts import Actor, Filed, FoundComplete


def find_complete(case: UUID, *, by: Actor, seen: int, at: datetime) -> Filed:
    """
    Rules 9: the documents of List 8 and the answers of the registers are complete and in force.

    :raises NotPermittedError: while something is missing, with the clause that asks for it.
    :raises CaseMovedOnError: if an answer or a document arrived since the officer looked.
    """
    with case_file(case, at=at) as file:
        return file.append(FoundComplete(happened_at=at), by=by, seen=seen)
