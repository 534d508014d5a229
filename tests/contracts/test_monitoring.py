"""Rules 21: client and sandbox both keep the contract with the monitoring system, written down before them."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from ruqsat.gateways import monitoring
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.monitoring import Held, HeldEvent, OutOfOrder
from tests.gateways.replay import replaying
from tests.ruqsat_sandbox.conftest import sandbox as running_sandbox

EXCHANGES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "monitoring.toml").read_text())["exchange"]
CASE = UUID("aaaaaaaa-0000-4000-8000-000000000001")


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A sandbox that was told nothing yet."""
    with (
        running_sandbox(tmp_path_factory.mktemp("monitoring")) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=20) as client,
    ):
        yield client


def asked(url: str, exchange: dict[str, Any]) -> object:
    """What the client makes of the answer when it asks what the exchange asks."""
    system, method_and_path = monitoring.connect(url), exchange["ask"]
    if method_and_path.startswith("POST"):
        body = dict(exchange["body"])
        return system.tell(UUID(body.pop("id")), event=body)
    after = re.search(r"after=([^&]+)", method_and_path)
    if case := re.search(r"cases/([^/]+)/events", method_and_path):
        assert after is not None
        return system.events(UUID(case[1]), after=int(after[1]), limit=500)
    return system.cases(after=UUID(after[1]) if after else None, limit=500)


def answer_of(exchange: dict[str, Any]) -> str:
    return str(exchange.get("answer") or json.dumps({"message": "No.", **exchange.get("holds", {})}))


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda one: one["name"])
def test_the_client_asks_so_and_understands_the_answer(exchange: dict[str, Any]) -> None:
    method, path = exchange["ask"].split(" ", 1)
    with replaying() as world:
        world.will_answer(method, path, answer_of(exchange).encode(), status=exchange["status"])
        came = asked(world.url, exchange)
        (sent,) = world.asked
    assert type(came).__name__ == exchange["means"]
    assert (sent.method, sent.path) == (method, path)
    assert json.loads(sent.body or b"null") == exchange.get("body")


def test_the_sandbox_answers_so(sandbox: httpx.Client) -> None:
    for exchange in EXCHANGES:
        method, path = exchange["ask"].split(" ", 1)
        answer = sandbox.request(method, path, json=exchange.get("body"))
        said = answer.json()
        assert (exchange["name"], answer.status_code) == (exchange["name"], exchange["status"])
        assert exchange.get("holds", {}).items() <= said.items(), exchange["name"]
        if "answer" in exchange:
            assert said == json.loads(exchange["answer"]), exchange["name"]


def test_what_is_held_is_read_as_it_was_written_down() -> None:
    by_name = {exchange["name"]: exchange for exchange in EXCHANGES}
    with replaying() as world:
        for name in ("it says case by case how much it has", "it says event by event what it has of a case"):
            method, path = by_name[name]["ask"].split(" ", 1)
            world.will_answer(method, path, answer_of(by_name[name]).encode())
        held = monitoring.connect(world.url).cases(after=None, limit=500)
        events = monitoring.connect(world.url).events(CASE, after=1, limit=500)
    second = HeldEvent(
        seq=2,
        id=UUID("22222222-2222-4222-8222-222222222222"),
        kind="received",
        filed_at="2026-03-18T05:01:00.000000Z",
    )
    first = HeldEvent(
        seq=1,
        id=UUID("11111111-1111-4111-8111-111111111111"),
        kind="consent_given",
        filed_at="2026-03-18T05:00:00.000000Z",
    )
    assert events == [second]
    assert held == [Held(case=CASE, count=2, last=2, digest=monitoring.digest_of([first, second]))]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""), (503, b"{}"), (401, b"{}"), (403, b"{}"), (404, b"{}"), (429, b"{}"),
        (409, b"<html>"), (409, b'{"error": "out_of_order"}'), (409, b'{"error": "out_of_order", "expected": "2"}'),
        (422, b"{}"), (422, b'{"message": 5}'),
    ],
)  # fmt: skip
def test_what_is_no_answer_by_the_contract_is_an_outage_and_refuses_nothing(status: int, body: bytes) -> None:
    """A system that is half there must not make dead letters of what it was told."""
    with replaying() as world:
        world.will_answer("POST", "/monitoring/events", body, status=status)
        assert isinstance(monitoring.connect(world.url).tell(CASE, event={}), Unavailable)


@pytest.mark.parametrize("body", [b"[]", b'{"cases": {}}', b'{"cases": [1]}', b'{"cases": [{"case": "x"}]}', b"{}"])
def test_a_list_of_another_shape_is_an_outage_and_not_an_empty_list(body: bytes) -> None:
    """Otherwise a page of failure would say that everything is missing there."""
    with replaying() as world:
        world.will_answer("GET", "/monitoring/cases?limit=5", body)
        assert isinstance(monitoring.connect(world.url).cases(after=None, limit=5), Unavailable)


def test_who_is_told_what_it_expects_is_told_the_number() -> None:
    with replaying() as world:
        world.will_answer(
            "POST", "/monitoring/events", b'{"error": "out_of_order", "message": "Wait.", "expected": 7}', status=409
        )
        assert monitoring.connect(world.url).tell(CASE, event={}) == OutOfOrder(expected=7)
