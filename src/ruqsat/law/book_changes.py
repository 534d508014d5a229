"""Changes of every chapter of the book: read, judged, and amended into it one after the other."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from ruqsat.law.activities_changed import ActivitiesChanged
from ruqsat.law.appointment_changed import AppointmentChanged
from ruqsat.law.book import FIRST, Book, Chapter
from ruqsat.law.book_change import Change, NotAChange, Tables
from ruqsat.law.calendar_amended import CalendarAmended
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.index_set import IndexSet
from ruqsat.law.offices_changed import OfficesChanged
from ruqsat.law.requirements_changed import RequirementsChanged
from ruqsat.law.saying import Saying, say

_READERS: Mapping[Chapter, Callable[[Tables], Change]] = {
    Chapter.CALENDAR: CalendarAmended.read,
    Chapter.MCI: IndexSet.read,
    Chapter.EDITIONS: EditionAmended.read,
    Chapter.OFFICES: OfficesChanged.read,
    Chapter.ACTIVITIES: ActivitiesChanged.read,
    Chapter.REQUIREMENTS: RequirementsChanged.read,
    Chapter.APPOINTMENTS: AppointmentChanged.read,
}


def read(chapter: Chapter, tables: Tables) -> Change:
    """
    The change that *tables* say.

    :raises NotAChange: when they do not say one of this chapter.
    """
    return _READERS[chapter](tables)


def read_text(chapter: Chapter, text: str) -> Change:
    """
    The change in the JSON text of an act.

    :raises NotAChange: as `read`, or when it is no JSON object.
    """
    try:
        tables = json.loads(text)
    except ValueError:
        tables = None
    if not isinstance(tables, dict):
        raise NotAChange(say("This is not the text of a change."))
    return read(chapter, tables)


def text_of(tables: Tables) -> str:
    """*tables* as the JSON text that an act keeps: keys in order, days and hours in their ISO form."""
    return json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a change")


def faults(change: Change, book: Book, *, on: date) -> tuple[Saying, ...]:
    """Why *change* may not stand in *book* when it is entered on that day; nothing when it may."""
    return tuple(change.faults(book, on=on))


def amended(changes: Iterable[Change], *, book: Book = FIRST) -> Book:
    """*book* with *changes* in it, in their order; its version counts them."""
    for change in changes:
        book = replace(change.amended(book), version=book.version + 1)
    return book
