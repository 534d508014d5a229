"""The words of the documents in three languages, from `labels.toml`, and how documents write days and sums."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext, override

from ruqsat.law import calendar
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, Value


class UnknownLabel(LookupError):
    """`labels.toml` has no such words."""


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Names]:
    text = (Path(__file__).parent / "labels.toml").read_text(encoding="utf-8")
    return {key: Names.from_table(names) for key, names in tomllib.loads(text).items()}


def label(key: str) -> Names:
    """
    The words under *key*.

    :raises UnknownLabel: if there are none.
    """
    try:
        return _labels()[key]
    except KeyError as error:
        raise UnknownLabel(key) from error


def label_in(key: str, language: str, **values: str | int) -> str:
    """The words under *key* in *language*, with the values in their named places."""
    words = label(key).in_(language)
    return _one_full_stop(words % values) if values else words


def clause(ref: str, language: str) -> str:
    """A reference such as "List 9(4)" as documents in *language* cite it; one of another form stays as it is."""
    act, _, point = ref.partition(" ")
    key = f"clause_{act.lower()}"
    return label_in(key, language, point=point) if point and key in _labels() else ref


def day(on: date, language: str) -> str:
    """A day as documents write it: “9 апреля 2026 г.”."""
    written = str(format_date(on, "long" if language != "en" else "d MMMM y", locale=language))
    return written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def moment(at: datetime, language: str) -> str:
    """A moment in Kazakhstan's time, to the second: terms turn on it."""
    local = calendar.local(at)
    return f"{day(local.date(), language)}, {local:%H:%M:%S}"


def number(count: int, language: str) -> str:
    """A whole number in groups of three digits: “123 456”."""
    return str(format_decimal(count, locale=language))


def said(saying: Saying, language: str) -> str:
    """What the law says, in *language*, its days written out."""
    with override(language):
        sentence = gettext(saying.text)
    shown = {name: _shown(value, language) for name, value in saying.values.items()}
    return _one_full_stop(sentence % shown) if shown else sentence


def _one_full_stop(sentence: str) -> str:
    """The point of an abbreviation that ends a sentence is its full stop too: “9 апреля 2026 г.”."""
    return sentence[:-1] if sentence.endswith("..") else sentence


def _shown(value: Value, language: str) -> str | int:
    match value:
        case Names():
            return value.in_(language)
        case datetime():
            return moment(value, language)
        case date():
            return day(value, language)
        case _:
            return value
