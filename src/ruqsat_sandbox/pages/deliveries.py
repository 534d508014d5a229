"""What both providers took, how each message stands, and what becomes of those to a number or an address."""

from collections.abc import Mapping
from sqlite3 import Row

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.delivery import OUTCOMES, PROVIDERS, STATUSES, WayRefused, set_way, settle
from ruqsat_sandbox.markup import Markup, el, field, form, join, table
from ruqsat_sandbox.messages import taken
from ruqsat_sandbox.pages.layout import moment, page
from ruqsat_sandbox.world import WORLD, World

BOTH = "both"

routes = web.RouteTableDef()


@routes.get("/deliveries/")
async def deliveries(request: web.Request) -> web.Response:
    """Every message with its buttons, and the form for those that come."""
    return page(request, "Deliveries", *_content(request.app[WORLD]))


@routes.post("/deliveries/")
async def stand(request: web.Request) -> web.Response:
    """Say how one message stands from now on."""
    world, body = request.app[WORLD], await form_of(request)
    try:
        settle(world.store, body.text("provider"), body.uuid("id"), status=body.text("status"), at=world.now())
    except WayRefused as refused:
        return _refused(request, refused)
    raise see("/deliveries/")


@routes.post("/deliveries/ways/")
async def way(request: web.Request) -> web.Response:
    """Say what becomes of messages to a number or an address from now on."""
    world, body = request.app[WORLD], await form_of(request)
    provider = body.text("provider")
    try:
        set_way(
            world.store,
            body.text("to"),
            outcome=body.text("outcome"),
            after_seconds=body.number("after_seconds", 0),
            providers=PROVIDERS if provider == BOTH else (provider,),
        )
    except WayRefused as refused:
        return _refused(request, refused)
    raise see("/deliveries/")


def _refused(request: web.Request, refused: WayRefused) -> web.Response:
    error = el("p", str(refused), class_="error", role="alert")
    return page(request, "Deliveries", error, *_content(request.app[WORLD]), status=422)


def _content(world: World) -> list[Markup]:
    rows = [
        (
            el("code", str(row["id"])[:8]),
            _where(row),
            str(row["provider"]),
            moment(row["accepted_at"]),
            _status(row, world),
        )
        for row in taken(world)
    ]
    heads = ("Message", "To", "Provider", "Taken", "How it stands")
    return [
        el("p", "Two providers take messages. Say what becomes of them, and see what the portal does."),
        form(
            "/deliveries/ways/",
            field("to", "Number or address", hint="As in an application: +77000000101, or somebody@example.kz"),
            _choice("outcome", "What becomes of messages to it", OUTCOMES),
            field("after_seconds", "After so many seconds of the clock here", value="0", kind="number"),
            _choice("provider", "Provider", {BOTH: "Both", **{one: one.capitalize() for one in PROVIDERS}}),
            label="From now on",
        ),
        table(heads, rows, caption="Messages") if rows else el("p", "No message has been taken yet.", class_="empty"),
    ]


def _where(row: Row) -> Markup:
    place = "/phone/?number=" if row["kind"] == "sms" else "/mailbox/?address="
    recipient = str(row["recipient"])
    return el("a", recipient, href=place + recipient.replace("+", "%2B"))


def _status(row: Row, world: World) -> Markup:
    now = row["outcome"] if row["settled_at"] <= max(world.now(), row["accepted_at"]) else "sent"
    whose = {"id": str(row["id"]), "provider": str(row["provider"])}
    buttons = [
        el("strong", OUTCOMES[status], class_="tag")
        if status == now
        else form(
            "/deliveries/",
            label=OUTCOMES[status],
            spoken=f"{OUTCOMES[status]}: {row['recipient']}, {row['provider']} provider",
            hidden=whose | {"status": status},
        )
        for status in STATUSES
    ]
    return el("div", *buttons, class_="row")


def _choice(name: str, label: str, options: Mapping[str, str]) -> Markup:
    written = join(el("option", said, value=value) for value, said in options.items())
    return el("div", el("label", label, for_=name), el("select", written, id=name, name=name), class_="field")
