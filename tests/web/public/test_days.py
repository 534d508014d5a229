"""A day named in an address, whole or as three numbers."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from ruqsat.web.public.days import LinkedDayField, was_asked

pytestmark = pytest.mark.django_db


class OneDay(forms.Form):
    on = LinkedDayField(required=False)


@pytest.mark.parametrize(
    ("query", "day", "shown"),
    [
        ("on=2026-12-01", date(2026, 12, 1), ["1", "12", "2026"]),
        ("on_day=1&on_month=12&on_year=2026", date(2026, 12, 1), ["1", "12", "2026"]),
        ("on=2026-02-30", None, ["30", "2", "2026"]),
        ("on=tomorrow", None, ["tomorrow", "", ""]),
        ("on=2026-00-00", None, ["00", "00", "2026"]),
    ],
)
def test_a_day_is_read_either_way_and_shown_as_it_was_asked(query: str, day: date | None, shown: list[str]) -> None:
    form = OneDay(QueryDict(query))
    assert (form.cleaned_data["on"] if form.is_valid() else None) == day
    assert form["on"].value() == shown


@pytest.mark.parametrize(
    ("query", "asked"), [("", False), ("of=2026-12-01", False), ("on=", True), ("on_year=2026", True)]
)
def test_a_day_counts_as_asked_when_any_part_of_it_is_there(query: str, asked: bool) -> None:
    assert was_asked(QueryDict(query), "on") is asked
