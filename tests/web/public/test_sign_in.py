"""Rules 2(2): signing in with real signatures: fresh, for this browser and this site, within five minutes, once."""

import base64
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from ruqsat.people.sessions import PERSON
from tests.milestones import Stand
from tests.ruqsat_sandbox.asking import sign_elsewhere
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN


def given_out(window: Client) -> tuple[dict[str, str], bytes]:
    """What the page's form names, and the text that is to be signed."""
    page = window.get("/sign-in/").content.decode()
    challenge = re.search(r'name="challenge" value="([^"]+)"', page)
    statement = re.search(r'data-statement="([^"]+)"', page)
    assert challenge
    assert statement
    return {"challenge": challenge[1]}, base64.b64decode(statement[1])


def signature(road: Road, text: bytes, *, key: str = "rsa") -> dict[str, str]:
    return {"cms": base64.b64encode(sign_elsewhere(road.world.client, AIZHAN, text, key=key)).decode()}


def refused(window: Client, sent: dict[str, str], *, why: str) -> bool:
    answer = window.post("/sign-in/", sent)
    return answer.status_code == 422 and why in unescape(answer.content.decode())


@pytest.mark.parametrize("key", ["rsa", "gost"])
def test_one_signature_with_either_kind_of_key_signs_in_and_never_again(stand: Stand, key: str) -> None:
    road, window = stand("consented"), Client(headers={"accept-language": "en"})
    form, text = given_out(window)
    sent = form | signature(road, text, key=key)
    assert window.post("/sign-in/", sent).status_code == 302
    assert PERSON in window.session
    assert window.post("/sign-in/", sent).status_code == 422
    stolen = Client(headers={"accept-language": "en"})
    stolen.get("/sign-in/")
    assert refused(stolen, sent, why="was not given out to this browser")
    assert PERSON not in stolen.session


def test_a_signature_made_for_another_browser_signs_nobody_in(stand: Stand) -> None:
    road, window = stand("consented"), Client(headers={"accept-language": "en"})
    other = Client(headers={"accept-language": "en"})
    form, text = given_out(window)
    fresh, _ = given_out(other)
    cms = signature(road, text)
    assert refused(other, form | cms, why="was not given out to this browser")
    assert other.post("/sign-in/", fresh | cms).status_code == 422, "the text signed is not the one given out here"
    assert PERSON not in other.session
    assert window.post("/sign-in/", form | cms).status_code == 302


def test_after_five_minutes_the_signature_is_late(stand: Stand) -> None:
    road, window = stand("consented"), Client(headers={"accept-language": "en"})
    form, text = given_out(window)
    sent = form | signature(road, text)
    road.world.later(minutes=5)
    assert refused(window, sent, why="More than five minutes have passed")
    assert PERSON not in window.session


def test_a_text_of_another_site_signs_nobody_in(stand: Stand, settings: Settings) -> None:
    road, window = stand("consented"), Client(headers={"accept-language": "en"})
    form, text = given_out(window)
    sent = form | signature(road, text)
    assert window.post("/sign-in/", sent, headers={"host": "ruqsat.example"}).status_code == 400
    settings.PUBLIC_URL = "https://ruqsat.example"
    assert refused(window, sent, why="was not given out to this browser")
    assert PERSON not in window.session


def test_a_key_that_ends_soon_is_told_wherever_something_is_signed(stand: Stand) -> None:
    road, window = stand("consented"), Client(headers={"accept-language": "en"})
    road.world.certify_until(AIZHAN, road.world.now() + timedelta(days=12, hours=1))
    try:
        form, text = given_out(window)
        assert window.post("/sign-in/", form | signature(road, text)).status_code == 302
    finally:
        road.world.renew(AIZHAN)
    page = window.get(f"/applications/{road.case}/sign/").content.decode()
    assert "data-key-ends" in page
    assert "Қалған күндер: 12." in page
    assert "data-key-ends" not in window_of(AIZHAN).get(f"/applications/{road.case}/sign/").content.decode()
