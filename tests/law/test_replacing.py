"""A frozen value with some of its fields other."""

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from ruqsat.law.procedure import Stage
from ruqsat.law.replacing import replace
from tests.law.road import at_stage


@dataclass(frozen=True, kw_only=True)
class Square:
    side: int
    color: str = "white"

    @cached_property
    def area(self) -> int:
        """What the square has derived from its field."""
        return self.side * self.side


def test_the_other_value_is_as_the_standard_library_makes_it_and_the_first_stays_as_it_was() -> None:
    square = Square(side=2)
    larger = replace(square, side=3)
    assert larger == dataclasses.replace(square, side=3) == Square(side=3)
    assert square == Square(side=2)
    assert type(larger) is Square
    with pytest.raises(dataclasses.FrozenInstanceError):
        larger.side = 4  # type: ignore[misc] # that is what is tried


def test_what_was_derived_is_derived_anew() -> None:
    square = Square(side=2)
    assert square.area == 4
    assert replace(square, side=3).area == 9
    assert replace(square, color="red").area == 4
    assert square.area == 4


def test_a_field_that_there_is_not_is_an_error_even_where_something_was_derived() -> None:
    square = Square(side=2)
    assert square.area == 4
    wrong: dict[str, Any] = {"height": 5}
    with pytest.raises(TypeError, match="Square has no such field: height"):
        replace(square, **wrong)


def test_a_standing_is_replaced_as_the_standard_library_does_it() -> None:
    standing = at_stage(Stage.HEARING).standing
    assert standing.service_due is not None
    assert replace(standing, stage=Stage.DECIDING) == dataclasses.replace(standing, stage=Stage.DECIDING)
    assert "service_due" not in vars(replace(standing, registration=None))
    assert replace(standing, registration=None).service_due is None
