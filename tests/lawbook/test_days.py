"""``ruqsat law workday`` and ``ruqsat law add``."""

import pytest

from tests.lawbook.asking import answer, ask, refusal


@pytest.mark.parametrize(
    ("on", "working", "why"),
    [
        ("2026-05-11", False, "2026-05-11 is a day off because a holiday fell on a weekend: Victory Day."),
        ("2026-05-12", True, "2026-05-12 is a working day."),
        ("2026-05-10", False, "2026-05-10 is a Saturday or Sunday."),
        ("2024-05-04", True, "2024-05-04 is worked in exchange for 2024-05-08."),
        ("2026-12-16", False, "2026-12-16 is a holiday: Independence Day."),
    ],
)
def test_a_day_is_told_with_its_reason(on: str, working: bool, why: str) -> None:
    """List 7(1): Monday to Friday except holidays; exchanged days count as what they became."""
    assert answer("workday", "--on", on) == {"on": on, "working": working, "why": why}
    assert ask("workday", "--on", on).out == f"{why}\n"


def test_working_days_are_added_with_their_derivation() -> None:
    """Rules 19: thirteen working days over Nauryz."""
    found = answer("add", "--from", "2026-03-18", "--days", "13")
    assert list(found) == ["from", "days", "result", "derivation"]
    assert (found["from"], found["days"], found["result"]) == ("2026-03-18", 13, "2026-04-09")
    assert "All days from 2026-03-21 to 2026-03-25 are off: Nauryz." in found["derivation"]
    assert ask("add", "--from", "2026-03-18", "--days", "13").out.startswith("2026-04-09\n")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("workday", "--on", "2031-01-01"), "2031 has to be added"),
        (("workday", "--on", "2019-12-31"), "2019 has to be added"),
        (("workday", "--on", "2026-02-29"), "There is no day 2026-02-29"),
        (("workday", "--on", "today"), "“today” is no day"),
        (("add", "--from", "2026-03-18", "--days", "0"), "a whole number from 1 on"),
        (("add", "--from", "2026-03-18", "--days=-3"), "a whole number from 1 on"),
        (("add", "--from", "2026-03-18", "--days", "1.5"), "a whole number from 1 on"),
        (("add", "--from", "2026-03-18", "--days", "99999"), "2029 has to be added"),
        (("add", "--from", "2026-03-18", "--days", "9" * 400), "a whole number from 1 on"),
        (("add", "--from", "2026-02-30", "--days", "1"), "There is no day 2026-02-30"),
    ],
)
def test_what_cannot_be_answered_gets_its_sentence(arguments: tuple[str, ...], why: str) -> None:
    assert why in refusal(*arguments)
