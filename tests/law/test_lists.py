"""The reference lists of one day, asked together."""

from datetime import date

from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Chapter
from ruqsat.law.lists import FIRST as FIRST_LISTS
from ruqsat.law.requirements import for_facility
from tests.law.test_activities_changed import ADDED
from tests.law.test_offices_changed import NEW_REGION
from tests.law.test_requirements_changed import ADDED as POINT


def test_without_a_change_they_are_the_tables_beside_the_code() -> None:
    """Rules 15, Rules 17."""
    assert FIRST.lists_on(date(2026, 3, 18)) == FIRST_LISTS
    assert FIRST_LISTS.points_for(["diagnostics_xray"]) == for_facility(["diagnostics_xray"])


def test_each_list_has_its_own_days() -> None:
    """Rules 3, Rules 15, Annex 2(4)."""
    said = (
        (Chapter.OFFICES, NEW_REGION | {"since": "2027-02-01"}),
        (Chapter.ACTIVITIES, ADDED | {"since": "2027-01-01"}),
        (Chapter.REQUIREMENTS, POINT | {"since": "2027-03-01"}),
    )
    book = book_changes.amended(book_changes.read(chapter, tables) for chapter, tables in said)
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]
    found = [book.lists_on(day) for day in days]
    assert [
        ("hospice" in one.activities.there, "20" in one.offices.served, "medical_waste" in one.requirements.points)
        for one in found
    ] == [(False, False, False), (True, False, False), (True, True, False), (True, True, True)]
