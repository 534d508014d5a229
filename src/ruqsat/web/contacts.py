"""List 10(3), List 10(5): where to ask, as the edition of the day has it: below each page, and beside a question."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, connection

from ruqsat import instance_clock
from ruqsat.keeping import books
from ruqsat.law.book import FIRST
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import local


@dataclass(frozen=True, kw_only=True)
class Phone:
    """A telephone number as people read it, and as a telephone dials it."""

    text: str
    dialled: str


def phones(edition: Edition) -> tuple[Phone, ...]:
    """List 10(5): the numbers of the Unified contact centre."""
    return tuple(Phone(text=number, dialled=_dialled(number)) for number in edition.contact_centre)


def _dialled(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"+7{digits[1:]}" if len(digits) == len("88000807777") and digits.startswith("8") else digits


def edition_today() -> Edition:
    """
    The edition of the Rules of today.

    Asked once a day: an order comes into force on a day to come, so that today's edition stays what it is. Where the
    database does not answer and nobody asked before, it is the one beside the code.
    """
    today = local(instance_clock.now()).date()
    database = str(connection.settings_dict["NAME"])
    if (today, database) not in _remembered:
        try:
            edition = books.in_force().edition_on(today)
        except DatabaseError:
            return FIRST.edition_on(today)
        _remembered.clear()
        _remembered[today, database] = edition
    return _remembered[today, database]


def edition_remembered() -> Edition:
    """
    Today's edition where nothing may be asked of the database: for pages that say that it does not answer.

    Asking would keep their reader waiting, once for each number on the page. Yesterday's book may be what is remembered
    of an instance that was left alone over midnight; where nobody asked yet, it is the one beside the code.
    """
    today = local(instance_clock.now()).date()
    return next(iter(_remembered.values()), FIRST.edition_on(today))


_remembered: dict[tuple[date, str], Edition] = {}
"""The last answer, under its day and the database's name."""


def forget() -> None:
    """Ask anew: for tests, which go back in time."""
    _remembered.clear()
