"""What an address of the Committee's pages names: a chapter, or a change with the book before it and after it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest

from ruqsat.keeping import books
from ruqsat.keeping.models import CONFIRMED, PROPOSED, Change
from ruqsat.law import book_changes
from ruqsat.law.book import Book, Chapter
from ruqsat.web.committee.chapter import Pages, Told
from ruqsat.web.committee.chapters import CHAPTERS
from ruqsat.web.committee.entering import Looked, look_at


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A change with what it says; ``looked`` only while it awaits its second person."""

    row: Change
    pages: Pages
    told: tuple[Told, ...]
    looked: Looked | None


def pages_or_404(chapter: str) -> Pages:
    """
    The pages of that chapter.

    :raises Http404: if there is no such chapter.
    """
    try:
        return CHAPTERS[Chapter(chapter)]
    except (ValueError, KeyError):
        raise Http404(chapter) from None


def change_or_404(change: UUID) -> Change:
    """
    The change of that number.

    :raises Http404: if there is none.
    """
    row = Change.objects.filter(id=change).first()
    if row is None:
        raise Http404(str(change))
    return row


def open_change(request: HttpRequest, row: Change, *, at: datetime) -> Opened:
    """A change told against the book before it, and looked at while it awaits its second person."""
    pages = pages_or_404(row.chapter)
    said = book_changes.read_text(Chapter(row.chapter), row.tables)
    before = _before(row)
    looked = look_at(request, pages, said, before=before, at=at) if row.state == PROPOSED else None
    told = looked.told if looked else pages.told(said, before)
    return Opened(row=row, pages=pages, told=tuple(told), looked=looked)


def _before(row: Change) -> Book:
    if row.state == CONFIRMED and row.place:
        return books.after(row.place - 1)
    return books.in_force()
