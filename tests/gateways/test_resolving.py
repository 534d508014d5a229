"""Names are looked up for no longer than who asks has time, so many at once and no more."""

import threading

import pytest
from httpcore import ConnectError, ConnectTimeout

from ruqsat.gateways.resolving import LOOKED_UP_AT_ONCE, addresses_of
from tests.gateways.unresolved import Unresolved, unresolved

__all__ = ["unresolved"]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_an_address_is_its_own_and_no_thread_looks_it_up(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading.Thread, "start", lambda _: pytest.fail("a thread"))
    assert addresses_of(address, 80, timeout=None) == [address]


def test_a_name_has_its_addresses() -> None:
    assert set(addresses_of("localhost", 80, timeout=None)) <= {"127.0.0.1", "::1"}


def test_a_name_that_there_is_none_of_is_said_to_be_none() -> None:
    with pytest.raises(ConnectError):
        addresses_of("a" * 64, 80, timeout=None)  # longer than a name may be


def test_a_thread_that_the_machine_does_not_give_keeps_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins nothing is an outage for who asks, and the next one has its turn."""

    def none_left(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as machine:
        machine.setattr(threading.Thread, "start", none_left)
        for _ in range(LOOKED_UP_AT_ONCE + 1):
            with pytest.raises(ConnectError, match="could not be looked up"):
                addresses_of("localhost", 80, timeout=0.01)
    assert addresses_of("localhost", 80, timeout=None)


def test_behind_names_that_nobody_resolves_others_wait_no_longer_than_they_may(unresolved: Unresolved) -> None:
    for _ in range(LOOKED_UP_AT_ONCE):
        with pytest.raises(ConnectTimeout, match="was not resolved in time"):
            addresses_of(unresolved.name, 80, timeout=0.01)
    with pytest.raises(ConnectTimeout, match="localhost had no turn"):
        addresses_of("localhost", 80, timeout=0.01)
    unresolved.answers.set()
    assert addresses_of("localhost", 80, timeout=None)
