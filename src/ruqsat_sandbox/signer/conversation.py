"""NCALayer's conversation on a WebSocket: one request, one reply, no numbers."""

import asyncio
import json
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from ruqsat_sandbox.asking import refuse
from ruqsat_sandbox.failing import FAULT
from ruqsat_sandbox.faults import fault_of
from ruqsat_sandbox.pki.keys import Family
from ruqsat_sandbox.signer import signing
from ruqsat_sandbox.signer.choosing import NoCertificate, Wanted, choose
from ruqsat_sandbox.signer.program import KeyAtHand, Mode
from ruqsat_sandbox.signer.signing import NotUnderstood, Order
from ruqsat_sandbox.spoiling import replies
from ruqsat_sandbox.world import WORLD, World

VERSION = "1.4"
BASICS = "kz.gov.pki.knca.basics"
COMMON_UTILS = "kz.gov.pki.knca.commonUtils"
_SIGNING_METHODS = frozenset({"createCAdESFromBase64", "createCAdESFromBase64Hash", "createCMSSignatureFromBase64"})
LONGEST_MESSAGE = 100 * 1024 * 1024

routes = web.RouteTableDef()

Reply = dict[str, Any]
LAST_SAID = web.AppKey("what the signing program said last", list[str])


@routes.get("/ncalayer")
async def ncalayer(request: web.Request) -> web.WebSocketResponse:
    """
    Greet with the version, then answer requests one after another until the page leaves.

    ``?iin=`` is the program on that person's own computer, which signs at once; without it, the one of the page
    ``/signer/``, with whose key and in what way is chosen there. ``?key=gost`` beside it: with a GOST key.
    """
    own = _own_computer(request)
    socket = web.WebSocketResponse(max_msg_size=LONGEST_MESSAGE, compress=False)
    await socket.prepare(request)
    await socket.send_json(_greeting(request, own))
    origin = request.headers.get("Origin", "a program")
    turn = asyncio.Lock()
    running: set[asyncio.Task[None]] = set()

    async def answer(text: str) -> None:
        async with turn:
            try:
                reply = await reply_to(text, world=request.app[WORLD], origin=origin, own=own)
            except Exception:
                # Whatever broke: a page that waits for ever learns less than one whose connection ends.
                request.app.logger.exception("The signing program failed.")
                await socket.close(code=WSCloseCode.INTERNAL_ERROR)
                return
            if not socket.closed:
                await _say(socket, json.dumps(reply), request=request)

    async for message in socket:
        if message.type is WSMsgType.TEXT:
            task = asyncio.create_task(answer(message.data))
            running.add(task)
            task.add_done_callback(running.discard)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    return socket


async def _say(socket: web.WebSocketResponse, text: str, *, request: web.Request) -> None:
    """Send a reply, or what the fault makes of it that the conversation met at its beginning."""
    fault = request.get(FAULT)
    earlier, request.app[LAST_SAID][:] = request.app[LAST_SAID][-1:], [*request.app[LAST_SAID][-1:], text]
    for each in replies(fault.kind, text, earlier="".join(earlier)) if fault else (text,):
        await socket.send_str(each)


def _greeting(request: web.Request, own: KeyAtHand | None) -> Reply:
    if own is None and request.app[WORLD].program.mode is Mode.FOREIGN:
        return {"greeting": "Another program listens here."}
    return {"result": {"version": VERSION}}


async def reply_to(text: str, *, world: World, origin: str, own: KeyAtHand | None = None) -> Reply:
    """
    The reply to one message; an error is a reply too, in the form of the module that was asked.

    *own*: the computer of a person, None for that of the page ``/signer/``.
    """
    try:
        asked = json.loads(text)
        module, method, arguments = asked["module"], asked.get("method"), asked.get("args")
    except (ValueError, TypeError, KeyError):
        return _failure(BASICS, "BAD_REQUEST", "The message is not a request of NCALayer's protocol.")
    try:
        if module == BASICS and own is None and world.program.mode is Mode.OLD:
            return _failure(module, "MODULE_NOT_FOUND", f"There is no module {module}.")
        if module == BASICS and method == "sign":
            order = signing.order_of_basics(arguments if isinstance(arguments, dict) else {})
        elif module == COMMON_UTILS and method in _SIGNING_METHODS:
            order = signing.order_of_common_utils(method, arguments if isinstance(arguments, list) else [])
        else:
            return _other(module, method, world)
    except NotUnderstood as error:
        return _failure(module, "BAD_REQUEST", str(error))
    return await _sign(order, module, method, world=world, origin=origin, own=own)


