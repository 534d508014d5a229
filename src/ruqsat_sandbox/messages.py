"""SMS and e-mail through two providers: taken, kept, delivered or not, and shown to people as they were given."""

import re
import secrets
import sqlite3
from datetime import timedelta
from uuid import uuid4

from aiohttp import web

from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.delivery import OUTCOMES, PROVIDERS, WayRefused, set_way, settle, way_of
from ruqsat_sandbox.world import WORLD, World, read, written

SENDER = "1414"
_NUMBER = re.compile(r"^\+\d{8,15}$")
_MAILBOX = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")

routes = web.RouteTableDef()


@routes.post("/messages/sms")
@routes.post("/second/messages/sms")
async def sms(request: web.Request) -> web.Response:
    """A text message. The same id again is the same message."""
    body = await body_of(request)
    identity, number, text = body.uuid("id"), re.sub(r"[\s()-]", "", body.text("to")), body.text("text")
    if not _NUMBER.match(number):
        refuse(422, "no_such_number", "The number is not written as +77001234567.", id=identity)
    return _taken(_keep(request, "sms", identity, recipient=number, subject="", text=text))


@routes.post("/messages/email")
@routes.post("/second/messages/email")
async def email(request: web.Request) -> web.Response:
    """An e-mail. The same id again is the same message."""
    body = await body_of(request)
    identity, mailbox = body.uuid("id"), body.text("to").strip().lower()
    subject, text = body.text("subject"), body.text("text")
    if not _MAILBOX.match(mailbox):
        refuse(422, "no_such_mailbox", "The address is not written as name@example.kz.", id=identity)
    return _taken(_keep(request, "email", identity, recipient=mailbox, subject=subject, text=text))


@routes.get("/messages/{id}")
@routes.get("/second/messages/{id}")
async def state(request: web.Request) -> web.Response:
    """How a message stands by now, and since when."""
    world = request.app[WORLD]
    identity = request.match_info["id"].lower()
    row = _row(world, _provider(request), identity)
    if row is None:
        refuse(404, "unknown", "There is no message with this id.", id=identity)
    settled = row["settled_at"] <= max(world.now(), row["accepted_at"])  # a test may have set the clock back since
    status, at = (row["outcome"], row["settled_at"]) if settled else ("sent", row["accepted_at"])
    return web.json_response({"id": row["id"], "status": status, "at": at})


@routes.get("/api/phone/{number}")
async def phone(request: web.Request) -> web.Response:
    """What lies on a phone, the newest first."""
    return web.json_response(_listed(lying(request.app[WORLD], "sms", request.match_info["number"])))


@routes.get("/api/mailbox/{address}")
async def mailbox(request: web.Request) -> web.Response:
    """What lies in a mailbox, the newest first."""
    return web.json_response(_listed(lying(request.app[WORLD], "email", request.match_info["address"].lower())))


@routes.get("/api/messages")
async def everything(request: web.Request) -> web.Response:
    """Every message that a provider took, whatever became of it, the newest first."""
    rows = taken(request.app[WORLD])
    return web.json_response(
        [{**one, "provider": row["provider"]} for one, row in zip(_listed(rows), rows, strict=True)]
    )


@routes.post("/api/messages/ways")
async def ways(request: web.Request) -> web.Response:
    """
    What becomes of messages to a number or an address from now on.

    ``to``, ``outcome`` of `OUTCOMES`, ``after_seconds`` of the instance's clock, ``provider`` if only one of them.
    """
    body = await body_of(request)
    provider = body.text("provider", "")
    try:
        set_way(
            request.app[WORLD].store,
            body.text("to"),
            outcome=body.text("outcome"),
            after_seconds=body.number("after_seconds", 0),
            providers=(provider,) if provider else PROVIDERS,
        )
    except WayRefused as error:
        refuse(422, "no_such_way", str(error))
    return web.json_response({"outcomes": list(OUTCOMES)})


@routes.post("/api/messages/{id}")
async def change(request: web.Request) -> web.Response:
    """Say how one message stands from now on: ``status``, and ``provider`` if not the first."""
    body, world = await body_of(request), request.app[WORLD]
    provider, identity = body.text("provider", PROVIDERS[0]), request.match_info["id"].lower()
    if _row(world, provider, identity) is None:
        refuse(404, "unknown", "There is no message with this id.")
    try:
        settle(world.store, provider, identity, status=body.text("status"), at=world.now())
    except WayRefused as error:
        refuse(422, "no_such_way", str(error))
    return web.json_response({"id": identity})


def keep(
    world: World, kind: str, identity: str, *, recipient: str, subject: str, text: str, provider: str = PROVIDERS[0]
) -> sqlite3.Row:
    """Take a message, unless it was taken before; what was given then stays."""
    outcome, after_seconds = way_of(world.store, provider, recipient)
    known = _row(world, provider, identity)
    if known is None and outcome == "refused":
        refuse(422, "not_served", "This provider does not serve that number or address.", id=identity)
    reference = f"{'S' if kind == 'sms' else 'M'}-{secrets.token_hex(6).upper()}"
    now = world.now()
    settled_at = written(read(now) + timedelta(seconds=after_seconds))
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (provider, id) DO NOTHING",
            (provider, identity, kind, SENDER, recipient, subject, text, reference, now, outcome, settled_at),
        )
        row: sqlite3.Row = db.execute(
            "SELECT * FROM post WHERE provider = ? AND id = ?", (provider, identity)
        ).fetchone()
    if (row["kind"], row["recipient"], row["subject"], row["body"]) != (kind, recipient, subject, text):
        refuse(409, "other_message", "Another message was taken under this id.", id=identity)
    return row


def send_sms(world: World, number: str, text: str) -> None:
    """A text message of the sandbox's own."""
    keep(world, "sms", str(uuid4()), recipient=number, subject="", text=text)


def lying(world: World, kind: str, recipient: str) -> list[sqlite3.Row]:
    """The messages that reached a phone or a mailbox by now, the newest first."""
    return world.store.rows(
        "SELECT * FROM post WHERE kind = ? AND recipient = ? AND outcome = 'delivered'"
        " AND settled_at <= MAX(?, accepted_at) ORDER BY accepted_at DESC, rowid DESC LIMIT 200",
        kind,
        recipient,
        world.now(),
    )


def taken(world: World) -> list[sqlite3.Row]:
    """What both providers took, the newest first."""
    return world.store.rows("SELECT * FROM post ORDER BY accepted_at DESC, rowid DESC LIMIT 200")


def _keep(request: web.Request, kind: str, identity: str, *, recipient: str, subject: str, text: str) -> sqlite3.Row:
    world, provider = request.app[WORLD], _provider(request)
    return keep(world, kind, identity, recipient=recipient, subject=subject, text=text, provider=provider)


def _provider(request: web.Request) -> str:
    return PROVIDERS[request.path.startswith("/second/")]


def _row(world: World, provider: str, identity: str) -> sqlite3.Row | None:
    return world.store.row("SELECT * FROM post WHERE provider = ? AND id = ?", provider, identity)


def _taken(row: sqlite3.Row) -> web.Response:
    return web.json_response({"id": row["id"], "reference": row["reference"], "accepted_at": row["accepted_at"]})


def _listed(rows: list[sqlite3.Row]) -> list[dict[str, str]]:
    return [
        {
            "id": row["id"],
            "from": row["sender"],
            "to": row["recipient"],
            "subject": row["subject"],
            "text": row["body"],
            "at": row["accepted_at"],
        }
        for row in rows
    ]
