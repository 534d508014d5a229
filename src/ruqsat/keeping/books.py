"""The book that is in force in this instance: what the tables beside the code say, and every change confirmed since."""

from functools import lru_cache
from uuid import UUID

from django.db import connection

from ruqsat.journal.writing import execute
from ruqsat.keeping.models import Change
from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Book, Chapter

LOCK = 72_010_003
"""The advisory lock that every action shares and the confirmation of a change holds alone."""


def in_force() -> Book:
    """The book as it stands now, for reading."""
    return _book(execute(_LAST, []))


def held() -> Book:
    """
    The book as it stands, and stays until the transaction ends: no change is confirmed meanwhile.

    :raises django.db.transaction.TransactionManagementError: outside a transaction.
    """
    connection.validate_no_broken_transaction()
    return _book(execute("SELECT place, change FROM keeping_hold()", []))


def hold_alone() -> Book:
    """The book as it stands, once every action under way has ended; none begins until the transaction ends."""
    execute("SELECT pg_advisory_xact_lock($1)::text", [LOCK])
    return in_force()


def _book(last: list[tuple[int, UUID]]) -> Book:
    return _up_to(last[0][1]) if last and last[0][1] is not None else FIRST


@lru_cache(maxsize=4)  # by the last change, which stands for all before it; two while one takes over from another
def _up_to(last: UUID) -> Book:
    place = Change.objects.values_list("place", flat=True).get(id=last)
    return after(place) if place else FIRST


def after(place: int) -> Book:
    """The book as it stood once the change of that number was confirmed; 0 is before the first."""
    rows = Change.objects.filter(place__lte=place).order_by("place").values_list("chapter", "tables")
    return book_changes.amended(book_changes.read_text(Chapter(chapter), tables) for chapter, tables in rows)


_LAST = "SELECT place, id FROM keeping_change WHERE place IS NOT NULL ORDER BY place DESC LIMIT 1"
