"""
Working days one by one and a million at a time, over numpy.

    python -m bench.workdays [--quick]

One by one: ``WorkingCalendar.nth_after``, the day alone, and ``add``, which can also tell how the day came about, over
a call of ``numpy.busday_offset`` for each, whose days are numpy's own already. A change of the calendar: days and
counts come in as lists, the new last days and the places of those that moved go out as lists, on both sides;
numpy counts all at once. Both sides find the same.
Time is the processor's, so that what else the machine has to do counts for neither.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from time import process_time

import numpy as np

from bench.ground import alternate, median
from ruqsat.law.calendar import CALENDAR, Counted, DayKind, SpecialDay, WorkingCalendar
from ruqsat.law.calendar_change import recounted

ONE_BY_ONE, CHANGE = 10, 0.2
COUNTS = (1, 2, 3, 5, 10, 13, 15)  # the terms of the Rules


@dataclass(frozen=True)
class Side:
    """What was measured: what each side took in seconds and how many times as fast ours was."""

    ours: float
    theirs: float
    ratio: float


@dataclass(frozen=True)
class Measured:
    """One by one, for the day and for the day with its derivation; and a change, over so many terms each."""

    calls: int
    day: Side
    told: Side
    terms: int
    change: Side


def run(*, quick: bool) -> Measured:
    """Both sides by turns, over the same drawn days."""
    calls, terms, rounds = (5_000, 50_000, 3) if quick else (100_000, 1_000_000, 9)
    source = Random(4)  # noqa: S311 -- examples, not secrets
    days = [CALENDAR.first + timedelta(days=source.randrange(3_200)) for _ in range(terms)]
    counts = [source.choice(COUNTS) for _ in range(terms)]
    off = SpecialDay(day=date(2026, 11, 12), kind=DayKind.MOVED_OFF, basis="a change that is tried")
    after = WorkingCalendar(
        (*CALENDAR.special.values(), off), first_year=2020, last_year=2028, confirmed_years=(), version="tried"
    )
    return Measured(
        calls=calls,
        day=_one_by_one(CALENDAR.nth_after, days[:calls], counts[:calls], rounds=rounds),
        told=_one_by_one(CALENDAR.add, days[:calls], counts[:calls], rounds=rounds),
        terms=terms,
        change=_change(days, counts, after, rounds=rounds),
    )


def of_numpy(calendar: WorkingCalendar) -> np.busdaycalendar:
    """The same calendar for numpy: a week of seven days, and every day off a holiday."""
    written = [calendar.first + timedelta(days=n) for n in range((calendar.last - calendar.first).days + 1)]
    return np.busdaycalendar(weekmask="1111111", holidays=[day for day in written if not calendar.is_working(day)])


def _one_by_one(
    count: Callable[[date, int], date | Counted], days: Sequence[date], counts: Sequence[int], *, rounds: int
) -> Side:
    theirs, prepared = of_numpy(CALENDAR), list(np.array(days, dtype="datetime64[D]"))

    def of_theirs(day: np.datetime64, n: int) -> object:
        return np.busday_offset(day, n, roll="backward", busdaycal=theirs)

    came = [count(day, n) for day, n in zip(days, counts, strict=True)]
    their = np.array([of_theirs(day, n) for day, n in zip(prepared, counts, strict=True)])
    assert [one.on if isinstance(one, Counted) else one for one in came] == their.tolist()  # noqa: S101 -- the same

    def ours(_number: int) -> float:
        started = process_time()
        for day, n in zip(days, counts, strict=True):
            count(day, n)
        return process_time() - started

    def numpy(_number: int) -> float:
        started = process_time()
        for day, n in zip(prepared, counts, strict=True):
            np.busday_offset(day, n, roll="backward", busdaycal=theirs)
        return process_time() - started

    return _side(alternate(ours, numpy, rounds=rounds))


def _change(days: list[date], counts: list[int], after: WorkingCalendar, *, rounds: int) -> Side:
    theirs, theirs_after = of_numpy(CALENDAR), of_numpy(after)
    found: dict[str, tuple[object, object]] = {}

    def ours(_number: int) -> float:
        started = process_time()
        come = recounted(days, counts, before=CALENDAR, after=after)
        found["ours"] = come.due, come.moved
        return process_time() - started

    def numpy(_number: int) -> float:
        started = process_time()
        starts, numbers = np.array(days, dtype="datetime64[D]"), np.array(counts)
        was = np.busday_offset(starts, numbers, roll="backward", busdaycal=theirs)
        due = np.busday_offset(starts, numbers, roll="backward", busdaycal=theirs_after)
        found["numpy"] = due.tolist(), np.flatnonzero(was != due).tolist()
        return process_time() - started

    side = _side(alternate(ours, numpy, rounds=rounds))
    assert found["ours"] == found["numpy"]  # noqa: S101 -- the same days, or it is no comparison
    return side


def _side(pairs: Sequence[tuple[float, float]]) -> Side:
    return Side(
        ours=median([ours for ours, _ in pairs]),
        theirs=median([theirs for _, theirs in pairs]),
        ratio=median([theirs / ours for ours, theirs in pairs]),
    )


def report(found: Measured) -> str:
    """The figures as a table."""
    micro, milli = 1e6 / found.calls, 1e3
    return "\n".join(
        [
            f"Goals: one by one at least {ONE_BY_ONE} times as fast, a change at least {CHANGE} times.",
            "",
            "| | ours | numpy | times as fast |",
            "|---|---|---|---|",
            f"| a day, µs a call | {found.day.ours * micro:.2f} | {found.day.theirs * micro:.2f}"
            f" | **{found.day.ratio:.1f}** |",
            f"| a day that can tell how it came about, µs a call | {found.told.ours * micro:.2f}"
            f" | {found.told.theirs * micro:.2f} | **{found.told.ratio:.1f}** |",
            f"| another calendar over {found.terms:,} terms, ms | {found.change.ours * milli:.0f}"
            f" | {found.change.theirs * milli:.0f} | **{found.change.ratio:.2f}** |",
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
