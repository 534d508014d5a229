"""What another working calendar makes of terms that are running: looked at before the change is made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress, count
from operator import ne

from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.terms import Count


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """The last day of each term by the new calendar, and the places of those for which it is another than before."""

    due: list[date]
    moved: list[int]


def first_moved(before: WorkingCalendar, after: WorkingCalendar) -> date | None:
    """The first day that is worked by one calendar and not by the other, within the years of both; or none."""
    last = min(before.last, after.last)
    named = (
        day for day in before.special.keys() | after.special.keys() if max(before.first, after.first) <= day <= last
    )
    return min((day for day in named if before.is_working(day) != after.is_working(day)), default=None)


def recounted(
    starts: Sequence[date], days: Sequence[int], *, before: WorkingCalendar, after: WorkingCalendar
) -> Recounted:
    """
    Rules 7: terms of so many working *days*, each counted from its own start, by the calendar *before* and *after*.

    :raises CalendarUnknown: when a term leaves the years that either calendar is written for.
    """
    due = after.each_after(starts, days)
    return Recounted(due=due, moved=list(compress(count(), map(ne, before.each_after(starts, days), due))))


def moved(
    counts: Collection[Count], *, before: WorkingCalendar, after: WorkingCalendar
) -> Mapping[Count, tuple[date, date]]:
    """
    Rules 7, 12: of these ways to count, those that come to another last day: the day before and the day after.

    :raises CalendarUnknown: when a term leaves the years that either calendar is written for.
    """
    forward = [one for one in counts if one.days and not one.back]
    starts, days = [one.start for one in forward], [one.days for one in forward]
    found = recounted(starts, days, before=before, after=after)
    moves = {forward[place]: (forward[place].last_day(before), found.due[place]) for place in found.moved}
    for one in counts:
        was, comes = one.last_day(before), one.last_day(after)
        if one.back and was != comes:
            moves[one] = (was, comes)
    return moves
