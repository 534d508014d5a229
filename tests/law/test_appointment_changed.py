"""Rules 20: appointments and dismissals as changes, and what is refused with a sentence."""

from datetime import date
from typing import Any

import pytest

from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Chapter
from ruqsat.law.book_change import NotAChange

TODAY = date(2026, 11, 27)
DEPUTY: dict[str, Any] = {
    "person": "6d9b0c46-58f5-4d7f-9c4e-0f6a1a3f3a10",
    "office": "KZ-75",
    "role": "head",
    "kind": "deputy",
    "since": "2026-12-01",
    "order": "№ 17 of 2026-11-26",
}
DISMISSED: dict[str, Any] = DEPUTY | {"since": "2024-01-15", "until": "2026-12-15", "ends": True}


def sentences(tables: dict[str, Any]) -> list[str]:
    change = book_changes.read(Chapter.APPOINTMENTS, tables)
    return [str(one) for one in book_changes.faults(change, FIRST, on=TODAY)]


@pytest.mark.parametrize("tables", [DEPUTY, DISMISSED, DEPUTY | {"since": "2026-11-27", "until": "2026-11-27"}])
def test_an_appointment_and_a_dismissal_rest_on_their_order(tables: dict[str, Any]) -> None:
    """Rules 20."""
    change = book_changes.read(Chapter.APPOINTMENTS, tables)
    assert sentences(tables) == []
    assert change.basis == DEPUTY["order"]
    assert change.amended(FIRST).appointments == (change,)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (DEPUTY | {"since": "2026-11-26"}, "2026-11-26 is over; nobody is appointed or dismissed backdated."),
        (
            DEPUTY | {"since": "2026-11-26", "until": "2026-12-31"},
            "2026-11-26 is over; nobody is appointed or dismissed backdated.",
        ),
        (DISMISSED | {"until": "2026-11-26"}, "2026-11-26 is over; nobody is appointed or dismissed backdated."),
        (DEPUTY | {"until": "2026-11-30"}, "An appointment ends after it begins; its days say otherwise."),
        (DEPUTY | {"office": "KZ-99"}, "There is no office “KZ-99”."),
        (DEPUTY | {"role": "approver", "kind": ""}, "The office “KZ-75” has no such post."),
        (DEPUTY | {"kind": ""}, "A head is appointed as head, deputy or acting head."),
        (DEPUTY | {"role": "officer"}, "Only heads are appointed as head, deputy or acting head."),
    ],
)
def test_what_may_not_stand_is_told_in_a_sentence(tables: dict[str, Any], said: str) -> None:
    """Rules 20: backdated, to no office, to a post that it has not."""
    assert said in sentences(tables)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (DEPUTY | {"person": "870412300415"}, "At “person” the number of a person is expected."),
        (DEPUTY | {"role": "king"}, "There is no post “king”."),
        (DISMISSED | {"until": None}, "At “until” a day is expected"),
        (DEPUTY | {"ends": "yes"}, "At “ends” true or false is expected."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tables: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAChange, match=said):
        book_changes.read(Chapter.APPOINTMENTS, tables)
