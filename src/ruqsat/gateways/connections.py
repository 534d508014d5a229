"""Connections to outside systems, kept open between calls: one client for each process and host."""

import atexit
import os
import ssl
import threading
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

MOST_HOSTS = 32  # those of the settings are fewer; addresses that stand in certificates come and go
KEPT = httpx.Limits(max_connections=None, max_keepalive_connections=8, keepalive_expiry=5.0)
"""Callers bound themselves how much they ask at once; idle connections go before a server usually closes them."""

_clients: dict[str, httpx.Client] = {}
_retired: list[httpx.Client] = []  # not closed at once: somebody may be in the middle of a call
_turn = threading.Lock()


def client_of(url: str, *, authorities: str = "") -> httpx.Client:
    """
    The client for the host of *url*, which every thread of this process shares; whom it trusts: `trusted`.

    It keeps connections and nothing else: no cookies, no redirects, no proxies of the environment.

    :raises httpx.InvalidURL: if *url* is none.
    """
    host = f"{_host(url)} {authorities}"
    found = _clients.get(host)
    if found is not None:
        return found
    with _turn:
        if host not in _clients:
            if len(_clients) >= MOST_HOSTS:
                _retired.append(_clients.pop(next(iter(_clients))))
            _clients[host] = new_client(limits=KEPT, authorities=authorities)
        return _clients[host]


def new_client(*, limits: httpx.Limits, authorities: str = "") -> httpx.Client:
    """A client with connections of its own."""
    return httpx.Client(
        verify=trusted(authorities),
        trust_env=False,
        follow_redirects=False,
        limits=limits,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


@lru_cache(maxsize=16)
def trusted(authorities: str = "") -> ssl.SSLContext:
    """
    Those of the file *authorities* (PEM), else the authorities of the machine.

    Loading them takes longer than a call: once for each process.
    """
    return ssl.create_default_context(cafile=authorities or None)


def close_all() -> None:
    """Close what is kept open; the next call opens anew."""
    with _turn:
        clients = [*_clients.values(), *_retired]
        _clients.clear()
        _retired.clear()
    for client in clients:
        client.close()


@lru_cache(maxsize=256)
def _host(url: str) -> str:
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode('ascii', 'replace')}"


def _left_to_the_parent() -> None:
    """A child of fork talks on no connection of its parent, and says no goodbye on it either."""
    global _turn  # noqa: PLW0603 -- whoever held it in the parent does not exist here
    _turn = threading.Lock()
    _of_the_parent.extend([*_clients.values(), *_retired])  # kept, so that nothing is closed behind the parent's back
    _clients.clear()
    _retired.clear()


_of_the_parent: list[httpx.Client] = []
os.register_at_fork(after_in_child=_left_to_the_parent)
atexit.register(close_all)
