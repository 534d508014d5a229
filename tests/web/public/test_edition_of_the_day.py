"""Public pages say what the edition of the day says, from its day on, by themselves: Rules 21-1."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.keeping import changing
from ruqsat.law.book import Chapter
from ruqsat.law.local_time import local
from tests.keeping.test_changing import FIRST_PERSON, SECOND_PERSON, nothing_open

pytestmark = pytest.mark.django_db

WORDED = {"kk": "Лицензия он жұмыс күнінде беріледі.", "ru": "Лицензия — за десять дней.", "en": "In ten days."}


@pytest.fixture
def clock(tmp_path: Path, settings: object) -> None:
    """A clock of this test's own, to be moved."""
    settings.CLOCK_FILE = tmp_path / "clock.jsonl"  # type: ignore[attr-defined]  # pytest-django's wrapper of settings


def published(*, in_force_from: date) -> None:
    at = instance_clock.now()
    order = {
        "id": f"{in_force_from.year}-120",
        "order": "Order of the Minister of Health No. 120",
        "signed_on": local(at).date() - timedelta(days=10),
        "published_on": local(at).date() - timedelta(days=5),
        "in_force_from": in_force_from,
        "replaces": {
            "issue_days": 10,
            "contact_centre": ["1415", "8-800-000-0001"],
            "committee_email": "new@example.kz",
            "texts": {"Rules 19": WORDED},
        },
    }
    change = changing.propose(Chapter.EDITIONS, order, by=FIRST_PERSON, at=at)
    changing.confirm(change, by=SECOND_PERSON, at=at, follow=nothing_open)


def test_the_pages_change_on_the_day_of_the_edition_and_not_before(
    visitor: Callable[[str], Client], clock: None
) -> None:
    """Rules 21-1, List 3, List 10(3), List 10(5)."""
    published(in_force_from=local(instance_clock.now()).date() + timedelta(days=2))
    for address, old, new in (
        ("/", "13 working days", "10 working days"),
        ("/rules/rules-19/", "13 working days", "In ten days."),
        ("/rules/", "13 working days", "In ten days."),
        ("/list/", "working days: 13", "working days: 10"),
        ("/list/", "Unified contact center: 1414, 8-800-080-7777", "Unified contact center: 1415, 8-800-000-0001"),
        ("/check/KZ00000000/", "tel:1414", "tel:1415"),
        ("/", "mailto:kmfk@dsm.gov.kz", "mailto:new@example.kz"),
        ("/", "tel:+78000807777", "tel:+78000000001"),
    ):
        page = visitor("en").get(address).content.decode()
        assert old in page, address
        assert new not in page, address
    instance_clock.move(int(timedelta(days=2).total_seconds()), by="test")
    for address, words in (
        ("/", "10 working days"),
        ("/rules/rules-19/", "In ten days."),
        ("/rules/", "In ten days."),
        ("/list/", "working days: 10"),
        ("/list/", "Unified contact center: 1415, 8-800-000-0001"),
        ("/check/KZ00000000/", "tel:1415"),
        ("/", "mailto:new@example.kz"),
        ("/", "tel:+78000000001"),
    ):
        assert words in visitor("en").get(address).content.decode(), address
    assert "tel:1414" not in visitor("en").get("/").content.decode()
