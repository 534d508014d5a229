"""The words of the documents: complete in three languages, all used, days and numbers as each language writes them."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ruqsat import documents
from ruqsat.documents import labels
from ruqsat.law.names import Names
from ruqsat.law.saying import say

FOLDER = Path(documents.__file__).parent
LABELS = tomllib.loads((FOLDER / "labels.toml").read_text(encoding="utf-8"))
SAME_IN_KAZAKH_AND_RUSSIAN = {
    "number",
    "facility",
    "licensor",
    "license",
    "fax",
    "bytes",
    "clause",
    "holder",
    "diploma_and_certificate",
}


@pytest.mark.parametrize("key", LABELS)
def test_each_label_says_something_of_its_own_in_each_language(key: str) -> None:
    names = LABELS[key]
    assert set(names) == {"kk", "ru", "en"}
    assert all(text.strip() == text and text for text in names.values())
    assert names["kk"] != names["ru"] or key in SAME_IN_KAZAKH_AND_RUSSIAN
    places = {language: set(re.findall(r"%\((\w+)\)s", text)) for language, text in names.items()}
    assert places["kk"] == places["ru"] == places["en"]


def test_each_label_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    found_by_value = {"compliant", "not_compliant", "not_applicable"}
    unused = [
        key
        for key in LABELS
        if f'"{key}"' not in sources and not key.startswith("clause_") and key not in found_by_value
    ]
    assert unused == []


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(labels.UnknownLabel):
        labels.label("no such words")


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("kk", "2026 ж. 9 сәуір", "2026 ж. 9 сәуір, 00:30:00"),
        ("ru", "9 апреля 2026 г.", "9 апреля 2026 г., 00:30:00"),
        ("en", "9 April 2026", "9 April 2026, 00:30:00"),
    ],
)
def test_days_and_moments_are_those_of_kazakhstan(language: str, day: str, moment: str) -> None:
    at = datetime(2026, 4, 8, 19, 30, tzinfo=UTC)
    assert labels.day(date(2026, 4, 9), language).replace("\N{NO-BREAK SPACE}", " ") == day
    assert labels.moment(at, language).replace("\N{NO-BREAK SPACE}", " ") == moment


def test_a_sentence_of_the_law_takes_names_and_days_in_the_language_of_the_document() -> None:
    sentence = say(
        "%(what)s: %(day)s.", what=Names(kk="Наурыз", ru="Наурыз мейрамы", en="Nauryz"), day=date(2026, 3, 23)
    )
    assert labels.said(sentence, "ru").replace("\N{NO-BREAK SPACE}", " ") == "Наурыз мейрамы: 23 марта 2026 г."
    assert labels.said(sentence, "en") == "Nauryz: 23 March 2026."


def test_a_clause_of_an_act_that_has_no_label_stays_as_it_is() -> None:
    assert labels.clause("List 8(1)", "ru") == "Перечень, 8(1)"
    assert labels.clause("Constitution 1", "ru") == "Constitution 1"
