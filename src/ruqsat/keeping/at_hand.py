"""
The reference lists at hand: those of the day on which a request is answered or an action is taken.

Names of offices, subtypes, specialities and points are read at many places that know nothing of the book; like the
language of the reader, they are asked of the context. What the law judges by is an argument always (`Standing.lists`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from ruqsat.law.book import Book
from ruqsat.law.lists import FIRST, Lists

_ask: ContextVar[Callable[[], Lists] | None] = ContextVar("lists_at_hand", default=None)


def lists() -> Lists:
    """The lists at hand; the tables beside the code where nobody has looked into the book."""
    ask = _ask.get()
    return ask() if ask else FIRST


def take(book: Book, *, on: date) -> Lists:
    """From here on in this context, the lists at hand are those of *book* on that day."""
    found = book.lists_on(on)
    _ask.set(lambda: found)
    return found


@contextmanager
def asking(ask: Callable[[], Lists]) -> Iterator[None]:
    """Within it, the lists at hand are those that *ask* finds, asked once, when the first is wanted."""
    token = _ask.set(cache(ask))
    try:
        yield
    finally:
        _ask.reset(token)
