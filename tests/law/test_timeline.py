"""A value with the days on which it is in force."""

from datetime import date

import pytest

from ruqsat.law.timeline import NotInForce, Timeline, Wording

LINE = Timeline(
    [
        Wording(since=date(2025, 1, 1), until=date(2025, 12, 31), value="second"),
        Wording(since=date(2024, 1, 1), value="first"),
    ]
)


@pytest.mark.parametrize(
    ("day", "value"), [(date(2024, 1, 1), "first"), (date(2024, 12, 31), "first"), (date(2025, 1, 1), "second")]
)
def test_the_wording_in_force_on_a_day_is_found(day: date, value: str) -> None:
    assert LINE.on(day) == value


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2026, 1, 1)])
def test_what_is_not_recorded_is_said_to_be_unknown(day: date) -> None:
    with pytest.raises(NotInForce, match=day.isoformat()):
        LINE.on(day)
