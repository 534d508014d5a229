"""
Connections to outside systems, kept open between calls: one pool for each process and host.

It stands on httpcore, which httpx stands on too: a call costs the processor half as much, and every stage of every case
is one (`bench.deliveries`).
"""

import atexit
import os
import threading
from functools import lru_cache

import httpcore
import httpx

from ruqsat.gateways.deadline import Backend
from ruqsat.gateways.tls import USUAL, Tls, context

MOST_HOSTS = 32  # those of the settings are fewer; addresses that stand in certificates come and go
KEPT, KEPT_SECONDS = 8, 5.0
"""Callers bound themselves how much they ask at once; idle connections go before a server usually closes them."""

_pools: dict[tuple[bytes, bytes, int | None, Tls], httpcore.ConnectionPool] = {}
_retired: list[httpcore.ConnectionPool] = []  # not closed at once: somebody may be in the middle of a call
_turn = threading.Lock()


@lru_cache(maxsize=1024)
def address(url: str) -> httpcore.URL:
    """
    *url* in its parts, with whatever needs it percent-encoded.

    :raises httpx.InvalidURL: if it is none.
    """
    parts = httpx.URL(url)
    return httpcore.URL(scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path)


def pool_of(at: httpcore.URL, *, tls: Tls = USUAL) -> httpcore.ConnectionPool:
    """
    The connections to a host, which every thread of this process shares; whom they trust and what they show: *tls*.

    Proxies of the environment are not used.
    """
    host = (at.scheme, at.host, at.port, tls)
    found = _pools.get(host)
    if found is not None:
        return found
    with _turn:
        if host not in _pools:
            if len(_pools) >= MOST_HOSTS:
                _retired.append(_pools.pop(next(iter(_pools))))
            _pools[host] = new_pool(kept=KEPT, tls=tls)
        return _pools[host]


def new_pool(*, kept: int, tls: Tls = USUAL) -> httpcore.ConnectionPool:
    """Connections of which so many are kept open when idle."""
    return httpcore.ConnectionPool(
        ssl_context=context(tls),
        max_connections=None,
        max_keepalive_connections=kept,
        keepalive_expiry=KEPT_SECONDS,
        network_backend=Backend(),
    )


def close_all() -> None:
    """Close what is kept open; the next call opens anew."""
    with _turn:
        pools = [*_pools.values(), *_retired]
        _pools.clear()
        _retired.clear()
    for pool in pools:
        pool.close()


def _left_to_the_parent() -> None:
    """A child of fork talks on no connection of its parent, and says no goodbye on it either."""
    global _turn  # noqa: PLW0603 -- whoever held it in the parent does not exist here
    _turn = threading.Lock()
    _of_the_parent.extend([*_pools.values(), *_retired])  # kept, so that nothing is closed behind the parent's back
    _pools.clear()
    _retired.clear()


_of_the_parent: list[httpcore.ConnectionPool] = []
os.register_at_fork(after_in_child=_left_to_the_parent)
atexit.register(close_all)
