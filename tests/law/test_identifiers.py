"""IIN, BIN and account numbers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruqsat.law.identifiers import (
    InvalidIdentifier,
    account_fault,
    bin_fault,
    birth_date,
    check_bin,
    check_digit,
    check_iin,
    iin_fault,
    masked,
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("850101399004", None),
        ("850101399005", "There is a slip in the number: its last digit does not agree with the others."),
        ("85010139900", "An individual identification number has twelve digits."),
        ("85010139900a", "An individual identification number has twelve digits."),
        ("٨50101399004", "An individual identification number has twelve digits."),  # Arabic digits are digits too
        (
            "990540004034",
            "This is a business identification number; an individual identification number is needed.",
        ),
        ("850230399006", "The number does not begin with a date of birth."),  # 30 February
    ],
)
def test_an_iin_says_what_is_wrong_with_it(text: str, fault: str | None) -> None:
    assert (str(iin_fault(text)) if iin_fault(text) else None) == fault


@pytest.mark.parametrize(("text", "right"), [("990540004034", True), ("990540004035", False), ("850101399004", False)])
def test_a_bin_is_told_from_an_iin_by_its_fifth_digit(text: str, right: bool) -> None:
    assert check_bin(text) is right
    assert (bin_fault(text) is None) is right


@pytest.mark.parametrize(
    ("iin", "born"),
    [("850101399004", date(1985, 1, 1)), ("791028302728", date(1979, 10, 28)), ("051231599015", date(2005, 12, 31))],
)
def test_an_iin_carries_the_date_of_birth(iin: str, born: date) -> None:
    assert birth_date(iin) == born


def test_what_is_no_iin_has_no_date_of_birth() -> None:
    with pytest.raises(InvalidIdentifier):
        birth_date("990540004034")


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=11, max_size=11), st.integers(1, 9))
def test_a_slip_in_the_check_digit_is_always_found(eleven: str, slip: int) -> None:
    digit = check_digit(eleven)
    wrong = (0 if digit is None else digit) + slip
    assert not check_iin(f"{eleven}{wrong % 10}") or digit == wrong % 10


@pytest.mark.parametrize("place", range(12))
def test_a_slip_in_any_digit_of_this_number_but_the_last_of_the_serial_is_found(place: int) -> None:
    number = "850101399004"
    slipped = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert check_iin(slipped) is (place == 10)  # its weight is eleven, so it does not count


@pytest.mark.parametrize("text", ["9905400040345", "99054000403", "99054000403x"])
def test_a_bin_has_twelve_digits(text: str) -> None:
    assert str(bin_fault(text)) == "A business identification number has twelve digits."


@pytest.mark.parametrize(
    ("whole", "shown"), [("850101399004", "••••••••9004"), ("12345", "•2345"), ("1234", "1234"), ("12", "12"), ("", "")]
)
def test_all_but_the_last_four_digits_are_hidden(whole: str, shown: str) -> None:
    assert masked(whole) == shown


@pytest.mark.parametrize(("eleven", "digit"), [("85010139900", 4), ("85010136853", 2), ("85010135532", None)])
def test_where_the_first_weights_leave_ten_the_second_ones_count(eleven: str, digit: int | None) -> None:
    assert check_digit(eleven) == digit


def test_a_leap_day_is_looked_for_in_the_last_century_where_the_seventh_digit_tells_none() -> None:
    eleven = "96022900012"
    iin = f"{eleven}{check_digit(eleven)}"
    assert iin_fault(iin) is None
    assert birth_date(iin) is None


@pytest.mark.parametrize(("month", "right"), [("00", False), ("01", True), ("12", True), ("13", False)])
def test_a_bin_begins_with_a_month_of_the_calendar(month: str, right: bool) -> None:
    eleven = next(one for tail in range(10) if check_digit(one := f"99{month}4000403"[:10] + str(tail)) is not None)
    assert check_bin(f"{eleven}{check_digit(eleven)}") is right


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("KZ86125KZT5004100100", None),  # the registry of IBANs gives it as Kazakhstan's example
        ("KZ53900SANDBOX000001", None),
        ("KZ00900SANDBOX000001", "check digits"),
        ("KZ53900SANDBOX000010", "check digits"),
        ("KZAB900SANDBOX000001", "check digits"),
        ("KZ53900SANDBOX00001", "twenty"),
        ("KZ53900SANDBOX 00001", "twenty"),
        ("DE89370400440532013000", "twenty"),
        ("", "twenty"),
    ],
)
def test_an_account_number_says_what_is_wrong_with_it(text: str, fault: str | None) -> None:
    """Annex 2, Rules 5: ISO 13616, as banks of Kazakhstan number accounts."""
    found = account_fault(text)
    assert (found is None) if fault is None else (found is not None and fault in str(found))
