"""Editions of the Rules."""

from datetime import date

import pytest

from ruqsat.law.editions import EDITIONS, UnknownEdition, edition
from ruqsat.law.timeline import NotInForce


@pytest.mark.parametrize(("day", "id_"), [(date(2024, 1, 1), "2023-91"), (date(2026, 11, 9), "2025-93")])
def test_a_day_has_the_edition_in_force_on_it(day: date, id_: str) -> None:
    assert EDITIONS.on(day).id == id_
    assert edition(id_) == EDITIONS.on(day)


def test_an_edition_that_is_not_recorded_is_a_named_error() -> None:
    with pytest.raises(NotInForce):
        EDITIONS.on(date(2019, 1, 1))
    with pytest.raises(UnknownEdition):
        edition("1999-1")


def test_working_time_is_as_the_list_says() -> None:
    """List 7(1): 9:00 to 18:30, lunch 13:00 to 14:30."""
    rules = EDITIONS.on(date(2026, 11, 9))
    hours = (rules.opens, rules.lunch_from, rules.lunch_until, rules.closes)
    assert [f"{hour:%H:%M}" for hour in hours] == ["09:00", "13:00", "14:30", "18:30"]


def test_terms_of_complaints_are_those_of_the_rules() -> None:
    """Rules 21-1, Rules 23, Rules 25, Rules 26: three, five, fifteen, three working days."""
    rules = EDITIONS.on(date(2026, 11, 9))
    days = (rules.update_days, rules.complaint_provider_days, rules.complaint_body_days, rules.complaint_forward_days)
    assert days == (3, 5, 15, 3)
