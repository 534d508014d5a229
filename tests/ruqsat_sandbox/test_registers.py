"""Rules 8: each inquiry has its register, and answers with a value, or says that there is none."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.ruqsat_sandbox.asking import consent, doctor

EVERYTHING = (
    "identity",
    "higher_education",
    "specialist_certificate",
    "labor_activity",
    "premises_title",
    "real_estate",
    "sanitary_conclusion",
    "medical_license",
    "name_change",
)


def _person(world: httpx.Client, last: str) -> dict[str, Any]:
    people: list[dict[str, Any]] = world.get("/api/people").json()
    return next(each for each in people if each["last"] == last)


def _ask(world: httpx.Client, inquiry: str, about: dict[str, str], token: str | None = None, **more: Any) -> Any:
    question = {"about": about, "token": token, "basis": "consent", "message_id": str(uuid4()), **more}
    return world.post(f"/registers/ask/{inquiry}", json=question)


@pytest.mark.parametrize(
    ("inquiry", "field", "value"),
    [
        ("identity", "region", "75"),
        ("higher_education", "graduated_on", "2018-06-30"),
        ("specialist_certificate", "valid_until", "2029-03-11"),
        ("labor_activity", "since", "2026-02-02"),
        ("premises_title", "kind", "lease"),
        ("sanitary_conclusion", "result", "compliant"),
    ],
)
def test_the_registers_know_the_smooth_case(world: httpx.Client, inquiry: str, field: str, value: str) -> None:
    person = doctor(world)
    token = consent(world, person, *EVERYTHING)["token"]
    answer = _ask(world, inquiry, {"iin": person["iin"]}, token).json()
    assert answer["outcome"] == "value"
    assert answer["data"][field] == value
    assert answer["source"]
    assert datetime.fromisoformat(answer["answered_at"]).tzinfo is not None


@pytest.mark.parametrize(
    ("last", "inquiry"),
    [("Примеров", "higher_education"), ("Примеров", "sanitary_conclusion"), ("Үлгібаева", "name_change")],
)
def test_nothing_on_record_is_said_as_such(world: httpx.Client, last: str, inquiry: str) -> None:
    person = _person(world, last)
    token = consent(world, person, *EVERYTHING)["token"]
    answer = _ask(world, inquiry, {"iin": person["iin"]}, token).json()
    assert answer["outcome"] == "none"
    assert "data" not in answer


@pytest.mark.parametrize(("last", "banned"), [("Сынақов", "true"), ("Үлгібаева", "false")])
def test_the_ban_is_asked_on_the_statute_without_consent(world: httpx.Client, last: str, banned: str) -> None:
    answer = _ask(world, "ban", {"iin": _person(world, last)["iin"]}, basis="statute").json()
    assert answer["data"]["banned"] == banned


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("050099, Алматы қаласы, Бостандық ауданы, Тәжірибе көшесі, 5", "value"),
        ("г. Алматы, ул. Тәжірибе, д. 5, 2 этаж", "value"),
        ("Алматы, Тәжірибе көшесі, 6", "none"),
        ("Астана, Тәжірибе көшесі, 5", "none"),
    ],
)
def test_premises_are_found_by_the_words_of_their_address(world: httpx.Client, address: str, outcome: str) -> None:
    token = consent(world, doctor(world), "premises_title")["token"]
    assert _ask(world, "premises_title", {"address": address}, token).json()["outcome"] == outcome


def test_no_register_answers_without_a_consent_for_that_datum_and_that_person(world: httpx.Client) -> None:
    person, other = doctor(world), _person(world, "Примеров")
    token = consent(world, person, "identity")["token"]
    about = {"iin": person["iin"]}
    answers = [
        _ask(world, "identity", about),
        _ask(world, "identity", about, "made-up"),
        _ask(world, "identity", about, basis="statute"),
        _ask(world, "higher_education", about, token),
        _ask(world, "identity", {"iin": other["iin"]}, token),
    ]
    assert [(answer.status_code, answer.json()["error"]) for answer in answers] == [(403, "no_token")] * 5


def test_the_same_question_again_gets_the_same_answer(world: httpx.Client) -> None:
    iin, message_id = doctor(world)["iin"], str(uuid4())
    first = _ask(world, "ban", {"iin": iin}, basis="statute", message_id=message_id)
    second = _ask(world, "ban", {"iin": iin}, basis="statute", message_id=message_id)
    third = _ask(world, "ban", {"iin": _person(world, "Сынақов")["iin"]}, basis="statute", message_id=message_id)
    assert first.content == second.content
    assert third.status_code == 409


def test_registers_out_of_order_say_503_and_an_unknown_one_404(world: httpx.Client) -> None:
    about = {"iin": doctor(world)["iin"]}
    world.post("/api/faults", json={"system": "registers", "kind": "unavailable"}).raise_for_status()
    broken = _ask(world, "ban", about, basis="statute").status_code
    world.post("/api/faults", json={"system": "registers", "kind": "none"}).raise_for_status()
    assert broken == 503
    assert _ask(world, "ban", about, basis="statute").status_code == 200
    assert _ask(world, "horoscope", about).status_code == 404
