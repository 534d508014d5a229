"""Answers of outside systems that fail on demand: late, cut, damaged, of another question, or none at all."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from aiohttp import web
from aiohttp.typedefs import Handler

from ruqsat_sandbox import spoiling
from ruqsat_sandbox.asking import refuse
from ruqsat_sandbox.faults import SYSTEMS, Fault, meets
from ruqsat_sandbox.records import BY_SERVICE
from ruqsat_sandbox.spoiling import Answered
from ruqsat_sandbox.world import WORLD

_PATHS: Mapping[str, str] = {  # the first that fits
    "/pki/ocsp": "ocsp",
    "/pki/crl/": "crl",
    "/pki/tsp": "tsp",
    "/registers/consent": "consents",
    "/registers/licenses/": "licenses",
    "/registers/": "registers",
    "/payments/": "payments",
    "/messages/": "messages",
    "/second/messages/": "messages_second",
    "/monitoring/": "monitoring",
    "/information/": "information",
    "/ncalayer": "signer",
}
# Pages for people lie beside what programs ask, and what a person typed must not be lost in a fault.
_FOR_PEOPLE = frozenset({"/registers/", "/monitoring/"})
TLS_ALERT = bytes((21, 3, 3, 0, 2, 2, 40))  # RFC 8446, 6: fatal, handshake_failure
HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Under maintenance</h1></body></html>"
TRACE = b"Traceback: NullPointerException at gateway.Dispatcher.dispatch(Dispatcher.java:117)"
LOOK_AWAY = 0.2  # seconds between two looks whether a client that waits for nothing is still there
KEPT = 20  # answers remembered for each address, to be given to another question


@dataclass
class Memory:
    """What was answered lately, by route; and the questions that wait for a later one to overtake them."""

    answers: dict[str, list[tuple[bytes, Answered]]] = field(default_factory=dict)
    overtaken: dict[str, list[asyncio.Event]] = field(default_factory=dict)

    def remember(self, route: str, question: bytes, answer: Answered) -> None:
        """Keep an answer that was right."""
        kept = self.answers.setdefault(route, [])
        kept.append((question, answer))
        del kept[:-KEPT]

    def of_another(self, route: str, question: bytes) -> Answered | None:
        """The latest answer to another question on the same route; under the same id a question is the same one."""
        id = _id_in(question)
        for asked, answer in reversed(self.answers.get(route, [])):
            if asked != question and (id is None or _id_in(asked) != id):
                return answer
        return None


_OF_MESSAGES = frozenset({"messages", "messages_second"})
MEMORY = web.AppKey("memory of answers", Memory)
FAULT = web.RequestKey("fault that this question met", Fault)


@web.middleware
async def failing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let the fault that this question meets befall it."""
    system = next((name for path, name in _PATHS.items() if request.path.startswith(path)), None)
    if system is None or request.path in _FOR_PEOPLE:
        return await handler(request)
    words = request.path_qs.encode() + b"\n" + (await request.read() if request.can_read_body else b"")
    fault = meets(request.app[WORLD], system, words, inquiry=_inquiry_in(words))
    if fault is not None:
        request[FAULT] = fault
    if system == "signer" and (fault is None or fault.kind in spoiling.OF_REPLIES):
        return await handler(request)
    if fault is not None:
        return await _befall[fault.kind](request, handler, fault, words)
    answer = await _answered(request, handler)
    if answer.status == 200:
        request.app[MEMORY].remember(_route(request), words, answer)
    return answer.response()


def _id_in(words: bytes) -> object:
    """The id of what is told or ordered in JSON, if it has one."""
    try:
        said = json.loads(words.partition(b"\n")[2])
    except ValueError:
        return None
    return said.get("id") if isinstance(said, dict) else None


def _inquiry_in(words: bytes) -> str:
    """The inquiry whose serviceId a message of SyncChannel bears."""
    return next((inquiry for service, inquiry in BY_SERVICE.items() if service.encode() in words), "")


async def _answered(request: web.Request, handler: Handler) -> Answered:
    """The answer as it should be; a refusal is one too."""
    try:
        response = await handler(request)
    except web.HTTPException as refused:
        response = refused
    body = response.body if isinstance(response, web.Response) else b""
    headers = {name: value for name, value in response.headers.items() if name not in {"Content-Length"}}
    return Answered(status=response.status, headers=headers, body=body if isinstance(body, bytes) else b"")


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return f"{request.method} {resource.canonical if resource else request.path}"


