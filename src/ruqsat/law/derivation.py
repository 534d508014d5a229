"""How a count of working days came about, in sentences that are put together only when somebody asks."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, overload

from ruqsat.law.saying import Saying, say
from ruqsat.law.special_days import alike

if TYPE_CHECKING:
    from ruqsat.law.calendar import WorkingCalendar


class Derivation(Sequence[Saying]):
    """
    The sentences that tell how *days* working days after *start* end with *end* in *calendar*.

    It is equal to the tuple of its sentences, and is one in all but the moment at which they are put together.
    """

    __slots__ = ("_calendar", "_days", "_end", "_sentences", "_start")

    def __init__(self, calendar: "WorkingCalendar", start: date, days: int, end: date) -> None:
        self._calendar, self._start, self._days, self._end = calendar, start, days, end
        self._sentences: tuple[Saying, ...] | None = None

    @property
    def sentences(self) -> tuple[Saying, ...]:
        """All of them; the first that asks has them put together."""
        if self._sentences is None:
            self._sentences = _told(self._calendar, self._start, self._days, self._end)
        return self._sentences

    @overload
    def __getitem__(self, place: int) -> Saying: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Saying, ...]: ...
    def __getitem__(self, place: int | slice) -> Saying | tuple[Saying, ...]:
        return self.sentences[place]

    def __len__(self) -> int:
        return len(self.sentences)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Derivation):
            return self._counted() == other._counted() or self.sentences == other.sentences
        return self.sentences == other

    __hash__ = None  # type: ignore[assignment] # as the sentences themselves, whose values are mappings

    def __repr__(self) -> str:
        return repr(self.sentences)

    def _counted(self) -> tuple[int, date, int]:
        return id(self._calendar), self._start, self._days


def _told(calendar: "WorkingCalendar", start: date, days: int, end: date) -> tuple[Saying, ...]:
    between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    off = [day for day in between if not calendar.is_working(day)]
    return (
        say("Working days in the term: %(days)s, counted from %(start)s, which is day zero.", days=days, start=start),
        *(_skipped(calendar, run) for run in _runs(calendar, off)),
        *(calendar.why(day) for day in between if day in calendar.special and calendar.is_working(day)),
        say("The last day of the term is %(end)s.", end=end),
        *(
            say("The calendar of %(year)s is computed and not yet confirmed.", year=year)
            for year in range(start.year, end.year + 1)
            if not calendar.confirmed(year)
        ),
    )


def _runs(calendar: "WorkingCalendar", days_off: Iterable[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days_off:
        follows = runs and day - runs[-1][-1] == timedelta(days=1)
        if follows and alike(calendar.special.get(day), calendar.special.get(runs[-1][-1])):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _skipped(calendar: "WorkingCalendar", run: list[date]) -> Saying:
    first, last = run[0], run[-1]
    exception = calendar.special.get(first)
    if first == last:
        return calendar.why(first)
    if exception is None or exception.holiday is None:
        return say("%(first)s and %(last)s are a weekend.", first=first, last=last)
    return say(
        "All days from %(first)s to %(last)s are off: %(holiday)s.", first=first, last=last, holiday=exception.holiday
    )
