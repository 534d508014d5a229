"""Changing what a register holds about a person or a company."""

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.holdings import CHANGEABLE, Change, ChangeRefused, changes, put, record_in, undo
from ruqsat_sandbox.markup import Markup, el, field, form, table
from ruqsat_sandbox.pages.layout import page
from ruqsat_sandbox.world import WORLD, World

_HELD = {"record": "The record below", "none": "None on record", "first": "What it held at first"}
_LINES = "A line for each field, as it stands below under “What the registers hold”: graduated_on = 2018-06-30"

routes = web.RouteTableDef()


@routes.post("/registers/")
async def change(request: web.Request) -> web.Response:
    """Another record, none, or the one of `people.toml` again."""
    world, body = request.app[WORLD], await form_of(request)
    holder, inquiry, held = body.text("holder").strip(), body.text("inquiry"), body.text("held", "record")
    try:
        if held == "first":
            undo(world.store, inquiry, holder)
        else:
            _check_holder(world, holder)
            data = None if held == "none" else record_in(body.text("record", ""))
            put(world.store, Change(inquiry=inquiry, holder=holder, data=data))
    except ChangeRefused as refused:
        error = el("p", f"{refused} Nothing was changed.", class_="error", role="alert")
        said = {"holder": holder, "record": body.text("record", "")}
        return page(request, "Registers", error, *changing(world, **said), status=422)
    raise see("/registers/")


def changing(world: World, *, holder: str = "", record: str = "") -> list[Markup]:
    """The form, and what was changed so far."""
    entry = el("textarea", record, id="record", name="record", rows=6, aria_describedby="record-hint")
    lines = el("p", _LINES, id="record-hint", class_="hint")
    fields = (
        field("holder", "IIN or BIN", value=holder, hint="Of premises: of whom they belong to."),
        _select("inquiry", "Register", {name: name for name in CHANGEABLE}),
        _select("held", "What it is to hold", _HELD),
        el("div", el("label", "Record", for_="record"), lines, entry, class_="field"),
    )
    whole = form("/registers/", *fields, label="Change", kind="button primary")
    return [el("h2", "Change what a register holds"), whole, _changed(world)]


def _check_holder(world: World, holder: str) -> None:
    if world.population.person(holder) is None and world.population.organization(holder) is None:
        raise ChangeRefused("Nobody here has this IIN or BIN.")


def _changed(world: World) -> Markup:
    rows = [(_name(world, each.holder), each.inquiry, _record(each), _undoing(each)) for each in changes(world.store)]
    return table(("Whose", "Register", "Holds", "What to do"), rows, caption="Changed") if rows else Markup()


def _name(world: World, holder: str) -> str:
    found = world.population.person(holder) or world.population.organization(holder)
    return found.name if found else holder


def _record(change: Change) -> str:
    if change.data is None:
        return "none on record"
    return "; ".join(f"{name} = {value}" for name, value in change.data.items())


def _undoing(change: Change) -> Markup:
    hidden = {"holder": change.holder, "inquiry": change.inquiry, "held": "first"}
    return form("/registers/", label="Undo", spoken=f"Undo: {change.inquiry}, {change.holder}", hidden=hidden)


def _select(name: str, label: str, options: dict[str, str]) -> Markup:
    entries = [el("option", said, value=value) for value, said in options.items()]
    return el("div", el("label", label, for_=name), el("select", *entries, id=name, name=name), class_="field")
