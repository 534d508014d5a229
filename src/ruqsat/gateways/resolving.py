"""
The addresses behind the name of a host, for no longer than who asks has time.

The machine's resolver knows no time-out, so each name is looked up by a thread of its own. One that nobody waits for
any more ends when the resolver does (by its own settings, usually within half a minute). No more than
`LOOKED_UP_AT_ONCE` are under way in a process: behind names that nobody resolves, others wait no longer than they may.
A thread touches nothing but its own answer, and keeps no process from ending.
"""

import os
import socket
import time
from concurrent.futures import Future
from contextlib import suppress
from threading import BoundedSemaphore, Thread

from httpcore import ConnectError, ConnectTimeout

LOOKED_UP_AT_ONCE = 16

_turns = BoundedSemaphore(LOOKED_UP_AT_ONCE)


def addresses_of(host: str, port: int, *, timeout: float | None) -> list[str]:
    """
    The addresses, in the order in which they are to be tried. An address is its own, and nobody is asked.

    :raises httpcore.ConnectTimeout: if they are not known within *timeout* seconds.
    :raises httpcore.ConnectError: if there are none.
    """
    with suppress(socket.gaierror, UnicodeError):
        return _looked_up(host, port, flags=socket.AI_NUMERICHOST)
    until = None if timeout is None else time.monotonic() + timeout
    turns = _turns
    if not turns.acquire(timeout=timeout):
        raise ConnectTimeout(f"other names are being looked up, {host} had no turn")
    found = Future[list[str]]()
    try:
        Thread(target=_look_up, args=(host, port, found, turns), name=f"looks up {host}", daemon=True).start()
    except RuntimeError as error:  # the machine gives no further thread: nobody would give the turn back
        turns.release()
        raise ConnectError(f"{host} could not be looked up: {error}") from error
    try:
        return found.result(timeout=None if until is None else max(until - time.monotonic(), 0))
    except TimeoutError as error:
        raise ConnectTimeout(f"the name {host} was not resolved in time") from error
    except (OSError, UnicodeError) as error:
        raise ConnectError(str(error)) from error


def _look_up(host: str, port: int, found: "Future[list[str]]", turns: BoundedSemaphore) -> None:
    try:
        found.set_result(_looked_up(host, port))
    except Exception as error:  # goes to who waits
        found.set_exception(error)
    finally:
        turns.release()


def _looked_up(host: str, port: int, *, flags: int = 0) -> list[str]:
    told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return list(dict.fromkeys(str(address[0]) for *_, address in told))


def _left_to_the_parent() -> None:
    """In a child of fork no thread looks anything up yet."""
    global _turns  # noqa: PLW0603 -- those who took a turn in the parent give it back there
    _turns = BoundedSemaphore(LOOKED_UP_AT_ONCE)


os.register_at_fork(after_in_child=_left_to_the_parent)
