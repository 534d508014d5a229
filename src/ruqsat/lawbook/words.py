"""Sentences of the law in the language asked for, from the service's own translations; days as YYYY-MM-DD."""

from datetime import datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from ruqsat.law.local_time import local
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.saying import Saying, Value
from ruqsat.lawbook.answers import CannotAnswer


def language(text: str) -> str:
    """A language of the service."""
    if text not in LANGUAGES:
        raise CannotAnswer(f"“{text}” is no language of the service: it is one of {', '.join(LANGUAGES)}.")
    return text


def said(saying: Saying, *, language: str) -> str:
    """The sentence in that language."""
    text = _translations(language).gettext(saying.text)
    values = {key: _value(value, language=language) for key, value in saying.values.items()}
    return text % values if values else text


def _value(value: Value, *, language: str) -> str | int:
    if isinstance(value, Names):
        return value.in_(language)
    if isinstance(value, datetime):
        return local(value).isoformat()
    return value if isinstance(value, int) else str(value)


@cache
def _translations(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()  # the sentence in the code is the English one
    compiled = files("ruqsat").joinpath(f"web/locale/{language}/LC_MESSAGES/django.mo")
    if not compiled.is_file():
        raise CannotAnswer(f"The translations into “{language}” are not compiled here: the set-up does that.")
    with compiled.open("rb") as file:
        return GNUTranslations(file)
