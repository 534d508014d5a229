"""
The book: what of the law is entered from year to year by its keepers, as one value: calendar, editions, index.

The law itself asks no book: calendar, edition and index are arguments. The tables beside the code are its first
edition (`FIRST`); what an instance has entered since is amended into it, change by change (`book_changes`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruqsat.law.calendar import CALENDAR, WorkingCalendar
from ruqsat.law.editions import EDITIONS, Edition, of_case
from ruqsat.law.fees import MCI
from ruqsat.law.timeline import Timeline


class Chapter(StrEnum):
    """What the keepers enter: each chapter is a file of acts of its own."""

    CALENDAR = "calendar"
    MCI = "mci"
    EDITIONS = "editions"


@dataclass(frozen=True, kw_only=True)
class Book:
    """
    What the keepers entered, up to the change whose number is ``version``; 0 when nothing was.

    Two books of one instance with the same version are the same.
    """

    calendar: WorkingCalendar
    editions: Timeline[Edition]
    mci: Timeline[int]
    version: int = 0

    def edition_on(self, day: date) -> Edition:
        """
        The edition in force on *day*.

        :raises NotInForce: when none is recorded for that day.
        """
        return self.editions.on(day)

    def edition_of_case(self, *, filed_on: date, on: date) -> Edition:
        """The rules that a case filed on one day lives under on another (`editions.of_case`)."""
        return of_case(self.editions, filed_on=filed_on, on=on)


FIRST = Book(calendar=CALENDAR, editions=EDITIONS, mci=MCI)
"""The tables beside the code."""
