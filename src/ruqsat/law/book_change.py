"""What every change of the book is, and how its tables are read: a missing or wrong place is told in a sentence."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from ruqsat.law.book import Book
from ruqsat.law.saying import Saying, say

Tables = Mapping[str, Any]


class NotAChange(ValueError):
    """The tables are not those of a change of this chapter; ``saying`` tells what is missing or wrong."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying


class Change(Protocol):
    """One change of one chapter."""

    @property
    def basis(self) -> str:
        """The act that the change rests on."""

    @property
    def since(self) -> date:
        """The first day on which anything is different."""

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """Why it may not stand when it is entered on that day: it overlaps, is backdated, contradicts itself."""

    def amended(self, book: Book) -> Book:
        """The book with the change in it; its ``version`` is left as it is."""


def day_in(tables: Tables, place: str) -> date:
    """
    The day at *place*, as a date or as ``YYYY-MM-DD``.

    :raises NotAChange: when there is none.
    """
    value = tables.get(place)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise NotAChange(say("At “%(place)s” a day is expected, like 2027-03-18.", place=place)) from None


def text_in(tables: Tables, place: str) -> str:
    """
    The text at *place*, without spaces around it.

    :raises NotAChange: when there is none, or nothing in it.
    """
    value = tables.get(place)
    if not isinstance(value, str) or not value.strip():
        raise NotAChange(say("At “%(place)s” a text is expected.", place=place))
    return value.strip()


def number_in(tables: Tables, place: str) -> int:
    """
    The whole number at *place*.

    :raises NotAChange: when there is none.
    """
    value = tables.get(place)
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotAChange(say("At “%(place)s” a whole number is expected.", place=place))
    return value


def rows_in(tables: Tables, place: str) -> list[Tables]:
    """
    The tables listed at *place*; none when it is not there.

    :raises NotAChange: when something else stands there.
    """
    value = tables.get(place, [])
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise NotAChange(say("At “%(place)s” a list of tables is expected.", place=place))
    return value


def only(tables: Tables, known: frozenset[str]) -> None:
    """
    Nothing stands in *tables* that would be passed over.

    :raises NotAChange: when there is a place that nobody reads.
    """
    unknown = sorted(set(tables) - known)
    if unknown:
        raise NotAChange(say("Nothing is known by the name “%(place)s” here.", place=unknown[0]))
