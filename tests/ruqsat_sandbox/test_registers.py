"""Rules 8: each inquiry has its register, and answers with a value, or says that there is none."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.contracts import registers as contract
from tests.contracts.wsse import party, signed
from tests.ruqsat_sandbox.asking import consent, doctor
from tests.ruqsat_sandbox.conftest import sandbox
from tests.ruqsat_sandbox.inquiring import AT, PATH, SENDER, ask, heard, sender

NO_CONSENT = "00002"

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
    answer = ask(world, inquiry, {"iin": person["iin"]}, token)
    assert answer.outcome == "value"
    assert answer.value[field] == value
    assert datetime.fromisoformat(answer.answered_at).tzinfo is not None


@pytest.mark.parametrize(
    ("last", "inquiry"),
    [("Примеров", "higher_education"), ("Примеров", "sanitary_conclusion"), ("Үлгібаева", "name_change")],
)
def test_nothing_on_record_is_said_as_such(world: httpx.Client, last: str, inquiry: str) -> None:
    person = _person(world, last)
    token = consent(world, person, *EVERYTHING)["token"]
    answer = ask(world, inquiry, {"iin": person["iin"]}, token)
    assert answer.outcome == "none"
    assert answer.data is None


@pytest.mark.parametrize(("last", "banned"), [("Сынақов", "true"), ("Үлгібаева", "false")])
def test_the_ban_is_asked_on_the_statute_without_consent(world: httpx.Client, last: str, banned: str) -> None:
    answer = ask(world, "ban", {"iin": _person(world, last)["iin"]}, basis="statute")
    assert answer.value["banned"] == banned


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
    assert ask(world, "premises_title", {"address": address}, token).outcome == outcome


def test_no_register_answers_without_a_consent_for_that_datum_and_that_person(world: httpx.Client) -> None:
    person, other = doctor(world), _person(world, "Примеров")
    token = consent(world, person, "identity")["token"]
    about = {"iin": person["iin"]}
    answers = [
        ask(world, "identity", about),
        ask(world, "identity", about, "made-up"),
        ask(world, "identity", about, basis="statute"),
        ask(world, "higher_education", about, token),
        ask(world, "identity", {"iin": other["iin"]}, token),
    ]
    assert [answer.outcome for answer in answers] == [NO_CONSENT] * 5


def test_the_same_question_again_gets_the_same_answer(world: httpx.Client) -> None:
    iin, message_id = doctor(world)["iin"], uuid4()
    first = ask(world, "ban", {"iin": iin}, basis="statute", message_id=message_id)
    second = ask(world, "ban", {"iin": iin}, basis="statute", message_id=message_id)
    third = ask(world, "ban", {"iin": _person(world, "Сынақов")["iin"]}, basis="statute", message_id=message_id)
    assert first.body == second.body
    assert third.outcome == "SCSE004"


def test_registers_out_of_order_say_503(world: httpx.Client) -> None:
    about = {"iin": doctor(world)["iin"]}
    world.post("/api/faults", json={"system": "registers", "kind": "unavailable"}).raise_for_status()
    broken = world.post(PATH, content=b"").status_code
    world.post("/api/faults", json={"system": "registers", "kind": "none"}).raise_for_status()
    assert broken == 503
    assert ask(world, "ban", about, basis="statute").outcome == "value"


def test_the_gateway_refuses_who_is_not_known_and_what_it_does_not_have(world: httpx.Client) -> None:
    about = {"iin": doctor(world)["iin"]}
    answers = [
        ask(world, "ban", about, basis="statute", service="Horoscope"),
        ask(world, "ban", about, basis="statute", password="guessed"),
        ask(world, "ban", about, basis="statute", sender="somebody"),
    ]
    assert [answer.outcome for answer in answers] == ["SCSE003", "SCSE001", "SCSE001"]


def test_a_message_changed_on_its_way_or_signed_by_a_stranger_is_refused(world: httpx.Client) -> None:
    id, about = uuid4(), {"iin": doctor(world)["iin"]}
    payload = contract.question_payload(about, message_id=id, at=AT, token=None)
    envelope = contract.question(payload, service="KPSSUBan", basis="statute", message_id=id, at=AT, sender=SENDER)
    genuine = signed(envelope, by=sender(str(world.base_url)))
    changed = genuine.replace(about["iin"].encode(), _person(world, "Сынақов")["iin"].encode())
    strange = signed(envelope, by=party("stranger"))
    assert [heard(world, each, inquiry="ban").outcome for each in (genuine, changed, strange)] == [
        "value", "SCSE002", "SCSE001",
    ]  # fmt: skip


def test_a_sender_whose_certificate_was_revoked_is_not_known_any_more(tmp_path: Path) -> None:
    with sandbox(tmp_path) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as world:
        about = {"iin": doctor(world)["iin"]}
        before = ask(world, "ban", about, basis="statute").outcome
        world.post("/api/pki/revoke", json={"office": SENDER}).raise_for_status()
        assert (before, ask(world, "ban", about, basis="statute").outcome) == ("value", "SCSE001")


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"<html></html>", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', b"<a>" * 300, "<а/>".encode("utf-16")],
)
def test_what_is_no_message_is_a_fault_of_soap(world: httpx.Client, body: bytes) -> None:
    answer = world.post(PATH, content=body)
    assert answer.status_code == 500
    assert b"soapenv:Fault" in answer.content


def test_who_enrols_has_a_name_and_a_strong_key(world: httpx.Client) -> None:
    answers = [
        world.post("/api/registers/senders", json={"sender": "../x", "csr": "x"}),
        world.post("/api/registers/senders", json={"sender": "x", "csr": "x"}),
    ]
    assert [(answer.status_code, answer.json()["error"]) for answer in answers] == [(422, "field_wrong"), (422, "csr")]
