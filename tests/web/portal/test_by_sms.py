"""Rules 8: an answer by SMS is looked up on a press, and the next page says what came of it."""

from collections.abc import Callable

import httpx
import pytest
from django.test import Client

from ruqsat.cases.drafting import answers_of
from ruqsat.cases.models import Draft
from ruqsat.consents.models import Inquiry, Pending
from ruqsat.law.grounds import borne_out
from tests.milestones import Stand
from tests.walking import Road
from tests.web.portal import roads
from tests.web.portal.roads import page, shown, without_anything
from tests.world import PHONE

Here = Callable[[str], str]
GIVE = "give-consent/"


def looked(road: Road) -> str:
    """What the page says after the press."""
    answer = roads.window().post(page(road, GIVE), {"step": "check"}, follow=True)
    return str(answer.content.decode())


def asked(road: Road) -> Pending:
    roads.window().post(page(road, GIVE), {"step": "send"})
    return Pending.objects.get()


@pytest.mark.parametrize("said", ["ДА", "НЕТ"])
def test_an_answer_by_sms_is_looked_up_on_a_press(
    window: Client, draft: Draft, here: Here, world: str, said: str
) -> None:
    """Rules 8, List 9(8): yes fills the form as the code does; no leaves everything to be typed."""
    window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    number = Pending.objects.get().number
    assert f"1 {number}" in window.get(here("consent/")).content.decode()
    waiting = window.post(here("consent/"), {"step": "check"}, follow=True).content.decode()
    assert "No answer by SMS has come yet" in waiting
    httpx.post(f"{world}/api/phone/{PHONE}/reply", json={"text": f"{said} {number}"}, trust_env=False, timeout=20)
    assert window.post(here("consent/"), {"step": "check"}).status_code == 302
    draft.refresh_from_db()
    assert answers_of(draft)["consent"]["choice"] == ("registers" if said == "ДА" else "typed")
    assert Inquiry.objects.exists() is (said == "ДА")


def test_a_no_by_sms_is_on_file_and_the_ground_stays(stand: Stand) -> None:
    """List 9(8): by SMS as by silence; the consent can still be given."""
    road = without_anything(stand)
    asked(road)
    number = Pending.objects.get().number
    road.world.client.post(f"/api/phone/{PHONE}/reply", json={"text": f"ЖОҚ {number}"})
    assert roads.window().post(page(road, GIVE), {"step": "check"})["Location"] == page(road, GIVE)
    assert road.kinds()[-1] == "consent_refused"
    assert "List 9(8)" in borne_out(road.look().standing)
    assert "Send a code to my phone" in shown(road, GIVE)


def test_nobody_was_asked_and_a_press_says_nothing(stand: Stand) -> None:
    road = without_anything(stand)
    said = looked(road)
    assert "No answer by SMS has come yet" not in said
    assert "Send a code to my phone" in said


def test_until_the_sms_comes_the_page_says_that_it_can_take_a_minute(stand: Stand) -> None:
    road = without_anything(stand)
    asked(road)
    before = road.kinds()
    assert "No answer by SMS has come yet" in looked(road)
    assert road.kinds() == before


def test_while_the_service_is_down_the_page_says_so(stand: Stand) -> None:
    road = without_anything(stand)
    asked(road)
    road.world.break_down("consents")
    assert "does not answer now" in looked(road)
    assert Pending.objects.get().over_at is None


def test_a_request_that_the_service_holds_for_over_is_said(stand: Stand) -> None:
    """Five wrong codes typed elsewhere: the service knows of them, we do not."""
    road = without_anything(stand)
    pending = asked(road)
    right = road.world.code_on(PHONE)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        road.world.client.post(f"/registers/consent/{pending.id}/confirm", json={"code": wrong})
    assert "This code can no longer be used" in looked(road)
    assert Pending.objects.get().over_at is not None
