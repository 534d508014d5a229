"""SMS and e-mail: taken, kept, and shown to people as they were given."""

import re
import secrets
import sqlite3
from uuid import uuid4

from aiohttp import web

from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.world import WORLD, World

SENDER = "1414"
# A number or a mailbox that behaves otherwise can be told by its name, so that a test needs no preparation.
_SWITCHED_OFF = re.compile(r"^\+7700\d{3}0000$|^nobody@")
_OUT_OF_REACH = re.compile(r"^\+7700\d{3}1111$|^later@")
_NUMBER = re.compile(r"^\+\d{8,15}$")
_MAILBOX = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")

routes = web.RouteTableDef()


@routes.post("/messages/sms")
async def sms(request: web.Request) -> web.Response:
    """A text message. The same id again is the same message."""
    body = await body_of(request)
    number = re.sub(r"[\s()-]", "", body.text("to"))
    if not _NUMBER.match(number):
        refuse(422, "no_such_number", "The number is not written as +77001234567.")
    identity, text = body.uuid("id"), body.text("text")
    return _taken(keep(request.app[WORLD], "sms", identity, recipient=number, subject="", text=text))


@routes.post("/messages/email")
async def email(request: web.Request) -> web.Response:
    """An e-mail. The same id again is the same message."""
    body = await body_of(request)
    mailbox = body.text("to").strip().lower()
    if not _MAILBOX.match(mailbox):
        refuse(422, "no_such_mailbox", "The address is not written as name@example.kz.")
    identity, subject, text = body.uuid("id"), body.text("subject"), body.text("text")
    return _taken(keep(request.app[WORLD], "email", identity, recipient=mailbox, subject=subject, text=text))


@routes.get("/messages/{id}")
async def state(request: web.Request) -> web.Response:
    """Whether a message was delivered."""
    row = request.app[WORLD].store.row("SELECT * FROM messages WHERE id = ?", request.match_info["id"].lower())
    if row is None:
        refuse(404, "unknown", "There is no message with this id.")
    return web.json_response({"status": row["status"], "at": row["accepted_at"]})


@routes.get("/api/phone/{number}")
async def phone(request: web.Request) -> web.Response:
    """What lies on a phone, the newest first."""
    return web.json_response(_listed(lying(request.app[WORLD], "sms", request.match_info["number"])))


@routes.get("/api/mailbox/{address}")
async def mailbox(request: web.Request) -> web.Response:
    """What lies in a mailbox, the newest first."""
    return web.json_response(_listed(lying(request.app[WORLD], "email", request.match_info["address"].lower())))


def keep(world: World, kind: str, identity: str, *, recipient: str, subject: str, text: str) -> sqlite3.Row:
    """Take a message, unless it was taken before; what was given then stays."""
    status = "delivered"
    if _SWITCHED_OFF.match(recipient):
        status = "failed"
    elif _OUT_OF_REACH.match(recipient):
        status = "sent"
    reference = f"{'S' if kind == 'sms' else 'M'}-{secrets.token_hex(6).upper()}"
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (identity, kind, SENDER, recipient, subject, text, reference, world.now(), status),
        )
        row: sqlite3.Row = db.execute("SELECT * FROM messages WHERE id = ?", (identity,)).fetchone()
    if (row["kind"], row["recipient"], row["subject"], row["body"]) != (kind, recipient, subject, text):
        refuse(409, "other_message", "Another message was taken under this id.")
    return row


def send_sms(world: World, number: str, text: str) -> None:
    """A text message of the sandbox's own."""
    keep(world, "sms", str(uuid4()), recipient=number, subject="", text=text)


def lying(world: World, kind: str, recipient: str) -> list[sqlite3.Row]:
    """The messages that reached a phone or a mailbox, the newest first."""
    return world.store.rows(
        "SELECT * FROM messages WHERE kind = ? AND recipient = ? AND status = 'delivered'"
        " ORDER BY accepted_at DESC, rowid DESC LIMIT 200",
        kind,
        recipient,
    )


def _taken(row: sqlite3.Row) -> web.Response:
    return web.json_response({"reference": row["reference"], "accepted_at": row["accepted_at"]})


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
