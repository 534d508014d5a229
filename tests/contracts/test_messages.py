"""
Rules 14: the port of messages, written down in `messages.toml` before either side: the client reads, the sandbox
speaks it.
"""

import json
import socket
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from ruqsat.gateways import messages
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.messages import Accepted, MessageState, NotAccepted
from tests.gateways.replay import replaying
from tests.ruqsat_sandbox.conftest import sandbox

Exchange = Mapping[str, Any]

CONTRACT: Mapping[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "messages.toml").read_text(encoding="utf-8")
)
ID, OTHER = UUID("33333333-3333-4333-8333-333333333333"), UUID("44444444-4444-4444-8444-444444444444")
AT = "2026-03-18T10:00:00.000000Z"
MOMENT = datetime(2026, 3, 18, 10, tzinfo=UTC)
TO = "+77000000409"
TEXT = "The visit is on Monday."
UNKNOWN = next(each for each in CONTRACT["state"] if each["status"] == 404)


def named(exchange: Exchange) -> str:
    return str(exchange["name"])


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("contract")) as running:
        yield running


@pytest.fixture(scope="module", params=["", "/second"], ids=["first provider", "second provider"])
def provider(request: pytest.FixtureRequest, url: str) -> str:
    return f"{url}{request.param}"


def body(exchange: Exchange) -> bytes:
    answer: str = exchange.get("answer", json.dumps(exchange.get("holds"), ensure_ascii=False))
    return answer.replace('"ID"', f'"{ID}"').replace('"OTHER"', f'"{OTHER}"').replace('"AT"', f'"{AT}"').encode()


def meaning(said: object) -> str:
    """What the client made of an answer, in the words of the contract."""
    more = {
        NotAccepted: ", another may" if isinstance(said, NotAccepted) and said.another_may else "",
        Unavailable: ", certainly not taken" if isinstance(said, Unavailable) and not said.reached else "",
    }
    return type(said).__name__ + more.get(type(said), "")


@pytest.mark.parametrize("exchange", CONTRACT["sending"], ids=named)
@pytest.mark.parametrize("means", ["sms", "email"])
def test_the_client_reads_what_was_agreed_about_sending(exchange: Exchange, means: str) -> None:
    with replaying() as world:
        world.will_answer("POST", f"/messages/{means}", body(exchange), status=exchange["status"])
        said = _send(messages.connect(world.url), means, ID, exchange.get("to", TO))
        asked = json.loads(world.asked[0].body)
    assert meaning(said) == exchange["means"]
    assert not isinstance(said, Accepted) or (said.reference, said.accepted_at) == ("S-1", MOMENT)
    assert asked.keys() == {"id", "to", "text"} | ({"subject"} if means == "email" else set())
    assert asked["id"] == str(ID)


@pytest.mark.parametrize("exchange", CONTRACT["state"], ids=named)
def test_the_client_reads_what_was_agreed_about_delivery(exchange: Exchange) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/messages/{ID}", body(exchange), status=exchange["status"])
        said = messages.connect(world.url).state(ID)
    assert meaning(said) == exchange["means"]
    if isinstance(said, MessageState):
        assert (said.delivery, said.at, said.raw) == (exchange["holds"]["status"], MOMENT, body(exchange))


@pytest.mark.parametrize("exchange", CONTRACT["lost"], ids=named)
@pytest.mark.parametrize("means", ["sms", "email"])
def test_an_answer_that_does_not_name_the_message_says_nothing_of_it(exchange: Exchange, means: str) -> None:
    """It may have been taken: another provider may not be asked, and nothing has failed."""
    with replaying() as world:
        world.will_answer("POST", f"/messages/{means}", body(exchange), status=exchange["status"])
        said = _send(messages.connect(world.url), means, ID, TO)
    assert meaning(said) == "Unavailable"
    assert isinstance(said, Unavailable)
    assert said.raw == body(exchange)


@pytest.mark.parametrize("exchange", CONTRACT["not_known"], ids=named)
def test_how_another_message_stands_says_nothing_of_this_one(exchange: Exchange) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/messages/{ID}", body(exchange), status=exchange["status"])
        said = messages.connect(world.url).state(ID)
    assert meaning(said) == "Unavailable"


