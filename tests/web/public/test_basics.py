"""The List of basic requirements on a day."""

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]


def shown(visitor: Visitor, query: str, *, status: int = 200) -> str:
    answer = visitor("en").get(f"/list/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_all_ten_rows_stand_there_each_with_its_clause(visitor: Visitor) -> None:
    """Rules 4, Rules 13, List 10(2), List 10(3), List 10(5): the information on the service is open to everybody."""
    page = shown(visitor, "")
    for number in range(1, 11):
        assert f'id="list-{number}"' in page
        assert f'href="/rules/list-{number}/"' in page
    for text in ("1414", "8-800-080-7777", "kmfk@dsm.gov.kz", "09:00–18:30", "an EDS is needed"):
        assert text in page


def test_documents_of_every_service_stand_there(visitor: Visitor) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    page = shown(visitor, "")
    for text in (
        "For a license and an annex",
        "Copy of the document on the changes",
        "are given back",
        "For a duplicate",
    ):
        assert text in page


@pytest.mark.parametrize(
    ("query", "fee", "since"),
    [
        ("?on=2026-12-01", "43\u202f250\u00a0₸", "Sat 22\u00a0November 2025"),
        ("?on=2024-05-05", "36\u202f920\u00a0₸", "Sat 5\u00a0August 2023"),
        ("?on_day=1&on_month=12&on_year=2026", "43\u202f250\u00a0₸", "Sat 22\u00a0November 2025"),
    ],
)
def test_a_day_has_its_edition_and_its_index(visitor: Visitor, query: str, fee: str, since: str) -> None:
    """Rules 4, List 6, Tax 554."""
    page = shown(visitor, query)
    assert fee in page
    assert f"in force from {since}" in page


def test_how_each_fee_comes_about_is_told_there(visitor: Visitor) -> None:
    """List 6(1), List 6(2), List 6(3), Tax 554."""
    page = shown(visitor, "?on=2026-12-01")
    for text in (
        "10 MCI: 43\u202f250 ₸",
        "10 per cent of it are paid",
        "100 per cent of it",
        "names no fee for an annex",
    ):
        assert text in page


def test_the_fee_of_a_year_whose_index_is_not_entered_is_not_guessed(visitor: Visitor) -> None:
    """Tax 554."""
    page = shown(visitor, "?on=2035-01-01")
    assert "not known yet" in page
    assert "₸" not in page


@pytest.mark.parametrize(
    ("query", "sentence", "kept"),
    [
        ("?on=2020-01-01", "The first is in force from Sat 5\u00a0August 2023.", 'value="2020"'),
        ("?on=2026-13-45", "Enter a real date", 'value="13"'),
        ("?on=tomorrow", "The date must have a day, a month and a year", 'value="tomorrow"'),
        ("?on=", "Enter the day for which you want to read the List", ""),
        ("?on_day=31&on_month=2&on_year=2026", "Enter a real date", 'value="31"'),
        ("?on=%00-%00-%00", "Enter a real date", ""),
    ],
)
def test_a_day_that_cannot_be_answered_gets_a_sentence(visitor: Visitor, query: str, sentence: str, kept: str) -> None:
    page = shown(visitor, query, status=422)
    assert sentence in page
    assert kept in page
    assert 'id="list-10"' in page
