"""Signed out half way: after signing in the person is back, and what the last press of a button sent is not lost."""

import base64
import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from ruqsat.cases.drafting import Section, answers_of
from ruqsat.law.acts import DecisionPrepared
from ruqsat.people.models import Challenge
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.web.officers import case_page, signed, window_of
from tests.world import AIZHAN, OFFICER, PETR

INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
FORM = re.compile(r'<form method="post" action="(/(?:applications|desk)/[^"]*)">(.*?)</form>', re.DOTALL)


def lose_session(window: Client) -> None:
    """Expired and swept away, or ended in another window of the same browser."""
    Session.objects.all().delete()


def sign_in(road: Road, window: Client, page: str, iin: str) -> str:
    """Sign in on *page*, which holds the panel; the page that comes then."""
    inputs = {name: unescape(value) for name, value in INPUT.findall(page)}
    challenge = Challenge.objects.get(id=inputs["challenge"])
    cms = road.world.sign(challenge_text(page), iin, signer={"extKeyUsageOids": ["1.3.6.1.5.5.7.3.2"]})
    assert str(challenge.id) == inputs["challenge"]
    answer = window.post("/sign-in/", {**inputs, "cms": base64.b64encode(cms).decode()}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def challenge_text(page: str) -> bytes:
    found = re.search(r'data-statement="([^"]+)"', page)
    assert found is not None
    return base64.b64decode(found[1])


def sent_again(window: Client, page: str) -> int:
    """Press the button that sends it again; the status of the answer."""
    found = FORM.search(page)
    assert found is not None
    inputs: dict[str, list[str]] = {}
    for name, value in INPUT.findall(found[2]):
        inputs.setdefault(name, []).append(unescape(value))
    return int(window.post(unescape(found[1]), inputs).status_code)


def test_what_was_typed_while_filling_is_offered_again_and_taken(stand: Stand) -> None:
    road = stand("consented")
    window = window_of(AIZHAN)
    address = f"/applications/{road.case}/bank/"
    lose_session(window)
    answer = window.post(address, {"number": "KZ75125KZT2069100100", "bank": "«Жаңа» Банк", "location": "Алматы"})
    assert answer.status_code == 401
    page = sign_in(road, window, answer.content.decode(), AIZHAN)
    assert "«Жаңа» Банк" in page
    assert sent_again(window, page) == 302
    assert answers_of(draft_of(road))[Section.BANK]["bank"] == "«Жаңа» Банк"


def test_a_wrong_key_at_signing_in_loses_nothing_either(stand: Stand) -> None:
    road = stand("consented")
    window = window_of(AIZHAN)
    lose_session(window)
    answer = window.post(f"/applications/{road.case}/bank/", {"number": "1", "bank": "Жаңа Банк", "location": "Алматы"})
    inputs = {name: unescape(value) for name, value in INPUT.findall(answer.content.decode())}
    refused = window.post("/sign-in/", {**inputs, "cms": "AAAA"})
    assert refused.status_code == 422
    assert "Жаңа Банк" in sign_in(road, window, refused.content.decode(), AIZHAN)


def test_at_check_answers_the_person_is_back_there(stand: Stand) -> None:
    road = stand("consented")
    window = window_of(AIZHAN)
    lose_session(window)
    answer = window.get(f"/applications/{road.case}/check-answers/")
    assert answer.headers["Location"].startswith("/sign-in/?next=")
    shown = window.get(answer.headers["Location"]).content.decode()
    assert "Check your answers" in sign_in(road, window, shown, AIZHAN)


def test_a_signature_made_after_the_session_ended_is_sent_again_and_counts(stand: Stand) -> None:
    """The key need not be used a second time: what was signed is on file as it was signed."""
    road = stand("consented")
    window = window_of(AIZHAN)
    address = f"/applications/{road.case}/sign/"
    sent = signed(road, window, address, AIZHAN)
    lose_session(window)
    answer = window.post(address, sent)
    page = sign_in(road, window, answer.content.decode(), AIZHAN)
    assert sent_again(window, page) == 302
    assert road.kinds().count("received") == 1


def test_an_officers_words_and_what_the_officer_had_seen_are_kept(stand: Stand) -> None:
    road = stand("sealed")
    window = window_of(OFFICER)
    address = case_page(road, "decision/prepare/")
    lose_session(window)
    answer = window.post(address, {"note": "Everything is borne out.", "seen": road.seen})
    page = sign_in(road, window, answer.content.decode(), OFFICER)
    assert "Everything is borne out." in page
    assert sent_again(window, page) == 302
    (prepared,) = [filed.act for filed in road.look().acts if isinstance(filed.act, DecisionPrepared)]
    assert prepared.note == "Everything is borne out."


def test_somebody_else_who_signs_in_at_that_page_changes_nothing(stand: Stand) -> None:
    road = stand("consented")
    window = window_of(AIZHAN)
    lose_session(window)
    answer = window.post(f"/applications/{road.case}/bank/", {"number": "1", "bank": "Жаңа Банк", "location": "Алматы"})
    page = sign_in(road, window, answer.content.decode(), PETR)
    assert sent_again(window, page) == 404
    assert answers_of(draft_of(road))[Section.BANK]["bank"] == "Үлгі Банк"


@pytest.mark.parametrize("to", ["https://example.com/", "//example.com/x", "javascript:alert(1)"])
def test_what_is_kept_is_sent_to_no_other_site(stand: Stand, to: str) -> None:
    road = stand("known")
    window = window_of(AIZHAN)
    lose_session(window)
    shown = window.get("/sign-in/").content.decode()
    forged = shown.replace(
        'name="next" value=""', f'name="sent" value="[&quot;{to}&quot;, [[&quot;a&quot;, &quot;b&quot;]], false]"'
    )
    assert forged != shown
    page = sign_in(road, window, forged, AIZHAN)
    assert to not in page
