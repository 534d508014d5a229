"""What the changes of every list have in common: names in three languages, days in order, codes that stay."""

from datetime import date
from typing import Any

import pytest

from ruqsat.law import list_change
from ruqsat.law.book_change import NotAChange
from ruqsat.law.names import Names
from ruqsat.law.timeline import Timeline, Wording

ONE = Timeline([Wording(since=date.min, value=1), Wording(since=date(2027, 1, 1), value=2)])


@pytest.mark.parametrize("lost", ["kk", "ru", "en"])
def test_a_name_is_in_all_three_languages(lost: str) -> None:
    tables: dict[str, Any] = {"kk": " а ", "ru": "б", "en": "c"}
    assert list_change.names_in(tables, "x") == Names(kk="а", ru="б", en="c")
    assert list_change.names_if_any({}, "x") is None
    with pytest.raises(NotAChange, match=f"“x” has no name in “{lost}”"):
        list_change.names_if_any(tables | {lost: " "}, "x")


@pytest.mark.parametrize(
    ("since", "on", "faults"),
    [
        ("2027-01-01", "2026-12-31", 0),
        ("2027-01-01", "2027-01-01", 1),  # today is not a day to come
        ("2026-12-31", "2026-11-27", 1),  # before the last version
        ("2026-12-31", "2026-12-31", 2),
    ],
)
def test_a_version_begins_on_a_day_to_come_and_after_the_last(since: str, on: str, faults: int) -> None:
    """Rules 21-1: never backdated, never overlapping."""
    found = list_change.out_of_order(ONE, since=date.fromisoformat(since), on=date.fromisoformat(on))
    assert len(list(found)) == faults


def test_two_versions_of_one_day_are_one() -> None:
    assert [one.value for one in list_change.with_version(ONE, 3, since=date(2027, 1, 1))] == [1, 3]
    assert [one.value for one in list_change.with_version(ONE, 3, since=date(2027, 1, 2))] == [1, 2, 3]
    assert list_change.last_of(ONE) == 2
