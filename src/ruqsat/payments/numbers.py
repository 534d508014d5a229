"""The short number of an order: what people write on a slip and banks carry, with digits that give a slip away."""

import re
import secrets

from ruqsat.payments.models import Order

DIGITS = 10
_APART = re.compile(r"[\s\u00a0\u202f-]")
_IN_TEXT = re.compile(r"(?<![\d])(?:\d{4}[ \u00a0\u202f-]\d{4}[ \u00a0\u202f-]\d{2}|\d{10})(?![\d])")


def new_number() -> str:
    """
    A number that no order here has, by lot: a counter would give out old numbers again after a backup was restored.
    """
    while True:
        number = with_check_digits(str(10_000_000 + secrets.randbelow(90_000_000)))
        if not Order.objects.filter(number=number).exists():
            return number


def with_check_digits(eight: str) -> str:
    """Eight digits and the two of ISO 7064 MOD 97-10 over them: a wrong digit or two that changed places is seen."""
    return f"{eight}{98 - int(eight) * 100 % 97:02d}"


def is_number(text: str) -> bool:
    """Whether *text* is an order's number: ten digits, the last two agreeing with the others."""
    return len(text) == DIGITS and text.isascii() and text.isdigit() and with_check_digits(text[:8]) == text


def typed(text: str) -> str:
    """A number as somebody typed it, without what stands between the groups; it may still be none (`is_number`)."""
    return _APART.sub("", text)


def numbers_in(text: str) -> tuple[str, ...]:
    """Every order's number that stands in a sentence, as payers write it into the purpose of a payment; each once."""
    found = (typed(each) for each in _IN_TEXT.findall(text))
    return tuple(dict.fromkeys(each for each in found if is_number(each)))


def spaced(number: str) -> str:
    """The number as pages and slips show it: ``1000 0001 39``."""
    return f"{number[:4]} {number[4:8]} {number[8:]}"
