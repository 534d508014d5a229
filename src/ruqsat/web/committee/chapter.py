"""What the pages of the Committee ask of a chapter of the book: one value of `Pages` for each, listed in `chapters`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from ruqsat.keeping.changing import Follow
from ruqsat.keeping.models import Change as Row
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.saying import Saying


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A part of a page: its template, and what the template reads as ``part``."""

    template: str
    part: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of a change: what is another, how it stands now, how it will, and on which legal basis of its own."""

    what: str
    before: str
    after: str
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change does to what is open: shown on the page, and why it cannot be done at all, if it cannot."""

    shown: Shown
    faults: Sequence[Saying] = ()


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to enter a change of the chapter: the name of the address of its form, and what people call it."""

    url: str
    text: "str | Promise"


@dataclass(frozen=True, kw_only=True)
class Pages:
    """
    What one chapter gives to the pages that all chapters share.

    :param ways: forms in which a change is entered; from a file it can be entered in every chapter.
    :param stands: what stands in the chapter now, for its page.
    :param told: a change of this chapter line by line, against the book before it.
    :param preview: what a change does, from the book before it to the one after it, at that moment.
    :param follow: carries a change, confirmed at that moment, over into what is derived from the book.
    :param tables: the whole chapter as tables, for export.
    :param outcome: what came of a confirmed change since, where its chapter has something to tell.
    """

    chapter: Chapter
    title: "str | Promise"
    about: "str | Promise"
    ways: tuple[Way, ...]
    stands: Callable[[HttpRequest, Book], Shown]
    told: Callable[[Any, Book], Sequence[Told]]
    preview: Callable[[HttpRequest, Any, Book, Book, datetime], Preview]
    follow: Callable[[datetime], Follow]
    tables: Callable[[Book], Tables]
    outcome: Callable[[Row, datetime], Shown] | None = None
