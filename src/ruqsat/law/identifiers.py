"""
Individual and business identification numbers: twelve digits, the last a check digit; numbers of bank accounts.

Source: Government resolution No. 565 of 2003-06-11 (P030000565_), as implemented by several public code bases.
"""

from datetime import date

from ruqsat.law.saying import Saying, say

_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURY = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_BIN_KINDS = "456"


class InvalidIdentifier(ValueError):
    """The text is not an IIN or BIN: twelve digits with a right check digit."""


def check_digit(eleven: str) -> int | None:
    """The check digit of the first eleven digits; ``None`` when such a number is never given out."""
    digits = [int(char) for char in eleven]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != 10:
            return rest
    return None


def _date_of_birth(text: str) -> date | None:
    century = _CENTURY.get(text[6], 1900)
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def iin_fault(text: str) -> Saying | None:
    """What is wrong with *text* as an IIN, in one sentence, or ``None``."""
    if not (len(text) == 12 and text.isascii() and text.isdigit()):
        return say("An individual identification number has twelve digits.")
    if check_digit(text[:11]) != int(text[11]):
        return say("There is a slip in the number: its last digit does not agree with the others.")
    if text[4] in _BIN_KINDS:
        return say("This is a business identification number; an individual identification number is needed.")
    if _date_of_birth(text) is None:
        return say("The number does not begin with a date of birth.")
    return None


def bin_fault(text: str) -> Saying | None:
    """What is wrong with *text* as a BIN, in one sentence, or ``None``."""
    if not (len(text) == 12 and text.isascii() and text.isdigit()):
        return say("A business identification number has twelve digits.")
    if check_digit(text[:11]) != int(text[11]):
        return say("There is a slip in the number: its last digit does not agree with the others.")
    if text[4] not in _BIN_KINDS:
        return say("This is an individual identification number; a business identification number is needed.")
    if not 1 <= int(text[2:4]) <= 12:
        return say("The number does not begin with a month of registration.")
    return None


def account_fault(text: str) -> Saying | None:
    """What is wrong with *text* as an account number of Kazakhstan (IBAN, ISO 13616), in one sentence, or ``None``."""
    if not (len(text) == 20 and text.isascii() and text.isalnum() and text.startswith("KZ")):
        return say("An account number has twenty letters and digits and begins with KZ")
    figures = "".join(str(int(sign, 36)) for sign in text[4:] + text[:4])
    if not text[2:4].isdigit() or int(figures) % 97 != 1:
        return say("There is a slip in the account number: its check digits do not agree with the others")
    return None


def check_iin(text: str) -> bool:
    """Whether *text* is an IIN: twelve digits, a date of birth, a right check digit."""
    return iin_fault(text) is None


def check_bin(text: str) -> bool:
    """Whether *text* is a BIN: twelve digits, fifth from 4 to 6, a right check digit."""
    return bin_fault(text) is None


def birth_date(iin: str) -> date | None:
    """
    The date of birth that *iin* carries; ``None`` when its seventh digit does not tell the century.

    :raises InvalidIdentifier: if it is not an IIN.
    """
    if not check_iin(iin):
        raise InvalidIdentifier("not an individual identification number")
    return _date_of_birth(iin) if iin[6] in _CENTURY else None


def masked(identifier: str) -> str:
    """An IIN or BIN as lists show it: the last four digits, the others hidden."""
    return "•" * max(len(identifier) - 4, 0) + identifier[-4:]
