"""Connections are kept open between calls, and nothing else is: no cookie, no parent's connection, no dead one."""

import os
from collections.abc import Iterator
from typing import NoReturn

import httpcore
import httpx
import pytest

from ruqsat.gateways import connections, exchange
from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.answers import Unavailable
from tests.gateways.lasting import ANSWER, Lasting, lasting


@pytest.fixture
def server() -> Iterator[Lasting]:
    with lasting() as running:
        yield running
        connections.close_all()


def ask(server: Lasting) -> exchange.Reply | Unavailable:
    return exchange.exchange_json("POST", f"{server.url}/events", expect={200}, payload={"id": "1"})


def test_one_connection_carries_one_call_after_another(server: Lasting) -> None:
    for _ in range(3):
        assert ask(server) == exchange.Reply(status=200, body=b"{}")
    assert (server.connections, len(server.heads)) == (1, 3)


def test_nothing_is_remembered_between_calls(server: Lasting) -> None:
    for _ in range(2):
        ask(server)
    assert all(b"cookie" not in head.lower() for head in server.heads)


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


def test_an_answer_that_drips_for_too_long_is_given_up(server: Lasting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_USUAL", Configured(longest=-1.0))
    came = ask(server)
    assert isinstance(came, Unavailable)
    assert "took longer than" in came.why


def test_a_child_of_fork_opens_connections_of_its_own(server: Lasting) -> None:
    ask(server)
    at = connections.address(server.url)
    before = connections.pool_of(at)
    child = os.fork()
    if child == 0:  # nothing may come back from here into pytest
        os._exit(0 if connections.pool_of(at) is not before else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert connections.pool_of(at) is before


def test_hosts_have_connections_of_their_own_and_no_more_than_so_many_are_kept() -> None:
    def pool(url: str) -> object:
        return connections.pool_of(connections.address(url))

    first = pool("http://127.0.0.1:1/a")
    assert pool("http://127.0.0.1:1/b") is first
    assert pool("https://127.0.0.1:1/") is not first
    for port in range(2, 2 + connections.MOST_HOSTS):
        pool(f"http://127.0.0.1:{port}/")
    assert pool("http://127.0.0.1:1/") is not first
    connections.close_all()


@pytest.mark.parametrize("url", ["http://[", "nonsense", "ftp://127.0.0.1/", "http://", "http://127.0.0.1:99999/"])
def test_what_is_no_address_is_unavailable(url: str) -> None:
    assert isinstance(exchange.exchange("GET", url, expect={200}), Unavailable)


def test_an_address_in_other_letters_is_asked_as_browsers_do(server: Lasting) -> None:
    assert isinstance(exchange.exchange("GET", f"{server.url}/құжат?a=б&c=%20", expect={200}), exchange.Reply)
    line = server.heads[0].partition(b"\r\n")[0]
    assert line == b"GET /%D2%9B%D2%B1%D0%B6%D0%B0%D1%82?a=%D0%B1&c=%20 HTTP/1.1"
    assert f"Host: {server.url[7:]}".encode() in server.heads[0]


def test_a_question_that_broke_off_and_could_not_be_put_again_may_have_been_taken(
    server: Lasting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may have been taken is given to nobody else: `reached` says so, though the last attempt found nobody."""

    def gone(**_: object) -> NoReturn:
        raise httpcore.ConnectError("refused")

    ask(server)
    server.answers = 1  # the connection that is kept ends with the next question
    monkeypatch.setattr(exchange, "new_pool", gone)
    came = ask(server)
    assert isinstance(came, Unavailable)
    assert came.reached
