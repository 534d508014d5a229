"""How a count came about: told when asked, and the same as if it had been told at once."""

from datetime import date

import pytest

from ruqsat.law.calendar import CALENDAR, WorkingCalendar
from ruqsat.law.derivation import Derivation


@pytest.mark.parametrize(
    ("start", "days", "told"),
    [
        ("2026-11-09", 1, ()),
        (
            "2026-03-18",
            13,
            (
                "All days from 2026-03-21 to 2026-03-25 are off: Nauryz.",
                "2026-03-28 and 2026-03-29 are a weekend.",
                "2026-04-04 and 2026-04-05 are a weekend.",
            ),
        ),
        (
            "2024-05-02",
            5,
            (
                "2024-05-05 is a Saturday or Sunday.",
                "2024-05-07 is a holiday: Defender of the Fatherland Day.",
                "2024-05-08 is a day off in exchange for 2024-05-04.",
                "2024-05-09 is a holiday: Victory Day.",
                "2024-05-11 and 2024-05-12 are a weekend.",
                "2024-05-04 is worked in exchange for 2024-05-08.",
            ),
        ),
        (
            "2025-08-29",
            1,
            (
                "2025-08-30 is a holiday: Constitution Day.",
                "2025-08-31 is a Saturday or Sunday.",
                "2025-09-01 is a day off because a holiday fell on a weekend: Constitution Day.",
            ),
        ),
    ],
)
def test_each_day_that_was_left_out_and_each_that_was_worked_is_told(start: str, days: int, told: tuple[str]) -> None:
    """Rules 19, List 7(1)."""
    counted = CALENDAR.add(date.fromisoformat(start), days)
    assert [str(said) for said in counted.derivation] == [
        f"Working days in the term: {days}, counted from {start}, which is day zero.",
        *told,
        f"The last day of the term is {counted.on}.",
    ]


def test_each_year_that_is_not_confirmed_is_told_at_the_end() -> None:
    """List 7(1)."""
    told = CALENDAR.add(date(2027, 12, 29), 9).derivation
    assert [str(said) for said in told[-3:]] == [
        "The last day of the term is 2028-01-14.",
        "The calendar of 2027 is computed and not yet confirmed.",
        "The calendar of 2028 is computed and not yet confirmed.",
    ]


def test_a_derivation_is_the_tuple_of_its_sentences() -> None:
    one = CALENDAR.add(date(2026, 3, 18), 13).derivation
    same, other = CALENDAR.add(date(2026, 3, 18), 13).derivation, CALENDAR.add(date(2026, 3, 19), 13).derivation
    sentences = tuple(one)
    assert one == same
    assert one == sentences
    assert sentences == one
    assert one != other
    assert one != sentences[:-1]
    assert len(one) == len(sentences) == 5
    assert one[0] == sentences[0]
    assert repr(one) == repr(sentences)
    assert vars(Derivation)["__hash__"] is None


def test_its_sentences_are_put_together_once() -> None:
    told = Derivation(CALENDAR, date(2026, 3, 18), 13, date(2026, 4, 9))
    assert told.sentences is told.sentences


def test_a_derivation_by_another_calendar_that_says_the_same_is_the_same() -> None:
    special = CALENDAR.special.values()
    twin = WorkingCalendar(special, first_year=2020, last_year=2028, confirmed_years=range(2020, 2027), version="twin")
    assert twin.add(date(2026, 3, 18), 13).derivation == CALENDAR.add(date(2026, 3, 18), 13).derivation
