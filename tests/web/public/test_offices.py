"""What each office offers to persons with disabilities, in public."""

from datetime import timedelta

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.keeping import changing
from ruqsat.law.book import Chapter
from ruqsat.law.local_time import local
from tests.keeping.test_changing import FIRST_PERSON, SECOND_PERSON, nothing_open

pytestmark = pytest.mark.django_db


def test_every_region_has_its_office_and_what_is_not_recorded_is_said_so() -> None:
    """List 10(4)."""
    text = Client(headers={"accept-language": "en"}).get("/offices/").content.decode()
    assert text.count("Not recorded yet") == 20
    assert "Tactile path" in text
    assert 'href="/offices/"' in Client().get("/list/").content.decode()


def test_what_the_keepers_recorded_stands_there_from_its_day() -> None:
    """List 10(4)."""
    at = instance_clock.now()
    today, earlier = local(at).date().isoformat(), at - timedelta(days=3)
    tables = {"basis": "Survey", "since": today, "office": [{"code": "KZ-75", "access": ["call_button"]}]}
    change = changing.propose(Chapter.OFFICES, tables, by=FIRST_PERSON, at=earlier)
    changing.confirm(change, by=SECOND_PERSON, at=earlier, follow=nothing_open)
    text = Client(headers={"accept-language": "en"}).get("/offices/").content.decode()
    assert text.count("Not recorded yet") == 19
    assert text.count("Call button") == 2
