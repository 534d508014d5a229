"""The state register of licenses: what licensors enter into it, beside the old licenses of ``people.toml``."""

from collections.abc import Mapping

from aiohttp import web

from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.people import Population
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD

STATES = ("valid", "suspended", "superseded", "terminated")

routes = web.RouteTableDef()


@routes.put(r"/registers/licenses/{number:\w{4,20}}")
async def enter(request: web.Request) -> web.Response:
    """Enter a license, or what became of it: ``holder`` is an IIN or BIN, ``annexes`` and ``on_paper`` are listed."""
    world = request.app[WORLD]
    body = await body_of(request)
    status = body.text("status")
    if status not in STATES:
        refuse(422, "no_such_status", f"There is no status “{status}”; there are {', '.join(STATES)}.")
    entered = {
        "number": request.match_info["number"],
        "holder": body.text("holder"),
        "issued_on": body.text("issued_on"),
        "status": status,
        "annexes": body.text("annexes", ""),
        "on_paper": body.text("on_paper", ""),
    }
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO licenses (number, holder, issued_on, status, annexes, on_paper)"
            " VALUES (:number, :holder, :issued_on, :status, :annexes, :on_paper)"
            " ON CONFLICT (number) DO UPDATE SET holder = excluded.holder, issued_on = excluded.issued_on,"
            " status = excluded.status, annexes = excluded.annexes, on_paper = excluded.on_paper",
            entered,
        )
    return web.json_response(entered)


def license_of(store: Store, population: Population, key: str) -> Mapping[str, str] | None:
    """The license of the person or company: one in force before one that is over, the newest of those."""
    found = store.row(
        "SELECT number, issued_on, status, annexes, on_paper FROM licenses WHERE holder = ?"
        " ORDER BY status IN ('valid', 'suspended') DESC, issued_on DESC, number DESC LIMIT 1",
        key,
    )
    if found is not None:
        return dict(found)
    holder = population.person(key) or population.organization(key)
    return holder.registers.get("medical_license") if holder else None
