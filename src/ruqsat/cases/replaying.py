"""An amending order run over the cases on file: read in a transaction that can write nothing."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection, transaction

from ruqsat.cases.case_file import edition_of
from ruqsat.cases.models import Case
from ruqsat.journal import read
from ruqsat.keeping import books
from ruqsat.law.book import Book
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.local_time import day_start, local
from ruqsat.law.replaying import Replayed, replay

AT_ONCE = 100


def over_cases(
    order: EditionAmended, *, at: datetime, since: date | None = None, newest: int | None = None
) -> list[Replayed]:
    """
    Rules 21-1: every case, the newest first, as if *order* had been in force for it; nothing is changed.

    Each case keeps the edition that it lives under but for what the order replaces. Files that were erased are left
    out. :param since: only cases received on that day or later. :param newest: at most so many.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        replayed = list(_each(order, book=books.in_force(), at=at, since=since, newest=newest))
        transaction.set_rollback(True)  # inside a test's own transaction, too, only this part was for reading
    return replayed


def _each(
    order: EditionAmended, *, book: Book, at: datetime, since: date | None, newest: int | None
) -> Iterator[Replayed]:
    rows = Case.objects.order_by("-received_at", "id")
    if since is not None:
        rows = rows.filter(received_at__gte=day_start(since))
    known = {row.id: row for row in rows[:newest]}
    order_of = list(known)
    for first in range(0, len(order_of), AT_ONCE):
        some = order_of[first : first + AT_ONCE]
        found = dict(read.acts_of_files(some))
        for case in some:
            if case in found:
                rules = edition_of(found[case], at=at, book=book)
                differences = replay(found[case], rules=rules, changed=order.edition_after(rules), book=book, at=at)
                row = known[case]
                received_on = local(row.received_at).date()
                yield Replayed(case=case, number=row.number or "", received_on=received_on, differences=differences)


def how_many(*, since: date | None = None) -> int:
    """How many cases there are to be run over."""
    rows = Case.objects.all() if since is None else Case.objects.filter(received_at__gte=day_start(since))
    return rows.count()
