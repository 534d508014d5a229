"""What a table is made of, whatever file it came in."""

from collections.abc import Iterable
from dataclasses import dataclass

from ruqsat.documents.checking import NotAccepted
from ruqsat.law.saying import say

MOST_LINES = 20_000
MOST_CELLS = 40


class Unreadable(ValueError):
    """What is in the file is no table."""


class TooManyLines(NotAccepted):
    """More lines than are read at once."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The table has more than %(most)s rows. Delete empty ones below it, or divide it into several files.",
                most=MOST_LINES,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Line:
    """
    One line: its number as a spreadsheet shows it, its cells as text, and which of them hold a formula.

    A formula is kept as it was written: its value is nobody's statement, and it is worked out nowhere.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def cell(self, place: int) -> str:
        """The text at *place*; "" beyond the end."""
        return self.cells[place] if place < len(self.cells) else ""


def trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells without the empty ones at the end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return tuple(found)
