"""What is in force on a day, for the public pages."""

from collections.abc import Callable
from datetime import date

import pytest

from ruqsat.web.public import in_force

pytestmark = pytest.mark.django_db


def test_a_day_has_its_edition_and_its_index() -> None:
    """Rules 4, Tax 554."""
    assert in_force.edition_on(date(2026, 5, 5)).id == "2025-93"
    assert in_force.edition_on(date(2025, 11, 21)).id == "2023-91"
    assert in_force.index_on(date(2026, 5, 5)) == 4325


def test_what_is_not_known_is_said_and_not_guessed(speaking: Callable[[str], None]) -> None:
    """Rules 4, Tax 554."""
    speaking("en")
    assert in_force.index_on(date(2035, 1, 1)) is None
    assert "2035" in in_force.no_index(date(2035, 1, 1))
    with pytest.raises(in_force.NotKnownHere, match="The first is in force from Sat 5"):
        in_force.edition_on(date(2020, 1, 1))


def test_the_years_of_the_calendar_are_told_where_it_ends() -> None:
    calendar = in_force.calendar()
    assert str(calendar.first.year) in str(in_force.out_of_calendar())
    assert str(calendar.last.year) in str(in_force.out_of_calendar())
