"""The office's account at the bank: what moved on it, the statements of its days, and money of strangers."""

from aiohttp import web

from ruqsat_sandbox import bank
from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.markup import Markup, el, field, form, join, table
from ruqsat_sandbox.pages.layout import moment, page
from ruqsat_sandbox.payments import MOST_TENGE
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD

_FORMS = {"csv": "CSV", "camt.053": "camt.053"}
_LATEST = 30

routes = web.RouteTableDef()


@routes.get("/bank/account/")
async def account(request: web.Request) -> web.Response:
    """Statements of the days, the latest movements, and a slip for any money that comes or goes."""
    world = request.app[WORLD]
    lead = el("p", f"Account {bank.ACCOUNT}. Statements are downloaded here and taken in at the portal’s desk.")
    return page(request, "Bank account", lead, _statements(world.store), _movements(world.store), _slip())


@routes.post("/bank/account/")
async def transfer(request: web.Request) -> web.Response:
    """Money comes with any purpose from anybody, or leaves the account."""
    body = await form_of(request)
    amount = body.number("tiyn")
    if not 0 < amount <= MOST_TENGE * 100:
        error = el("p", "The amount must be between 1 tiyn and 100,000,000 tenge.", class_="error", role="alert")
        return page(request, "Bank account", error, _slip(), status=422)
    direction = "out" if body.text("direction", "in") == "out" else "in"
    said = {name: body.text(name, "") for name in ("payer", "purpose", "end_to_end")}
    bank.move(request.app[WORLD], tiyn=amount, direction=direction, **said)
    raise see("/bank/account/")


def _statements(store: Store) -> Markup:
    rows = bank.days(store)
    if not rows:
        return el("p", "Nothing has moved on the account yet.", class_="empty")
    lines = [(row["day"], str(row["movements"]), _links(row["day"]), _wrong(row["day"])) for row in rows]
    return table(("Day", "Movements", "Statement", "A wrong one"), lines, caption="Statements")


def _links(day: str) -> Markup:
    return join([_link(day, form, title) for form, title in _FORMS.items()])


def _wrong(day: str) -> Markup:
    return join([_link(day, "camt.053", what, wrong=wrong) for wrong, what in bank.WRONG.items()])


def _link(day: str, form: str, title: str, *, wrong: str = "") -> Markup:
    query = f"?form={form}" + (f"&wrong={wrong}" if wrong else "")
    return el("span", el("a", title, href=f"/bank/statement/{day}{query}"), " ")


def _movements(store: Store) -> Markup:
    rows = store.rows("SELECT * FROM movements ORDER BY id DESC LIMIT ?", _LATEST)
    if not rows:
        return Markup()
    lines = [
        (
            row["reference"],
            moment(row["at"]),
            f"{'+' if row['direction'] == 'in' else '-'}{row['tiyn'] // 100}.{row['tiyn'] % 100:02d} ₸",
            row["payer_name"] or row["payer"] or "–",
            row["purpose"],
        )
        for row in rows
    ]
    return table(("Reference", "When", "Amount", "Payer", "Purpose"), lines, caption="Latest movements")


def _slip() -> Markup:
    return form(
        "/bank/account/",
        field("tiyn", "Amount, tiyn", kind="number", hint="100 tiyn are a tenge."),
        field("payer", "Payer’s IIN or BIN", needed=False),
        field("purpose", "Purpose", needed=False, hint="With an order’s number or without one."),
        field("direction", "Direction", value="in", hint="in or out"),
        label="Move",
        kind="button primary",
    )
