"""The calculators that are open to everybody."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]


def shown(visitor: Visitor, address: str, *, status: int = 200, language: str = "en") -> str:
    answer = visitor(language).get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("query", "fee", "step"),
    [
        ("service=issue&on=2026-05-05", "43\u202f250\u00a0₸", "One MCI on Tue 5\u00a0May 2026 is 4\u202f325 ₸."),
        ("service=reissue&on=2026-05-05", "4\u202f325\u00a0₸", "at most 4 MCI: 17\u202f300 ₸"),
        ("service=duplicate&on=2025-12-31", "39\u202f320\u00a0₸", "For a duplicate 100 per cent"),
        ("service=annex&on_day=5&on_month=5&on_year=2026", "no fee", "The List names no fee for an annex"),
    ],
)
def test_a_fee_is_told_with_its_reckoning_and_clauses(visitor: Visitor, query: str, fee: str, step: str) -> None:
    """List 6(1), List 6(2), List 6(3), Tax 554."""
    page = shown(visitor, f"/fee/?{query}")
    assert fee in page
    assert step in page
    assert 'href="/rules/list-6/"' in page


def test_every_term_is_told_with_its_derivation(visitor: Visitor) -> None:
    """Rules 7, Rules 9, Rules 11, Rules 12, Rules 19: filed in the last second of the working day."""
    page = shown(visitor, "/terms/?service=issue&on=2026-03-18&at=18:30")
    for text in (
        "Thu 9\u00a0April 2026",
        "Fri 20\u00a0March 2026",
        "Nauryz",
        "is registered on Wed 18\u00a0March 2026",
    ):
        assert text in page
    for slug in ("rules-7", "rules-9", "permits-25", "rules-11", "rules-12", "rules-19"):
        assert f'href="/rules/{slug}/"' in page
    late = shown(visitor, "/terms/?service=issue&on=2026-03-18&at=18:30:01")
    assert "Fri 10\u00a0April 2026" in late


def test_a_date_of_a_year_whose_calendar_is_not_confirmed_says_so(visitor: Visitor) -> None:
    """List 7(1): 2027 is computed only; what ends in it is unconfirmed though it began in 2026."""
    assert "unconfirmed" not in shown(visitor, "/terms/?service=issue&on=2026-03-18&at=10:00")
    assert "unconfirmed" in shown(visitor, "/terms/?service=issue&on=2026-12-28&at=10:00")
    assert "unconfirmed" in shown(visitor, "/working-days/?start=2026-12-28&days=13")
    assert "unconfirmed" in shown(visitor, "/working-days/?on=2027-03-15")
    assert "unconfirmed" not in shown(visitor, "/working-days/?start=2026-03-18&days=13")


@pytest.mark.parametrize(
    ("query", "answer", "why"),
    [
        ("start=2026-03-18&days=13", "Thu 9\u00a0April 2026", "counted from Wed 18\u00a0March 2026, which is day zero"),
        ("on=2026-05-11", "No, a day off.", "a holiday fell on a weekend"),
        ("on=2026-05-12", "Yes, a working day.", "is a working day"),
        ("on=2024-05-04", "Yes, a working day.", "is worked in exchange for"),
    ],
)
def test_working_days_are_counted_and_explained(visitor: Visitor, query: str, answer: str, why: str) -> None:
    """Rules 7, List 7(1)."""
    page = shown(visitor, f"/working-days/?{query}")
    assert answer in page
    assert why in page


@pytest.mark.parametrize(
    ("address", "sentence", "kept"),
    [
        ("/fee/?service=licence&on=2026-05-05", "Choose one of the answers", 'value="2026"'),
        ("/fee/?service=issue&on=2031-05-05", "The monthly calculation index of 2031 is not entered", 'value="2031"'),
        ("/fee/?service=issue&on=2019-05-05", "No edition of the Rules is recorded here", 'value="2019"'),
        ("/fee/?service=issue&on_day=31&on_month=2&on_year=2026", "Enter a real date", 'value="31"'),
        ("/fee/?on_day=&on_month=&on_year=", "Enter a date", ""),
        ("/terms/?service=issue&on=2026-05-05&at=25:00", "Enter the time, like 18:30", 'value="25:00"'),
        ("/terms/?service=issue&on=2026-05-05&at=noon", "Enter the time, like 18:30", 'value="noon"'),
        ("/terms/?service=issue&on=2026-05-05", "Enter the time, like 18:30", 'value="2026"'),
        ("/terms/?service=issue&on=2026-05-05&at=%00", "", ""),
        ("/terms/?service=issue&on=2040-05-05&at=10:00", "is written for the years 2020 to 2028 only", 'value="10:00"'),
        ("/terms/?service=issue&on=2028-12-28&at=10:00", "is written for the years 2020 to 2028 only", 'value="28"'),
        ("/working-days/?start=2026-03-18&days=0", "Enter a whole number from 1 to 500", 'value="0"'),
        ("/working-days/?start=2026-03-18&days=13.5", "Enter a whole number from 1 to 500", 'value="13.5"'),
        ("/working-days/?start=2028-12-18&days=13", "is written for the years 2020 to 2028 only", 'value="13"'),
        ("/working-days/?on=1999-01-01", "is written for the years 2020 to 2028 only", 'value="1999"'),
        ("/working-days/?start=9999-12-31&days=500", "is written for the years 2020 to 2028 only", ""),
    ],
)
def test_what_cannot_be_answered_gets_a_sentence_and_nothing_typed_is_lost(
    visitor: Visitor, address: str, sentence: str, kept: str
) -> None:
    page = shown(visitor, address, status=422)
    assert sentence in page
    assert kept in page
    assert "govuk-error-summary" in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("address", ["/fee/", "/terms/", "/working-days/", "/need/"])
def test_the_empty_form_is_there_in_every_language_with_today_in_it(
    visitor: Visitor, language: str, address: str
) -> None:
    page = shown(visitor, address, language=language)
    assert page.count("<h1") == 1
    assert "govuk-error-summary" not in page
    assert f'<html lang="{language}"' in page
