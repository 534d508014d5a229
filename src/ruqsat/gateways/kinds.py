"""
The kinds of fields in the answers of registers: each reads a text, and gives the text that the law reads.

A reader raises ValueError, KeyError or ArithmeticError for a text of another form.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

Read = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of an answer: its name in law, its path in the record, how its text is read, whether it must be."""

    name: str
    path: str = ""
    read: Read
    must_be: bool


def text(value: str) -> str:
    """Any text."""
    return value


def day(value: str) -> str:
    """A day."""
    return date.fromisoformat(value).isoformat()


def whole(value: str) -> str:
    """A whole number that is not negative."""
    return _matching(r"\d{1,15}", value)


def measure(value: str) -> str:
    """A number that is not negative, as 64.5."""
    number = Decimal(value)
    if not number.is_finite() or number < 0:
        raise ValueError(value)
    return value


def region(value: str) -> str:
    """The first two digits of a KATO code."""
    return _matching(r"\d{2}", value)


def postal_code(value: str) -> str:
    """Six digits, or seven signs as A15E3B4."""
    return _matching(r"\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d", value)


def identity(value: str) -> str:
    """A UUID."""
    return str(UUID(value))


def sex(value: str) -> str:
    """1 is male, 2 female."""
    return {"1": "male", "2": "female"}[value]


def one_of(*codes: str) -> Read:
    """One of these codes."""

    def read(value: str) -> str:
        if value not in codes:
            raise ValueError(value)
        return value

    return read


def _matching(pattern: str, value: str) -> str:
    if not re.fullmatch(pattern, value, re.ASCII):
        raise ValueError(value)
    return value


def must(name: str, read: Read = text) -> Field:
    """A field that is there and says something."""
    return Field(name=name, read=read, must_be=True)


def may(name: str, read: Read = text) -> Field:
    """A field that may be empty, or not there."""
    return Field(name=name, read=read, must_be=False)
