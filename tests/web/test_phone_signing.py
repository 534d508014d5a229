"""Signing with eGov mobile: what the phone is told at the two addresses, and what comes back to the page."""

import base64
import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from ruqsat.people import phone_signing
from ruqsat.people.sessions import PERSON
from tests.milestones import Stand
from tests.ruqsat_sandbox.asking import sign_elsewhere
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN


def shown(window: Client, page: str) -> dict[str, str]:
    """What the panel of a page carries: the statement, and the ticket to put it on a phone."""
    text = window.get(page).content.decode()
    found = {name: re.search(rf'data-{name}="([^"]*)"', text) for name in ("statement", "ticket")}
    return {name: match[1] for name, match in found.items() if match}


def put(window: Client, page: str) -> dict[str, Any]:
    answer = window.post("/phone/", shown(window, page))
    assert answer.status_code == 201, answer.content
    given: dict[str, Any] = answer.json()
    return given


def address_in(given: dict[str, Any]) -> str:
    """The path of API 1, as the link on a phone carries it."""
    encoded = given["links"][0]["url"].partition("link=")[2]
    return str(encoded.replace("%3A", ":").replace("%2F", "/")).removeprefix(django_settings.PUBLIC_URL)


def fetched(address: str) -> tuple[dict[str, Any], str, dict[str, str], dict[str, Any]]:
    """As the phone: API 1, the path of API 2 with its authorization, API 2."""
    phone = Client()
    first = phone.get(address).json()
    path = first["document"]["uri"].removeprefix(django_settings.PUBLIC_URL)
    authorization = {"Authorization": f"{first['document']['auth_type']} {first['document']['auth_token']}"}
    return first, path, authorization, phone.get(path, headers=authorization).json()


def signed(road: Road, asked: dict[str, Any]) -> dict[str, Any]:
    """The same structure, its document signed with a GOST key."""
    (document,) = asked["documentsToSign"]
    content = document["document"]["file"]
    made = sign_elsewhere(road.world.client, AIZHAN, base64.b64decode(content["data"]), key="gost")
    file = {**content, "data": base64.b64encode(made).decode()}
    return {**asked, "documentsToSign": [{**document, "document": {"file": file}}]}


def bring(path: str, authorization: dict[str, str], body: object) -> int:
    answer = Client().put(path, json.dumps(body), content_type="application/json", headers=authorization)
    return int(answer.status_code)


def test_the_phone_is_told_who_asks_and_gets_the_bytes_that_the_page_shows(stand: Stand) -> None:
    stand("consented")
    window = Client()
    page = shown(window, "/sign-in/")
    given = window.post("/phone/", page).json()
    first, _, _, asked = fetched(address_in(given))
    (document,) = asked["documentsToSign"]
    assert first["description"] == "Жүйеге кіру мәтіні / Текст для входа"
    assert set(first["organisation"]) == {"nameRu", "nameKz", "nameEn", "bin"}
    assert all(first["organisation"][name] for name in ("nameRu", "nameKz", "nameEn"))
    assert datetime.fromisoformat(first["expiry_date"]).utcoffset()
    assert asked["signMethod"] == "CMS_SIGN_ONLY"
    assert document["document"]["file"]["data"] == page["statement"]
    assert (document["id"], document["nameRu"]) == (1, "Текст для входа")


def test_one_signs_in_with_the_phone(stand: Stand) -> None:
    """Rules 2(2): what the phone signed is judged as what a program on the computer signs."""
    road, window = stand("consented"), Client()
    text = window.get("/sign-in/").content.decode()
    challenge = re.search(r'name="challenge" value="([^"]+)"', text)
    statement, ticket = (re.search(rf'data-{name}="([^"]+)"', text) for name in ("statement", "ticket"))
    assert challenge
    assert statement
    assert ticket
    given = window.post("/phone/", {"statement": statement[1], "ticket": ticket[1]}).json()
    assert window.get(given["state"]).json() == {"state": "waiting"}
    _, path, authorization, asked = fetched(address_in(given))
    assert window.get(given["state"]).json() == {"state": "opened"}
    assert bring(path, authorization, signed(road, asked)) == 200
    seen = window.get(given["state"]).json()
    assert seen["state"] == "signed"
    assert window.post("/sign-in/", {"challenge": challenge[1], "cms": seen["cms"]}).status_code == 302
    assert PERSON in window.session


