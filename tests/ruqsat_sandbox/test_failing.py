"""What befalls a question to a system that has a fault, seen from the other end of the connection."""

import socket
import time
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from ruqsat_sandbox.failing import TLS_ALERT, Memory
from ruqsat_sandbox.registers import SOURCES
from ruqsat_sandbox.spoiling import HUGE, Answered
from tests.contracts import registers as contract
from tests.contracts.wsse import signed
from tests.ruqsat_sandbox.asking import consent, doctor
from tests.ruqsat_sandbox.inquiring import AT, PATH, SENDER, ask, sender
from tests.ruqsat_sandbox.test_payments import FEE, _open


@pytest.fixture(autouse=True)
def mended(world: httpx.Client) -> Iterator[None]:
    yield
    for system in world.get("/api/faults").json():
        fault(world, system, "none")


def fault(world: httpx.Client, system: str, kind: str, **more: object) -> None:
    world.post("/api/faults", json={"system": system, "kind": kind, **more}).raise_for_status()


def news() -> dict[str, object]:
    """The first event of a case that nobody has told of."""
    return {"id": str(uuid4()), "case": str(uuid4()), "seq": 1, "kind": "received", "filed_at": "2026-03-18T10:00:00Z"}


def event(world: httpx.Client, *, timeout: float = 20) -> httpx.Response:
    """Tell the monitoring system of something new."""
    return world.post("/monitoring/events", json=news(), timeout=timeout)


def status(world: httpx.Client, inquiry: str) -> int:
    """What HTTP says to a message of SyncChannel with one inquiry about the first doctor."""
    id = uuid4()
    payload = contract.question_payload({"iin": doctor(world)["iin"]}, message_id=id, at=AT, token="none")
    service = contract.INQUIRIES[inquiry].service
    message = contract.question(payload, message_id=id, at=AT, service=service, basis="consent", sender=SENDER)
    return world.post(PATH, content=signed(message, by=sender(str(world.base_url)))).status_code


def known(world: httpx.Client) -> list[str]:
    return [each["id"] for each in world.get("/api/monitoring/events").json()]


def test_an_error_and_a_web_page_come_without_the_effect(world: httpx.Client) -> None:
    before = known(world)
    fault(world, "monitoring", "error")
    assert event(world).status_code == 500
    fault(world, "monitoring", "html")
    page = event(world)
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html")
    assert known(world) == before


