"""
Rules 14: the port of messages, written down before either side: the client reads, the sandbox speaks it.

Each line below is one answer of a provider: what was asked, the status, the members that its JSON has, and what the
client makes of it.
"""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest

from ruqsat.gateways import messages
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.messages import Accepted, Delivery, MessageState, NotAccepted, UnknownMessage
from tests.gateways.replay import replaying
from tests.ruqsat_sandbox.conftest import sandbox

ID = UUID("33333333-3333-4333-8333-333333333333")
AT = "2026-03-18T10:00:00.000000Z"
MOMENT = datetime(2026, 3, 18, 10, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One answer: its status and members as agreed, what the client says, what leads the sandbox to give it."""

    status: int
    members: Mapping[str, str]
    means: Callable[[object], bool]
    to: str = "+77000000409"
    outcome: str = ""
    fault: str = ""
    before: str = ""
    exact: frozenset[str] = field(default=frozenset())


def sent(delivery: Delivery) -> Callable[[object], bool]:
    return lambda said: isinstance(said, MessageState) and said.delivery is delivery


SENDING = {
    "taken": Expected(
        status=200,
        members={"id": str(ID), "reference": "S-1", "accepted_at": AT},
        means=lambda said: isinstance(said, Accepted) and bool(said.reference) and said.accepted_at.tzinfo is not None,
    ),
    "no number": Expected(
        status=422,
        members={"error": "no_such_number", "message": "…"},
        means=lambda said: isinstance(said, NotAccepted) and not said.another_may,
        to="the doctor's phone",
        exact=frozenset({"error"}),
    ),
    "not served here": Expected(
        status=422,
        members={"error": "not_served", "message": "…"},
        means=lambda said: isinstance(said, NotAccepted) and said.another_may,
        outcome="refused",
        exact=frozenset({"error"}),
    ),
    "another message under this id": Expected(
        status=409,
        members={"error": "other_message", "message": "…"},
        means=lambda said: isinstance(said, NotAccepted) and not said.another_may,
        before="another text",
        exact=frozenset({"error"}),
    ),
    "takes nothing now": Expected(
        status=503,
        members={"error": "unavailable", "message": "…"},
        means=lambda said: isinstance(said, Unavailable) and not said.reached,
        fault="unavailable",
        exact=frozenset({"error"}),
    ),
}
STATES = {
    "on its way": Expected(
        status=200,
        members={"id": str(ID), "status": "sent", "at": AT},
        means=sent(Delivery.SENT),
        outcome="sent",
        exact=frozenset({"status"}),
    ),
    "delivered": Expected(
        status=200,
        members={"id": str(ID), "status": "delivered", "at": AT},
        means=sent(Delivery.DELIVERED),
        outcome="delivered",
        exact=frozenset({"status"}),
    ),
    "cannot be delivered": Expected(
        status=200,
        members={"id": str(ID), "status": "failed", "at": AT},
        means=sent(Delivery.FAILED),
        outcome="failed",
        exact=frozenset({"status"}),
    ),
}  # fmt: skip
UNKNOWN = Expected(
    status=404, members={"error": "unknown", "message": "…"},
    means=lambda said: isinstance(said, UnknownMessage) and b"unknown" in said.raw,
    exact=frozenset({"error"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("contract")) as running:
        yield running


@pytest.fixture(scope="module", params=["", "/second"], ids=["first provider", "second provider"])
def provider(request: pytest.FixtureRequest, url: str) -> str:
    return f"{url}{request.param}"


def body(expected: Expected) -> bytes:
    return json.dumps(dict(expected.members)).encode()


@pytest.mark.parametrize("expected", SENDING.values(), ids=SENDING)
@pytest.mark.parametrize("means", ["sms", "email"])
def test_the_client_reads_what_was_agreed_about_sending(expected: Expected, means: str) -> None:
    with replaying() as world:
        world.will_answer("POST", f"/messages/{means}", body(expected), status=expected.status)
        said = _send(messages.connect(world.url), means, ID, expected.to)
        asked = json.loads(world.asked[0].body)
    assert expected.means(said)
    assert asked.keys() == {"id", "to", "text"} | ({"subject"} if means == "email" else set())
    assert asked["id"] == str(ID)


@pytest.mark.parametrize("expected", [*STATES.values(), UNKNOWN], ids=[*STATES, "unknown"])
def test_the_client_reads_what_was_agreed_about_delivery(expected: Expected) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/messages/{ID}", body(expected), status=expected.status)
        said = messages.connect(world.url).state(ID)
    assert expected.means(said)
    assert not isinstance(said, MessageState) or (said.at, said.raw) == (MOMENT, body(expected))


@pytest.mark.parametrize("expected", SENDING.values(), ids=SENDING)
def test_the_sandbox_speaks_what_was_agreed_about_sending(expected: Expected, url: str, provider: str) -> None:
    identity = uuid4()
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as world:
        _arrange(world, expected)
        if expected.before:
            _post(provider, identity, expected.to, expected.before)
        answer = _post(provider, identity, expected.to, "The visit is on Monday.")
        said = messages.connect(provider).sms(identity, to=expected.to, text="The visit is on Monday.")
        _tidy(world, expected)
    _is(expected, answer)
    assert expected.means(said)


@pytest.mark.parametrize("expected", STATES.values(), ids=STATES)
def test_the_sandbox_speaks_what_was_agreed_about_delivery(expected: Expected, url: str, provider: str) -> None:
    identity = uuid4()
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as world:
        _arrange(world, expected)
        _post(provider, identity, expected.to, "The visit is on Monday.")
        _is(expected, httpx.get(f"{provider}/messages/{identity}", trust_env=False, timeout=20))
        assert expected.means(messages.connect(provider).state(identity))
        _tidy(world, expected)


def test_what_a_provider_never_took_is_unknown_to_it_also_when_the_other_took_it(url: str) -> None:
    """Two providers have no messages in common."""
    identity = uuid4()
    _post(url, identity, "+77000000409", "The visit is on Monday.")
    _is(UNKNOWN, httpx.get(f"{url}/second/messages/{identity}", trust_env=False, timeout=20))
    assert UNKNOWN.means(messages.connect(f"{url}/second").state(identity))
    assert STATES["delivered"].means(messages.connect(url).state(identity))


def test_sent_again_it_is_the_same_message_with_the_same_hour(provider: str) -> None:
    """Rules 14: the sending that is on record does not move when the answer was lost on its way."""
    gateway, identity = messages.connect(provider), uuid4()
    first, again = (gateway.sms(identity, to="+77000000410", text="The visit is on Monday.") for _ in range(2))
    assert isinstance(first, Accepted)
    assert first == again


def test_no_connection_is_told_apart_from_an_answer_that_was_lost(unused_port: int) -> None:
    """What certainly was not taken may be given to another provider; what perhaps was taken may not."""
    nobody = messages.connect(f"http://127.0.0.1:{unused_port}").sms(ID, to="+77000000409", text="…")
    assert isinstance(nobody, Unavailable)
    assert not nobody.reached
    with replaying() as world:
        of_another = json.dumps({"id": str(uuid4()), "reference": "S-1", "accepted_at": AT}).encode()
        for broken in (b"<html>", b'{"reference":"S-1"}', of_another):
            world.will_answer("POST", "/messages/sms", broken)
            lost = messages.connect(world.url).sms(ID, to="+77000000409", text="…")
            assert isinstance(lost, Unavailable)
            assert lost.reached
        world.will_answer("POST", "/messages/sms", b"", status=500)
        assert messages.connect(world.url).sms(ID, to="+77000000409", text="…") == Unavailable(
            why=f"{world.url}/messages/sms answered with the status 500."
        )


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _send(gateway: messages.Messages, means: str, identity: UUID, to: str) -> object:
    if means == "sms":
        return gateway.sms(identity, to=to, text="The visit is on Monday.")
    return gateway.email(identity, to=to, subject="A visit", text="The visit is on Monday.")


def _post(provider: str, identity: UUID, to: str, text: str) -> httpx.Response:
    said = {"id": str(identity), "to": to, "text": text}
    return httpx.post(f"{provider}/messages/sms", json=said, trust_env=False, timeout=20)


def _is(expected: Expected, answer: httpx.Response) -> None:
    said = answer.json()
    assert (answer.status_code, said.keys()) == (expected.status, expected.members.keys())
    assert {name: said[name] for name in expected.exact} == {name: expected.members[name] for name in expected.exact}
    for moment in said.keys() & {"at", "accepted_at"}:
        assert datetime.fromisoformat(said[moment]).tzinfo is not None


def _arrange(world: httpx.Client, expected: Expected) -> None:
    if expected.outcome:
        world.post("/api/messages/ways", json={"to": expected.to, "outcome": expected.outcome}).raise_for_status()
    for system in ("messages", "messages_second") if expected.fault else ():
        world.post("/api/faults", json={"system": system, "kind": expected.fault}).raise_for_status()


def _tidy(world: httpx.Client, expected: Expected) -> None:
    if expected.outcome:
        world.post("/api/messages/ways", json={"to": expected.to, "outcome": "delivered"}).raise_for_status()
    for system in ("messages", "messages_second") if expected.fault else ():
        world.post("/api/faults", json={"system": system, "kind": "none"}).raise_for_status()
