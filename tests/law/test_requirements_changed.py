"""Changes of the qualification requirements: what is asked from which day, what is refused with a sentence."""

from datetime import date
from typing import Any

import pytest

from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Book, Chapter
from ruqsat.law.book_change import NotAChange
from ruqsat.law.requirements import REQUIREMENTS

TODAY = date(2026, 11, 27)
WASTE: dict[str, Any] = {
    "key": "medical_waste",
    "ref": "Rules 15",
    "kk": "Медициналық қалдықтар шартпен шығарылады",
    "ru": "Медицинские отходы вывозятся по договору",
    "en": "Medical waste is removed under a contract",
    "hint": {"kk": "Шарт қолданыста.", "ru": "Договор действует.", "en": "The contract is in force."},
    "subtypes": ["outpatient"],
}
ADDED: dict[str, Any] = {"basis": "Order No. 8", "since": "2027-01-01", "requirement": [WASTE]}
NAMES = {"kk": "а", "ru": "б", "en": "c"}


def changed(tables: dict[str, Any], book: Book = FIRST) -> Book:
    return book_changes.amended([book_changes.read(Chapter.REQUIREMENTS, tables)], book=book)


def sentences(tables: dict[str, Any], book: Book = FIRST) -> list[str]:
    change = book_changes.read(Chapter.REQUIREMENTS, tables)
    return [str(one) for one in book_changes.faults(change, book, on=TODAY)]


def keys(book: Book, on: date, *subtypes: str) -> set[str]:
    return {one.key for one in book.lists_on(on).points_for(subtypes)}


def test_a_new_point_is_asked_from_its_day_of_the_subtypes_it_is_for() -> None:
    """Rules 15, Rules 17."""
    assert sentences(ADDED) == []
    book = changed(ADDED)
    assert "medical_waste" not in keys(book, date(2026, 12, 31), "outpatient_adult")
    assert "medical_waste" in keys(book, date(2027, 1, 1), "outpatient_adult")  # below outpatient
    assert "medical_waste" not in keys(book, date(2027, 1, 1), "diagnostics_xray")


def test_another_wording_keeps_the_key_and_what_ends_is_not_asked_any_more() -> None:
    """Rules 17."""
    tables = {
        "basis": "x",
        "since": "2027-01-01",
        "requirement": [{"key": "premises", **NAMES}],
        "ended": ["sanitary"],
    }
    assert sentences(tables) == []
    after = changed(tables).requirements.on(date(2027, 1, 1))
    assert (after.points["premises"].names.en, after.points["premises"].ref) == ("c", REQUIREMENTS["premises"].ref)
    assert after.points["sanitary"] == REQUIREMENTS["sanitary"]
    assert "sanitary" not in keys(changed(tables), date(2027, 1, 1), "outpatient_adult")


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"basis": "x", "since": "2027-01-01"}, "Nothing is changed."),
        (
            ADDED | {"requirement": [WASTE | {"key": "Medical waste"}]},
            "“Medical waste” is not spelled as a code here is",
        ),
        (ADDED | {"since": "2026-11-27"}, "A list changes from a day to come; 2026-11-27 is not one."),
        (ADDED | {"requirement": [WASTE, WASTE]}, "“medical_waste” is named twice."),
        (ADDED | {"requirement": [WASTE | {"subtypes": ["magic"]}]}, "“medical_waste” is for “magic”, which is no"),
        (ADDED | {"requirement": [WASTE | {"ref": ""}]}, "“medical_waste” is new: it needs its clause"),
        (ADDED | {"requirement": [{"key": "medical_waste", **NAMES}]}, "“medical_waste” is new: it needs its clause"),
        (ADDED | {"ended": ["magic"]}, "“magic” is not in the list, and cannot end."),
        ({"basis": "x", "since": "2027-01-01", "ended": list(REQUIREMENTS)}, "No point of the qualification"),
    ],
)
def test_what_may_not_stand_is_told_in_a_sentence(tables: dict[str, Any], said: str) -> None:
    """Rules 15: backdated, without clause or words, for what is no subtype."""
    assert any(sentence.startswith(said) for sentence in sentences(tables))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (WASTE | {"hint": {"kk": "а", "ru": "б"}}, "“medical_waste.hint” has no name in “en”."),
        (WASTE | {"hint": "look"}, "At “medical_waste.hint” a table is expected."),
        (WASTE | {"kk": " "}, "“medical_waste” has no name in “kk”."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(row: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAChange, match=said):
        book_changes.read(Chapter.REQUIREMENTS, ADDED | {"requirement": [row]})
