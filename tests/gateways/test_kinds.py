"""Each kind of field reads what was agreed, and nothing else."""

import pytest

from ruqsat.gateways import kinds


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (kinds.text, "Үлгі", "Үлгі"),
        (kinds.day, "2031-04-02", "2031-04-02"),
        (kinds.whole, "43250", "43250"),
        (kinds.measure, "64.5", "64.5"),
        (kinds.region, "75", "75"),
        (kinds.postal_code, "050099", "050099"),
        (kinds.postal_code, "A15E3B4", "A15E3B4"),
        (kinds.identity, "0B8E5B2C-4F3A-4F52-9D8E-2B7F7F1D9C11", "0b8e5b2c-4f3a-4f52-9d8e-2b7f7f1d9c11"),
        (kinds.sex, "2", "female"),
        (kinds.one_of("valid", "suspended"), "valid", "valid"),
    ],
)
def test_what_was_agreed_is_read(read: kinds.Read, value: str, expected: str) -> None:
    assert read(value) == expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (kinds.day, "02.04.2031"),
        (kinds.day, "2031-02-30"),
        (kinds.day, "soon"),
        (kinds.whole, "-1"),
        (kinds.whole, "1.5"),
        (kinds.whole, "٤٣"),
        (kinds.whole, "1" * 16),
        (kinds.measure, "NaN"),
        (kinds.measure, "-2"),
        (kinds.measure, "large"),
        (kinds.region, "7"),
        (kinds.postal_code, "50099"),
        (kinds.identity, "order"),
        (kinds.sex, "3"),
        (kinds.one_of("valid", "suspended"), "VALID"),
    ],
)
def test_another_form_is_refused(read: kinds.Read, value: str) -> None:
    with pytest.raises((ValueError, KeyError, ArithmeticError)):
        read(value)