def test_the_addresses_serve_once(stand: Stand) -> None:
    road, window = stand("consented"), Client()
    given = put(window, "/sign-in/")
    _, path, authorization, asked = fetched(address_in(given))
    body = signed(road, asked)
    assert bring(path, authorization, body) == 200
    assert bring(path, authorization, body) == 410
    assert Client().get(path, headers=authorization).status_code == 410
    assert Client().get(address_in(given)).status_code == 410


def test_the_addresses_end_after_five_minutes(stand: Stand) -> None:
    road, window = stand("consented"), Client()
    given = put(window, "/sign-in/")
    _, path, authorization, asked = fetched(address_in(given))
    body = signed(road, asked)
    road.world.later(minutes=5)
    assert bring(path, authorization, body) == 410
    assert Client().get(address_in(given)).status_code == 410
    assert window.get(given["state"]).json() == {"state": "ended"}


def test_nothing_is_given_to_who_has_not_the_code_or_is_another_browser(stand: Stand) -> None:
    stand("consented")
    window, other = Client(), Client()
    given = put(window, "/sign-in/")
    address = address_in(given)
    assert Client().get(address[:-2] + "x/").status_code == 404
    _, path, authorization, _ = fetched(address)
    assert Client().get(path).status_code == 404
    assert bring(path, {"Authorization": authorization["Authorization"] + "0"}, {}) in {404, 422}
    other.get("/sign-in/")
    assert other.get(given["state"]).status_code == 404
    assert other.get(given["code"]).status_code == 404
    assert other.post("/phone/", shown(window, "/sign-in/")).status_code == 404, "a ticket is of its browser"
    stolen = shown(window, "/sign-in/") | {"statement": base64.b64encode(b"another text").decode()}
    assert window.post("/phone/", stolen).status_code == 404, "and of its text"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"documentsToSign": []},
        {"documentsToSign": [{"document": {"file": {"data": "?"}}}]},
        {"documentsToSign": [{"document": {"file": {"data": ""}}}]},
        {"documentsToSign": [{}, {}]},
    ],
)
def test_what_cannot_be_read_is_told_and_the_phone_can_try_again(stand: Stand, body: object) -> None:
    stand("consented")
    window = Client()
    given = put(window, "/sign-in/")
    _, path, authorization, asked = fetched(address_in(given))
    assert bring(path, authorization, body) == 422
    assert Client().get(path, headers=authorization).json() == asked
    assert window.get(given["state"]).json() == {"state": "opened"}


def test_the_code_is_drawn_for_the_page_that_asked(stand: Stand) -> None:
    stand("consented")
    window = Client()
    answer = window.get(put(window, "/sign-in/")["code"])
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")
    assert "no-store" in answer["Cache-Control"]


def test_where_there_is_no_contract_the_phone_is_not_offered(stand: Stand, settings: Settings) -> None:
    road = stand("consented")
    window = window_of(AIZHAN)
    assert "data-phone" in window.get(f"/applications/{road.case}/sign/").content.decode()
    settings.MOBILE_SIGNING = {}
    assert "data-phone" not in window.get(f"/applications/{road.case}/sign/").content.decode()


def test_a_body_that_cannot_be_read_is_no_error_of_ours_and_is_not_read_for_everybody(stand: Stand) -> None:
    stand("consented")
    _, path, authorization, _ = fetched(address_in(put(Client(), "/sign-in/")))
    deep = "[" * 200_000
    for headers, status in ((authorization, 422), ({"Authorization": "Bearer x"}, 404)):
        answer = Client().put(path, deep, content_type="application/json", headers=headers)
        assert answer.status_code == status


def test_of_one_window_the_newest_texts_wait(stand: Stand) -> None:
    stand("consented")
    window = Client()
    given = [put(window, "/sign-in/") for _ in range(phone_signing.MOST_OF_A_SESSION + 1)]
    assert [window.get(each["state"]).status_code for each in given] == [404, *[200] * phone_signing.MOST_OF_A_SESSION]


def test_who_has_no_session_gets_none_for_asking_and_odd_letters_are_no_text(stand: Stand) -> None:
    stand("consented")
    given = put(Client(), "/sign-in/")
    before = Session.objects.count()
    assert [Client().get(given[name]).status_code for name in ("state", "code")] == [404, 404]
    assert Session.objects.count() == before
    assert Client().post("/phone/", {"statement": "é", "ticket": "x"}).status_code == 404
