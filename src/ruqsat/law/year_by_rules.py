"""The calendar of a year as the laws alone give it: List 7(1), the Holidays Law, Labor Code 84; to be confirmed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ruqsat.law.calendar import HOLIDAYS, WorkingCalendar
from ruqsat.law.special_days import DayKind

KURBAN_AIT = "kurban_ait"
HOLIDAYS_LAW, SHIFTED, OF_REST = "Holidays Law", "Labor Code 84(4)", "Labor Code 84(5)"
_SATURDAY = 5
_LUNAR_YEAR = timedelta(days=354)


@dataclass(frozen=True, kw_only=True)
class _Yearly:
    """A holiday of the same day each year, in the years in which it is kept."""

    month: int
    day: int
    holiday: str
    first: int = 0
    last: int = 9999


_STATE_HOLIDAYS = (
    _Yearly(month=1, day=1, holiday="new_year"),
    _Yearly(month=1, day=2, holiday="new_year"),
    _Yearly(month=3, day=8, holiday="women_day"),
    _Yearly(month=3, day=15, holiday="constitution_day", first=2027),
    _Yearly(month=3, day=21, holiday="nauryz"),
    _Yearly(month=3, day=22, holiday="nauryz"),
    _Yearly(month=3, day=23, holiday="nauryz"),
    _Yearly(month=5, day=1, holiday="unity_day"),
    _Yearly(month=5, day=7, holiday="defender_day"),
    _Yearly(month=5, day=9, holiday="victory_day"),
    _Yearly(month=7, day=6, holiday="capital_day"),
    _Yearly(month=8, day=30, holiday="constitution_day", last=2025),
    _Yearly(month=10, day=25, holiday="republic_day", first=2022),
    _Yearly(month=12, day=1, holiday="first_president_day", last=2021),
    _Yearly(month=12, day=16, holiday="independence_day"),
    _Yearly(month=12, day=17, holiday="independence_day", last=2021),
)


def rows_of(year: int, *, kurban_ait: date) -> list[Mapping[str, Any]]:
    """
    Days off of *year* as rows of a change of the calendar, in order.

    A state holiday on a Saturday or Sunday gives the next working day off; 7 January and Kurban Ait, whose day is
    estimated until it is announced, do not. No days are exchanged: that is ordered, not computed.
    """
    holidays = [one for one in _STATE_HOLIDAYS if one.first <= year <= one.last]
    rows = {date(year, 1, 7): _row(date(year, 1, 7), DayKind.RELIGIOUS, "orthodox_christmas", OF_REST)}
    rows[kurban_ait] = {**_row(kurban_ait, DayKind.RELIGIOUS, KURBAN_AIT, OF_REST), "to_be_confirmed": True}
    named = {date(year, one.month, one.day): one.holiday for one in holidays}
    rows |= {day: _row(day, DayKind.HOLIDAY, holiday, HOLIDAYS_LAW) for day, holiday in named.items()}
    for day, holiday in named.items():
        if day.weekday() >= _SATURDAY:
            free = next(later for later in _after(day) if later.weekday() < _SATURDAY and later not in rows)
            rows[free] = _row(free, DayKind.OBSERVED, holiday, SHIFTED)
    return [rows[day] for day in sorted(rows)]


def kurban_ait_of(calendar: WorkingCalendar, year: int) -> date | None:
    """The day of Kurban Ait that stands in *calendar* for *year*, or, for the year after its last, an estimate."""
    kept = [one.day for one in calendar.special.values() if one.holiday == HOLIDAYS[KURBAN_AIT]]
    known = next((day for day in kept if day.year == year), None)
    if known is None and year == calendar.last.year + 1 and kept:
        return max(kept) + _LUNAR_YEAR
    return known


def _row(day: date, kind: DayKind, holiday: str, basis: str) -> Mapping[str, Any]:
    return {"date": day, "kind": kind.value, "holiday": holiday, "basis": basis}


def _after(day: date) -> Iterator[date]:
    return (day + timedelta(days=n) for n in range(1, 15))
