"""An edition whose day has come is carried over into the open cases: what its order applies to them moves terms."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ruqsat.cases import projection
from ruqsat.cases.case_file import edition_of
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal import files, read
from ruqsat.keeping import books, publishing
from ruqsat.keeping.models import Change
from ruqsat.law import book_changes
from ruqsat.law.acts import CasesCarriedOver, Filed
from ruqsat.law.book import Book, Chapter
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.local_time import day_start, local
from ruqsat.law.procedure import standing

AT_ONCE = 50
"""Cases in one transaction: whoever acts in one of them meanwhile waits no longer than these take."""
MOST_SECONDS = 30.0
"""Of one call; the next sweep goes on where it stopped."""

_FIRST = UUID(int=0)
_Dues = Mapping[tuple[UUID, str, str, str], datetime | None]


def carry_over_due(*, now: Callable[[], datetime]) -> None:
    """Rules 21-1: every published edition whose day has come, the earliest first, as far as the time of a call goes."""
    until = time.monotonic() + MOST_SECONDS
    today = local(now()).date()
    for change in reversed(publishing.published()):
        if change.carried_whole_at is not None or change.since > today:
            continue
        last = _FIRST
        while (reached := carry_over_some(change, after=last, at=now())) is not None:
            last = reached
            if time.monotonic() > until:
                return


def carry_over_some(change: Change, *, after: UUID, at: datetime) -> UUID | None:
    """
    Derive anew what open cases owe that were last looked at before the edition's day; which was the last of them.

    ``None`` when none is left behind it. What was acted in since that day lives under the edition already. Each portion
    is recorded as an act.
    """
    order = book_changes.read_text(Chapter.EDITIONS, change.tables)
    assert isinstance(order, EditionAmended)  # noqa: S101 -- a change of this chapter is one
    with transaction.atomic():
        book = books.held()
        left = _left(change, order, after=after)
        some, whole = left[:AT_ONCE], len(left) <= AT_ONCE
        before = _dues(some)
        for case in some:
            files.lock(case)
            projection.rebuild(case, at=at)
        since = _dues(some)
        moved = [key for key, due in since.items() if key in before and before[key] != due]
        late = [key for key in moved if _passed(since[key], at=at) and not _passed(before[key], at=at)]
        act = CasesCarriedOver(
            happened_at=at, of=change.id, cases=len(some), moved=len(moved), late=len(late), whole=whole
        )
        publishing.carried_over(change, act, at=at)
        assert book.version >= (change.place or 0)  # noqa: S101 -- what was confirmed is in the book that is held
    return None if whole else some[-1]


def _left(change: Change, order: EditionAmended, *, after: UUID) -> list[UUID]:
    return list(behind(after, before=change.since)[: AT_ONCE + 1]) if order.open_cases else []


def behind(last: UUID, *, before: date) -> QuerySet[Case, UUID]:
    """The open cases behind that one in their order, that nobody has acted in since that day began."""
    rows = Case.objects.filter(ended=False, id__gt=last, changed_at__lt=day_start(before))
    return rows.order_by("id").values_list("id", flat=True)


def _dues(cases: Sequence[UUID]) -> _Dues:
    rows = OpenDuty.objects.filter(case__in=cases).values_list("case_id", "code", "facility", "owed_by", "due")
    return {(case, code, facility, owed_by): due for case, code, facility, owed_by, due in rows}


def _passed(due: datetime | None, *, at: datetime) -> bool:
    return due is not None and due <= at


# --- what it will do, before it does ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Moving:
    """An open case into which an edition will be carried over: its term as it is, and as it will be."""

    number: str
    office: str
    before: date | None
    after: date | None


def open_cases() -> int:
    """How many cases are open."""
    return Case.objects.filter(ended=False).count()


def moving(after: Book, *, on: date, newest: int, at: datetime) -> list[Moving]:
    """The open cases, the newest first and at most so many, whose service will be due on another day from *on* on."""
    book = books.in_force()
    rows = {row.id: row for row in Case.objects.filter(ended=False).order_by("-received_at", "id")[:newest]}
    with transaction.atomic():
        found = [(rows[case], _moved(acts, book, after, on=on, at=at)) for case, acts in read.acts_of_files(rows)]
    shown = [
        Moving(number=row.number or "", office=row.office, before=days[0], after=days[1])
        for row, days in found
        if days[0] != days[1]
    ]
    return sorted(shown, key=lambda one: (one.after or date.max, one.number))


def _moved(
    acts: Sequence[Filed], before: Book, after: Book, *, on: date, at: datetime
) -> tuple[date | None, date | None]:
    received = next((filed.filed_at for filed in acts if filed.act.KIND == "received"), at)
    editions = (
        edition_of(acts, at=at, book=before),
        after.edition_of_case(filed_on=local(received).date(), on=on),
    )
    dues = [
        standing(acts, one, book.calendar, book.mci).service_due
        for one, book in zip(editions, (before, after), strict=True)
    ]
    return (dues[0].on if dues[0] else None, dues[1].on if dues[1] else None)
