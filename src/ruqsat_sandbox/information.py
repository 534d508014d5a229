"""The e-government operator and the contact centre: they take information on changes of the Rules, and note it."""

import json
from datetime import timedelta

from aiohttp import web

from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.world import WORLD, read, written

routes = web.RouteTableDef()

RECIPIENTS = ("operator", "contact_centre")
NOTED_AFTER = timedelta(minutes=2)


def _recipient(request: web.Request) -> str:
    name = request.match_info["recipient"]
    if name not in RECIPIENTS:
        refuse(404, "no_recipient", f"There is no recipient “{name}”; there are {', '.join(RECIPIENTS)}.")
    return name


@routes.post("/information/{recipient}")
async def take(request: web.Request) -> web.Response:
    """Take it. The same id again is the same information: what was said first stays."""
    world, recipient = request.app[WORLD], _recipient(request)
    body = await body_of(request)
    identity = body.uuid("id")
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO information (id, recipient, body, accepted_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id, recipient) DO NOTHING",
            (identity, recipient, json.dumps(body.fields, ensure_ascii=False), world.now()),
        )
        row = db.execute("SELECT * FROM information WHERE id = ? AND recipient = ?", (identity, recipient)).fetchone()
    return web.json_response({"id": identity, "accepted_at": row["accepted_at"]})


@routes.get("/information/{recipient}/{id}")
async def receipt(request: web.Request) -> web.Response:
    """Whether somebody there has taken note: two minutes after it came."""
    world, recipient, identity = request.app[WORLD], _recipient(request), request.match_info["id"]
    row = world.store.row("SELECT * FROM information WHERE id = ? AND recipient = ?", identity, recipient)
    if row is None:
        refuse(404, "unknown", f"Nothing was sent under the id {identity}.")
    accepted = read(row["accepted_at"])
    noted = accepted + NOTED_AFTER if world.clock.now() >= accepted + NOTED_AFTER else None
    answer = {"id": identity, "accepted_at": row["accepted_at"], "received_at": written(noted) if noted else None}
    return web.json_response(answer)


@routes.get("/api/information")
async def everything(request: web.Request) -> web.Response:
    """All that was sent, in the order it came."""
    rows = request.app[WORLD].store.rows("SELECT * FROM information ORDER BY number")
    return web.json_response([{**json.loads(row["body"]), "recipient": row["recipient"]} for row in rows])
