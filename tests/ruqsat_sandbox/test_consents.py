"""Rules 8: consent by a one-time code, on the phone registered for the IIN."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.ruqsat_sandbox.asking import consent, doctor, newest_code


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
    assert set(first.json()) == {"token", "consent", "valid_until"}
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
    question = {
        "about": {"iin": doctor(world)["iin"]},
        "token": given["token"],
        "basis": "consent",
        "message_id": str(uuid4()),
    }
    before = world.post("/registers/ask/identity", json=question).status_code
    world.post(f"/registers/consent/{given['consent']}/withdraw").raise_for_status()
    after = world.post("/registers/ask/identity", json={**question, "message_id": str(uuid4())}).status_code
    assert (before, after) == (200, 403)


def test_what_is_missing_is_said(world: httpx.Client) -> None:
    answer = _request(world, data=[])
    assert (answer.status_code, answer.json()["field"]) == (422, "data")
    assert world.post("/registers/consent", content=b"[]").status_code == 400
