"""Changes of the book in a test, amending orders above all: proposed by one keeper, confirmed by another."""

from datetime import date, datetime, timedelta
from typing import Any

from ruqsat.keeping import changing
from ruqsat.keeping.models import Change
from ruqsat.law.book import Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.local_time import local
from tests.keeping.test_changing import FIRST_PERSON, SECOND_PERSON, nothing_open


def order(*, today: date, in_force_from: date, replaces: dict[str, Any], open_cases: tuple[str, ...]) -> dict[str, Any]:
    """An order signed ten days ago and published today."""
    return {
        "id": f"{in_force_from.year}-120",
        "order": "Order of the Minister of Health No. 120",
        "signed_on": today - timedelta(days=10),
        "published_on": today,
        "in_force_from": in_force_from,
        "replaces": replaces,
        "open_cases": list(open_cases),
    }


def published(
    *,
    at: datetime,
    days: int = 2,
    replaces: dict[str, Any] | None = None,
    open_cases: tuple[str, ...] = ("issue_days",),
) -> Change:
    """An order in force in so many days: ten working days for a license, open cases too."""
    today = local(at).date()
    tables = order(
        today=today,
        in_force_from=today + timedelta(days=days),
        replaces=replaces or {"issue_days": 10},
        open_cases=open_cases,
    )
    return confirmed(Chapter.EDITIONS, tables, at=at)


def confirmed(chapter: Chapter, tables: Tables, *, at: datetime) -> Change:
    """A change of whatever chapter."""
    change = changing.propose(chapter, tables, by=FIRST_PERSON, at=at)
    changing.confirm(change, by=SECOND_PERSON, at=at, follow=nothing_open)
    return Change.objects.get(id=change)
