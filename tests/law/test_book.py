"""The book: what stands in it on a day, and which rules an open case lives under."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law.book import FIRST, Book
from ruqsat.law.editions import EDITIONS
from ruqsat.law.timeline import NotInForce, Timeline, Wording

LAST = list(EDITIONS)[-1].value
NEXT = date(2027, 3, 1)


def with_an_order(*open_cases: str) -> Book:
    edition = replace(LAST, id="2027-15", in_force_from=NEXT, issue_days=10, hearing_days=4, open_cases=open_cases)
    return replace(FIRST, editions=Timeline([*EDITIONS, Wording(since=NEXT, value=edition)]))


def test_the_first_book_is_the_tables_beside_the_code() -> None:
    assert FIRST.version == 0
    assert FIRST.edition_on(date(2026, 11, 9)).id == "2025-93"
    assert FIRST.mci.on(date(2026, 5, 5)) == 4325
    with pytest.raises(NotInForce):
        FIRST.edition_on(date(2019, 1, 1))


@pytest.mark.parametrize(
    ("filed", "on", "open_cases", "rules"),
    [
        (date(2027, 2, 26), date(2027, 2, 28), ("issue_days",), ("2025-93", 13, 3)),  # not in force yet
        (date(2027, 2, 26), NEXT, (), ("2025-93", 13, 3)),  # keeps the rules of its filing day
        (date(2027, 2, 26), NEXT, ("issue_days",), ("2025-93+2027-15", 10, 3)),  # but for what the order applies to it
        (NEXT, NEXT, ("issue_days",), ("2027-15", 10, 4)),  # filed under the new edition
    ],
)
def test_a_case_keeps_the_edition_of_its_filing_day_but_for_what_an_order_applies_to_open_cases(
    filed: date, on: date, open_cases: tuple[str, ...], rules: tuple[str, int, int]
) -> None:
    """Rules 21-1."""
    found = with_an_order(*open_cases).edition_of_case(filed_on=filed, on=on)
    assert (found.id, found.issue_days, found.hearing_days) == rules
