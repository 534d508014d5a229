"""A year as the laws alone give it: the written years but for exchanged days, and the one that comes next."""

from datetime import date

import pytest

from ruqsat.law.calendar import CALENDAR, HOLIDAYS, DayKind, SpecialDay
from ruqsat.law.year_by_rules import kurban_ait_of, rows_of


@pytest.mark.parametrize("year", range(2021, 2029))  # in 2020 an observed day was worked for another
def test_every_written_year_comes_out_as_it_is_written_but_for_exchanged_days(year: int) -> None:
    """List 7(1): 30 August until 2025, 15 March from 2027; religious days do not shift."""
    kurban_ait = kurban_ait_of(CALENDAR, year)
    assert kurban_ait is not None
    rows = rows_of(year, kurban_ait=kurban_ait)
    ours = {one.day: (one.kind, one.holiday) for one in (SpecialDay.from_table(row, holidays=HOLIDAYS) for row in rows)}
    moved = {DayKind.MOVED_OFF, DayKind.MOVED_WORK}
    written = [one for day, one in CALENDAR.special.items() if day.year == year and one.kind not in moved]
    assert ours == {one.day: (one.kind, one.holiday) for one in written}


def test_the_next_year_is_computed_around_an_estimated_kurban_ait() -> None:
    """List 7(1)."""
    assert kurban_ait_of(CALENDAR, 2029) == date(2029, 4, 24)
    assert kurban_ait_of(CALENDAR, 2030) is None
    rows = {row["date"]: row for row in rows_of(2029, kurban_ait=date(2029, 4, 24))}
    assert rows[date(2029, 4, 24)]["to_be_confirmed"]
    assert rows[date(2029, 1, 7)]["kind"] == "religious"  # a Sunday, and the Monday after is worked
    assert date(2029, 1, 8) not in rows
    assert date(2029, 8, 30) not in rows
    assert rows[date(2029, 3, 15)]["holiday"] == "constitution_day"
