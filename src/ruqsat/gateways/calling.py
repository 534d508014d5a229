"""One call over HTTP: what goes out, over which connection, and the status and the bytes that come."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.connections import address, new_pool, pool_of
from ruqsat.gateways.deadline import OverBefore, TookTooLong, within

FAILED = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)
NEVER_SENT = (
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.PoolTimeout,
    httpcore.UnsupportedProtocol,
    httpx.InvalidURL,
)
_BROKEN_OFF = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)
_ALWAYS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "ruqsat"}


class BrokenOff(Exception):
    """The connection ended after something was sent, and there was no other: whether it was taken nobody knows."""


class TooMuch(Exception):
    """The answer is longer, or takes longer, than is waited for."""

    asked = True


class NotAsked(TooMuch):
    """The time was over before a connection was begun, and nothing was sent."""

    asked = False


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is asked where, and how long each step of it may take."""

    method: str
    at: httpcore.URL
    headers: list[tuple[str, str]]
    content: bytes | None
    time_out: Mapping[str, float | None]

    @classmethod
    def made(
        cls, method: str, url: str, *, content: bytes | None, headers: Mapping[str, str] | None, time_out: httpx.Timeout
    ) -> "Call":
        """
        :raises httpx.InvalidURL: if *url* is none.
        """
        at = address(url)
        host = at.host.decode("ascii") if at.port is None else f"{at.host.decode('ascii')}:{at.port}"
        said = {"Host": host} | _ALWAYS | dict(headers or {})
        if content is not None:
            said["Content-Length"] = str(len(content))
        elif method not in {"GET", "HEAD"}:
            said["Content-Length"] = "0"
        return cls(method=method, at=at, headers=list(said.items()), content=content, time_out=time_out.as_dict())


def answer(call: Call, known: Configured, *, most_bytes: int) -> tuple[int, bytes]:
    """
    Status and body, over a connection that is open already, where there is one.

    One that the other side closed while it was idle says nothing about the other side: then once more, over a new
    connection, as it would have been without the old one. What had been answered in part is not asked again. Whatever
    has an effect there names itself by an id, so that the same again is the same.

    :raises TooMuch: if it is more than *most_bytes*, or all of it takes longer than is *known* to be allowed.
    :raises NotAsked: if that time was over before anything was sent.
    :raises BrokenOff: if it broke off and nobody was there any more. :raises httpcore.TimeoutException: and the others
        of `FAILED`, `NEVER_SENT` among them, as they came.
    """
    try:
        with within(known.longest):
            return _answer(call, known, most_bytes=most_bytes)
    except OverBefore as error:
        raise NotAsked("was not asked: no time was left for it") from error
    except TookTooLong as error:
        raise TooMuch(f"took longer than {known.longest:g} seconds to answer") from error


def _answer(call: Call, known: Configured, *, most_bytes: int) -> tuple[int, bytes]:
    opened = _Opened()
    try:
        return _read(pool_of(call.at, tls=known.tls), call, opened, most_bytes=most_bytes)
    except _BROKEN_OFF:
        if opened.anew or opened.answered:
            raise
    try:
        with new_pool(kept=0, tls=known.tls) as pool:
            return _read(pool, call, opened, most_bytes=most_bytes)
    except (*NEVER_SENT, OverBefore) as error:  # this time; what was sent before may have been taken
        raise BrokenOff(f"{type(error).__name__}: {error}") from error


class _Opened:
    """Whether a call opened a connection for itself, and whether an answer to it had begun."""

    anew = answered = False

    def __call__(self, event: str, _: object) -> None:
        if event == "connection.connect_tcp.started":
            self.anew = True
        elif event.endswith("receive_response_headers.complete"):
            self.answered = True


def _read(pool: httpcore.ConnectionPool, call: Call, opened: _Opened, *, most_bytes: int) -> tuple[int, bytes]:
    extensions = {"timeout": call.time_out, "trace": opened}
    with pool.stream(
        call.method, call.at, headers=call.headers, content=call.content, extensions=extensions
    ) as response:
        body = bytearray()
        for piece in response.iter_stream():
            body += piece
            if len(body) > most_bytes:
                raise TooMuch(f"answered with more than {most_bytes} bytes")
        return response.status, bytes(body)
