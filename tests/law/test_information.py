"""Who is informed of a change of the Rules, and by when."""

from datetime import date
from itertools import chain

from ruqsat.law.book import FIRST
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.information import SYSTEMS, due, name_of, recipients
from ruqsat.law.names import LANGUAGES
from ruqsat.law.offices import OFFICES, OfficeKind
from tests.law.test_book_changes import ORDER


def test_the_operator_the_contact_centre_and_every_department_are_informed() -> None:
    """Rules 21-1."""
    found = recipients()
    departments = [code for code, office in OFFICES.items() if office.kind is OfficeKind.LICENSOR]
    assert found == tuple(chain(SYSTEMS, departments))
    assert len(departments) == 20
    assert all(name_of(one).in_(language) for one in found for language in LANGUAGES)


def test_they_are_informed_within_three_working_days_of_the_publication() -> None:
    """Rules 21-1 (docs/law/readings.md): published on a Wednesday, the weekend between is not counted."""
    order = EditionAmended.read(ORDER)
    term = due(order, calendar=FIRST.calendar, edition=FIRST.edition_on(order.published_on))
    assert (order.published_on, term.on) == (date(2026, 11, 25), date(2026, 11, 30))
