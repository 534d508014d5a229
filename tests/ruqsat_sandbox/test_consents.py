"""Rules 8: consent by a one-time code, on the phone registered for the IIN."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.ruqsat_sandbox.asking import consent, doctor, newest_code
from tests.ruqsat_sandbox.inquiring import ask


def _request(world: httpx.Client, **more: Any) -> httpx.Response:
    asked = {
        "iin": doctor(world)["iin"],
        "office": "KZ-75",
        "purpose": "Лицензия беру",
        "data": ["identity"],
        "owner_language": "kk",
        **more,
    }
    return world.post("/registers/consent", json=asked)


def _confirm(world: httpx.Client, request: str, code: str) -> httpx.Response:
    return world.post(f"/registers/consent/{request}/confirm", json={"code": code})


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_comes_from_1414_to_the_registered_phone_in_the_owners_language(world: httpx.Client) -> None:
    answer = _request(world).json()
    newest = world.get(f"/api/phone/{doctor(world)['phone']}").json()[0]
    assert answer["phone_masked"] == "+7 70* *** ** 01"
    assert newest["from"] == "1414"
    assert re.match(r"^\d{6} — ", newest["text"])
    assert "Лицензия беру" in newest["text"]
    assert "Алматы" in newest["text"]


def test_the_right_code_gives_a_token_and_the_same_again_gives_the_same(world: httpx.Client) -> None:
    request = _request(world).json()["request"]
    code = newest_code(world, doctor(world)["phone"])
    first, second = _confirm(world, request, code), _confirm(world, request, code)
    assert first.status_code == 200
    assert set(first.json()) == {"request", "state", "means", "token", "consent", "valid_until"}
    assert second.json() == first.json()


def test_five_wrong_tries_end_the_request_even_for_the_right_code(world: httpx.Client) -> None:
    request = _request(world).json()["request"]
    code = newest_code(world, doctor(world)["phone"])
    answers = [_confirm(world, request, _wrong(code)) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 410]
    assert [answer.json().get("tries_left") for answer in answers[:4]] == [4, 3, 2, 1]
    assert answers[0].json()["error"] == "wrong_code"
    assert _confirm(world, request, code).status_code == 410


@pytest.mark.parametrize(("seconds", "status"), [(590, 200), (600, 410)])
def test_the_code_lives_ten_minutes_by_the_clock(world: httpx.Client, seconds: int, status: int) -> None:
    request = _request(world).json()["request"]
    code = newest_code(world, doctor(world)["phone"])
    world.post("/api/clock", json={"seconds": seconds}).raise_for_status()
    assert _confirm(world, request, code).status_code == status


def test_nobodys_iin_has_no_phone(world: httpx.Client) -> None:
    answer = _request(world, iin="000101399990")
    assert (answer.status_code, answer.json()["error"]) == (404, "no_phone")


def test_an_unknown_request_is_not_confirmed(world: httpx.Client) -> None:
    assert _confirm(world, str(uuid4()), "123456").status_code == 404
    assert _confirm(world, "nonsense", "123456").status_code == 404


def test_a_consent_taken_back_opens_nothing(world: httpx.Client) -> None:
    given = consent(world, doctor(world), "identity")
    about = {"iin": doctor(world)["iin"]}
    before = ask(world, "identity", about, given["token"]).outcome
    world.post(f"/registers/consent/{given['consent']}/withdraw").raise_for_status()
    after = ask(world, "identity", about, given["token"]).outcome
    assert (before, after) == ("value", "00002")


def test_what_is_missing_is_said(world: httpx.Client) -> None:
    answer = _request(world, data=[])
    assert (answer.status_code, answer.json()["field"]) == (422, "data")
    assert world.post("/registers/consent", content=b"[]").status_code == 400


def _reply(world: httpx.Client, text: str, *, phone: str = "") -> str:
    answer = world.post(f"/api/phone/{phone or doctor(world)['phone']}/reply", json={"text": text})
    return str(answer.json()["said"])


def _state(world: httpx.Client, request: str) -> dict[str, Any]:
    """What came of the request, which every answer names."""
    said: dict[str, Any] = world.get(f"/registers/consent/{request}").json()
    assert said.pop("request") == request
    return said


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("1", "given"),
        ("ИӘ", "given"),
        ("иә", "given"),
        ("ДА", "given"),
        ("Yes", "given"),
        ("0", "refused"),
        ("ЖОҚ", "refused"),
        ("нет", "refused"),
        ("NO", "refused"),
    ],
)
def test_the_owner_answers_by_sms_with_the_short_number(world: httpx.Client, word: str, state: str) -> None:
    """Rules 8: a short message as a response to the notification."""
    asked = _request(world).json()
    assert _state(world, asked["request"]) == {"state": "waiting"}
    assert asked["number"] in world.get(f"/api/phone/{doctor(world)['phone']}").json()[0]["text"]
    _reply(world, f"{word} {asked['number']}")
    came = _state(world, asked["request"])
    assert (came["state"], came["means"]) == (state, "sms")
    assert ("token" in came) == (state == "given")


def test_an_sms_of_another_phone_with_another_number_or_word_answers_nothing(world: httpx.Client) -> None:
    asked = _request(world).json()
    for text in ("1", "1 000000", f"maybe {asked['number']}", f"11 {asked['number']}"):
        _reply(world, text)
    _reply(world, f"1 {asked['number']}", phone="+77000000102")
    assert _state(world, asked["request"]) == {"state": "waiting"}


def test_the_first_answer_stands_whatever_road_it_came_by(world: httpx.Client) -> None:
    asked = _request(world).json()
    code = newest_code(world, doctor(world)["phone"])
    _reply(world, f"0 {asked['number']}")
    assert _confirm(world, asked["request"], code).json()["state"] == "refused"
    assert "запрос закрыт" in _reply(world, f"1 {asked['number']}")
    assert _state(world, asked["request"])["state"] == "refused"


def test_after_ten_minutes_an_sms_answers_nothing(world: httpx.Client) -> None:
    asked = _request(world).json()
    world.post("/api/clock", json={"seconds": 600}).raise_for_status()
    assert "запрос закрыт" in _reply(world, f"1 {asked['number']}")
    assert _state(world, asked["request"]) == {"state": "over"}


def test_the_code_can_say_no(world: httpx.Client) -> None:
    request = _request(world).json()["request"]
    code = newest_code(world, doctor(world)["phone"])
    said = world.post(f"/registers/consent/{request}/confirm", json={"code": code, "answer": "0"}).json()
    assert said["state"] == "refused"
    assert {"request": request, **_state(world, request)} == said


def test_the_code_of_a_consent_taken_back_gives_it_no_more(world: httpx.Client) -> None:
    request = _request(world).json()["request"]
    code = newest_code(world, doctor(world)["phone"])
    given = _confirm(world, request, code).json()
    world.post(f"/registers/consent/{given['consent']}/withdraw").raise_for_status()
    assert _confirm(world, request, code).status_code == 410
    assert _state(world, request) == {"state": "over"}


def test_the_page_of_a_phone_lets_its_owner_answer(world: httpx.Client) -> None:
    asked, phone = _request(world).json(), doctor(world)["phone"]
    page = world.get("/phone/", params={"number": phone})
    assert "Answer to 1414" in page.text
    sent = world.post("/phone/reply", data={"number": phone, "text": f"1 {asked['number']}"})
    assert sent.status_code == 303
    assert "согласие принято" in world.get("/phone/", params={"number": phone}).text
    assert _state(world, asked["request"])["state"] == "given"


def test_the_owner_takes_a_consent_back_on_this_side_and_its_token_opens_nothing(world: httpx.Client) -> None:
    """By the API or on the page; asked by whoever was given it, the register says that none is in force."""
    person = doctor(world)
    by_api, by_page = consent(world, person, "identity"), consent(world, person, "identity")
    said = world.post(f"/api/consents/{by_api['consent']}/end").json()
    assert said["consent"] == by_api["consent"]
    assert by_page["consent"] in world.get("/registers/").text
    assert world.post("/registers/consents/", data={"consent": by_page["consent"]}).status_code == 303
    for given in (by_api, by_page):
        assert ask(world, "identity", {"iin": person["iin"]}, given["token"]).code == "00002"
    assert by_page["consent"] not in world.get("/registers/").text
    assert world.post("/api/consents/nobodys/end").status_code == 404


def test_consents_live_as_long_as_somebody_says(world: httpx.Client) -> None:
    for seconds in (3600, None):
        said = world.put("/api/consents/life", json={} if seconds is None else {"seconds": seconds}).json()
        now = datetime.fromisoformat(world.get("/api/clock").json()["now"])
        until = datetime.fromisoformat(consent(world, doctor(world), "identity")["valid_until"])
        assert abs(until - now - timedelta(seconds=said["seconds"])) < timedelta(minutes=1)
    assert world.put("/api/consents/life", json={"seconds": 0}).status_code == 422


def test_no_consent_holds_longer_than_it_was_wished(world: httpx.Client) -> None:
    now = datetime.fromisoformat(world.get("/api/clock").json()["now"])
    for days in (1, 400):
        until = (now + timedelta(days=days)).isoformat()
        request = _request(world, until=until).json()["request"]
        given = _confirm(world, request, newest_code(world, doctor(world)["phone"])).json()
        assert (datetime.fromisoformat(given["valid_until"]) == now + timedelta(days=1)) is (days == 1)
    assert _request(world, until="for ever").status_code == 422
