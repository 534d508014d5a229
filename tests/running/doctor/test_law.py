"""Reference data of this year and the next."""

from datetime import UTC, datetime, timedelta

import pytest

from ruqsat.law.book import FIRST
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.fees import MCI
from ruqsat.running.doctor import law
from ruqsat.running.doctor.findings import Mark

KNOWN = max(wording.since.year for wording in MCI)


@pytest.mark.parametrize(("year", "mark"), [(KNOWN - 1, Mark.GOOD), (KNOWN, Mark.NOTE), (KNOWN + 1, Mark.WRONG)])
def test_an_index_that_is_not_known_is_told_before_it_is_needed(year: int, mark: Mark) -> None:
    said = law.index(year, book=FIRST)
    assert said.mark is mark
    assert bool(said.todo) == (mark is not Mark.GOOD)


def test_years_of_the_calendar_are_confirmed_computed_or_not_written() -> None:
    last = CALENDAR.last.year
    assert law.calendar(CALENDAR.first.year, book=FIRST).mark is Mark.GOOD
    assert law.calendar(last, book=FIRST).mark is Mark.NOTE
    assert law.calendar(last + 1, book=FIRST).mark is Mark.WRONG


def test_a_clock_that_was_moved_is_told() -> None:
    now = datetime(2026, 3, 18, 5, tzinfo=UTC)
    assert law.clock(now, timedelta(0)).text == "2026-03-18 10:00:00 in Kazakhstan, the wall clock's"
    moved = law.clock(now, timedelta(days=2))
    assert moved.mark is Mark.NOTE
    assert "moved 2 days" in moved.text
