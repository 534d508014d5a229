"""The catalogue: what is told first, and that every story goes forward."""

from datetime import UTC, datetime

import pytest

from ruqsat.demo.days import Ago, Days, On
from ruqsat.demo.stories import FIRST, MORE, OF_THE_SANDBOX, Story, tell
from ruqsat.law.calendar import CALENDAR

SUNDAY_NIGHT = Days(present=datetime(2026, 11, 22, 20, tzinfo=UTC), calendar=CALENDAR)
MONDAY_NOON = Days(present=datetime(2026, 11, 23, 7, tzinfo=UTC), calendar=CALENDAR)
EARLY_ON_TUESDAY = Days(present=datetime(2026, 11, 24, 3, tzinfo=UTC), calendar=CALENDAR)


@pytest.mark.parametrize("days", [SUNDAY_NIGHT, MONDAY_NOON, EARLY_ON_TUESDAY])
@pytest.mark.parametrize("story", tell(120), ids=lambda story: story.title)
def test_every_story_is_over_by_the_present(story: Story, days: Days) -> None:
    assert all(days.at(when) <= days.present for when, _ in story.scenes)


def test_every_story_is_told_before_any_is_told_again() -> None:
    different = len(FIRST) + len(OF_THE_SANDBOX) + len(MORE)
    assert len({story.title for story in tell(different)}) == different
    assert different <= 60


def test_today_on_a_day_off_is_the_next_working_day() -> None:
    assert [SUNDAY_NIGHT.day(n).isoformat() for n in (-1, 0, 1)] == ["2026-11-20", "2026-11-23", "2026-11-24"]
    assert [MONDAY_NOON.day(n).isoformat() for n in (-1, 0, 1)] == ["2026-11-20", "2026-11-23", "2026-11-24"]


def test_a_step_of_today_is_at_the_latest_now_and_never_at_night() -> None:
    assert MONDAY_NOON.at(On(0, 17)) == MONDAY_NOON.present
    assert SUNDAY_NIGHT.at(Ago(0)) == EARLY_ON_TUESDAY.at(On(-2, 18)) == datetime(2026, 11, 20, 13, tzinfo=UTC)
