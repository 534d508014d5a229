"""What was typed, as values of the law; what is none of them gets its sentence."""

import re
from datetime import date, datetime

from ruqsat.law.application import Service
from ruqsat.law.book import Book
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import local
from ruqsat.law.timeline import NotInForce
from ruqsat.lawbook.answers import CannotAnswer

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def service(text: str) -> Service:
    """A service by its name."""
    try:
        return Service(text)
    except ValueError:
        raise CannotAnswer(f"“{text}” is no service: it is one of {', '.join(Service)}.") from None


def day(text: str) -> date:
    """A day, written YYYY-MM-DD."""
    if not _DAY.fullmatch(text):
        raise CannotAnswer(f"“{text}” is no day: write it as 2026-03-18.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotAnswer(f"There is no day {text}.") from None


def moment(text: str) -> datetime:
    """A moment with its offset from UTC."""
    if not _DAY.fullmatch(text[:10]):
        raise CannotAnswer(f"“{text}” is no moment: write it as 2026-03-18T18:30:00+05:00.")
    day(text[:10])
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise CannotAnswer(f"“{text}” is no moment: write it as 2026-03-18T18:30:00+05:00.") from None
    if found.tzinfo is None:
        raise CannotAnswer(f"“{text}” does not say its offset from UTC: write it as 2026-03-18T18:30:00+05:00.")
    try:
        local(found)
    except OverflowError:
        raise CannotAnswer(f"“{text}” lies outside every calendar.") from None
    return found


def count(text: str, *, of: str) -> int:
    """A number from 1 on; *of* says of what."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise CannotAnswer(f"“{text}” is no number of {of}: it is a whole number from 1 on.")
    return int(text)


def year(text: str) -> int:
    """A year in four digits."""
    if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
        raise CannotAnswer(f"“{text}” is no year: write it as 2012.")
    return int(text)


def edition(on: date, *, book: Book) -> Edition:
    """The edition of the Rules in force on that day."""
    try:
        return book.edition_on(on)
    except NotInForce:
        first = min(wording.since for wording in book.editions)
        raise CannotAnswer(
            f"No edition of the Rules is recorded for {on}: the first is in force from {first}."
        ) from None


def sentence(error: Exception) -> str:
    """An exception of the law as a sentence: it begins with a capital and ends with a full stop."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
