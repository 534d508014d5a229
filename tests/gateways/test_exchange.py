"""One question to an outside system: what is not understood is unavailable, never a yes or a no."""

import httpx
import pytest

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import UnexpectedShape, exchange, fields_of, instant_in, text_in, whole_number_in
from tests.gateways.replay import replaying


def test_a_host_that_cannot_be_reached_is_unavailable() -> None:
    reply = exchange("GET", "http://127.0.0.1:1/", expect={200})
    assert isinstance(reply, Unavailable)
    assert "could not be reached" in reply.why
    assert b"could not be reached" in reply.evidence()


def test_an_answer_that_comes_too_late_is_unavailable() -> None:
    with replaying() as world:
        world.will_answer("GET", "/slow", b"{}", after=0.6)
        reply = exchange("GET", f"{world.url}/slow", expect={200}, time_out=httpx.Timeout(0.2))
    assert isinstance(reply, Unavailable)
    assert "ReadTimeout" in reply.why


def test_an_answer_that_is_too_large_is_unavailable() -> None:
    with replaying() as world:
        world.will_answer("GET", "/large", b"x" * 2000)
        reply = exchange("GET", f"{world.url}/large", expect={200}, most_bytes=1000)
    assert isinstance(reply, Unavailable)
    assert "more than 1000 bytes" in reply.why


def test_a_redirect_is_not_followed() -> None:
    with replaying() as world:
        world.will_answer("GET", "/here", b"", status=302, headers={"Location": f"{world.url}/there"})
        reply = exchange("GET", f"{world.url}/here", expect={200})
        assert isinstance(reply, Unavailable)
        assert [asked.path for asked in world.asked] == ["/here"]


def test_a_status_that_was_not_agreed_keeps_the_bytes_that_came() -> None:
    with replaying() as world:
        world.will_answer("GET", "/", b"out of order", status=503)
        reply = exchange("GET", f"{world.url}/", expect={200})
    assert isinstance(reply, Unavailable)
    assert reply.evidence() == b"out of order"


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"a":1,"a":2}', b'{"a":NaN}', b"[" * 100_000])
def test_what_is_not_one_plain_json_object_is_of_another_shape(body: bytes) -> None:
    with pytest.raises(UnexpectedShape):
        fields_of(body)


def test_members_of_another_kind_than_agreed_are_of_another_shape() -> None:
    members: dict[str, object] = {"text": "", "number": True, "instant": "2026-03-18T18:30:00"}
    with pytest.raises(UnexpectedShape):
        text_in(members, "text")
    with pytest.raises(UnexpectedShape):
        whole_number_in(members, "number")
    with pytest.raises(UnexpectedShape):
        instant_in(members, "instant")
