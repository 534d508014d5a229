"""``ruqsat law … --instance``: by what the keepers of an instance entered too."""

import json
import os

import pytest

from ruqsat.law.book import Chapter
from tests.ground import Database
from tests.keeping.orders import confirmed
from tests.keeping.test_changing import AT
from tests.law.test_book_changes import EXCHANGE, INDEX, ORDER
from tests.lawbook.asking import answer, ask, refusal

FILED = ("--service", "issue", "--filed", "2027-03-01T10:00:00+05:00")
FEE = ("fee", "--service", "issue", "--on", "2027-02-01")
DAY = ("workday", "--on", "2027-05-08")


@pytest.fixture
def instance(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The words that name an instance whose keepers have entered an index, a calendar and an order."""
    for chapter, tables in ((Chapter.MCI, INDEX), (Chapter.CALENDAR, EXCHANGE), (Chapter.EDITIONS, ORDER)):
        confirmed(chapter, tables, at=AT)
    monkeypatch.setenv("DATABASE_URL", own_database.app_url)
    return ("--instance", os.environ["RUQSAT_VAR"])


def test_index_calendar_and_order_of_the_instance_are_those_that_its_keepers_entered(
    instance: tuple[str, str],
) -> None:
    """Tax 554, List 7, Rules 21-1."""
    assert "has to be added" in refusal(*FEE)
    assert answer(*FEE, *instance)["tenge"] == 46000
    assert [answer(*DAY, *words)["working"] for words in ((), instance)] == [False, True]
    assert [answer("add", "--from", "2027-05-05", "--days", "1", *words)["result"] for words in ((), instance)] == [
        "2027-05-06",
        "2027-05-08",
    ]
    terms = [answer("terms", *FILED, *words) for words in ((), instance)]
    assert [one["edition"] for one in terms] == ["2025-93", "2026-120"]


def test_every_question_that_the_book_answers_can_be_asked_of_an_instance(instance: tuple[str, str]) -> None:
    assert json.loads(ask("plan", *FILED, *instance, "--json").out)["edition"] == "2026-120"
    assert answer("documents", "--service", "issue", "--as", "entity", "--on", "2027-03-01", *instance)["edition"] == (
        "2026-120"
    )
    found = ask("collisions", "--service", "issue", "--registered", "2027-05-04", "--edition", "2026-120", *instance)
    assert "2027-05-08" in found.out
    assert "“2026-120” is no edition" in refusal("collisions", "--service", "issue", "--edition", "2026-120")


def test_where_no_instance_is_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = ask(*DAY, "--instance", os.environ["RUQSAT_VAR"])
    assert (found.status, found.out) == (1, "")
    assert "No instance is running in" in found.err
