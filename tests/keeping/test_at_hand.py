"""The lists at hand: those that were taken, asked for once in a request, and left as they were afterwards."""

from datetime import date

from ruqsat.documents import naming
from ruqsat.keeping import at_hand
from ruqsat.law import book_changes
from ruqsat.law.book import FIRST, Chapter
from ruqsat.law.lists import Lists
from tests.law.test_activities_changed import ADDED

BOOK = book_changes.amended([book_changes.read(Chapter.ACTIVITIES, ADDED)])
BEFORE, SINCE = date(2026, 12, 31), date(2027, 1, 1)


def test_what_is_taken_is_at_hand_and_names_are_those_of_its_day() -> None:
    """Annex 2, Annex 3: a paper names a subtype as it is called on the day of writing."""
    at_hand.take(BOOK, on=SINCE)
    assert naming.subtype("outpatient_adult").en == "Outpatient care: for adults"
    at_hand.take(BOOK, on=BEFORE)
    assert naming.subtype("outpatient_adult").en.startswith("Consultation and diagnosis")
    at_hand.take(FIRST, on=BEFORE)


def test_a_request_asks_once_when_it_needs_them_and_leaves_what_was_there() -> None:
    asked: list[Lists] = []

    def ask() -> Lists:
        asked.append(BOOK.lists_on(SINCE))
        return asked[-1]

    before = at_hand.lists()
    with at_hand.asking(ask):
        assert asked == []
        assert "hospice" in at_hand.lists().activities.there
        assert at_hand.lists() is asked[0]
        at_hand.take(FIRST, on=BEFORE)
        assert "hospice" not in at_hand.lists().activities.there
    assert len(asked) == 1
    assert at_hand.lists() == before
