"""The system that monitors public services: it takes events, each once."""

import json

from aiohttp import web

from ruqsat_sandbox.asking import body_of
from ruqsat_sandbox.world import WORLD

routes = web.RouteTableDef()


@routes.post("/monitoring/events")
async def take(request: web.Request) -> web.Response:
    """Take an event. The same id again is the same event: what was told first stays."""
    world = request.app[WORLD]
    body = await body_of(request)
    identity = body.text("id")
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO events (id, body, accepted_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (identity, json.dumps(body.fields, ensure_ascii=False), world.now()),
        )
        row = db.execute("SELECT * FROM events WHERE id = ?", (identity,)).fetchone()
    return web.json_response({"id": identity, "accepted_at": row["accepted_at"]})


@routes.get("/api/monitoring/events")
async def events(request: web.Request) -> web.Response:
    """Every event, in the order they came."""
    rows = request.app[WORLD].store.rows("SELECT * FROM events ORDER BY number")
    return web.json_response([{**json.loads(row["body"]), "accepted_at": row["accepted_at"]} for row in rows])
