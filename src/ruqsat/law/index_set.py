"""The monthly calculation index of one more year: Tax 554."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ruqsat.law.book import Book
from ruqsat.law.book_change import Tables, number_in, only, text_in
from ruqsat.law.saying import Saying, say
from ruqsat.law.timeline import Timeline, Wording


@dataclass(frozen=True, kw_only=True)
class IndexSet:
    """Tax 554: the index of a year in tenge, as the law on the republican budget sets it."""

    year: int
    tenge: int
    basis: str

    @classmethod
    def read(cls, tables: Tables) -> "IndexSet":
        """
        Read ``year``, ``tenge`` and ``basis``.

        :raises NotAChange: when one of them is missing, or there is more.
        """
        only(tables, frozenset({"year", "tenge", "basis"}))
        return cls(year=number_in(tables, "year"), tenge=number_in(tables, "tenge"), basis=text_in(tables, "basis"))

    @property
    def since(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """Tax 554: a year has one index, years follow each other; a year that is over is no more entered."""
        known = {wording.since.year for wording in book.mci}
        if self.year in known:
            yield say("The index of %(year)s is recorded already.", year=self.year)
        elif self.year != max(known) + 1:
            yield say("The next year without an index is %(year)s.", year=max(known) + 1)
        elif self.year < on.year:
            yield say("%(year)s is over; an index is not entered backdated.", year=self.year)
        if self.tenge <= 0:
            yield say("The index is a number of tenge above zero.")

    def amended(self, book: Book) -> Book:
        """The book that knows the index of this year too."""
        added = Wording(since=self.since, until=date(self.year, 12, 31), value=self.tenge)
        return replace(book, mci=Timeline([*book.mci, added]))
