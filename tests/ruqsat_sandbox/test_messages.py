"""Rules 14: messages are taken once, kept as given, and their delivery can be asked."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest


def _sms(world: httpx.Client, to: str, text: str = "Келу уақыты: <b>25.11</b>", **more: Any) -> httpx.Response:
    return world.post("/messages/sms", json={"id": str(uuid4()), "to": to, "text": text, **more})


def test_a_text_message_comes_to_its_phone_as_it_was_given(world: httpx.Client) -> None:
    answer = _sms(world, "+7 700 000 04 01").json()
    (message,) = world.get("/api/phone/+77000000401").json()
    page = world.get("/phone/", params={"number": "+77000000401"}).text
    assert answer["reference"]
    assert datetime.fromisoformat(answer["accepted_at"]).tzinfo is not None
    assert message["text"] == "Келу уақыты: <b>25.11</b>"
    assert "Келу уақыты: &lt;b&gt;25.11&lt;/b&gt;" in page


def test_the_same_id_again_is_the_same_message(world: httpx.Client) -> None:
    identity = str(uuid4())
    first, second = (_sms(world, "+77000000402", id=identity) for _ in range(2))
    other = _sms(world, "+77000000402", "another text", id=identity)
    assert first.json() == second.json()
    assert other.status_code == 409
    assert len(world.get("/api/phone/+77000000402").json()) == 1


def test_a_letter_comes_to_its_mailbox(world: httpx.Client) -> None:
    letter = {"id": str(uuid4()), "to": "Somebody@example.kz", "subject": "Тақырып", "text": "Мәтін\nекі жол"}
    world.post("/messages/email", json=letter).raise_for_status()
    (message,) = world.get("/api/mailbox/somebody@example.kz").json()
    assert (message["subject"], message["text"]) == ("Тақырып", "Мәтін\nекі жол")
    assert "Тақырып" in world.get("/mailbox/", params={"address": "somebody@example.kz"}).text


@pytest.mark.parametrize(
    ("to", "status"), [("+77001230000", "failed"), ("+77001231111", "sent"), ("+77001231234", "delivered")]
)
def test_delivery_can_be_asked_and_some_numbers_are_out_of_reach(world: httpx.Client, to: str, status: str) -> None:
    identity = str(uuid4())
    _sms(world, to, id=identity).raise_for_status()
    assert world.get(f"/messages/{identity}").json()["status"] == status
    assert len(world.get(f"/api/phone/{to}").json()) == (status == "delivered")


def test_a_delivery_takes_its_time_on_the_clock_of_the_instance(world: httpx.Client) -> None:
    identity, to = str(uuid4()), "+77000000420"
    way = {"to": to, "outcome": "delivered", "after_seconds": 3600}
    world.post("/api/messages/ways", json=way).raise_for_status()
    _sms(world, to, id=identity).raise_for_status()
    assert world.get(f"/messages/{identity}").json()["status"] == "sent"
    assert world.get(f"/api/phone/{to}").json() == []
    world.post("/api/clock", json={"seconds": 3601}).raise_for_status()
    assert world.get(f"/messages/{identity}").json()["status"] == "delivered"
    assert len(world.get(f"/api/phone/{to}").json()) == 1


def test_each_provider_has_messages_and_ways_of_its_own(world: httpx.Client) -> None:
    identity, to = str(uuid4()), "+77000000421"
    way = {"to": to, "outcome": "failed", "provider": "first"}
    world.post("/api/messages/ways", json=way).raise_for_status()
    for at in ("", "/second"):
        world.post(f"{at}/messages/sms", json={"id": identity, "to": to, "text": "…"}).raise_for_status()
    assert [world.get(f"{at}/messages/{identity}").json()["status"] for at in ("", "/second")] == [
        "failed",
        "delivered",
    ]
    assert [one["provider"] for one in world.get("/api/messages").json() if one["id"] == identity] == [
        "second",
        "first",
    ]


def test_how_one_message_stands_can_be_said_and_nonsense_is_refused(world: httpx.Client) -> None:
    identity = str(uuid4())
    _sms(world, "+77000000422", id=identity).raise_for_status()
    for status in ("failed", "delivered", "sent"):
        world.post(f"/api/messages/{identity}", json={"status": status}).raise_for_status()
        assert world.get(f"/messages/{identity}").json()["status"] == status
    assert world.post(f"/api/messages/{uuid4()}", json={"status": "sent"}).status_code == 404
    assert world.post(f"/api/messages/{identity}", json={"status": "read"}).status_code == 422
    for wrong in (
        {"outcome": "eaten"},
        {"outcome": "sent", "provider": "third"},
        {"outcome": "sent", "after_seconds": -1},
    ):
        assert world.post("/api/messages/ways", json={"to": "+77000000422"} | wrong).status_code == 422


def test_the_page_of_deliveries_says_what_becomes_of_messages_and_how_one_stands(world: httpx.Client) -> None:
    identity, to = str(uuid4()), "+77000000423"
    way = {"to": to, "outcome": "failed", "after_seconds": "0", "provider": "first"}
    assert world.post("/deliveries/ways/", data=way).status_code in {200, 303}
    _sms(world, to, id=identity).raise_for_status()
    page = world.get("/deliveries/").text
    assert to in page
    assert world.get(f"/messages/{identity}").json()["status"] == "failed"
    world.post("/deliveries/", data={"id": identity, "provider": "first", "status": "delivered"})
    assert world.get(f"/messages/{identity}").json()["status"] == "delivered"
    assert world.post("/deliveries/ways/", data=way | {"provider": "third"}).status_code == 422
    assert world.post("/deliveries/", data={"id": identity, "provider": "first", "status": "x"}).status_code == 422


def test_what_is_no_number_is_refused_and_an_unknown_message_unknown(world: httpx.Client) -> None:
    refused = _sms(world, "my phone")
    assert (refused.status_code, refused.json()["error"]) == (422, "no_such_number")
    assert world.get(f"/messages/{uuid4()}").status_code == 404
