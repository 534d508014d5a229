"""The sandbox against what was agreed with the gateway of the registers."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

import httpx
import pytest

from ruqsat_sandbox.people import population
from ruqsat_sandbox.records import REGISTERS
from tests.contracts.registers import CODES, INQUIRIES
from tests.ruqsat_sandbox.asking import consent
from tests.ruqsat_sandbox.conftest import sandbox
from tests.ruqsat_sandbox.inquiring import ask

KNOWN = tuple(inquiry for inquiry in INQUIRIES if inquiry not in {"fee_payment", "ban"})


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    var = tmp_path_factory.mktemp("contract")
    with sandbox(var) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as client:
        yield client


def somebody_known_for(inquiry: str) -> tuple[dict[str, str], Mapping[str, str]]:
    """About whom the sandbox knows something, and what: a person, the company that someone heads, or premises."""
    everybody = population()
    for place in everybody.facilities:
        if inquiry in place.registers:
            return {"iin": place.owner, "address": place.address}, place.registers[inquiry]
    for person in everybody.people:
        if inquiry in person.registers:
            return {"iin": person.iin}, person.registers[inquiry]
    raise AssertionError(inquiry)


def token_for(world: httpx.Client, inquiry: str, about: Mapping[str, str]) -> str:
    people: list[dict[str, Any]] = world.get("/api/people").json()
    owner = next((each for each in people if each["iin"] == about.get("iin")), people[0])
    return consent(world, owner, inquiry)["token"]


def test_the_sandbox_has_the_services_of_the_contract() -> None:
    assert {key: each.service for key, each in REGISTERS.items()} == {
        key: each.service for key, each in INQUIRIES.items()
    }
    assert {key: each.name for key, each in REGISTERS.items()} == {key: each.source for key, each in INQUIRIES.items()}


@pytest.mark.parametrize("inquiry", KNOWN)
def test_what_the_sandbox_holds_comes_as_agreed(world: httpx.Client, inquiry: str) -> None:
    about, known = somebody_known_for(inquiry)
    answer = ask(world, inquiry, about, token_for(world, inquiry, about))
    assert (answer.status, answer.code) == ("SCSS001", "00000")
    assert answer.data == known


@pytest.mark.parametrize("inquiry", KNOWN)
def test_what_it_does_not_hold_comes_as_none(world: httpx.Client, inquiry: str) -> None:
    person = world.get("/api/people").json()[0]
    about = {"bin": "991240999999", "address": "Nowhere"}
    answer = ask(world, inquiry, about, consent(world, person, inquiry)["token"])
    assert (answer.status, answer.code, answer.data) == ("SCSS001", "00001", None)


def test_an_answer_names_the_message_that_it_answers(world: httpx.Client) -> None:
    id = UUID("22222222-2222-4222-8222-222222222222")
    about = {"iin": world.get("/api/people").json()[0]["iin"]}
    answer = ask(world, "ban", about, basis="statute", message_id=id)
    assert answer.names == (str(id), f"{{{uuid5(id, 'session')}}}")


def test_who_is_refused_is_told_so_by_a_code_of_the_contract(world: httpx.Client) -> None:
    about = {"iin": world.get("/api/people").json()[0]["iin"]}
    gateway, register = CODES["gateway"]["failure"], CODES["register"]["failure"]
    assert ask(world, "ban", about, basis="statute", service="Horoscope").status in gateway
    assert ask(world, "ban", about, basis="statute", password="guessed").status in gateway
    assert ask(world, "identity", about, "made-up").code in register
    assert ask(world, "ban", {}, basis="statute").code in register
