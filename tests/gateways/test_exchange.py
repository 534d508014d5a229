"""One question to an outside system: what is not understood is unavailable, never a yes or a no."""

from pathlib import Path

import httpx
import pytest

from ruqsat.gateways import addresses
from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, UnexpectedShape, exchange, fields_of, instant_in, text_in, whole_number_in
from ruqsat.gateways.tls import Tls
from tests.gateways.impolite import certificate_of, configured, demanding, speaking_tls
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


@pytest.mark.parametrize("how", ["no TLS", "another host's certificate", "TLS where none is expected"])
def test_who_does_not_speak_tls_as_expected_is_unavailable(how: str, tmp_path: Path) -> None:
    with speaking_tls(how, tmp_path) as url:
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Unavailable)
    assert "could not be reached" in reply.why


def test_an_own_authority_is_trusted_where_it_is_configured_and_the_token_shown(tmp_path: Path) -> None:
    authority = certificate_of("127.0.0.1", tmp_path)
    known = Configured(bearer="only for this system", tls=Tls(authorities=str(authority)))
    with speaking_tls("as configured", tmp_path) as url, configured(url, known):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Reply)
    assert reply.body == b"Authorization: Bearer only for this system"


@pytest.mark.parametrize(("shows", "taken"), [("ours", True), ("another's", False), ("", False)])
def test_who_demands_a_certificate_is_shown_the_configured_one(tmp_path: Path, shows: str, taken: bool) -> None:
    authority = certificate_of("127.0.0.1", tmp_path)
    pairs = {name: str(certificate_of(name, tmp_path)) for name in ("ours", "another's")} | {"": ""}
    known = Configured(tls=Tls(authorities=str(authority), certificate=pairs[shows], key=pairs[shows]))
    with demanding(tmp_path, of=Path(pairs["ours"])) as url, configured(url, known):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Reply if taken else Unavailable)
    assert taken or "could not be reached" in getattr(reply, "why", "")


def test_a_certificate_to_show_that_is_none_is_no_answer(tmp_path: Path) -> None:
    with configured("https://127.0.0.1:9/", Configured(tls=Tls(certificate=__file__, key=__file__))):
        assert isinstance(exchange("GET", "https://127.0.0.1:9/", expect={200}), Unavailable)


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://gateway.example/soap", "system"),
        ("https://gateway.example/soap/ask", "system"),
        ("https://gateway.example/soap?wsdl", "system"),
        ("https://gateway.example/soapbox", "host"),
        ("https://gateway.example.evil/soap", None),
    ],
)
def test_what_is_configured_is_of_the_longest_address_above(url: str, known: str | None) -> None:
    addresses.configure(
        {
            "https://gateway.example": Configured(bearer="host"),
            "https://gateway.example/soap/": Configured(bearer="system"),
        }
    )
    try:
        found = addresses.of(url)
    finally:
        addresses.configure({})
    assert (found and found.bearer) == known


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
