"""Rules 8: nothing is asked of a register before the owner of the data gives the code from the phone."""

import re
from collections.abc import Callable

import httpx
import pytest
from django.test import Client

from ruqsat.cases.case_file import look
from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.models import Draft
from ruqsat.consents.models import Inquiry, Pending
from ruqsat.law.acts import InquiryAnswered
from tests.web.portal.filling import fill

Here = Callable[[str], str]
PHONE = "+77000000101"


def code_on_the_phone(world: str) -> str:
    """The code of the newest SMS."""
    told = httpx.get(f"{world}/api/phone/{PHONE}", trust_env=False, timeout=20).json()
    return str(re.findall(r"\b\d{6}\b", told[0]["text"])[0])


def test_typing_everything_asks_nobody(window: Client, draft: Draft, here: Here) -> None:
    answer = window.post(here("consent/"), {"step": "choose", "choice": "typed"})
    assert answer["Location"] == here("activity/") or answer.status_code == 302
    draft.refresh_from_db()
    assert answers_of(draft)["consent"]["choice"] == "typed"
    assert not Inquiry.objects.exists()


def test_a_code_goes_to_the_registered_phone_and_nothing_is_asked_yet(window: Client, here: Here, world: str) -> None:
    answer = window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    assert answer.status_code == 302
    page = window.get(here("consent/")).content.decode()
    assert "Enter the code from the SMS" in page
    assert PHONE not in page
    assert not Inquiry.objects.exists()


def test_a_wrong_code_says_how_many_tries_are_left(window: Client, draft: Draft, here: Here, world: str) -> None:
    window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    right = code_on_the_phone(world)
    wrong = "111111" if right != "111111" else "222222"
    answer = window.post(here("consent/"), {"step": "confirm", "code": wrong})
    assert answer.status_code == 422
    assert re.search(r"Tries left: \d", answer.content.decode())
    assert wrong in answer.content.decode()


@pytest.mark.parametrize("code", ["", "12", "abcdef"])
def test_what_is_no_code_is_not_sent(window: Client, here: Here, world: str, code: str) -> None:
    window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    assert window.post(here("consent/"), {"step": "confirm", "code": code}).status_code == 422


def test_with_the_code_the_registers_fill_the_form(window: Client, draft: Draft, here: Here, world: str) -> None:
    fill(window, draft, Section.ACTIVITY)
    window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    answer = window.post(here("consent/"), {"step": "confirm", "code": code_on_the_phone(world)})
    assert answer.status_code == 302
    page = window.get(here("consent/")).content.decode()
    assert "You have consented" in page
    answers = look(draft.id, at=Pending.objects.get().asked_at).standing.answers
    assert {filed.act.inquiry for filed in answers.values() if isinstance(filed.act, InquiryAnswered)} >= {"identity"}
    name = window.get(here("name/")).content.decode()
    assert "This is right, go on" in name
    assert "From:" in name
    assert window.post(here("name/"), {"as_registered": "1"}).status_code == 302
    draft.refresh_from_db()
    assert answers_of(draft)["name"]["birth_date"] == "1994-05-17"
    assert "This is wrong" in window.get(here("name/")).content.decode()
    assert 'name="last"' in window.get(here("name/?wrong=1")).content.decode()
    qualification = window.get(here("qualification/"))
    assert qualification.context["form"]["graduated_in"].value() == "2018"
    assert qualification.context["form"]["speciality"].value() == "therapy"
    assert "From:" in qualification.content.decode()
    assert qualification.context["form"]["diploma"].value().startswith("ЖБ-Б 9900101")
    assert window.get(here("facility/")).context["form"]["title_basis"].value() == "lease"
    assert window.get(here("residence/")).context["form"]["city"].value() == "Алматы"


def test_a_consent_is_taken_back(window: Client, draft: Draft, here: Here, world: str) -> None:
    window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    window.post(here("consent/"), {"step": "confirm", "code": code_on_the_phone(world)})
    window.post(here("consent/"), {"step": "withdraw"})
    page = window.get(here("consent/")).content.decode()
    assert "May the state registers be asked?" in page
    draft.refresh_from_db()
    assert answers_of(draft)["consent"]["choice"] == "typed"


def test_a_service_that_is_down_is_said_and_nothing_is_lost(window: Client, here: Here, settings: object) -> None:
    gateways = {name: {"kind": "sandbox", "url": "http://127.0.0.1:9"} for name in settings.GATEWAYS}  # type: ignore[attr-defined]  # pytest-django's wrapper
    settings.GATEWAYS = gateways  # type: ignore[attr-defined]  # as above
    answer = window.post(here("consent/"), {"step": "choose", "choice": "registers"})
    assert answer.status_code == 422
    assert "does not answer now" in answer.content.decode()
