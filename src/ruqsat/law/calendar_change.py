"""What another working calendar makes of terms that are running: looked at before the change is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress, count
from operator import ne

from ruqsat.law.calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """The last day of each term by the new calendar, and the places of those for which it is another than before."""

    due: list[date]
    moved: list[int]


def recounted(
    starts: Sequence[date], days: Sequence[int], *, before: WorkingCalendar, after: WorkingCalendar
) -> Recounted:
    """
    Rules 7: terms of so many working *days*, each counted from its own start, by the calendar *before* and *after*.

    :raises CalendarUnknown: when a term leaves the years that either calendar is written for.
    """
    due = after.each_after(starts, days)
    return Recounted(due=due, moved=list(compress(count(), map(ne, before.each_after(starts, days), due))))
