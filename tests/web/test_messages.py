"""Every sentence is said in Kazakh and in Russian, each its own, with the same places for values."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from scripts import messages

pytestmark = pytest.mark.xdist_group("messages")  # what is said is looked for once

# Words that Kazakh and Russian write alike.
ALIKE = {
    "%(name)s (%(role)s)",
    "%(name)s (%(source)s)",
    "Bank",
    "Code",
    "Facility",
    "Fax",
    "File",
    "License",
    "Licensor",
    "SMS",
    "The Committee",
    "the license",
}


@cache
def known(language: str) -> Catalog:
    return messages.translations(language)


def words(message: Message | None) -> tuple[str, ...]:
    assert message is not None
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string),)


def places(sentence: str) -> list[str]:
    return sorted(re.findall(r"%\((\w+)\)", sentence))


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_translation_is_kept_of_what_nobody_says(language: str) -> None:
    said = {messages.key(message) for message in messages.entries(messages.said())}
    assert (
        sorted(
            messages.key(message) for message in messages.entries(known(language)) if messages.key(message) not in said
        )
        == []
    )


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_has_the_same_places_for_values_each_as_often(language: str) -> None:
    wrong = []
    for message in messages.entries(known(language)):
        forms = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        wrong += [text for text in words(message) if text and places(text) != places(forms[-1])]
    assert wrong == []


def test_kazakh_is_not_russian() -> None:
    same = []
    for message in messages.entries(known("kk")):
        key = messages.key(message)
        if key not in ALIKE and any(words(message)) and words(message) == words(known("ru").get(key)):
            same.append(key)
    assert same == []


def test_no_word_mixes_latin_and_cyrillic_letters() -> None:
    mixed = re.compile(r"[a-z][а-яәғқңөұүһі]|[а-яәғқңөұүһі][a-z]", re.IGNORECASE)
    found = [
        text
        for language in messages.LANGUAGES
        for message in messages.entries(known(language))
        for text in words(message)
        if mixed.search(re.sub(r"%\(\w+\)[sd]", " ", text))
    ]
    assert found == []


def test_a_sentence_of_the_law_a_template_and_the_code_are_all_found() -> None:
    said = {messages.key(message) for message in messages.entries(messages.said())}
    assert "%(day)s is a working day." in said  # law/calendar.py, marked with say()
    assert "Skip to main content" in said  # base.html
    assert "Start now" in said  # an argument of a tag: _("Start now")
    assert "in %(days)d working day" in said  # counted
    assert "%(label)s (optional)" in said  # a block with a value


def test_what_is_compiled_is_what_is_written() -> None:
    messages.compile_all()
    for language in messages.LANGUAGES:
        source = messages.po_file(language)
        compiled: Path = source.with_suffix(".mo")
        assert compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