async def _unavailable(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    message = f"{SYSTEMS[fault.system]}: out of order, because it was switched off in the sandbox."
    if fault.system in _OF_MESSAGES and (told := _id_in(words)):
        refuse(503, "not_taken", message, id=told)  # without these words the message may have been taken
    refuse(503, "unavailable", message)


async def _error(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    return web.Response(status=500, body=TRACE, content_type="text/plain")


async def _html(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    return web.Response(body=HTML, content_type="text/html")


async def _tls(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    """As a server does that talks TLS and cannot agree: an alert, and the end."""
    return _gone(request, last_words=TLS_ALERT)


async def _slow(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    """
    The effect comes at once, not behind the back of a client that does not wait so long.

    The seconds run from the question: a sandbox that has others to answer first is no slower for it.
    """
    late = asyncio.create_task(asyncio.sleep(fault.seconds))
    if fault.system == "signer":  # nothing was said in the conversation yet
        await late
        return await handler(request)
    answer = await _answered(request, handler)
    await late
    return answer.response()


async def _no_answer(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    if fault.system != "signer":
        await _answered(request, handler)
    while request.transport is not None and not request.transport.is_closing():
        await asyncio.sleep(LOOK_AWAY)
    return web.Response()


async def _drip(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    answer = await _answered(request, handler)
    response = await _begun(request, answer)
    with suppress(ConnectionError):  # the client had enough
        for place in range(len(answer.body)):
            await response.write(answer.body[place : place + 1])
            await asyncio.sleep(fault.seconds)
    return response


async def _cut_off(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    answer = await _answered(request, handler)
    response = await _begun(request, answer)
    await response.write(answer.body[: len(answer.body) // 2])
    return _gone(request)


async def _other_answer(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    answer = await _answered(request, handler)
    another = request.app[MEMORY].of_another(_route(request), words)
    return (another or replace(answer, body=spoiling.made_up(answer.body))).response()


async def _duplicate(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    await _answered(request, handler)
    return (await _answered(request, handler)).response()


async def _out_of_order(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
    """Wait until the next question has been answered, at most the fault's seconds."""
    waiting = request.app[MEMORY].overtaken.setdefault(fault.system, [])
    if waiting:
        earlier = waiting.pop()
        answer = await _answered(request, handler)
        earlier.set()
    else:
        overtaken = asyncio.Event()
        waiting.append(overtaken)
        with suppress(TimeoutError):
            await asyncio.wait_for(overtaken.wait(), fault.seconds)
        if overtaken in waiting:
            waiting.remove(overtaken)
        answer = await _answered(request, handler)
    return replace(answer, body=spoiling.earlier_state(answer.body, turn=fault.asked)).response()


def _spoiled(spoil: Callable[[Answered], Answered]) -> "Befalls":
    async def befall(request: web.Request, handler: Handler, fault: Fault, words: bytes) -> web.StreamResponse:
        return spoil(await _answered(request, handler)).response()

    return befall


async def _begun(request: web.Request, answer: Answered) -> web.StreamResponse:
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.content_length = len(answer.body)
    await response.prepare(request)
    return response


def _gone(request: web.Request, *, last_words: bytes = b"") -> web.StreamResponse:
    """The connection ends, after its *last_words*."""
    if request.transport is not None:
        if last_words:
            request.transport.write(last_words)
        request.transport.close()
    return web.Response()


Befalls = Callable[[web.Request, Handler, Fault, bytes], Awaitable[web.StreamResponse]]

_befall: Mapping[str, Befalls] = {
    "unavailable": _unavailable,
    "error": _error,
    "tls": _tls,
    "html": _html,
    "slow": _slow,
    "no_answer": _no_answer,
    "drip": _drip,
    "cut_off": _cut_off,
    "wrong": _spoiled(spoiling.damaged),
    "huge": _spoiled(spoiling.enlarged),
    "other_answer": _other_answer,
    "duplicate": _duplicate,
    "out_of_order": _out_of_order,
    "bad_signature": _spoiled(spoiling.wrongly_signed),
    "wrong_amount": _spoiled(spoiling.short_by_a_tenge),
}
