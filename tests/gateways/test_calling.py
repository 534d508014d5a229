"""One call: what broke off is asked once more only where nothing can have been taken."""

from collections.abc import Iterator
from typing import NoReturn

import httpcore
import httpx
import pytest

from ruqsat.gateways import calling, connections, exchange
from ruqsat.gateways.answers import Unavailable
from tests.gateways.lasting import ANSWER, Lasting, lasting


@pytest.fixture
def server() -> Iterator[Lasting]:
    with lasting() as running:
        yield running
        connections.close_all()


def ask(server: Lasting) -> exchange.Reply | Unavailable:
    return exchange.exchange_json("POST", f"{server.url}/events", expect={200}, payload={"id": "1"})


def test_a_connection_that_the_other_side_closed_meanwhile_is_no_outage(server: Lasting) -> None:
    server.answers = 1
    for _ in range(3):
        assert isinstance(ask(server), exchange.Reply)


def test_a_system_that_breaks_off_a_new_connection_is_unavailable_and_asked_once(server: Lasting) -> None:
    server.answers = 0
    assert isinstance(ask(server), Unavailable)
    assert len(server.heads) == 1


def test_an_answer_that_is_cut_off_is_not_asked_for_again(server: Lasting) -> None:
    ask(server)
    server.answer, server.answers = ANSWER.replace(b"Length: 2", b"Length: 9"), 2
    came = exchange.exchange("GET", server.url, expect={200}, time_out=httpx.Timeout(0.2))
    assert isinstance(came, Unavailable)
    assert len(server.heads) == 2


def test_a_question_that_broke_off_and_could_not_be_put_again_may_have_been_taken(
    server: Lasting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may have been taken is given to nobody else: `reached` says so, though the last attempt found nobody."""

    def gone(**_: object) -> NoReturn:
        raise httpcore.ConnectError("refused")

    ask(server)
    server.answers = 1  # the connection that is kept ends with the next question
    monkeypatch.setattr(calling, "new_pool", gone)
    came = ask(server)
    assert isinstance(came, Unavailable)
    assert came.reached


def test_an_address_in_other_letters_is_asked_as_browsers_do(server: Lasting) -> None:
    assert isinstance(exchange.exchange("GET", f"{server.url}/құжат?a=б&c=%20", expect={200}), exchange.Reply)
    line = server.heads[0].partition(b"\r\n")[0]
    assert line == b"GET /%D2%9B%D2%B1%D0%B6%D0%B0%D1%82?a=%D0%B1&c=%20 HTTP/1.1"
    assert f"Host: {server.url[7:]}".encode() in server.heads[0]
