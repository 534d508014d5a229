"""
By when an answer must be there, whole.

It is kept below HTTP, where every byte passes: whatever drips there, a head as well as a body, the time is over at the
same moment, also where nothing comes at all.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ssl import SSLContext
from typing import Any

import httpcore
from httpcore import NetworkBackend, NetworkStream, ReadTimeout, SyncBackend, WriteTimeout

from ruqsat.gateways.resolving import addresses_of

_until: ContextVar[float | None] = ContextVar("by when the answer must be there", default=None)


class TookTooLong(Exception):
    """The time that the whole answer may take is over."""


class OverBefore(TookTooLong):
    """It was over before the other side was asked for a connection: that says nothing of the other side."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Inside, what this thread asks is answered after so many *seconds*, or `TookTooLong` is raised."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def _left(timeout: float | None) -> float | None:
    """How long may still be waited for the next bytes: *timeout*, or what is left of the whole."""
    until = _until.get()
    if until is None:
        return timeout
    left = until - time.monotonic()
    return left if timeout is None else min(left, timeout)


class _Stream(NetworkStream):
    """A connection on which each wait is cut by the deadline of who waits."""

    def __init__(self, stream: NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _waited_for(timeout)
        try:
            return self._stream.read(max_bytes, left)
        except ReadTimeout as error:
            raise _named(error, timeout=timeout, left=left) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = _waited_for(timeout)
        try:
            self._stream.write(buffer, left)
        except WriteTimeout as error:
            raise _named(error, timeout=timeout, left=left) from error

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        """:raises OverBefore: if nothing is left: the other side had no time to do its part."""
        try:
            left = _connecting(timeout)
        except OverBefore:
            self.close()  # as the usual one does where it fails
            raise
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Backend(NetworkBackend):
    """Connections as httpcore makes them, with `within` kept on each of them."""

    def __init__(self) -> None:
        self._usual = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """
        As `SyncBackend`, one address after another; who cannot be reached in the time that is left was not reached.

        :raises OverBefore: if nothing is left.
        """
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses_of(host, port, timeout=_connecting(timeout)):
            try:
                left = _connecting(timeout)
                return _Stream(self._usual.connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            except OverBefore as error:  # the name, or the addresses before, took all of it
                raise failed or httpcore.ConnectTimeout(f"no time was left to reach {address}") from error
        raise failed or httpcore.ConnectError(f"{host} has no address")


def _waited_for(timeout: float | None) -> float | None:
    """:raises TookTooLong: if nothing is left."""
    left = _left(timeout)
    if left is not None and left <= 0:
        raise TookTooLong
    return left


def _connecting(timeout: float | None) -> float | None:
    """:raises OverBefore: if nothing is left."""
    left = _left(timeout)
    if left is not None and left <= 0:
        raise OverBefore
    return left


def _named(error: Exception, *, timeout: float | None, left: float | None) -> Exception:
    """It was the whole that took too long, if that left less than may be waited for the next bytes."""
    return error if left == timeout else TookTooLong()
