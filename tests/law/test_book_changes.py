"""Changes of the book: what is read, what is refused with a sentence, and what the book says afterwards."""

from datetime import date, time
from typing import Any

import pytest

from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Book, Chapter
from ruqsat.law.book_change import NotAChange
from ruqsat.law.calendar import DayKind
from ruqsat.law.clauses import CLAUSES, in_force

TODAY = date(2026, 11, 27)

KURBAN_AIT: dict[str, Any] = {
    "basis": "Announcement of the Spiritual Administration of 2027-05-10",
    "day": [
        {"date": "2027-05-17", "kind": "religious", "holiday": "kurban_ait"},
        {"date": "2027-05-16", "kind": "ordinary"},
    ],
}
EXCHANGE: dict[str, Any] = {
    "basis": "Government resolution of 2026-12-15 No. 900",
    "day": [
        {"date": "2027-05-08", "kind": "moved_work", "with": "2027-05-06"},
        {"date": "2027-05-06", "kind": "moved_off", "with": "2027-05-08"},
    ],
    "confirmed_years": [2027],
}
OF_TODAY: dict[str, Any] = {
    "basis": "Resolution of this morning",
    "day": [{"date": "2026-11-27", "kind": "holiday", "holiday": "new_year"}],
}
ORDER: dict[str, Any] = {
    "id": "2026-120",
    "order": "Order of the Minister of Health of 2026-11-20 No. 120",
    "signed_on": "2026-11-20",
    "published_on": "2026-11-25",
    "in_force_from": "2027-02-01",
    "replaces": {"issue_days": 10, "closes": "18:00"},
    "open_cases": ["issue_days"],
}
WORDED = {"kk": "Он жұмыс күні.", "ru": "Десять рабочих дней.", "en": "Ten working days."}
INDEX: dict[str, Any] = {"year": 2027, "tenge": 4600, "basis": "Law on the republican budget for 2027 to 2029"}


def sentences(chapter: Chapter, tables: dict[str, Any], *, book: Book = FIRST) -> list[str]:
    change = book_changes.read(chapter, tables)
    return [str(one) for one in book_changes.faults(change, book, on=TODAY)]


@pytest.mark.parametrize(
    ("chapter", "tables", "since"),
    [
        (Chapter.CALENDAR, EXCHANGE, date(2027, 1, 1)),
        (Chapter.CALENDAR, OF_TODAY, TODAY),
        (Chapter.MCI, INDEX, date(2027, 1, 1)),
        (Chapter.MCI, INDEX | {"tenge": 1}, date(2027, 1, 1)),
        (Chapter.EDITIONS, ORDER, date(2027, 2, 1)),
    ],
)
def test_a_change_is_the_same_from_tables_and_from_the_text_of_its_act(
    chapter: Chapter, tables: dict[str, Any], since: date
) -> None:
    """List 7(1), Rules 21-1, Tax 554: what contradicts nothing is refused by no sentence."""
    change = book_changes.read(chapter, tables)
    assert book_changes.read_text(chapter, book_changes.text_of(tables)) == change
    assert sentences(chapter, tables) == []
    assert change.since == since


def test_days_that_are_exchanged_count_as_what_they_became() -> None:
    """List 7(1)."""
    book = book_changes.amended([book_changes.read(Chapter.CALENDAR, EXCHANGE)])
    assert book.version == 1
    assert book.calendar.version == FIRST.calendar.version + "+1"
    assert book.calendar.is_working(date(2027, 5, 8))
    assert not book.calendar.is_working(date(2027, 5, 6))
    assert book.calendar.confirmed(2027)
    assert not FIRST.calendar.confirmed(2027)


def test_a_day_can_be_made_ordinary_again_and_another_be_off_instead() -> None:
    """List 7(1): Kurban Ait, announced late."""
    assert FIRST.calendar.special[date(2027, 5, 16)].kind is DayKind.RELIGIOUS
    assert sentences(Chapter.CALENDAR, KURBAN_AIT) == []
    book = book_changes.amended([book_changes.read(Chapter.CALENDAR, KURBAN_AIT)])
    assert date(2027, 5, 16) not in book.calendar.special
    assert not book.calendar.is_working(date(2027, 5, 17))


def test_the_index_of_a_year_is_known_from_its_first_day_to_its_last() -> None:
    """Tax 554."""
    book = book_changes.amended([book_changes.read(Chapter.MCI, INDEX)])
    assert [book.mci.on(day) for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31))] == [
        4325,
        4600,
        4600,
    ]


@pytest.mark.parametrize(("on", "said"), [(date(2027, 12, 31), 0), (date(2028, 1, 1), 1)])
def test_the_index_of_a_year_can_be_entered_until_the_year_is_over(on: date, said: int) -> None:
    """Tax 554: the law on the budget may come late."""
    change = book_changes.read(Chapter.MCI, INDEX)
    assert len(book_changes.faults(change, FIRST, on=on)) == said


