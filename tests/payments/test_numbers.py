"""The short number of an order: a slip of the pen is seen, and a number is found in what a payer wrote."""

import secrets

import pytest

from ruqsat.payments import numbers
from tests.payments.ground import opened

ONE = numbers.with_check_digits("10000000")


def test_any_wrong_digit_and_any_two_that_changed_places_are_seen() -> None:
    assert numbers.is_number(ONE)
    one = numbers.with_check_digits("12345678")
    wrong = {one[:place] + digit + one[place + 1 :] for place in range(10) for digit in "0123456789"}
    swapped = {one[:place] + one[place + 1] + one[place] + one[place + 2 :] for place in range(9)}
    assert not [each for each in (wrong | swapped) - {one} if numbers.is_number(each)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Лицензионный сбор, заказ {0}", 1),
        ("Лицензионный сбор, заказ {1}.", 1),
        ("{0}/{0}; {1}", 1),
        ("№{0}", 1),
        ("1{0}", 0),
        ("{0}7", 0),
        ("+7 701 234 56 78", 0),
        ("", 0),
    ],
)
def test_a_number_is_found_in_a_sentence_and_not_inside_a_longer_one(text: str, found: int) -> None:
    assert numbers.numbers_in(text.format(ONE, numbers.spaced(ONE))) == (ONE,) * found


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {0} ", "{1}\n"])
def test_a_number_may_be_typed_with_what_stands_between_its_groups(typed: str) -> None:
    assert numbers.typed(typed.format(ONE, numbers.spaced(ONE))) == ONE


@pytest.mark.django_db
def test_a_number_that_an_order_has_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = int(opened().number[:8]) - 10_000_000
    lots = iter((taken, taken, 7))
    monkeypatch.setattr(secrets, "randbelow", lambda below: next(lots))
    assert numbers.new_number() == numbers.with_check_digits("10000007")
