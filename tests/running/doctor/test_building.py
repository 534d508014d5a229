"""What the set-up builds, and what is told when a piece of it is missing."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from ruqsat.documents import glyphs
from ruqsat.running.doctor import building
from ruqsat.running.doctor.findings import Mark

LOCALE = settings.LOCALE_PATHS[0]


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LOCALE, tmp_path / "locale"))


def test_what_the_set_up_built_is_well(locale: Path) -> None:
    assert building.static_files(settings.HERE / "web" / "static").mark is Mark.GOOD
    assert building.translations(locale).mark is not Mark.WRONG


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_translation_that_is_not_compiled_is_told(locale: Path, language: str) -> None:
    (locale / language / "LC_MESSAGES" / "django.mo").unlink()
    said = building.translations(locale)
    assert said.mark is Mark.WRONG
    assert f"{language}/django.mo is missing" in said.text
    assert said.todo == "Run “make setup”."


def test_a_sentence_that_came_after_compiling_is_told(locale: Path) -> None:
    with (locale / "kk" / "LC_MESSAGES" / "django.po").open("a") as file:
        file.write('\nmsgid "A sentence nobody has said before"\nmsgstr "Бұрын айтылмаған сөйлем"\n')
    said = building.translations(locale)
    assert said.mark is Mark.NOTE
    assert "sentences of kk are not compiled" in said.text


def test_style_that_was_not_built_is_told(tmp_path: Path) -> None:
    said = building.static_files(tmp_path)
    assert said.mark is Mark.WRONG
    assert "ruqsat.css" in said.text


def test_a_line_in_every_letter_of_kazakh_is_set() -> None:
    said = building.typesetting()
    assert said.mark is Mark.GOOD, said
    assert "bytes of PDF" in said.text


def test_a_font_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "FONTS", tmp_path)
    glyphs.covered.cache_clear()
    said = building.typesetting()
    glyphs.covered.cache_clear()
    assert (said.mark, said.todo) == (Mark.WRONG, "Run “make setup”.")
