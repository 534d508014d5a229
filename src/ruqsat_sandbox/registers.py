"""The state registers behind the e-government gateway: inquiries of Rules 8, answered from ``people.toml``."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aiohttp import web

from ruqsat_sandbox import records, syncchannel
from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.consents import opens
from ruqsat_sandbox.holdings import change_of
from ruqsat_sandbox.licenses import license_of
from ruqsat_sandbox.people import Facility, Population
from ruqsat_sandbox.pki.authority import pem
from ruqsat_sandbox.pki.views import key_asked_for
from ruqsat_sandbox.records import BY_SERVICE, REGISTERS
from ruqsat_sandbox.syncchannel import Message
from ruqsat_sandbox.world import KAZAKHSTAN, WORLD, World, read
from ruqsat_sandbox.wsse import NotSigned, signer_of

Data = Mapping[str, str]

SOURCES = {inquiry: register.name for inquiry, register in REGISTERS.items()}
NUMBERS = frozenset({"iin", "bin", "address", "order"})
OF_PREMISES = frozenset({"premises_title", "real_estate", "sanitary_conclusion"})
ON_STATUTE = frozenset({"ban"})
NOT_BANNED = {"banned": "false", "act": "", "until": ""}
_GENERIC_WORDS = frozenset({"улица", "ул", "көшесі", "көш", "проспект", "пр", "даңғылы", "дом", "д", "үй", "қаласы"})

routes = web.RouteTableDef()


PASSWORD = "sandbox"  # noqa: S105 -- everybody's, as everything here
KNOWN_SENDER = re.compile(r"[a-z0-9-]{1,40}")


@routes.get("/api/registers/gateway")
async def gateway(request: web.Request) -> web.Response:
    """The certificate under which the gateway signs."""
    certificate = request.app[WORLD].authority.gateway().certificate
    return web.json_response({"certificate": pem(certificate).decode()})


@routes.post("/api/registers/senders")
async def enrol(request: web.Request) -> web.Response:
    """Who wants to send messages asks for a certificate; its password here is everybody's."""
    world = request.app[WORLD]
    body = await body_of(request)
    sender = body.text("sender")
    if not KNOWN_SENDER.fullmatch(sender):
        refuse(422, "field_wrong", "The field sender must be of small letters, digits and hyphens.", field="sender")
    key = key_asked_for(body.text("csr"))
    certificate = world.authority.sender(key, sender=sender, at=world.now())
    return web.json_response({"certificate": pem(certificate).decode(), "password": PASSWORD})


@routes.post("/registers/sync-channel")
async def sync_channel(request: web.Request) -> web.Response:
    """
    One message. A question under a ``messageId`` that was answered is answered with the same bytes.

    Only what cannot be answered at all is an HTTP error: SOAP 1.1, 6.2.
    """
    world = request.app[WORLD]
    try:
        envelope = syncchannel.read_xml(await request.read())
        message = syncchannel.message_in(envelope)
    except syncchannel.NotAMessage as error:
        return web.Response(status=500, body=syncchannel.fault(str(error)), content_type="text/xml")
    try:
        body = _answered(world, envelope, message)
    except Refused as refused:
        body = syncchannel.answer(
            message, refused.payload, at=world.now(), by=world.authority.gateway(), status=refused.status
        )
    return web.Response(body=body, content_type="text/xml")


class Refused(Exception):
    """The gateway refuses a message with a *status*, or hands on what a register says instead of an answer."""

    def __init__(self, status: tuple[str, str], payload: str = "") -> None:
        super().__init__(status[1])
        self.status = status
        self.payload = payload


def _answered(world: World, envelope: Any, message: Message) -> bytes:
    """
    :raises Refused: if there is no answer to it.
    """
    _check_sender(world, envelope, message)
    inquiry = BY_SERVICE.get(message.service)
    if inquiry is None:
        raise Refused(syncchannel.SERVICE)
    about = {each.tag: (each.text or "").strip() for each in message.payload if each.tag in NUMBERS and each.text}
    basis = _permitted(world, inquiry, about, message)
    known = world.store.row("SELECT * FROM inquiries WHERE message_id = ?", str(message.id))
    kept = dict(known) if known else _keep(world, inquiry, about, basis=basis, message=message)
    if (kept["inquiry"], kept["about"]) != (inquiry, _written(about)):
        raise Refused(syncchannel.QUESTION)
    at, data = kept["answered_at"], json.loads(kept["answer"]).get("data")
    result = records.NONE if data is None else records.FOUND
    record = "" if data is None else records.record(inquiry, data, asked=about)
    said = records.payload(result, message_id=message.id, at=at, asked=about, record=record)
    return syncchannel.answer(message, said, at=at, by=world.authority.gateway())


