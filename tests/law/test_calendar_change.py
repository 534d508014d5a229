"""What another working calendar makes of terms that are running."""

from datetime import date

import pytest

from ruqsat.law.calendar import CALENDAR, CalendarUnknown, DayKind, SpecialDay, WorkingCalendar
from ruqsat.law.calendar_change import first_moved, moved, recounted
from ruqsat.law.terms import Count

OFF = SpecialDay(day=date(2026, 11, 12), kind=DayKind.MOVED_OFF, basis="an order that is tried")
AFTER = WorkingCalendar(
    (*CALENDAR.special.values(), OFF), first_year=2020, last_year=2028, confirmed_years=(), version="tried"
)


@pytest.mark.parametrize(
    ("start", "days", "due", "moved"),
    [
        ("2026-11-09", 2, "2026-11-11", False),  # ends on the day before
        ("2026-11-09", 3, "2026-11-13", True),  # ended on the very day
        ("2026-11-09", 13, "2026-11-27", True),
        ("2026-11-11", 1, "2026-11-13", True),
        ("2026-11-12", 1, "2026-11-13", False),  # day zero is not counted, whatever it is
        ("2026-11-13", 2, "2026-11-17", False),
    ],
)
def test_a_day_off_moves_the_terms_that_run_over_it_and_no_other(start: str, days: int, due: str, moved: bool) -> None:
    """Rules 7."""
    found = recounted([date.fromisoformat(start)], [days], before=CALENDAR, after=AFTER)
    assert [day.isoformat() for day in found.due] == [due]
    assert found.moved == [0] * moved


def test_terms_keep_their_places_and_are_counted_as_one_by_one() -> None:
    """Rules 7."""
    starts = [date(2026, 11, day) for day in (2, 9, 10, 16)]
    found = recounted(starts, [2, 13, 10, 3], before=CALENDAR, after=AFTER)
    assert found.moved == [1, 2]
    assert found.due == [AFTER.add(start, n).on for start, n in zip(starts, [2, 13, 10, 3], strict=True)]
    assert recounted([], [], before=CALENDAR, after=AFTER).due == []


def test_a_term_that_leaves_the_written_years_or_has_no_day_is_a_named_error() -> None:
    good = date(2026, 11, 9)
    for wrong in (date(2019, 12, 31), date(2028, 12, 29)):
        with pytest.raises(CalendarUnknown, match="has to be added"):
            recounted([good, wrong], [1, 1], before=CALENDAR, after=AFTER)
    with pytest.raises(ValueError, match="at least one working day"):
        recounted([good, good], [1, 0], before=CALENDAR, after=AFTER)
    with pytest.raises(ValueError, match="zip"):
        recounted([good, good], [1], before=CALENDAR, after=AFTER)


def test_of_all_ways_to_count_those_that_come_to_another_day_are_told() -> None:
    """Rules 7, Rules 12: also where the last days of a term are counted back."""
    nine = date(2026, 11, 9)
    forward, back, before_it, fixed = (
        Count(start=nine, days=3),
        Count(start=nine, days=13, back=3),
        Count(start=nine, days=2),
        Count(start=date(2026, 11, 13), days=0, back=3),
    )
    assert moved([forward, back, before_it, fixed], before=CALENDAR, after=AFTER) == {
        forward: (date(2026, 11, 12), date(2026, 11, 13)),
        back: (date(2026, 11, 23), date(2026, 11, 24)),
        fixed: (date(2026, 11, 10), date(2026, 11, 9)),
    }
    assert moved([], before=CALENDAR, after=AFTER) == {}


def test_the_first_day_that_is_worked_otherwise_is_found() -> None:
    """List 7(1): a year confirmed or added moves no day of before."""
    assert first_moved(CALENDAR, AFTER) == OFF.day
    assert first_moved(AFTER, CALENDAR) == OFF.day
    added = CALENDAR.amended([], confirmed_years=[2027], last_year=2029, version="tried")
    assert first_moved(CALENDAR, added) is None
