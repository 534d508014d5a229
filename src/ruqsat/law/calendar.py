"""
Working days and working time: Rules 7, List 7(1).

Arithmetic is a look-up in prepared tables: each day has its number among the working days, each number its day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from ruqsat.law.local_time import day_end, day_start, local
from ruqsat.law.names import Names
from ruqsat.law.reference import load
from ruqsat.law.saying import Saying, say

__all__ = [
    "CALENDAR",
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


class DayKind(StrEnum):
    """Why a day differs from its week; as in ``data/calendar.toml``."""

    HOLIDAY = "holiday"
    OBSERVED = "observed"
    RELIGIOUS = "religious"
    MOVED_OFF = "moved_off"
    MOVED_WORK = "moved_work"


@dataclass(frozen=True, kw_only=True)
class SpecialDay:
    """An exception of the calendar with its legal basis; ``exchanged_with`` is the other day of an exchange."""

    day: date
    kind: DayKind
    basis: str
    holiday: Names | None = None
    exchanged_with: date | None = None
    to_be_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A day found by counting working days, and how it came about."""

    on: date
    derivation: tuple[Saying, ...]


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
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        self._working = [day for day in days if self._works(day)]

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> "WorkingCalendar":
        """Read the tables of ``data/calendar.toml`` or of an administrator's version of it."""
        names = {key: Names.from_table(table) for key, table in tables["holidays"].items()}
        special = [
            SpecialDay(
                day=row["date"],
                kind=DayKind(row["kind"]),
                basis=row["basis"],
                holiday=names[row["holiday"]] if "holiday" in row else None,
                exchanged_with=row.get("with"),
                to_be_confirmed=row.get("to_be_confirmed", False),
            )
            for row in tables["exceptions"]["days"]
        ]
        return cls(
            special,
            first_year=tables["first_year"],
            last_year=tables["last_year"],
            confirmed_years=tables["confirmed_years"],
            version=tables["version"],
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
            return _why_special(exception)
        if self._works(day):
            return say("%(day)s is a working day.", day=day)
        return say("%(day)s is a Saturday or Sunday.", day=day)

    def add(self, day: date, n: int) -> Counted:
        """
        The *n*-th working day after *day*, which is day zero and is not counted itself (readings: Rules 7, 19).

        :raises CalendarUnknown: when the count leaves the written years.
        """
        self._known(day)
        place = bisect_right(self._working, day) + n - 1
        if n < 1:
            raise ValueError("at least one working day is counted")
        if place >= len(self._working):
            raise CalendarUnknown(
                f"the working calendar ends with {self.last.year}; {self.last.year + 1} has to be added"
            )
        end = self._working[place]
        return Counted(on=end, derivation=self._told(day, n, end))

    def back(self, day: date, n: int) -> date:
        """The last working day from which *n* further working days still fit in before the end of *day*."""
        self._known(day)
        place = bisect_right(self._working, day) - 1 - n
        if place < 0:
            raise CalendarUnknown(f"the working calendar begins with {self.first.year}")
        return self._working[place]

    def between(self, start: date, end: date) -> int:
        """How many working days lie after *start* up to and including *end*; negative when *end* comes first."""
        self._known(start)
        self._known(end)
        return bisect_right(self._working, end) - bisect_right(self._working, start)

    def next_working(self, day: date) -> date:
        """*day* itself when it is a working day, otherwise the first working day after it."""
        self._known(day)
        place = bisect_left(self._working, day)
        if place >= len(self._working):
            raise CalendarUnknown(
                f"the working calendar ends with {self.last.year}; {self.last.year + 1} has to be added"
            )
        return self._working[place]

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

    def _told(self, start: date, n: int, end: date) -> tuple[Saying, ...]:
        between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
        worked = [self.why(day) for day in between if day in self.special and self._works(day)]
        unsure = [
            say("The calendar of %(year)s is computed and not yet confirmed.", year=year)
            for year in range(start.year, end.year + 1)
            if not self.confirmed(year)
        ]
        return (
            say("Working days in the term: %(days)s, counted from %(start)s, which is day zero.", days=n, start=start),
            *(self._skipped(run) for run in self._runs(day for day in between if not self._works(day))),
            *worked,
            say("The last day of the term is %(end)s.", end=end),
            *unsure,
        )

    def _runs(self, days_off: Iterable[date]) -> list[list[date]]:
        runs: list[list[date]] = []
        for day in days_off:
            follows = runs and day - runs[-1][-1] == timedelta(days=1)
            if follows and _alike(self.special.get(day), self.special.get(runs[-1][-1])):
                runs[-1].append(day)
            else:
                runs.append([day])
        return runs

    def _skipped(self, run: list[date]) -> Saying:
        first, last = run[0], run[-1]
        exception = self.special.get(first)
        if first == last:
            return self.why(first)
        if exception is None or exception.holiday is None:
            return say("%(first)s and %(last)s are a weekend.", first=first, last=last)
        return say(
            "All days from %(first)s to %(last)s are off: %(holiday)s.",
            first=first,
            last=last,
            holiday=exception.holiday,
        )


def _alike(one: SpecialDay | None, other: SpecialDay | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.holiday is not None and one.holiday == other.holiday


def _why_special(exception: SpecialDay) -> Saying:
    day = exception.day
    match exception:
        case SpecialDay(kind=DayKind.MOVED_WORK, exchanged_with=date() as other):
            return say("%(day)s is worked in exchange for %(other)s.", day=day, other=other)
        case SpecialDay(kind=DayKind.MOVED_OFF, exchanged_with=date() as other):
            return say("%(day)s is a day off in exchange for %(other)s.", day=day, other=other)
        case SpecialDay(kind=DayKind.OBSERVED, holiday=Names() as name):
            return say("%(day)s is a day off because a holiday fell on a weekend: %(holiday)s.", day=day, holiday=name)
        case SpecialDay(holiday=Names() as name):
            return say("%(day)s is a holiday: %(holiday)s.", day=day, holiday=name)
    return say("%(day)s is a day off.", day=day)


CALENDAR = WorkingCalendar.from_tables(load("calendar"))
