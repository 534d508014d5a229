"""Sentences come in the language asked for, with their values."""

from datetime import UTC, date, datetime

import pytest

from ruqsat.law.names import Names
from ruqsat.law.saying import say
from ruqsat.lawbook.answers import CannotAnswer
from ruqsat.lawbook.words import language, said

NAURYZ = Names(kk="Наурыз мейрамы", ru="Наурыз", en="Nauryz")


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("en", "2026-03-23 is a holiday: Nauryz."),
        ("ru", "Наурыз"),
        ("kk", "Наурыз мейрамы"),
    ],
)
def test_a_sentence_is_said_with_the_names_of_its_language(spoken: str, expected: str) -> None:
    words = said(say("%(day)s is a holiday: %(holiday)s.", day=date(2026, 3, 23), holiday=NAURYZ), language=spoken)
    assert expected in words
    assert "2026-03-23" in words


def test_a_moment_is_told_in_the_time_of_kazakhstan() -> None:
    at = datetime(2026, 3, 18, 13, 30, tzinfo=UTC)
    told = said(say("What was filed at %(filed_at)s is registered on %(day)s.", filed_at=at, day="x"), language="en")
    assert "2026-03-18T18:30:00+05:00" in told


def test_a_sentence_without_values_may_hold_a_per_cent_sign() -> None:
    assert said(say("10 % of the rate"), language="en") == "10 % of the rate"


def test_the_service_speaks_three_languages() -> None:
    assert [language(text) for text in ("kk", "ru", "en")] == ["kk", "ru", "en"]
    with pytest.raises(CannotAnswer, match="“fr”"):
        language("fr")