def _check_sender(world: World, envelope: Any, message: Message) -> None:
    try:
        certificate = signer_of(envelope)
    except NotSigned as error:
        raise Refused(syncchannel.SIGNATURE) from error
    if world.authority.holder_of(certificate) != message.sender or message.password != PASSWORD:
        raise Refused(syncchannel.SENDER)


def _permitted(world: World, inquiry: str, about: Data, message: Message) -> str:
    """Rules 8: on consent, shown by its token; the ban check alone rests on the statute."""
    if not about:
        raise _unanswered(world, records.WRONG, about, message)
    if message.basis == "statute" and inquiry in ON_STATUTE:
        return message.basis
    iin = "" if "address" in about or "order" in about else about.get("iin", "")
    token = message.payload.findtext("token") or ""
    if message.basis != "consent" or not opens(world, token, inquiry=inquiry, iin=iin):
        raise _unanswered(world, records.NO_CONSENT, about, message)
    return message.basis


def _unanswered(world: World, result: tuple[str, str, str], about: Data, message: Message) -> Refused:
    said = records.payload(result, message_id=message.id, at=world.now(), asked=about)
    return Refused(syncchannel.SUCCESS, said)


def _keep(world: World, inquiry: str, about: Data, *, basis: str, message: Message) -> dict[str, Any]:
    data = _found(world, inquiry, about)
    answer: dict[str, object] = {"outcome": "none" if data is None else "value", "source": SOURCES[inquiry]}
    if data is not None:
        answer["data"] = dict(data)
    kept = {
        "message_id": str(message.id),
        "inquiry": inquiry,
        "about": _written(about),
        "basis": basis,
        "answer": json.dumps(answer, ensure_ascii=False),
        "answered_at": world.now(),
    }
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO inquiries (message_id, inquiry, about, basis, answer, answered_at)"
            " VALUES (:message_id, :inquiry, :about, :basis, :answer, :answered_at)",
            kept,
        )
    return kept


def _written(about: Data) -> str:
    return json.dumps(dict(about), ensure_ascii=False, sort_keys=True)


def _found(world: World, inquiry: str, about: Data) -> Data | None:
    if inquiry == "fee_payment":
        return _fee_payment(world, about)
    facility = _facility(world.population, about) if inquiry in OF_PREMISES else None
    key = facility.owner if facility else about.get("iin") or about.get("bin", "")
    changed = change_of(world.store, inquiry, key)
    found = changed.data if changed else _held(world, inquiry, key, facility)
    return NOT_BANNED if found is None and inquiry == "ban" else found


def _held(world: World, inquiry: str, key: str, facility: Facility | None) -> Data | None:
    """What a register holds unless it was changed."""
    if inquiry in OF_PREMISES:
        return facility.registers.get(inquiry) if facility else None
    if inquiry == "medical_license":
        return license_of(world.store, world.population, key)
    holder = world.population.person(key) or world.population.organization(key)
    return holder.registers.get(inquiry) if holder else None


def _facility(population: Population, about: Data) -> Facility | None:
    """The premises at the address, whoever asks; without an address the first that the person or company holds."""
    if "address" in about:
        asked = _words(about["address"])
        return next((each for each in population.everywhere() if _words(each.address) <= asked), None)
    holders = {about.get("iin"), about.get("bin")}
    return next((each for each in population.everywhere() if each.owner in holders), None)


@lru_cache(maxsize=10_000)
def _words(address: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", address.casefold())) - _GENERIC_WORDS


def _fee_payment(world: World, about: Data) -> Data | None:
    """The payment for an order, or the payer's latest; the amount is what was paid for that order in all."""
    order, payer = about.get("order"), about.get("iin", "")
    row = world.store.row(
        "SELECT order_id, paid_at,"
        " (SELECT SUM(amount) FROM payments AS every WHERE every.order_id = orders.id) AS amount"
        " FROM payments JOIN orders ON orders.id = order_id"
        " WHERE orders.id = ? OR (? IS NULL AND payer_iin = ?) ORDER BY payments.id DESC LIMIT 1",
        order and order.lower(),
        order,
        payer,
    )
    if row is None:
        return None
    paid_on = read(row["paid_at"]).astimezone(KAZAKHSTAN).date().isoformat()
    return {"order": row["order_id"], "amount": str(row["amount"]), "paid_on": paid_on}
