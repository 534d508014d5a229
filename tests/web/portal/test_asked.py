"""Rules 8: somebody else's application asks for my consent; I answer in my own account."""

import json
import re
import urllib.request
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.drafting import Beginning, Section, start
from ruqsat.cases.models import Draft
from ruqsat.law.application import ApplicantKind, PersonName, Service
from ruqsat.people.models import Person
from ruqsat.people.persons import know
from tests.web.portal.conftest import browser_of
from tests.web.portal.filling import fill
from tests.web.portal.test_kinds import OF_ENTITY, SANIYA, SPECIALIST, typed_in

PHONE = "+77000000106"
Page = Callable[[], str]


@pytest.fixture
def clinic(aizhan: Person, window: Client) -> Draft:
    """A clinic's draft that names itself and one specialist, who is asked."""
    beginning = Beginning(kind=ApplicantKind.LEGAL_ENTITY)
    draft = start(aizhan, Service.ISSUE, at=instance_clock.now(), beginning=beginning)
    fill(window, draft, Section.ACTIVITY)
    typed_in(window, draft, Section.ORGANIZATION, OF_ENTITY[Section.ORGANIZATION])
    fill(window, draft, Section.CONSENT)
    typed_in(window, draft, Section.ENTITY, OF_ENTITY[Section.ENTITY])
    only_who = {name: SPECIALIST[name] for name in ("iin", "last", "first")}
    window.post(f"/applications/{draft.id}/specialists/add/", only_who)
    assert window.post(f"/applications/{draft.id}/specialists/S1/ask/").status_code == 302
    return draft


@pytest.fixture
def saniya(clinic: Draft) -> Client:
    """The specialist's own window."""
    return browser_of(know(SANIYA, PersonName(last="Макетова", first="Сания"), at=instance_clock.now()))


def request_in(window: Client) -> str:
    """The address of the request that stands in the account."""
    (asked,) = window.get("/account/").context["asked"]
    return f"/consents/{asked.row.id}/"


def code_on_the_phone(world: str) -> str:
    with urllib.request.urlopen(f"{world}/api/phone/{PHONE}") as answer:  # noqa: S310 -- the sandbox on this machine
        return str(json.load(answer)[0]["text"][:6])


def test_the_request_says_who_asks_what_why_and_until_when(saniya: Client) -> None:
    """Rules 8: the applicant's number is masked."""
    page = saniya.get(request_in(saniya)).content.decode()
    for said in ("«Үлгі Клиника» ЖШС asks for your consent", "••••••••9010", "Higher medical education", "Committee"):
        assert said in page, said
    assert "181240999010" not in page
    assert "You can answer until" in page


def test_by_the_code_to_ones_own_phone_the_consent_is_given(
    window: Client, saniya: Client, clinic: Draft, world: str
) -> None:
    path = request_in(saniya)
    assert saniya.post(path, {"step": "send"}).status_code == 302
    code = code_on_the_phone(world)
    wrong = saniya.post(path, {"step": "confirm", "code": "000000" if code != "000000" else "111111"})
    assert (wrong.status_code, "Tries left" in wrong.content.decode()) == (422, True)
    assert saniya.post(path, {"step": "confirm", "code": "12"}).status_code == 422
    assert saniya.post(path, {"step": "confirm", "code": code}).status_code == 302
    assert "You consented on" in saniya.get(path).content.decode()
    assert "Given" in window.get(f"/applications/{clinic.id}/specialists/").content.decode()
    assert "From: " in window.get(f"/applications/{clinic.id}/specialists/S1/").content.decode()
    taken_back = re.search(r"/consents/[0-9a-f-]+/withdraw/", saniya.get(path).content.decode())
    assert taken_back is not None
    saniya.post(taken_back[0])
    assert "You consented on" not in saniya.get(path).content.decode()


def test_it_is_refused_with_one_button(window: Client, saniya: Client, clinic: Draft) -> None:
    """List 9(8) is about the applicant: of a specialist the documents are attached instead."""
    path = request_in(saniya)
    assert saniya.post(path, {"step": "refuse"}).status_code == 302
    assert "You refused on" in saniya.get(path).content.decode()
    assert saniya.get("/account/").context["asked"] == []
    assert "Refused" in window.get(f"/applications/{clinic.id}/specialists/").content.decode()
    assert saniya.post(path, {"step": "send"}).status_code == 422


def test_a_service_that_is_down_is_said(saniya: Client, settings: object) -> None:
    settings.GATEWAYS = settings.GATEWAYS | {"consents": {"kind": "sandbox", "url": "http://127.0.0.1:9"}}  # type: ignore[attr-defined]  # pytest-django's settings
    answer = saniya.post(request_in(saniya), {"step": "send"})
    assert answer.status_code == 422
    assert "does not answer now" in answer.content.decode()


def test_nobody_else_opens_or_answers_it(window: Client, saniya: Client) -> None:
    path = request_in(saniya)
    assert window.get(path).status_code == 404
    assert window.post(path, {"step": "refuse"}).status_code == 404
    assert saniya.get(f"/consents/{uuid4()}/").status_code == 404
    assert Client().get(path)["Location"].startswith("/sign-in/")
    assert saniya.put(path).status_code == 405
