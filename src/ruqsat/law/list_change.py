"""What the changes of every reference list have in common: their day, their rows, what has ended."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeVar

from ruqsat.law.book_change import NotAChange, Tables
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.saying import Saying, say
from ruqsat.law.timeline import Timeline, Wording

T = TypeVar("T")

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
"""How a new code is spelled; it stays what it is for ever, names change."""


def names_in(tables: Tables, place: str) -> Names:
    """
    The name in *tables*, in all three languages; *place* says whose it is.

    :raises NotAChange: when it is missing in one.
    """
    for language in LANGUAGES:
        value = tables.get(language)
        if not isinstance(value, str) or not value.strip():
            raise NotAChange(say("“%(place)s” has no name in “%(language)s”.", place=place, language=language))
    return Names(kk=tables["kk"].strip(), ru=tables["ru"].strip(), en=tables["en"].strip())


def names_if_any(tables: Tables, place: str) -> Names | None:
    """
    The name in *tables*; ``None`` when it says none, and what was before stays.

    :raises NotAChange: when it is there in one language and not in another.
    """
    return names_in(tables, place) if any(language in tables for language in LANGUAGES) else None


def names_below(tables: Tables, key: str, place: str) -> Names | None:
    """
    The name in the table at *key*; ``None`` when there is none.

    :raises NotAChange: when it is missing in one language.
    """
    value = tables.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise NotAChange(say("At “%(place)s” a table is expected.", place=f"{place}.{key}"))
    return names_in(value, f"{place}.{key}")


def text_if_any(tables: Tables, key: str) -> str | None:
    """
    The text at *key*; ``None`` when there is none.

    :raises NotAChange: when something else stands there.
    """
    value = tables.get(key)
    if value is not None and not isinstance(value, str):
        raise NotAChange(say("At “%(place)s” a text is expected.", place=key))
    return value.strip() if value is not None else None


def codes_if_any(tables: Tables, key: str) -> tuple[str, ...] | None:
    """
    The list of codes at *key*; ``None`` when there is none.

    :raises NotAChange: when something else stands there.
    """
    value = tables.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise NotAChange(say("At “%(place)s” a list of names is expected.", place=key))
    return tuple(value)


def out_of_order(timeline: Timeline[T], *, since: date, on: date) -> Iterator[Saying]:
    """Rules 21-1: a version begins on a day to come, and not before one that is recorded already."""
    last = max(wording.since for wording in timeline)
    if since <= on:
        yield say("A list changes from a day to come; %(day)s is not one.", day=since)
    if since < last:
        yield say("Another version begins on %(day)s, not earlier than this one.", day=last)


def misnamed(
    named: Collection[str], *, ended: Collection[str], known: Collection[str], over: Collection[str]
) -> Iterator[Saying]:
    """
    Each code is named once, what is to end is there, and a code that has ended is not used again.

    :param over: the codes that have ended already.
    """
    for code, times in sorted(Counter([*named, *ended]).items()):
        if times > 1:
            yield say("“%(code)s” is named twice.", code=code)
    for code in sorted({*named, *ended} & set(over)):
        yield say("“%(code)s” has ended; its code is not used again.", code=code)
    for code in sorted(set(ended) - set(known)):
        yield say("“%(code)s” is not in the list, and cannot end.", code=code)


def misspelled(codes: Iterable[str], pattern: re.Pattern[str], like: str) -> Iterator[Saying]:
    """A new code is spelled as the others are."""
    for code in codes:
        if not pattern.fullmatch(code):
            yield say("“%(code)s” is not spelled as a code here is, like %(like)s.", code=code, like=like)


def last_of(timeline: Timeline[T]) -> T:
    """What the list says as far as it is recorded: the version that a change is made of."""
    return list(timeline)[-1].value


def with_version(timeline: Timeline[T], value: T, *, since: date) -> Timeline[T]:
    """The list with one more version; of two that begin on one day the later holds both."""
    return Timeline([*(one for one in timeline if one.since != since), Wording(since=since, value=value)])
