"""Rules 21-1: client and sandbox both keep the contract with the recipients of information, written before them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from ruqsat.gateways import information
from tests.contracts.wire import Exchange, exchanges
from tests.gateways.replay import replaying
from tests.ruqsat_sandbox.conftest import sandbox

AGREED = exchanges("information.toml")
ID = UUID("44444444-4444-4444-8444-444444444444")


def asked(url: str, exchange: Exchange) -> object:
    """What the client makes of the answer when it asks what the exchange asks."""
    system, recipient = information.connect(url), exchange.path.split("/")[2]
    if exchange.body is None:
        return system.receipt(ID, to=recipient)
    said: dict[str, Any] = dict(exchange.body)
    return system.send(UUID(said.pop("id")), to=recipient, information=said)


@pytest.mark.parametrize("exchange", AGREED, ids=lambda one: one.name)
def test_the_client_asks_so_and_understands_the_answer(exchange: Exchange) -> None:
    with replaying() as world:
        exchange.on(world)
        came = asked(world.url, exchange)
        (sent,) = world.asked
    assert type(came).__name__ == exchange.means
    assert exchange.is_asked_by(sent)
    if isinstance(came, information.Sent | information.NoReceipt):
        assert came.raw == exchange.raw
    if isinstance(came, information.Receipt):
        assert came.received_at == datetime(2026, 3, 18, 10, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A sandbox that was told nothing yet."""
    with (
        sandbox(tmp_path_factory.mktemp("information")) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=20) as client,
    ):
        yield client


def test_the_sandbox_answers_so(world: httpx.Client) -> None:
    for exchange in AGREED:
        if exchange.before == "somebody takes note":
            world.post("/api/clock", json={"seconds": 120}).raise_for_status()
        exchange.put_to(world)
    taken = world.get("/api/information").json()
    assert [(each["recipient"], each["id"]) for each in taken] == [("operator", str(ID)), ("contact_centre", str(ID))]
