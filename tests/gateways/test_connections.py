"""Connections are kept open between calls, and nothing else is: no cookie, no parent's connection, no dead one."""

import os
from collections.abc import Iterator

import pytest

from ruqsat.gateways import connections, exchange
from ruqsat.gateways.answers import Unavailable
from tests.gateways.lasting import Lasting, lasting


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
