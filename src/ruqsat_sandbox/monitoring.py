"""
The system that monitors public services: it takes the events of each case in their order, each once.

The events of a case are numbered from 1 without a gap. What comes before its predecessor is not taken (409, with the
number that is expected), nor is a number that another event has; a gap of its own is filled when what is missing comes.
It says case by case what it has, so that a provider can compare.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from sqlite3 import Connection, Row

from aiohttp import web

from ruqsat_sandbox.asking import Body, body_of, refuse
from ruqsat_sandbox.world import WORLD, read, written

routes = web.RouteTableDef()

MOST = 1000  # cases or events in one answer


@routes.post("/monitoring/events")
async def take(request: web.Request) -> web.Response:
    """Take an event. The same id again is the same event: what was told first stays."""
    world = request.app[WORLD]
    body = await body_of(request)
    identity, case, seq = body.uuid("id"), body.uuid("case"), body.number("seq")
    body.text("kind")
    _instant(body)
    with world.store.writing() as db:
        row = db.execute("SELECT * FROM events WHERE id = ?", (identity,)).fetchone()
        if row is None:
            _check_order(db, case, seq)
            fields = {**body.fields, "id": identity, "case": case}
            db.execute(
                "INSERT INTO events (id, body, accepted_at) VALUES (?, ?, ?)",
                (identity, json.dumps(fields, ensure_ascii=False), world.now()),
            )
            row = db.execute("SELECT * FROM events WHERE id = ?", (identity,)).fetchone()
    return web.json_response({"id": identity, "accepted_at": row["accepted_at"]})


def _instant(body: Body) -> None:
    try:
        read(body.text("filed_at"))
    except ValueError:
        refuse(422, "field_wrong", "The field filed_at must be an instant.", field="filed_at")


def _check_order(db: Connection, case: str, seq: int) -> None:
    if seq < 1:
        refuse(422, "field_wrong", "The field seq must be 1 or more.", field="seq")
    known = db.execute("SELECT seq FROM stages WHERE of_case = ? AND seq IN (?, ?)", (case, seq - 1, seq))
    numbers = {row["seq"] for row in known}
    if seq in numbers:
        refuse(409, "number_taken", f"Another event of the case has the number {seq}.")
    if seq > 1 and seq - 1 not in numbers:
        expected = _first_missing(db, case)
        refuse(409, "out_of_order", f"The event numbered {expected} comes first.", expected=expected)


def _first_missing(db: Connection, case: str) -> int:
    rows = db.execute("SELECT seq FROM stages WHERE of_case = ? ORDER BY seq", (case,))
    expected = 1
    for row in rows:
        if row["seq"] != expected:
            break
        expected += 1
    return expected


@routes.get("/monitoring/cases")
async def cases(request: web.Request) -> web.Response:
    """What is here, case by case in the order of their ids: how many events, the last number, a digest of all."""
    query = "SELECT DISTINCT of_case FROM stages WHERE of_case > ? ORDER BY of_case LIMIT ?"
    found = request.app[WORLD].store.rows(query, request.query.get("after", ""), _limit(request))
    rows = []
    for one in found:
        events = [_event(row) for row in _of_case(request, one["of_case"])]
        last = events[-1]["seq"]
        rows.append({"case": one["of_case"], "count": len(events), "last": last, "digest": _digest(events)})
    return web.json_response({"cases": rows})


@routes.get("/monitoring/cases/{case}/events")
async def events_of_case(request: web.Request) -> web.Response:
    """What is here of one case, by its numbers."""
    after = request.query.get("after", "0")
    first = int(after) if after.isdigit() else 0
    rows = [row for row in _of_case(request, request.match_info["case"]) if row["seq"] > first]
    return web.json_response({"events": [_event(row) for row in rows[: _limit(request)]]})


def _of_case(request: web.Request, case: str) -> Sequence[Row]:
    query = "SELECT id, body, seq FROM stages WHERE of_case = ? ORDER BY seq"
    return request.app[WORLD].store.rows(query, case)


def _event(row: Row) -> dict[str, object]:
    body = json.loads(row["body"])
    return {"seq": row["seq"], "id": row["id"], "kind": body["kind"], "filed_at": written(read(body["filed_at"]))}


def _digest(events: Sequence[dict[str, object]]) -> str:
    """SHA-256 over a line for each event: number, id, kind, moment in UTC with microseconds."""
    lines = "".join("{seq} {id} {kind} {filed_at}\n".format(**event) for event in events)
    return sha256(lines.encode()).hexdigest()


def _limit(request: web.Request) -> int:
    said = request.query.get("limit", "")
    return min(int(said), MOST) if said.isdigit() and int(said) else MOST


@routes.get("/api/monitoring/events")
async def events(request: web.Request) -> web.Response:
    """Every event, in the order they came; of one case with ``?case=``."""
    store, case = request.app[WORLD].store, request.query.get("case")
    if case:
        rows = store.rows("SELECT * FROM stages WHERE of_case = ? ORDER BY number", case)
    else:
        rows = store.rows("SELECT * FROM stages ORDER BY number")
    return web.json_response([{**json.loads(row["body"]), "accepted_at": row["accepted_at"]} for row in rows])


@routes.delete("/api/monitoring/events/{id}")
async def lose(request: web.Request) -> web.Response:
    """Lose an event, as a system does that was restored from last night's copy."""
    with request.app[WORLD].store.writing() as db:
        gone = db.execute("DELETE FROM events WHERE id = ?", (request.match_info["id"],)).rowcount
    return web.json_response({"lost": gone})