@pytest.mark.parametrize("exchange", CONTRACT["sending"], ids=named)
def test_the_sandbox_speaks_what_was_agreed_about_sending(exchange: Exchange, url: str, provider: str) -> None:
    identity, to = uuid4(), exchange.get("to", TO)
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as world:
        _arrange(world, exchange)
        if "before" in exchange:
            _post(provider, identity, to, exchange["before"])
        answer = _post(provider, identity, to, TEXT)
        said = messages.connect(provider).sms(identity, to=to, text=TEXT)
        _tidy(world, exchange)
    _is(exchange, answer, identity)
    assert meaning(said) == exchange["means"]


@pytest.mark.parametrize("exchange", [each for each in CONTRACT["state"] if each != UNKNOWN], ids=named)
def test_the_sandbox_speaks_what_was_agreed_about_delivery(exchange: Exchange, url: str, provider: str) -> None:
    identity = uuid4()
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as world:
        _arrange(world, exchange)
        _post(provider, identity, TO, TEXT)
        _is(exchange, httpx.get(f"{provider}/messages/{identity}", trust_env=False, timeout=20), identity)
        assert meaning(messages.connect(provider).state(identity)) == exchange["means"]
        _tidy(world, exchange)


def test_what_a_provider_never_took_is_unknown_to_it_also_when_the_other_took_it(url: str) -> None:
    """Two providers have no messages in common."""
    identity = uuid4()
    _post(url, identity, TO, TEXT)
    _is(UNKNOWN, httpx.get(f"{url}/second/messages/{identity}", trust_env=False, timeout=20), identity)
    assert meaning(messages.connect(f"{url}/second").state(identity)) == "UnknownMessage"
    assert meaning(messages.connect(url).state(identity)) == "MessageState"


def test_sent_again_it_is_the_same_message_with_the_same_hour(provider: str) -> None:
    """Rules 14: the sending that is on record does not move when the answer was lost on its way."""
    gateway, identity = messages.connect(provider), uuid4()
    first, again = (gateway.sms(identity, to="+77000000410", text=TEXT) for _ in range(2))
    assert isinstance(first, Accepted)
    assert first == again


def test_no_connection_is_told_apart_from_an_answer_that_was_lost(unused_port: int) -> None:
    """What certainly was not taken may be given to another provider; what perhaps was taken may not."""
    nobody = messages.connect(f"http://127.0.0.1:{unused_port}").sms(ID, to=TO, text="…")
    assert meaning(nobody) == "Unavailable, certainly not taken"


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _send(gateway: messages.Messages, means: str, identity: UUID, to: str) -> object:
    if means == "sms":
        return gateway.sms(identity, to=to, text=TEXT)
    return gateway.email(identity, to=to, subject="A visit", text=TEXT)


def _post(provider: str, identity: UUID, to: str, text: str) -> httpx.Response:
    said = {"id": str(identity), "to": to, "text": text}
    return httpx.post(f"{provider}/messages/sms", json=said, trust_env=False, timeout=20)


def _is(exchange: Exchange, answer: httpx.Response, identity: UUID) -> None:
    said, holds = answer.json(), exchange["holds"]
    assert (answer.status_code, said.keys()) == (exchange["status"], holds.keys())
    assert said["id"] == str(identity)
    exact = exchange.get("exact", ())
    assert {name: said[name] for name in exact} == {name: holds[name] for name in exact}
    for moment in said.keys() & {"at", "accepted_at"}:
        assert datetime.fromisoformat(said[moment]).tzinfo is not None


def _arrange(world: httpx.Client, exchange: Exchange) -> None:
    if "outcome" in exchange:
        world.post("/api/messages/ways", json={"to": TO, "outcome": exchange["outcome"]}).raise_for_status()
    for system in ("messages", "messages_second") if "fault" in exchange else ():
        world.post("/api/faults", json={"system": system, "kind": exchange["fault"]}).raise_for_status()


def _tidy(world: httpx.Client, exchange: Exchange) -> None:
    if "outcome" in exchange:
        world.post("/api/messages/ways", json={"to": TO, "outcome": "delivered"}).raise_for_status()
    for system in ("messages", "messages_second") if "fault" in exchange else ():
        world.post("/api/faults", json={"system": system, "kind": "none"}).raise_for_status()
