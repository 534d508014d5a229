"""A whole number typed into a form."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from ruqsat.web.public.numbers import NumberField

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "number"), [("1", 1), (" 7 ", 7), ("9", 9)])
def test_a_number_within_its_bounds_is_taken(typed: str, number: int) -> None:
    assert NumberField(least=1, most=9).clean(typed) == number


@pytest.mark.parametrize("typed", ["", "0", "10", "-1", "two", "1.5", "9" * 5000])
def test_anything_else_gets_the_one_sentence(speaking: Callable[[str], None], typed: str) -> None:
    speaking("en")
    with pytest.raises(ValidationError) as refused:
        NumberField(least=1, most=9).clean(typed)
    assert [str(message) for message in refused.value.messages] == ["Enter a whole number from 1 to 9"]
