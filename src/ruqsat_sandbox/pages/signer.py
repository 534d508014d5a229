"""The signing program's window."""

from sqlite3 import Row

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.markup import Markup, el, form, join
from ruqsat_sandbox.pages.layout import moment, not_here, page
from ruqsat_sandbox.people import Person
from ruqsat_sandbox.pki.keys import Family
from ruqsat_sandbox.signer.program import FAMILIES, MODES, Mode, NotWaiting
from ruqsat_sandbox.world import WORLD, World

routes = web.RouteTableDef()


@routes.get("/signer/")
async def signer(request: web.Request) -> web.Response:
    """Whose key, which manner, what was asked. While it asks first, the page looks for requests by itself."""
    world = request.app[WORLD]
    rows = world.program.requests()
    asking = world.program.mode is Mode.ASK
    return page(
        request,
        "Signing program",
        _waiting(world, rows),
        _settings(world),
        el("h2", "Latest requests"),
        _past(world, rows),
        refresh=3 if asking else 0,
    )


@routes.post("/signer/")
async def set_up(request: web.Request) -> web.Response:
    """Keep what was chosen."""
    world = request.app[WORLD]
    body = await form_of(request)
    iin, mode, family = body.text("iin", ""), body.text("mode", ""), body.text("family", "")
    if world.population.person(iin) is not None:
        world.program.put_in(iin)
    if family in set(Family):
        world.program.take(Family(family))
    if mode in set(Mode):
        world.program.treat(Mode(mode))
    raise see("/signer/")


@routes.post(r"/signer/requests/{number:\d+}")
async def decide(request: web.Request) -> web.Response:
    """Sign or cancel a request that waits."""
    sign = (await form_of(request)).text("decision") == "sign"
    try:
        request.app[WORLD].program.decide(int(request.match_info["number"]), sign=sign)
    except NotWaiting as error:
        return not_here(request, str(error))
    raise see("/signer/")


def _waiting(world: World, rows: list[Row]) -> Markup:
    return join(_question(world, row) for row in rows if world.program.is_waiting(row["id"]))


def _question(world: World, row: Row) -> Markup:
    person = world.population.person(world.program.iin)
    name = person.name if person else "nobody"
    target = f"/signer/requests/{row['id']}"
    return el(
        "section",
        el("h2", f"{row['origin']} asks for a signature of {name}"),
        el("pre", row["preview"], tabindex="0"),
        el(
            "div",
            form(target, label="Sign", kind="button primary", hidden={"decision": "sign"}),
            form(target, label="Cancel", kind="button", hidden={"decision": "cancel"}),
            class_="row",
        ),
        class_="question",
    )


def _settings(world: World) -> Markup:
    people = [(person.iin, f"{person.name}{_office(person)}") for person in world.population.people]
    modes = [(str(mode), label) for mode, label in MODES.items()]
    families = [(str(family), label) for family, label in FAMILIES.items()]
    return form(
        "/signer/",
        _choices("family", "Which kind of key", families, world.program.family),
        _choices("mode", "What it does with a request", modes, world.program.mode),
        _choices("iin", "Whose key is in it", people, world.program.iin),
        label="Keep",
        kind="button primary",
    )


def _office(person: Person) -> str:
    """For whom the person signs, behind the name."""
    if person.organization is None:
        return ""
    return f" ({person.organization.code or person.organization.name})"


def _choices(name: str, legend: str, choices: list[tuple[str, str]], chosen: str) -> Markup:
    entries = []
    for value, label in choices:
        identity = f"{name}-{value}"
        radio = el("input", type="radio", name=name, value=value, id=identity, checked=value == chosen)
        entries.append(el("div", radio, el("label", label, for_=identity), class_="choice"))
    return el("fieldset", el("legend", legend), *entries)


def _past(world: World, rows: list[Row]) -> Markup:
    if not rows:
        return el("p", "Nothing was asked yet.", class_="empty")
    items = []
    for row in rows:
        outcome = "waiting for you" if world.program.is_waiting(row["id"]) else row["outcome"]
        summary = join([moment(row["received_at"]), f" {row['origin']}: {row['method']} – {outcome}"])
        items.append(el("details", el("summary", summary), el("pre", row["preview"], tabindex="0")))
    return join(items)
