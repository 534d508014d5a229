"""Rules 8: the page that the link on the own phone opens: who asks what and why; yes and no alike, by the code."""

import json
import re
import urllib.request

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.models import Draft
from ruqsat.consents.models import Consent, Invitation
from ruqsat.jobs import consenting as jobs
from ruqsat.journal.keys import blind_index
from ruqsat.people.models import Person
from tests.web.portal.conftest import AIZHAN, browser_of
from tests.web.portal.test_asked import PHONE, clinic, saniya

__all__ = ["clinic", "saniya"]  # fixtures


@pytest.fixture
def link(clinic: Draft, world: str) -> str:
    """The address that came by SMS."""
    jobs.send_links(now=instance_clock.now)
    found = re.search(r"/my-consent/[\w-]+/", newest(world))
    assert found is not None
    return found[0]


def newest(world: str) -> str:
    with urllib.request.urlopen(f"{world}/api/phone/{PHONE}") as answer:  # noqa: S310 -- the sandbox on this machine
        return str(json.load(answer)[0]["text"])


def reads(link: str, language: str = "en") -> str:
    return Client(headers={"accept-language": language}).get(link).content.decode()


def test_it_says_who_asks_what_why_how_long_and_what_a_refusal_means(link: str) -> None:
    """Rules 8: without signing in; the applicant's number is masked, and nothing of the owner is told."""
    page = reads(link)
    for said in (
        "«Үлгі Клиника» ЖШС asks for your consent",
        "••••••••9010",
        "Higher medical education",
        "Committee",
        "You are listed there as a specialist",
        "For how long",
        "for you nothing else follows",
        "You can answer until",
    ):
        assert said in page, said
    for hidden in ("181240999010", "920308499215", "Макетова"):
        assert hidden not in page


@pytest.mark.parametrize(("language", "yes"), [("kk", "Келісемін"), ("ru", "Даю согласие"), ("en", "I consent")])
def test_it_speaks_three_languages(link: str, language: str, yes: str) -> None:
    assert yes in reads(link, language)


def test_the_address_is_a_key_and_is_kept_nowhere(link: str) -> None:
    answer = Client().get(link)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin", (
        "the language switch and the forms need it, others get nothing"
    )
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_yes_and_no_are_buttons_of_the_same_look(link: str) -> None:
    page = reads(link)
    looks = [re.search(rf'<button[^>]*value="{said}"[^>]*>', page) for said in ("yes", "no")]
    assert None not in looks
    (yes, no) = (one[0].replace('value="yes"', "").replace('value="no"', "") for one in looks if one)
    assert yes == no


@pytest.mark.parametrize(("step", "says", "shown"), [("yes", "consented", "Given"), ("no", "refused", "Refused")])
def test_by_the_code_it_is_answered(link: str, world: str, step: str, says: str, shown: str) -> None:
    phone, code = Client(headers={"accept-language": "en"}), newest(world)[:6]
    wrong = phone.post(link, {"step": step, "code": "000000" if code != "000000" else "111111"})
    assert (wrong.status_code, "Tries left: 4" in wrong.content.decode()) == (422, True)
    assert phone.post(link, {"step": step, "code": "12"}).status_code == 422
    assert Invitation.objects.get().given is None
    assert phone.post(link, {"step": step, "code": code}).status_code == 302
    invitation = Invitation.objects.get()
    assert invitation.given is (step == "yes")
    page = reads(link)
    assert f"You {says} on" in page
    assert "<button" not in page.split("<main", 1)[1].split("</main>")[0]
    clinic_sees = browser_of(Person.objects.get(iin_index=blind_index(AIZHAN)))
    assert shown in clinic_sees.get(f"/applications/{invitation.file_id}/specialists/").content.decode()


def test_a_new_code_can_be_asked_for_and_not_for_ever(link: str, world: str) -> None:
    phone = Client(headers={"accept-language": "en"})
    first = newest(world)[:6]
    for _ in range(4):
        assert phone.post(link, {"step": "send"}).status_code == 302
    flooded = phone.post(link, {"step": "send"})
    assert (flooded.status_code, "wait ten minutes" in flooded.content.decode()) == (422, True)
    if newest(world)[:6] != first:
        assert phone.post(link, {"step": "yes", "code": first}).status_code == 422
    assert phone.post(link, {"step": "yes", "code": newest(world)[:6]}).status_code == 302


def test_an_sms_is_looked_up_on_a_press(link: str, world: str) -> None:
    phone = Client(headers={"accept-language": "en"})
    waiting = phone.post(link, {"step": "check"}, follow=True).content.decode()
    assert "No answer by SMS has come yet" in waiting
    number = re.search(r"1 (\d{6})", newest(world))
    assert number is not None
    body = json.dumps({"text": f"YES {number[1]}"}).encode()
    urllib.request.urlopen(f"{world}/api/phone/{PHONE}/reply", data=body)  # noqa: S310 -- the sandbox on this machine
    assert "You consented on" in phone.post(link, {"step": "check"}, follow=True).content.decode()
    assert Consent.objects.count() == 1


def test_in_the_own_account_the_same_request_is_answered_too(saniya: Client, link: str, world: str) -> None:
    """Rules 8: one request, two roads to it."""
    (asked,) = saniya.get("/account/").context["asked"]
    path = f"/consents/{asked.row.id}/"
    assert "A code has come to my phone already" in saniya.get(path).content.decode()
    assert saniya.post(path, {"step": "confirm", "code": newest(world)[:6]}).status_code == 302
    assert "You consented on" in reads(link)


def test_a_link_that_opens_nothing_says_so(link: str, saniya: Client) -> None:
    for address in ("/my-consent/made-up/", link[:-2] + "/"):
        closed = Client(headers={"accept-language": "en"}).get(address)
        assert (closed.status_code, "This link opens nothing any more" in closed.content.decode()) == (410, True)
        assert Client().post(address, {"step": "yes", "code": "123456"}).status_code == 410
    assert Client().put(link).status_code == 405
    Invitation.objects.update(until=instance_clock.now())
    page = reads(link)
    assert "You are not asked for this consent any more" in page


def test_a_service_that_is_down_is_said(link: str, settings: object) -> None:
    settings.GATEWAYS = settings.GATEWAYS | {"consents": {"kind": "sandbox", "url": "http://127.0.0.1:9"}}  # type: ignore[attr-defined]  # pytest-django's settings
    phone = Client(headers={"accept-language": "en"})
    for sent in ({"step": "send"}, {"step": "yes", "code": "123456"}):
        answer = phone.post(link, sent)
        assert (answer.status_code, "does not answer now" in answer.content.decode()) == (422, True)
    assert "does not answer now" in phone.post(link, {"step": "check"}, follow=True).content.decode()
