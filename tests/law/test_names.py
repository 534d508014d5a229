"""Names in three languages."""

import pytest

from ruqsat.law.names import Names, UnknownLanguage

NAMES = Names(kk="лицензия", ru="лицензия (ru)", en="license")


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "лицензия"), ("ru-RU", "лицензия (ru)"), ("en", "license"), ("EN-us", "license")]
)
def test_a_name_is_said_in_the_language_asked_for(language: str, said: str) -> None:
    assert NAMES.in_(language) == said


def test_another_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        NAMES.in_("de")
