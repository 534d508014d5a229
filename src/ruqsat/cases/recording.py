"""How layers below put facts on the file of a case: consents, answers of registers, payments."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ruqsat.cases.case_file import case_file
from ruqsat.cases.models import Case
from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import Act, Actor, Filed, InquiryAnswered
from ruqsat.law.procedure import Standing
from ruqsat.law.silence import adds_nothing


def put_on_file(
    file: UUID,
    facts: Sequence[tuple[Act, ProofBytes | None]],
    *,
    at: datetime,
    by: Actor,
    ids: Sequence[UUID],
) -> Sequence[Filed]:
    """
    A `ruqsat.journal.filing.FileFacts`: the file opens with the first fact, and what is derived comes along.

    That a register is down still is not put there a second time.
    """
    with case_file(file, at=at, opening=True) as case:
        fresh = [place for place, (act, _) in enumerate(facts) if not adds_nothing(act, case.standing)]
        return case.append_facts([facts[place] for place in fresh], by=by, ids=[ids[place] for place in fresh])


def put_new_on_file(
    file: UUID,
    facts: Sequence[tuple[Act, ProofBytes | None]],
    *,
    at: datetime,
    by: Actor,
    ids: Sequence[UUID],
) -> Sequence[Filed]:
    """
    As `put_on_file`, for answers of registers that the system asked by itself, perhaps in two processes at once.

    What the file knows already, or a register that is down still, is not put there a second time.
    """
    with case_file(file, at=at, opening=True) as case:
        fresh = [place for place, (act, _) in enumerate(facts) if not _is_known(act, case.standing)]
        return case.append_facts([facts[place] for place in fresh], by=by, ids=[ids[place] for place in fresh])


def _is_known(act: Act, standing: Standing) -> bool:
    if adds_nothing(act, standing):
        return True
    return isinstance(act, InquiryAnswered) and standing.has_answered(act.inquiry, act.about)


def has_ended(file: UUID) -> bool:
    """Whether the case came to its end; a draft has not begun."""
    return Case.objects.filter(id=file, ended=True).exists()
