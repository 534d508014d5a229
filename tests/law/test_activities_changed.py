"""Changes of subtypes and specialities: what stands from which day, what is refused with a sentence."""

from datetime import date
from typing import Any

import pytest

from ruqsat.law import activities, book_changes
from ruqsat.law.book import FIRST, Book, Chapter
from ruqsat.law.book_change import NotAChange

TODAY = date(2026, 11, 27)
SINCE = date(2027, 1, 1)
HOSPICE: dict[str, Any] = {
    "basis": "Law of 2026-11-20 No. 7",
    "since": "2027-01-01",
    "subtype": [
        {
            "code": "hospice",
            "kk": "Паллиативтік көмек",
            "ru": "Паллиативная помощь",
            "en": "Palliative care",
            "specialities": ["therapy", "hospice_medicine"],
        },
        {"code": "outpatient", "kk": "Амбулаториялық көмек", "ru": "Амбулаторная помощь", "en": "Outpatient care"},
    ],
    "speciality": [
        {
            "code": "hospice_medicine",
            "kk": "Паллиативтік медицина",
            "ru": "Паллиативная медицина",
            "en": "Palliative medicine",
        }
    ],
    "ended": ["cosmetology_none"],
}
ADDED = {key: value for key, value in HOSPICE.items() if key != "ended"}


def changed(tables: dict[str, Any], book: Book = FIRST) -> Book:
    return book_changes.amended([book_changes.read(Chapter.ACTIVITIES, tables)], book=book)


def sentences(tables: dict[str, Any], book: Book = FIRST) -> list[str]:
    change = book_changes.read(Chapter.ACTIVITIES, tables)
    return [str(one) for one in book_changes.faults(change, book, on=TODAY)]


def test_an_entry_is_declarable_from_its_day_and_a_name_is_another_from_its_day() -> None:
    """Annex 2(4)."""
    assert sentences(ADDED) == []
    book = changed(ADDED)
    before, after = book.activities.on(date(2026, 12, 31)), book.activities.on(SINCE)
    assert "hospice" not in {one.code for one in activities.declarable(among=before)}
    assert "hospice" in {one.code for one in activities.declarable(among=after)}
    assert activities.full_names("outpatient_adult", among=before).en.startswith("Consultation and diagnosis")
    assert activities.full_names("outpatient_adult", among=after).en == "Outpatient care: for adults"
    assert [one.code for one in activities.specialities_for(["hospice"], among=after)] == [
        "therapy",
        "hospice_medicine",
    ]


def test_what_has_ended_is_not_offered_and_still_has_its_name() -> None:
    """Annex 2(4): a license issued before names it for ever."""
    tables = {"basis": "x", "since": "2027-01-01", "ended": ["outpatient_adult"]}
    assert sentences(tables) == []
    after = changed(tables).activities.on(SINCE)
    assert "outpatient_adult" not in {one.code for one in activities.declarable(among=after)}
    assert activities.full_names("outpatient_adult", among=after) == activities.full_names("outpatient_adult")


def test_versions_follow_each_other_and_two_of_one_day_are_one() -> None:
    book = changed(ADDED)
    again = {"basis": "y", "since": "2027-01-01", "ended": ["outpatient_child"]}
    assert sentences(again, book) == []
    after = changed(again, book)
    assert len(list(after.activities)) == 2
    assert {"hospice", "outpatient_child"} <= set(after.activities.on(SINCE).subtypes)
    earlier = again | {"since": "2026-12-15"}
    assert "Another version begins on 2027-01-01, not earlier than this one." in sentences(earlier, book)


def with_subtype(**said: Any) -> dict[str, Any]:
    return {"basis": "x", "since": "2027-01-01", "subtype": [said]}


ENDS: dict[str, Any] = {"basis": "x", "since": "2027-01-01"}
NAMES = {"kk": "а", "ru": "б", "en": "c"}


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"basis": "x", "since": "2027-01-01"}, "Nothing is changed."),
        (ADDED | {"since": "2026-11-27"}, "A list changes from a day to come; 2026-11-27 is not one."),
        (HOSPICE, "“cosmetology_none” is not in the list, and cannot end."),
        (ADDED | {"ended": ["hospice"]}, "“hospice” is named twice."),
        (with_subtype(code="Hospice", **NAMES, specialities=["therapy"]), "“Hospice” is not spelled as a code"),
        (with_subtype(code="hospice", specialities=["therapy"]), "“hospice” is new and has no name."),
        (with_subtype(code="hospice", **NAMES), "“hospice” can be declared and offers no speciality."),
        (with_subtype(code="hospice", **NAMES, specialities=["magic"]), "“hospice” offers “magic”, which"),
        (with_subtype(code="outpatient_adult", parent="nowhere"), "“outpatient_adult” is placed below “nowhere”"),
        (with_subtype(code="outpatient", parent="outpatient_adult"), "“outpatient” would be below itself."),
        (ENDS | {"ended_specialities": ["primary"]}, "“primary” is not in the list"),
        ({"basis": "x", "since": "2027-01-01", "ended": ["primary"]}, "“primary_predoctor” is placed below “primary”"),
        (
            ENDS | {"ended_specialities": ["radiology"]},
            "“diagnostics_xray” offers “radiology”",
        ),
    ],
)
def test_what_may_not_stand_is_told_in_a_sentence(tables: dict[str, Any], said: str) -> None:
    """Annex 2(4): backdated, unknown, nameless, misplaced, in a ring."""
    assert any(sentence.startswith(said) for sentence in sentences(tables))


def test_a_code_that_has_ended_is_not_used_again() -> None:
    book = changed({"basis": "x", "since": "2027-01-01", "ended": ["outpatient_adult"]})
    said = sentences(with_subtype(code="outpatient_adult", **NAMES), book)
    assert said == ["“outpatient_adult” has ended; its code is not used again."]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (with_subtype(code="hospice", kk="а", ru="б"), "“hospice” has no name in “en”."),
        (with_subtype(code="hospice", **NAMES, parent=1), "At “parent” a text is expected."),
        (with_subtype(code="hospice", **NAMES, specialities="therapy"), "At “specialities” a list of names"),
        (with_subtype(code="hospice", colour="red"), "Nothing is known by the name “colour” here."),
        ({"basis": "x", "since": "soon"}, "At “since” a day is expected"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tables: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAChange, match=said):
        book_changes.read(Chapter.ACTIVITIES, tables)


def test_a_subtype_and_a_speciality_of_one_code_are_two_entries() -> None:
    """Annex 2(4): dentistry is both."""
    tables = with_subtype(code="dentistry", **NAMES) | {"speciality": [{"code": "dentistry", **NAMES}]}
    assert sentences(tables) == []
    after = changed(tables).activities.on(SINCE)
    assert (after.subtypes["dentistry"].names.en, after.specialities["dentistry"].names.en) == ("c", "c")
    ended = {
        "basis": "x",
        "since": "2027-01-01",
        "ended": ["laboratory", "laboratory_clinical", "laboratory_biochemical"],
    }
    assert sentences(ended) == []
    assert "laboratory" not in changed(ended).activities.on(SINCE).ended_specialities
