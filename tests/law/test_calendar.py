"""Working days and working time: Rules 7, List 7(1)."""

from datetime import date, datetime, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruqsat.law.calendar import CALENDAR, CalendarUnknown, DayKind


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2026-11-09", True, "2026-11-09 is a working day."),
        ("2026-11-08", False, "2026-11-08 is a Saturday or Sunday."),
        ("2026-03-23", False, "2026-03-23 is a holiday: Nauryz."),
        ("2026-03-24", False, "2026-03-24 is a day off because a holiday fell on a weekend: Nauryz."),
        ("2024-05-04", True, "2024-05-04 is worked in exchange for 2024-05-08."),
        ("2024-05-08", False, "2024-05-08 is a day off in exchange for 2024-05-04."),
        ("2025-01-05", True, "2025-01-05 is worked in exchange for 2025-01-03."),
        ("2026-05-27", False, "2026-05-27 is a holiday: First day of Kurban Ait."),
        ("2026-01-07", False, "2026-01-07 is a holiday: Orthodox Christmas."),
        ("2027-01-07", False, "2027-01-07 is a holiday: Orthodox Christmas."),
        ("2025-09-01", False, "2025-09-01 is a day off because a holiday fell on a weekend: Constitution Day."),
        ("2026-08-31", True, "2026-08-31 is a working day."),
        ("2026-03-16", True, "2026-03-16 is a working day."),
        ("2027-03-15", False, "2027-03-15 is a holiday: Constitution Day."),
        ("2027-08-30", True, "2027-08-30 is a working day."),
        ("2027-05-17", True, "2027-05-17 is a working day."),  # Kurban Ait falls on a Sunday and does not move
    ],
)
def test_each_day_says_why_it_is_worked_or_not(day: str, works: bool, why: str) -> None:
    """List 7(1): Monday to Friday, except holidays."""
    assert CALENDAR.is_working(date.fromisoformat(day)) is works
    assert str(CALENDAR.why(date.fromisoformat(day))) == why


def test_days_off_of_2026_are_those_published() -> None:
    """List 7(1)."""
    off = "01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16"
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    found = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not CALENDAR.is_working(day)]
    assert " ".join(found) == off


@pytest.mark.parametrize("year", range(2020, 2029))
def test_the_calendar_agrees_with_an_independent_one(year: int) -> None:
    theirs = holidays.country_holidays("KZ", years=[year])
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in days if CALENDAR.is_working(day) != theirs.is_working_day(day)] == []


def test_every_exception_has_its_basis_and_every_exchange_its_counterpart() -> None:
    special = CALENDAR.special
    exchanged = {day: one.exchanged_with for day, one in special.items() if one.exchanged_with}
    assert all(one.basis for one in special.values())
    assert {day for day, one in special.items() if one.kind in (DayKind.MOVED_OFF, DayKind.MOVED_WORK)} == set(
        exchanged
    )
    assert all(exchanged.get(other, day) == day for day, other in exchanged.items())


def test_computed_years_say_that_they_are_not_confirmed() -> None:
    assert [year for year in range(2020, 2029) if not CALENDAR.confirmed(year)] == [2027, 2028]
    told = [str(said) for said in CALENDAR.add(date(2026, 12, 25), 13).derivation]
    assert "The calendar of 2027 is computed and not yet confirmed." in told


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2029, 1, 1)])
def test_years_that_are_not_written_are_a_named_error(day: date) -> None:
    with pytest.raises(CalendarUnknown, match=str(day.year)):
        CALENDAR.is_working(day)


def test_a_count_that_leaves_the_written_years_is_a_named_error() -> None:
    with pytest.raises(CalendarUnknown, match="2029"):
        CALENDAR.add(date(2028, 12, 25), 13)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-09T00:00:00+05:00", "2026-11-09"),  # before opening: that day
        ("2026-11-09T08:59:59+05:00", "2026-11-09"),
        ("2026-11-09T13:30:00+05:00", "2026-11-09"),  # lunch
        ("2026-11-09T18:30:00+05:00", "2026-11-09"),  # the second of closing, whole
        ("2026-11-09T18:30:00.999999+05:00", "2026-11-09"),
        ("2026-11-09T18:30:01+05:00", "2026-11-10"),
        ("2026-11-09T23:59:59+05:00", "2026-11-10"),
        ("2026-11-09T13:30:00+00:00", "2026-11-09"),  # the same closing second, told in UTC
        ("2026-11-13T18:30:01+05:00", "2026-11-16"),  # Friday evening
        ("2026-11-14T10:00:00+05:00", "2026-11-16"),  # Saturday
        ("2026-03-20T18:30:01+05:00", "2026-03-26"),  # before Nauryz
        ("2026-03-24T10:00:00+05:00", "2026-03-26"),  # on a day off
        ("2024-05-04T12:00:00+05:00", "2024-05-04"),  # a Saturday that is worked
    ],
)
def test_what_comes_after_hours_counts_for_the_next_working_day(moment: str, day: str) -> None:
    """Rules 7: accepted on the day it came, or on the next working day."""
    assert CALENDAR.registration_day(datetime.fromisoformat(moment)).isoformat() == day


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2028, 6, 30))


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_counting_agrees_with_walking_day_by_day(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working(day)
    assert CALENDAR.add(start, n).on == day
    assert CALENDAR.between(start, day) == n


@settings(deadline=None)
@given(DAYS.filter(lambda day: day > date(2020, 2, 1)), st.integers(1, 10))
def test_going_back_leaves_just_enough_working_days(day: date, n: int) -> None:
    assert CALENDAR.between(CALENDAR.back(day, n), day) == n
