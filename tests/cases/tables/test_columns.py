"""The headings of the tables."""

import pytest

from ruqsat.cases.tables.columns import COLUMNS, HeadingMissing, HeadingTwice, Kind, places
from tests.cases.tables.rows import as_lines, headings


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_headings_are_known_in_three_languages_and_in_any_order(kind: Kind, language: str) -> None:
    given = [f" {text.upper()} " for text in reversed(headings(kind, language))]
    (line,) = as_lines([[*given, "Something of their own"]])
    last = len(given) - 1
    assert places(kind, line) == {column.key: last - number for number, column in enumerate(COLUMNS[kind])}


def test_a_column_that_is_needed_is_named_when_it_is_not_there() -> None:
    (line,) = as_lines([["ЖСН", "Тегі"]])
    with pytest.raises(HeadingMissing, match="First name"):
        places(Kind.SPECIALISTS, line)


def test_the_same_heading_in_two_languages_is_one_too_many() -> None:
    (line,) = as_lines([["ЖСН", "Тегі", "Аты", "Фамилия"]])
    with pytest.raises(HeadingTwice, match="Last name"):
        places(Kind.SPECIALISTS, line)
