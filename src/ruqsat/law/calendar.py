"""
Working days and working time: Rules 7, List 7(1).

Arithmetic is a look-up in prepared tables: each day has its number among the working days, each number its day.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate, compress
from typing import Any, NamedTuple

from ruqsat.law.derivation import Derivation
from ruqsat.law.local_time import day_end, day_start, local
from ruqsat.law.names import Names
from ruqsat.law.reference import load
from ruqsat.law.saying import Saying, say
from ruqsat.law.special_days import DayKind, SpecialDay

__all__ = [
    "CALENDAR",
    "HOLIDAYS",
    "CalendarUnknown",
    "Counted",
    "DayKind",
    "SpecialDay",
    "WorkingCalendar",
    "day_end",
    "day_start",
    "local",
]

CLOSING = time(18, 30)
_SATURDAY = 5


class CalendarUnknown(LookupError):
    """That day lies outside the years for which the working calendar is written; add the year to the calendar first."""


class Counted(NamedTuple):
    """A day found by counting *days* working days from *start*; a tuple, which is quickly made."""

    on: date
    start: date
    days: int
    calendar: "WorkingCalendar"

    @property
    def derivation(self) -> Derivation:
        """How the day came about; put together when its sentences are asked for."""
        return Derivation(self.calendar, self.start, self.days, self.on)


class WorkingCalendar:
    """The working days of whole years, from *first_year* to *last_year*."""

    def __init__(
        self,
        special: Iterable[SpecialDay],
        *,
        first_year: int,
        last_year: int,
        confirmed_years: Iterable[int],
        version: str,
    ) -> None:
        self.version = version
        self.first, self.last = date(first_year, 1, 1), date(last_year, 12, 31)
        self.special: Mapping[date, SpecialDay] = {exception.day: exception for exception in special}
        self._confirmed = frozenset(confirmed_years)
        ordinal = date.fromordinal
        days = [ordinal(n) for n in range(self.first.toordinal(), self.last.toordinal() + 1)]
        works = [self._works(day) for day in days]
        self._working = list(compress(days, works))
        self._number = dict(zip(days, accumulate(works), strict=True))

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> "WorkingCalendar":
        """Read the tables of ``data/calendar.toml`` or of an administrator's version of it."""
        names = {key: Names.from_table(table) for key, table in tables["holidays"].items()}
        special = [SpecialDay.from_table(row, holidays=names) for row in tables["exceptions"]["days"]]
        return cls(
            special,
            first_year=tables["first_year"],
            last_year=tables["last_year"],
            confirmed_years=tables["confirmed_years"],
            version=tables["version"],
        )

    def amended(
        self,
        special: Iterable[SpecialDay],
        *,
        ordinary: Iterable[date] = (),
        confirmed_years: Iterable[int] = (),
        last_year: int | None = None,
        version: str,
    ) -> "WorkingCalendar":
        """Another calendar: with these exceptions too, without those on *ordinary* days, with more years."""
        taken_out = set(ordinary)
        kept = {day: one for day, one in self.special.items() if day not in taken_out}
        return WorkingCalendar(
            (kept | {one.day: one for one in special}).values(),
            first_year=self.first.year,
            last_year=max(self.last.year, last_year or 0),
            confirmed_years=self._confirmed | set(confirmed_years),
            version=version,
        )

    def _works(self, day: date) -> bool:
        exception = self.special.get(day)
        if exception is None:
            return day.weekday() < _SATURDAY
        return exception.kind is DayKind.MOVED_WORK

    def _known(self, day: date) -> None:
        if not self.first <= day <= self.last:
            years = f"{self.first.year} to {self.last.year}"
            raise CalendarUnknown(f"the working calendar is written from {years}; {day.year} has to be added")

    def confirmed(self, year: int) -> bool:
        """Whether the exchanged days and the day of Kurban Ait of *year* are known, not merely computed."""
        return year in self._confirmed

    def is_working(self, day: date) -> bool:
        """
        List 7(1): the provider works from Monday to Friday, except holidays; exchanged days count as what they became.

        :raises CalendarUnknown: outside the written years.
        """
        self._known(day)
        return self._works(day)

    def why(self, day: date) -> Saying:
        """In one sentence: why *day* is a working day or is not."""
        self._known(day)
        exception = self.special.get(day)
        if exception is not None:
            return exception.why
        if self._works(day):
            return say("%(day)s is a working day.", day=day)
        return say("%(day)s is a Saturday or Sunday.", day=day)

    def nth_after(self, day: date, n: int) -> date:
        """
        The *n*-th working day after *day*, which is day zero and is not counted itself (readings: Rules 7, 19).

        :raises CalendarUnknown: when the count leaves the written years.
        """
        if n < 1:
            raise ValueError("at least one working day is counted")
        try:
            return self._working[self._number[day] + n - 1]
        except (KeyError, IndexError):
            self._known(day)
            raise self._ends() from None

    def each_after(self, days: Sequence[date], counts: Sequence[int]) -> list[date]:
        """``nth_after`` for many days at once, each with its own count."""
        if min(counts, default=1) < 1:
            raise ValueError("at least one working day is counted")
        number, working = self._number, self._working
        try:
            return [working[number[day] + n - 1] for day, n in zip(days, counts, strict=True)]
        except (KeyError, IndexError):
            return [self.nth_after(day, n) for day, n in zip(days, counts, strict=True)]  # says what is not written

    def add(self, day: date, n: int) -> Counted:
        """The *n*-th working day after *day*, as ``nth_after``, and how it came about."""
        return Counted(self.nth_after(day, n), day, n, self)

    def back(self, day: date, n: int) -> date:
        """The last working day from which *n* further working days still fit in before the end of *day*."""
        self._known(day)
        place = self._number[day] - 1 - n
        if place < 0:
            raise CalendarUnknown(f"the working calendar begins with {self.first.year}")
        return self._working[place]

    def last_start(self, day: date, n: int) -> date:
        """
        The last day, worked or not, from which the *n*-th working day after it is not later than *day*.

        :raises CalendarUnknown: when the count leaves the written years.
        """
        self.back(day, n)
        return self._working[self._number[day] - n] - timedelta(days=1)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after *start* up to and including *end*; negative when *end* comes first."""
        self._known(start)
        self._known(end)
        return self._number[end] - self._number[start]

    def next_working(self, day: date) -> date:
        """*day* itself when it is a working day, otherwise the first working day after it."""
        if self.is_working(day):
            return day
        if self._number[day] == len(self._working):
            raise self._ends()
        return self._working[self._number[day]]

    def _ends(self) -> CalendarUnknown:
        return CalendarUnknown(f"the working calendar ends with {self.last.year}; {self.last.year + 1} has to be added")

    def registration_day(self, moment: datetime, *, closes: time = CLOSING) -> date:
        """
        Rules 7: what comes on a working day up to closing time counts for that day, all else for the next working day.

        The second of closing belongs to the day whole: 18:30:00.9 shows as 18:30:00 (docs/law/readings.md).
        """
        here = local(moment)
        day = here.date()
        if self.is_working(day) and here.time().replace(microsecond=0) <= closes:
            return day
        return self.next_working(day + timedelta(days=1))


_TABLES = load("calendar")
CALENDAR = WorkingCalendar.from_tables(_TABLES)
HOLIDAYS: Mapping[str, Names] = {key: Names.from_table(table) for key, table in _TABLES["holidays"].items()}
"""The holidays that a day can be off for, by the key under which changes of the calendar name them."""
