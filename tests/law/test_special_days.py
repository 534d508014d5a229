"""Days that differ from their week, told with their reason: List 7(1)."""

from datetime import date

import pytest

from ruqsat.law.names import Names
from ruqsat.law.special_days import DayKind, SpecialDay, alike

DAY = date(2026, 3, 9)
HOLIDAY = Names(en="Women's Day", kk="Халықаралық әйелдер күні", ru="Международный женский день")


@pytest.mark.parametrize(
    ("special", "told"),
    [
        (
            SpecialDay(day=DAY, kind=DayKind.MOVED_WORK, basis="", exchanged_with=date(2026, 3, 7)),
            "2026-03-09 is worked in exchange for 2026-03-07.",
        ),
        (
            SpecialDay(day=DAY, kind=DayKind.MOVED_OFF, basis="", exchanged_with=date(2026, 3, 7)),
            "2026-03-09 is a day off in exchange for 2026-03-07.",
        ),
        (
            SpecialDay(day=DAY, kind=DayKind.OBSERVED, basis="", holiday=HOLIDAY),
            "2026-03-09 is a day off because a holiday fell on a weekend: Women's Day.",
        ),
        (SpecialDay(day=DAY, kind=DayKind.HOLIDAY, basis="", holiday=HOLIDAY), "2026-03-09 is a holiday: Women's Day."),
        (SpecialDay(day=DAY, kind=DayKind.RELIGIOUS, basis=""), "2026-03-09 is a day off."),
    ],
)
def test_a_special_day_is_told_with_its_reason(special: SpecialDay, told: str) -> None:
    """List 7(1): and one of which no reason is known is told as a day off all the same."""
    assert str(special.why) == told


def test_days_are_alike_by_one_holiday_or_by_a_plain_weekend() -> None:
    """List 7(1)."""
    holiday = SpecialDay(day=DAY, kind=DayKind.OBSERVED, basis="", holiday=HOLIDAY)
    moved = SpecialDay(day=DAY, kind=DayKind.MOVED_OFF, basis="", exchanged_with=date(2026, 3, 7))
    assert alike(None, None)
    assert alike(holiday, SpecialDay(day=date(2026, 3, 8), kind=DayKind.HOLIDAY, basis="", holiday=HOLIDAY))
    assert not alike(holiday, None)
    assert not alike(None, holiday)
    assert not alike(moved, moved)
