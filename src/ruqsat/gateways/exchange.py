"""One question to an outside system and its answer over HTTP, with explicit time-outs and limits."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import httpcore
import httpx

from ruqsat.gateways import addresses
from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.calling import FAILED, NEVER_SENT, BrokenOff, Call, TooMuch, answer

TIME_OUT = httpx.Timeout(connect=3.0, read=10.0, write=10.0, pool=3.0)
MOST_BYTES = 1_000_000
_USUAL = Configured()

Shape = TypeVar("Shape")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back, whole: HTTP status and body."""

    status: int
    body: bytes = field(repr=False)


class UnexpectedShape(Exception):
    """The outside system's answer does not have the shape agreed with it."""


def exchange(
    method: str,
    url: str,
    *,
    expect: Collection[int],
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    time_out: httpx.Timeout = TIME_OUT,
    most_bytes: int = MOST_BYTES,
) -> Reply | Unavailable:
    """
    Send one request and read its answer whole.

    Redirects are not followed and proxies of the environment not used: a gateway is the host that was configured.
    A status outside *expect*, more than *most_bytes* of answer, or one that comes later or longer than what is
    configured of the address allows (`ruqsat.gateways.addresses`; *time_out* where nothing is) is ``Unavailable``.
    """
    known = addresses.of(url)
    try:
        waiting = _time_out(known) if known else time_out
        call = Call.made(method, url, content=content, headers=_shown(known, headers), time_out=waiting)
        status, body = answer(call, known or _USUAL, most_bytes=most_bytes)
    except TooMuch as error:
        return Unavailable(why=f"{url} {error}.", reached=error.asked, asked=error.asked)
    except httpcore.LocalProtocolError:  # what we would send, a secret perhaps, stands in the error itself
        return Unavailable(why=f"{url} was not asked: a header of ours is none.", reached=False)
    except BrokenOff as error:
        return Unavailable(why=f"{url} broke off, and could not be reached again: {error}")
    except (*FAILED, httpx.InvalidURL, OSError, ValueError) as error:  # the last: letters that no header may have
        reached = not isinstance(error, NEVER_SENT)
        return Unavailable(why=f"{url} could not be reached: {type(error).__name__}: {error}", reached=reached)
    if status not in expect:
        return Unavailable(why=f"{url} answered with the status {status}.", raw=body, status=status)
    return Reply(status=status, body=body)


def _time_out(known: Configured) -> httpx.Timeout:
    return httpx.Timeout(known.waiting, connect=min(addresses.CONNECTING, known.waiting))


def _shown(known: Configured | None, headers: Mapping[str, str] | None) -> dict[str, str]:
    access = {"Authorization": f"Bearer {known.bearer}"} if known and known.bearer else {}
    return {**access, **(headers or {})}


def exchange_json(
    method: str, url: str, *, expect: Collection[int], payload: Mapping[str, object] | None = None
) -> Reply | Unavailable:
    """`exchange` with a JSON body and a JSON answer asked for."""
    headers = {"Accept": "application/json"}
    content = None
    if payload is not None:
        headers["Content-Type"] = "application/json"
        content = json.dumps(payload, ensure_ascii=False).encode()
    return exchange(method, url, expect=expect, content=content, headers=headers)


def parsed(reply: Reply | Unavailable, parse: Callable[[Reply], Shape]) -> Shape | Unavailable:
    """What *parse* makes of the reply; a reply of another shape than agreed is ``Unavailable``, with its bytes."""
    if isinstance(reply, Unavailable):
        return reply
    try:
        return parse(reply)
    except UnexpectedShape as error:
        return Unavailable(why=str(error), raw=reply.body)


def fields_of(body: bytes) -> dict[str, object]:
    """
    The members of the JSON object in *body*.

    :raises UnexpectedShape: if it is not one JSON object in UTF-8, or names a member twice.
    """
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UnexpectedShape(f"The answer is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise UnexpectedShape("The answer is not a JSON object.")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise UnexpectedShape("The answer names a member twice.")
    return members


def _no_constant(name: str) -> object:
    raise UnexpectedShape(f"The answer holds {name}, which is no number.")


def text_in(members: Mapping[str, object], name: str) -> str:
    """
    A text member that is there and not empty.

    :raises UnexpectedShape: otherwise.
    """
    value = members.get(name)
    if not isinstance(value, str) or not value:
        raise UnexpectedShape(f"The answer has no text “{name}”.")
    return value


def whole_number_in(members: Mapping[str, object], name: str) -> int:
    """
    A member that is a whole number.

    :raises UnexpectedShape: otherwise; true and false are no numbers.
    """
    value = members.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnexpectedShape(f"The answer has no whole number “{name}”.")
    return value


def instant_in(members: Mapping[str, object], name: str) -> datetime:
    """
    A member that is an instant with its offset from UTC, as an aware datetime.

    :raises UnexpectedShape: otherwise.
    """
    text = text_in(members, name)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnexpectedShape(f"“{name}” is not an instant: {text}") from error
    if instant.tzinfo is None:
        raise UnexpectedShape(f"“{name}” does not say its offset from UTC: {text}")
    return instant


def uuid_in(members: Mapping[str, object], name: str) -> UUID:
    """
    A member that is a UUID.

    :raises UnexpectedShape: otherwise.
    """
    text = text_in(members, name)
    try:
        return UUID(text)
    except ValueError as error:
        raise UnexpectedShape(f"“{name}” is not a UUID: {text}") from error


def of_this_question(members: Mapping[str, object], asked: UUID, *, name: str = "id") -> None:
    """
    Make sure that the answer names the question that was asked.

    :raises UnexpectedShape: if it names another one, or none: it is the answer to something else.
    """
    if uuid_in(members, name) != asked:
        raise UnexpectedShape(f"The answer is to another question: its “{name}” is not the one that was sent.")