def test_a_server_that_cannot_agree_on_tls_says_so_in_tls_and_goes(world: httpx.Client, running: str) -> None:
    fault(world, "monitoring", "tls")
    with pytest.raises(httpx.RemoteProtocolError):
        event(world)
    host, _, port = running.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(f"GET /monitoring/events HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        assert raw.recv(100) == TLS_ALERT


def test_what_never_answers_has_had_its_effect(world: httpx.Client) -> None:
    before = known(world)
    fault(world, "monitoring", "no_answer")
    with pytest.raises(httpx.ReadTimeout):
        event(world, timeout=0.5)
    assert len(known(world)) == len(before) + 1


def test_what_is_slow_takes_the_seconds_that_were_wished(world: httpx.Client) -> None:
    fault(world, "monitoring", "slow", seconds=0.3)
    started = time.monotonic()
    assert event(world).is_success
    assert time.monotonic() - started >= 0.3


def test_what_is_slow_has_its_effect_at_once_and_none_after_the_client_gave_up(world: httpx.Client) -> None:
    before = known(world)
    fault(world, "monitoring", "slow", seconds=1.0)
    with pytest.raises(httpx.ReadTimeout):
        event(world, timeout=0.5)
    soon = known(world)
    time.sleep(1.0)
    assert len(soon) == len(before) + 1
    assert known(world) == soon


def test_what_drips_comes_whole_byte_by_byte(world: httpx.Client) -> None:
    fault(world, "monitoring", "drip", seconds=0.001)
    asked = news()
    with world.stream("POST", "/monitoring/events", json=asked) as answer:
        pieces = list(answer.iter_raw())
    assert len(pieces) > 10
    assert str(asked["id"]).encode() in b"".join(pieces)


def test_what_is_cut_off_promises_more_than_comes(world: httpx.Client) -> None:
    fault(world, "monitoring", "cut_off")
    with pytest.raises(httpx.RemoteProtocolError, match="peer closed connection"):
        event(world)


def test_ten_megabytes_may_still_be_the_right_answer(world: httpx.Client) -> None:
    fault(world, "monitoring", "huge")
    answer = event(world)
    assert len(answer.content) == HUGE
    assert answer.json()["accepted_at"]


def test_the_answer_to_another_question_is_an_earlier_one(world: httpx.Client) -> None:
    earlier = event(world).json()
    fault(world, "monitoring", "other_answer")
    assert event(world).json() == earlier


def test_a_question_with_other_words_under_its_id_is_not_another_one() -> None:
    """What was answered to it before would be the right answer."""
    memory, own = Memory(), Answered(status=200, headers={}, body=b"its own")
    first, again = (b'/messages/sms\n{"id": "1", "text": "%d"}' % number for number in (1, 2))
    of_another = Answered(status=200, headers={}, body=b"of another")
    memory.remember("sms", b'/messages/sms\n{"id": "2"}', of_another)
    memory.remember("sms", first, own)
    assert memory.of_another("sms", again) == of_another
    memory.answers.clear()
    memory.remember("sms", first, own)
    assert memory.of_another("sms", again) is None


def test_without_an_earlier_one_the_answer_to_another_question_is_made_up(world: httpx.Client) -> None:
    asked = {"id": str(uuid4())}
    fault(world, "information", "other_answer")
    answer = world.post("/information/operator", json=asked)
    assert answer.json()["id"] != asked["id"]


def test_a_message_that_comes_twice_is_one_message(world: httpx.Client) -> None:
    fault(world, "messages", "duplicate")
    text = f"twice {uuid4()}"
    message = {"id": str(uuid4()), "to": "+77000009901", "text": text}
    assert world.post("/messages/sms", json=message).is_success
    assert [each["text"] for each in world.get("/api/phone/+77000009901").json()] == [text]


def test_of_a_message_the_earlier_state_comes_after_the_later(world: httpx.Client) -> None:
    message = {"id": str(uuid4()), "to": "+77000009902", "text": "a word"}
    world.post("/messages/sms", json=message).raise_for_status()
    fault(world, "messages", "out_of_order", seconds=0.01)
    states = [world.get(f"/messages/{message['id']}").json()["status"] for _ in range(3)]
    assert states == ["delivered", "sent", "delivered"]


def test_amounts_are_short_by_a_tenge(world: httpx.Client) -> None:
    order, opened = _open(world)
    opened.raise_for_status()
    fault(world, "payments", "wrong_amount")
    assert world.get(f"/payments/orders/{order}").json()["due"] == FEE - 1


def test_a_single_inquiry_is_down_and_the_others_answer(world: httpx.Client) -> None:
    """A register is told by the serviceId of the message, which the name of its inquiry stands for."""
    person = doctor(world)
    fault(world, "registers", "unavailable", only="identity")
    token = consent(world, person, "identity", "higher_education")["token"]
    assert status(world, "identity") == 503
    assert ask(world, "higher_education", {"iin": person["iin"]}, token).outcome == "value"
    assert world.get("/api/faults/registers").json()[0]["met"] == 1


@pytest.mark.parametrize("inquiry", SOURCES)
def test_every_inquiry_that_the_page_offers_is_one_that_can_be_down(world: httpx.Client, inquiry: str) -> None:
    fault(world, "registers", "unavailable", only=inquiry)
    assert [name for name in SOURCES if status(world, name) == 503] == [inquiry]


def test_the_words_of_a_request_for_consent_may_break_it_too(world: httpx.Client) -> None:
    fault(world, "consents", "unavailable", only="a purpose of its own")
    asked = {"iin": doctor(world)["iin"], "office": "KMFK", "data": ["identity"]}
    purposes = ("a purpose of its own", "another one")
    said = [world.post("/registers/consent", json={**asked, "purpose": purpose}) for purpose in purposes]
    assert [each.status_code for each in said] == [503, 200]


def test_a_fault_of_one_inquiry_stands_beside_that_of_all(world: httpx.Client) -> None:
    fault(world, "registers", "error")
    fault(world, "registers", "unavailable", only="identity")
    assert [status(world, name) for name in ("identity", "ban")] == [503, 500]
    fault(world, "registers", "none", only="identity")
    assert status(world, "identity") == 500


def test_a_fault_ends_after_so_many_times(world: httpx.Client) -> None:
    fault(world, "monitoring", "error", times=2)
    assert [event(world).status_code for _ in range(3)] == [500, 500, 200]
    assert world.get("/api/faults").json()["monitoring"] == "none"


def test_a_share_of_the_questions_meets_it_the_same_ones_each_time(world: httpx.Client) -> None:
    rounds = []
    for _ in range(2):
        fault(world, "monitoring", "error", share=0.5, seed=7)
        rounds.append([event(world).status_code for _ in range(12)])
    assert rounds[0] == rounds[1]
    assert set(rounds[0]) == {200, 500}
    assert world.get("/api/faults/monitoring").json()[0]["met"] == rounds[1].count(500)


def test_a_fault_ends_at_its_hour_by_the_clock_here(world: httpx.Client) -> None:
    fault(world, "monitoring", "error", until="2026-01-01T00:00:00Z")
    assert event(world).status_code == 200
    fault(world, "monitoring", "error", until="2999-01-01T00:00:00Z")
    assert event(world).status_code == 500