def test_an_order_makes_an_edition_of_the_last_one() -> None:
    """Rules 21-1."""
    book = book_changes.amended([book_changes.read(Chapter.EDITIONS, ORDER)])
    before, after = book.edition_on(date(2027, 1, 31)), book.edition_on(date(2027, 2, 1))
    assert (before.issue_days, after.issue_days) == (13, 10)
    assert (after.closes, after.reissue_days, after.order) == (time(18, 0), 3, ORDER["order"])
    assert book.edition_of_case(filed_on=date(2027, 1, 15), on=date(2027, 2, 1)).issue_days == 10


def test_an_order_is_held_against_the_last_edition_of_the_book() -> None:
    """Rules 21-1: what the edition before the last one said may be said anew."""
    book = book_changes.amended([book_changes.read(Chapter.EDITIONS, ORDER)])
    back = ORDER | {"id": "2027-3", "in_force_from": "2027-05-01", "replaces": {"issue_days": 13}}
    assert sentences(Chapter.EDITIONS, back, book=book) == []
    assert sentences(Chapter.EDITIONS, back | {"replaces": {"issue_days": 10}}, book=book) == [
        "“issue_days” is what the edition before it says."
    ]


def test_an_order_gives_other_contacts_and_words_clauses_anew_from_its_day_on() -> None:
    """Rules 21-1, List 10(3), List 10(5): and what an earlier order worded anew stays."""
    order = ORDER | {"replaces": {"contact_centre": ["1415"], "texts": {"Rules 19": WORDED}}, "open_cases": []}
    next_order = ORDER | {"id": "2027-3", "in_force_from": "2027-05-01", "open_cases": []}
    next_order["replaces"] = {"texts": {"Rules 9": WORDED}, "committee_email": "new@example.kz"}
    book = book_changes.amended(book_changes.read(Chapter.EDITIONS, one) for one in (order, next_order))
    days = (date(2027, 1, 31), date(2027, 2, 1), date(2027, 5, 1))
    before, after, later = (book.edition_on(day) for day in days)
    assert (before.contact_centre, after.contact_centre, later.contact_centre) == (
        ("1414", "8-800-080-7777"),
        ("1415",),
        ("1415",),
    )
    assert (after.committee_email, later.committee_email) == ("kmfk@dsm.gov.kz", "new@example.kz")
    assert in_force(before)["Rules 19"] == CLAUSES["Rules 19"]
    assert in_force(after)["Rules 19"].ru == "Десять рабочих дней."
    assert in_force(after)["Rules 9"] == CLAUSES["Rules 9"]
    assert (in_force(later)["Rules 9"].kk, in_force(later)["Rules 19"].kk) == (WORDED["kk"], WORDED["kk"])


