"""Who is informed of a change of the Rules, and by when."""

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from ruqsat.law.book import FIRST
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.information import SYSTEMS, due, name_of, recipients
from ruqsat.law.names import LANGUAGES
from ruqsat.law.offices import LIST, OFFICES, OfficeKind
from ruqsat.law.timeline import Timeline, Wording
from tests.law.test_book_changes import ORDER


def test_the_operator_the_contact_centre_and_every_department_are_informed() -> None:
    """Rules 21-1."""
    found = recipients(EditionAmended.read(ORDER), offices=FIRST.offices)
    departments = [code for code, office in OFFICES.items() if office.kind is OfficeKind.LICENSOR]
    assert found == tuple(chain(SYSTEMS, departments))
    assert len(departments) == 20
    assert all(name_of(one, among=LIST).in_(language) for one in found for language in LANGUAGES)


@pytest.mark.parametrize(("since", "informed"), [(date(2026, 11, 25), True), (date(2026, 11, 26), False)])
def test_of_the_departments_those_that_there_are_on_the_day_of_publication(since: date, informed: bool) -> None:
    """Rules 21-1 (docs/law/readings.md): published on 25 November; one office begins that day or later, one ends."""
    new = replace(OFFICES["KZ-75"], code="KZ-NEW")
    later = replace(LIST, offices={**OFFICES, new.code: new}, ended=frozenset({"KZ-71"}))
    offices = Timeline([*FIRST.offices, Wording(since=since, value=later)])
    found = recipients(EditionAmended.read(ORDER), offices=offices)
    assert (new.code in found, "KZ-71" in found) == (informed, not informed)
    assert name_of(new.code, among=later) == new.names


def test_they_are_informed_within_three_working_days_of_the_publication() -> None:
    """Rules 21-1 (docs/law/readings.md): published on a Wednesday, the weekend between is not counted."""
    order = EditionAmended.read(ORDER)
    term = due(order, calendar=FIRST.calendar, edition=FIRST.edition_on(order.published_on))
    assert (order.published_on, term.on) == (date(2026, 11, 25), date(2026, 11, 30))
