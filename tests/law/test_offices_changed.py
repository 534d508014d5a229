"""Changes of the offices: which serves which region from which day, what each offers, what is refused."""

from datetime import date
from typing import Any

import pytest

from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Book, Chapter
from ruqsat.law.book_change import NotAChange
from ruqsat.law.offices import UnknownRegion, approving_body, licensor

TODAY = date(2026, 11, 27)
BEFORE, SINCE = date(2026, 12, 31), date(2027, 1, 1)
NAMES = {"kk": "а", "ru": "б", "en": "c"}
BOTH: dict[str, Any] = {"basis": "Order No. 9", "since": "2027-01-01"}
NEW_REGION: dict[str, Any] = BOTH | {
    "region": [{"code": "20", **NAMES, "centre": NAMES, "licensor": "KZ-20", "approving": "SES-19"}],
    "office": [{"code": "KZ-20", "kind": "licensor", "region": "20", **NAMES, "short": NAMES, "access": ["ramp"]}],
}
MERGED: dict[str, Any] = BOTH | {"region": [{"code": "10", "licensor": "KZ-63"}], "ended": ["KZ-10"]}


def changed(tables: dict[str, Any], book: Book = FIRST) -> Book:
    return book_changes.amended([book_changes.read(Chapter.OFFICES, tables)], book=book)


def sentences(tables: dict[str, Any], book: Book = FIRST) -> list[str]:
    change = book_changes.read(Chapter.OFFICES, tables)
    return [str(one) for one in book_changes.faults(change, book, on=TODAY)]


def test_a_new_region_has_its_offices_from_its_day() -> None:
    """Rules 3, Rules 10(1), List 1."""
    assert sentences(NEW_REGION) == []
    book = changed(NEW_REGION)
    with pytest.raises(UnknownRegion):
        licensor("20", among=book.offices.on(BEFORE))
    after = book.offices.on(SINCE)
    assert (licensor("20", among=after).code, approving_body("20", among=after).code) == ("KZ-20", "SES-19")


def test_a_merged_office_hands_its_region_over_from_the_day() -> None:
    """Rules 3, Rules 18."""
    assert sentences(MERGED) == []
    book = changed(MERGED)
    assert licensor("10", among=book.offices.on(BEFORE)).code == "KZ-10"
    after = book.offices.on(SINCE)
    assert licensor("10", among=after).code == "KZ-63"
    assert "KZ-10" in after.offices
    assert "KZ-10" not in after.open


def test_a_region_that_has_ended_is_served_by_nobody() -> None:
    """Rules 3."""
    after = changed(BOTH | {"ended": ["10"]}).offices.on(SINCE)
    assert "10" not in after.served
    with pytest.raises(UnknownRegion):
        licensor("10", among=after)


def test_what_an_office_offers_is_recorded_from_a_day() -> None:
    """List 10(4): until then nobody has said."""
    tables = BOTH | {
        "office": [{"code": "KZ-75", "access": ["ramp", "sign_language"]}],
        "access": [{"code": "sign_language", **NAMES}],
    }
    assert sentences(tables) == []
    book = changed(tables)
    assert book.offices.on(BEFORE).offices["KZ-75"].access is None
    assert book.offices.on(SINCE).offices["KZ-75"].access == ("ramp", "sign_language")
    assert book.offices.on(SINCE).offices["KZ-75"].names == FIRST.offices.on(BEFORE).offices["KZ-75"].names


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (BOTH, "Nothing is changed."),
        (MERGED | {"since": "2026-11-27"}, "A list changes from a day to come"),
        (BOTH | {"ended": ["KZ-10"]}, "The region “10” would be left without a department of the licensor."),
        (BOTH | {"ended": ["SES-10"]}, "The region “10” would be left without an approving body."),
        (BOTH | {"region": [{"code": "10", "licensor": "SES-10"}]}, "The region “10” would be left without a dep"),
        (BOTH | {"region": [{"code": "10", "approving": "KZ-10"}]}, "The region “10” would be left without an app"),
        (BOTH | {"ended": ["KMFK"]}, "The Committee itself does not end here."),
        (BOTH | {"ended": ["KZ-99"]}, "“KZ-99” is not in the list, and cannot end."),
        (BOTH | {"region": [{"code": "20", **NAMES}]}, "“20” is new: it needs its name, its centre and both its"),
        (BOTH | {"office": [{"code": "KZ-20", **NAMES}]}, "“KZ-20” is new: it needs its kind"),
        (BOTH | {"office": [{"code": "KZ-10", "kind": "approving"}]}, "“KZ-10” stays the kind of office that it was."),
        (BOTH | {"office": [{"code": "KZ-10", "region": "99"}]}, "“KZ-10” is placed in “99”, which is no region."),
        (BOTH | {"office": [{"code": "KZ-10", "access": ["lift"]}]}, "“KZ-10” offers “lift”, which is not there."),
        (NEW_REGION | {"region": [NEW_REGION["region"][0] | {"code": "2x"}]}, "“2x” is not spelled as a code here"),
    ],
)
def test_what_may_not_stand_is_told_in_a_sentence(tables: dict[str, Any], said: str) -> None:
    """Rules 3, Rules 10(1): backdated, unknown, or a region left without an office."""
    assert any(sentence.startswith(said) for sentence in sentences(tables))


def test_only_departments_and_approving_bodies_are_entered() -> None:
    tables = BOTH | {"office": [{"code": "KMFK", "kind": "committee"}]}
    with pytest.raises(NotAChange, match="licensor or approving"):
        book_changes.read(Chapter.OFFICES, tables)