async def _sign(order: Order, module: str, method: str, *, world: World, origin: str, own: KeyAtHand | None) -> Reply:
    program = world.program
    number = program.asked(at=world.now(), origin=origin, method=f"{module} {method}", preview=order.preview())
    try:
        if own is None and not await program.consents(number):
            program.ended(number, "canceled")
            return _canceled(module)
        key = own or program.key
        signatures = _signatures(order, world, key)
    except NoCertificate as error:
        program.ended(number, f"no certificate: {error}")
        return _failure(module, "CERTIFICATE_NOT_FOUND", str(error))
    except NotUnderstood as error:
        program.ended(number, str(error))
        return _failure(module, "BAD_REQUEST", str(error))
    except TimeStampMissing as error:
        program.ended(number, str(error))
        return _failure(module, "TSP_ERROR", str(error))
    except asyncio.CancelledError:
        program.ended(number, "the page left")
        raise
    program.ended(number, f"signed by {key.iin}")
    if module == COMMON_UTILS:
        return {"code": "200", "responseObject": signatures[0]}
    return {"status": True, "body": {"result": signatures}}


class TimeStampMissing(RuntimeError):
    """The time stamp that the page asked for could not be had."""


def _own_computer(request: web.Request) -> KeyAtHand | None:
    iin, family = request.query.get("iin", ""), request.query.get("key", Family.RSA)
    if family not in set(Family):
        refuse(422, "no_such_key", f"There is no kind of key “{family}”; there are {', '.join(Family)}.")
    return KeyAtHand(iin=iin, family=Family(family)) if iin else None


def _signatures(order: Order, world: World, key: KeyAtHand) -> list[str]:
    person = world.population.person(key.iin)
    if person is None:
        raise NoCertificate("There is no key in the program.")
    if order.stamped and fault_of(world.store, "tsp") == "unavailable":
        raise TimeStampMissing("The time-stamp service does not answer.")
    pair = choose(order.wanted, person=person, authority=world.authority, at=world.now(), family=key.family)
    return signing.signed(order, by=pair, authority=world.authority, at=world.clock.now())


def _other(module: object, method: object, world: World) -> Reply:
    """What is asked beside signatures."""
    if module != COMMON_UTILS:
        return _failure(BASICS, "MODULE_NOT_FOUND", f"There is no module {module} with the method {method}.")
    if method == "getActiveTokens":
        return {"code": "200", "responseObject": []}
    if method == "changeLocale":
        return {"code": "200", "responseObject": None}
    if method == "getKeyInfo":
        return _key_info(world)
    return _failure(COMMON_UTILS, "500", f"There is no method {method}.")


def _key_info(world: World) -> Reply:
    person = world.population.person(world.program.iin)
    if person is None:
        return _failure(COMMON_UTILS, "500", "There is no key in the program.")
    wanted = Wanted(usages=frozenset({"1.3.6.1.5.5.7.3.4"}))
    family = world.program.family
    pair = choose(wanted, person=person, authority=world.authority, at=world.now(), family=family)
    certificate = pair.certificate
    return {
        "code": "200",
        "responseObject": {
            "alias": f"{certificate.serial_number:x}",
            "algorithm": "RSA" if family is Family.RSA else "ECGOST34310",
            "keyId": f"{certificate.serial_number:x}",
            "serialNumber": f"{certificate.serial_number:x}",
            "subjectCn": f"{person.last} {person.first}".upper(),
            "subjectDn": certificate.subject.rfc4514_string(),
            "issuerCn": world.authority.line_of(pair).title,
            "issuerDn": certificate.issuer.rfc4514_string(),
            "certNotBefore": str(int(certificate.not_valid_before_utc.timestamp() * 1000)),
            "certNotAfter": str(int(certificate.not_valid_after_utc.timestamp() * 1000)),
        },
    }


def _canceled(module: str) -> Reply:
    if module == COMMON_UTILS:
        return {"code": "500", "message": "action.canceled"}
    return {"status": True, "body": {}}


def _failure(module: object, code: str, message: str) -> Reply:
    if module == COMMON_UTILS:
        return {"code": "500", "message": message}
    return {"status": False, "code": code, "message": message, "details": "Ruqsat sandbox"}