@pytest.mark.parametrize(
    ("chapter", "tables", "said"),
    [
        (Chapter.MCI, INDEX | {"year": 2026}, "The index of 2026 is recorded already."),
        (Chapter.MCI, INDEX | {"year": 2028}, "The next year without an index is 2027."),
        (Chapter.MCI, INDEX | {"tenge": 0}, "The index is a number of tenge above zero."),
        (Chapter.CALENDAR, {"basis": "none"}, "Nothing is changed."),
        (
            Chapter.CALENDAR,
            {"basis": "x", "day": [{"date": "2026-11-26", "kind": "holiday", "holiday": "new_year"}]},
            "2026-11-26 is over; the calendar is not changed backdated.",
        ),
        (
            Chapter.CALENDAR,
            EXCHANGE | {"day": EXCHANGE["day"][:1]},
            "2027-05-08 is exchanged for no other day of this change.",
        ),
        (
            Chapter.CALENDAR,
            {"basis": "x", "day": [{"date": "2027-05-17", "kind": "ordinary"}]},
            "2027-05-17 is an ordinary day already.",
        ),
        (
            Chapter.CALENDAR,
            {"basis": "x", "day": [KURBAN_AIT["day"][0], KURBAN_AIT["day"][0]]},
            "2027-05-17 is named twice.",
        ),
        (
            Chapter.CALENDAR,
            {"basis": "x", "day": [{"date": "2030-01-01", "kind": "holiday", "holiday": "new_year"}]},
            "The calendar of 2030 is not written; add the year first.",
        ),
        (Chapter.CALENDAR, {"basis": "x", "last_year": 2031}, "The next year to be added is 2029."),
        (Chapter.CALENDAR, {"basis": "x", "confirmed_years": [2026]}, "The calendar of 2026 is confirmed already."),
        (Chapter.EDITIONS, ORDER | {"id": "2025-93"}, "An edition 2025-93 is recorded already."),
        (
            Chapter.EDITIONS,
            ORDER | {"in_force_from": "2026-11-27"},
            "An edition comes into force on a day to come; 2026-11-27 is not one.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"published_on": "2026-11-19"},
            "An order is signed, then published, then in force; its days say otherwise.",
        ),
        (Chapter.EDITIONS, ORDER | {"replaces": {}, "open_cases": []}, "The order replaces nothing."),
        (
            Chapter.EDITIONS,
            ORDER | {"id": "No. 120"},
            "The name of an edition is the year and the number of its order, like 2027-15.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"open_cases": ["reissue_days"]},
            "“reissue_days” is said to apply to open cases and is not replaced.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"issue_days": 13}},
            "“issue_days” is what the edition before it says.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"objection_days": 3}, "open_cases": []},
            "The objection ends before the result may be issued; the terms of Rules 12 say otherwise.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"closes": "12:00"}, "open_cases": []},
            "The office opens, has lunch, and closes, in this order; the hours say otherwise.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"open_cases": ["closes"]},
            "“closes” bears on the filing alone and cannot apply to open cases.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"grounds": ["List 9(9)"]}, "open_cases": []},
            "“List 9(9)” in “grounds” is not known.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"documents_duplicate": ["map"]}, "open_cases": []},
            "“map” in “documents_duplicate” is not known.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"texts": {"Rules 99": WORDED}}, "open_cases": []},
            "“Rules 99” in “texts” is not known.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"texts": {"Rules 19": vars(CLAUSES["Rules 19"])}}, "open_cases": []},
            "“Rules 19” is what the edition before it says.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"contact_centre": ["1414", "call us"]}, "open_cases": []},
            "The contact centre has one telephone number or more, like 1414 or 8-800-080-7777.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"contact_centre": []}, "open_cases": []},
            "The contact centre has one telephone number or more, like 1414 or 8-800-080-7777.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"committee_email": "kmfk"}, "open_cases": []},
            "The Committee's e-mail is one address, like kmfk@dsm.gov.kz.",
        ),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"contact_centre": ["1415"]}, "open_cases": ["contact_centre"]},
            "“contact_centre” is shown to everybody alike and cannot apply to open cases.",
        ),
    ],
)
def test_what_may_not_stand_is_told_in_a_sentence(chapter: Chapter, tables: dict[str, Any], said: str) -> None:
    """Rules 21-1, List 7(1), List 10(3), List 10(5), Tax 554: overlapping, backdated, contradicting itself."""
    assert sentences(chapter, tables) == [said]


@pytest.mark.parametrize(
    ("chapter", "tables", "said"),
    [
        (Chapter.MCI, {"year": 2027, "basis": "x"}, "At “tenge” a whole number is expected."),
        (Chapter.MCI, INDEX | {"basis": "  "}, "At “basis” a text is expected."),
        (Chapter.MCI, INDEX | {"month": 1}, "Nothing is known by the name “month” here."),
        (Chapter.CALENDAR, {"basis": "x", "day": "all"}, "At “day” a list of tables is expected."),
        (Chapter.CALENDAR, {"basis": "x", "day": [{"date": "2027-02-30", "kind": "ordinary"}]}, "At “date” a day"),
        (Chapter.CALENDAR, {"basis": "x", "day": [{"date": "2027-02-03", "kind": "feast"}]}, "The kind of 2027-02-03"),
        (
            Chapter.CALENDAR,
            {"basis": "x", "day": [{"date": "2027-02-03", "kind": "holiday", "holiday": "mine"}]},
            "Which holiday 2027-02-03 is",
        ),
        (Chapter.EDITIONS, ORDER | {"replaces": {"issue_days": "ten"}}, "At “issue_days” a whole number"),
        (Chapter.EDITIONS, ORDER | {"replaces": {"issue_hours": 10}}, "Nothing is known by the name “issue_hours”"),
        (Chapter.EDITIONS, ORDER | {"replaces": {"closes": "late"}}, "At “closes” an hour is expected"),
        (Chapter.EDITIONS, ORDER | {"replaces": {"committee_email": 3}}, "At “committee_email” a text is expected"),
        (Chapter.EDITIONS, ORDER | {"replaces": {"texts": ["Rules 19"]}}, "At “texts” a table is expected"),
        (Chapter.EDITIONS, ORDER | {"replaces": {"texts": {"Rules 19": "x"}}}, "At “texts.Rules 19” a table"),
        (
            Chapter.EDITIONS,
            ORDER | {"replaces": {"texts": {"Rules 19": {"kk": "x", "ru": "y"}}}},
            "At “texts.Rules 19.en” a text is expected",
        ),
        (Chapter.EDITIONS, ORDER | {"open_cases": "all"}, "At “open_cases” a list of names"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(chapter: Chapter, tables: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAChange, match=said):
        book_changes.read(chapter, tables)


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_a_text_that_is_no_object_is_no_change(text: str) -> None:
    with pytest.raises(NotAChange):
        book_changes.read_text(Chapter.MCI, text)
