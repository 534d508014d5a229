"""Cases in which owed work breaks each time: on record for the operator, and still tried, less and less often."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ruqsat.cases.models import Case
from ruqsat.cases.owed import Work
from ruqsat.cases.undone import UNREADABLE
from ruqsat.jobs import work
from ruqsat.journal import undone
from ruqsat.journal.models import Undone

KINDS = (UNREADABLE, *work.WORK)


def broke(kind: str, *, case: UUID, act: UUID, error: Exception, at: datetime) -> None:
    """
    Record that something broke. After some attempts it is shown as a dead letter.

    Unlike what an outside system is told, it is tried all the same: the law owes it, and it harms nobody outside.
    """
    undone.failed(kind, file=case, subject=act, failure=undone.broke(error), counts=True, at=at)


def settle(case: UUID, *, left: Collection[Work]) -> None:
    """What had broken in a case and is not among the work *left* was done."""
    still = Q()
    for piece in left:
        still |= Q(kind=piece.task, subject=piece.act)
    rows = Undone.objects.filter(file_id=case, kind__in=KINDS)
    (rows.exclude(still) if left else rows).delete()


def forget_what_is_done() -> None:
    """What a job did meanwhile, or a case that is owed nothing any more, is not undone."""
    owes = Case.objects.filter(id=OuterRef("file_id"), system_owes=True)
    Undone.objects.filter(~Exists(owes), kind__in=KINDS).delete()
