"""Working days and working time: Rules 7, List 7(1)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random

import holidays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruqsat.law.calendar import CALENDAR, CalendarUnknown, DayKind, SpecialDay, WorkingCalendar


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


WRITTEN = [CALENDAR.first + timedelta(days=n) for n in range((CALENDAR.last - CALENDAR.first).days + 1)]
OF_NUMPY = np.array(WRITTEN, dtype="datetime64[D]")
ORDINARY = np.is_busday(OF_NUMPY)


def calendar_of(special: Iterable[SpecialDay]) -> WorkingCalendar:
    return WorkingCalendar(special, first_year=2020, last_year=2028, confirmed_years=(), version="random")


def random_calendar(source: Random) -> WorkingCalendar:
    """A calendar of nine years with none to some nine hundred exceptions of every kind, on any day of the week."""
    days = source.sample(WRITTEN, source.choice((0, 10, 150, 900)))
    return calendar_of(SpecialDay(day=day, kind=source.choice(list(DayKind)), basis="drawn") for day in days)


def of_numpy(calendar: WorkingCalendar) -> np.busdaycalendar:
    """The same calendar for numpy, whose weeks know no working Saturday: every day off is one of its holidays."""
    works = ORDINARY.copy()
    for day, exception in calendar.special.items():
        works[(day - CALENDAR.first).days] = exception.kind == "moved_work"
    return np.busdaycalendar(weekmask="1111111", holidays=OF_NUMPY[~works])


@pytest.mark.parametrize("seed", range(4))
def test_a_million_counts_agree_with_numpy(seed: int) -> None:
    """Rules 7, 9, 11, 12, 19: the real calendar and 99 drawn ones, 2,500 days and counts of each, four times over."""
    source, drawn = Random(seed), np.random.default_rng(seed)  # noqa: S311 - examples, not secrets
    compared = 0
    for calendar in (CALENDAR, *(random_calendar(source) for _ in range(99))):
        theirs = of_numpy(calendar)
        starts = OF_NUMPY[drawn.integers(400, len(WRITTEN) - 400, 2_500)]
        counts = drawn.integers(1, 61, 2_500)
        days, numbers = starts.tolist(), counts.tolist()
        ahead = np.busday_offset(starts, counts, roll="backward", busdaycal=theirs)
        assert [calendar.add(day, n).on for day, n in zip(days, numbers, strict=True)] == ahead.tolist()
        behind = np.busday_offset(starts, -counts, roll="backward", busdaycal=theirs)
        assert [calendar.back(day, n) for day, n in zip(days, numbers, strict=True)] == behind.tolist()
        following = np.busday_offset(starts, 0, roll="forward", busdaycal=theirs)
        assert [calendar.next_working(day) for day in days] == following.tolist()
        others = drawn.permutation(starts)
        earlier, later = np.minimum(starts, others), np.maximum(starts, others)
        between = np.busday_count(earlier + 1, later + 1, busdaycal=theirs) * np.where(starts <= others, 1, -1)
        assert [calendar.between(*ends) for ends in zip(days, others.tolist(), strict=True)] == between.tolist()
        compared += len(days)
    assert compared == 250_000


@pytest.mark.parametrize("kind", list(DayKind))
def test_only_a_day_that_is_worked_in_exchange_makes_a_working_day_of_an_exception(kind: DayKind) -> None:
    """List 7(1)."""
    saturday, monday = date(2026, 11, 14), date(2026, 11, 16)
    calendar = calendar_of(SpecialDay(day=day, kind=kind, basis="drawn") for day in (saturday, monday))
    worked = kind is DayKind.MOVED_WORK
    assert (calendar.is_working(saturday), calendar.is_working(monday)) == (worked, worked)


def test_the_first_and_the_last_written_day_can_be_reached_and_no_day_beyond() -> None:
    """Rules 7: Sunday 2020-01-05, worked in exchange for the 3rd, is the first that is written, 2028-12-29 the last."""
    assert CALENDAR.next_working(date(2020, 1, 1)) == date(2020, 1, 5)
    assert CALENDAR.back(date(2020, 1, 6), 1) == date(2020, 1, 5)
    assert CALENDAR.add(date(2028, 12, 28), 1).on == date(2028, 12, 29)
    assert CALENDAR.next_working(date(2028, 12, 29)) == date(2028, 12, 29)
    with pytest.raises(CalendarUnknown, match="ends with 2028; 2029 has to be added"):
        CALENDAR.add(date(2028, 12, 29), 1)
    with pytest.raises(CalendarUnknown, match="ends with 2028; 2029 has to be added"):
        CALENDAR.next_working(date(2028, 12, 30))
    with pytest.raises(CalendarUnknown, match="begins with 2020"):
        CALENDAR.back(date(2020, 1, 5), 1)


def test_nothing_is_counted_from_a_moment_nor_by_less_than_a_day() -> None:
    """A moment is first made a day, by Kazakhstan's clock."""
    with pytest.raises(TypeError):
        CALENDAR.add(datetime(2026, 3, 18, tzinfo=UTC), 13)
    with pytest.raises(ValueError, match="at least one working day"):
        CALENDAR.add(date(2026, 3, 18), 0)


def test_the_first_and_the_last_day_of_the_written_years_are_written() -> None:
    assert not CALENDAR.is_working(date(2020, 1, 1))
    assert not CALENDAR.is_working(date(2028, 12, 31))
    assert CALENDAR.between(date(2028, 12, 29), date(2028, 12, 31)) == 0
