"""The payment page of the gateway, and the bank's counter."""

from sqlite3 import Row

from aiohttp import web

from ruqsat_sandbox import bank as bank_account
from ruqsat_sandbox.asking import Body, form_of, see
from ruqsat_sandbox.markup import Markup, el, field, form, table
from ruqsat_sandbox.pages.layout import moment, not_here, page
from ruqsat_sandbox.payments import (
    MOST_TENGE,
    PaymentRefused,
    give_up,
    invoice_of,
    order_of,
    pay,
    pay_at_bank,
    payments_of,
    status_of,
)
from ruqsat_sandbox.world import WORLD, World

_UNKNOWN = "There is no order with this number."
_WORDS = {
    "created": "not paid yet",
    "refused": "not paid: the payer refused",
    "partly_paid": "paid in part",
    "paid": "paid",
}

routes = web.RouteTableDef()


@routes.get("/payments/pay/{order}")
async def ask(request: web.Request) -> web.Response:
    """What is to be paid, with the two buttons; when it is paid, the way back."""
    world = request.app[WORLD]
    order = order_of(world.store, request.match_info["order"])
    if order is None:
        return not_here(request, _UNKNOWN)
    made = payments_of(world.store, order["id"])
    if status_of(order, made) == "paid":
        back = el("p", el("a", "Back to the portal", href=order["return_url"], class_="button primary"))
        return page(request, "This order is paid", _summary(world, order), back)
    target = f"/payments/pay/{order['id']}"
    buttons = el(
        "div",
        form(target, label=f"Pay {tenge(order['amount'])}", kind="button primary", hidden={"decision": "pay"}),
        form(target, label="Refuse", hidden={"decision": "refuse"}),
        class_="row",
    )
    return page(request, "Pay through the payment gateway", _summary(world, order), buttons)


@routes.post("/payments/pay/{order}")
async def decide(request: web.Request) -> web.Response:
    """Pay or refuse, then back to the portal."""
    world = request.app[WORLD]
    order = order_of(world.store, request.match_info["order"])
    if order is None:
        return not_here(request, _UNKNOWN)
    if (await form_of(request)).text("decision") == "pay":
        pay(world, order)
    elif not payments_of(world.store, order["id"]):
        give_up(world, order)
    raise see(order["return_url"])


@routes.get("/bank/")
async def bank(request: web.Request) -> web.Response:
    """The counter: pay by the order's number."""
    world = request.app[WORLD]
    number = request.query.get("order", "")
    order = order_of(world.store, number) if number else None
    return page(request, "Pay at a bank", *_counter(world, number, order))


@routes.post("/bank/")
async def take(request: web.Request) -> web.Response:
    """Take the money; the bank tells the gateway, and the gateway the portal."""
    world = request.app[WORLD]
    body = await form_of(request)
    number = body.text("order", "")
    order = order_of(world.store, number)
    if order is None and body.text("payer", ""):
        return page(request, "Pay at a bank", _taken(world, number, body), *_counter(world, "", None))
    if order is None:
        error = el("p", f"{_UNKNOWN} It is on the payment page of the portal.", class_="error", role="alert")
        return page(request, "Pay at a bank", error, *_counter(world, number, None), status=422)
    try:
        reference = pay_at_bank(world, order, body.number("amount", order["amount"]))
    except PaymentRefused as refused:
        error = el("p", str(refused), class_="error", role="alert")
        return page(request, "Pay at a bank", error, *_counter(world, number, order), status=422)
    done = el("p", f"The bank took the money. Its reference: {reference}.", class_="done", role="status")
    return page(request, "Pay at a bank", done, _summary(world, order))


def tenge(amount: int) -> str:
    """Money as people write it."""
    return f"{amount:,} ₸".replace(",", "\N{NO-BREAK SPACE}")


def _taken(world: World, number: str, body: Body) -> Markup:
    """A bank takes money for anything that somebody writes on a slip; it comes on the account all the same."""
    amount = body.number("amount")
    if not 0 < amount <= MOST_TENGE:
        return el("p", "The amount must be between 1 and 100,000,000 tenge.", class_="error", role="alert")
    reference = bank_account.move(world, tiyn=amount * 100, payer=body.text("payer"), purpose=f"License fee {number}")
    return el("p", f"The bank took the money. Its receipt: {reference}.", class_="done", role="status")


def _counter(world: World, number: str, order: Row | None) -> list[Markup]:
    entry = form(
        "/bank/",
        field("order", "Number of the order", value=number, hint="As the portal shows it."),
        field(
            "amount",
            "Amount, tenge",
            value=str(order["amount"]) if order else "",
            kind="number",
            hint="Less or more than the order says can be paid too.",
        ),
        field(
            "payer",
            "Payer’s IIN or BIN",
            value=order["payer_iin"] if order else "",
            hint="Needed for an order that only the portal knows: the gateway is not told, the statement shows it.",
            needed=False,
        ),
        label="Pay",
        kind="button primary",
    )
    rows = world.store.rows("SELECT * FROM orders ORDER BY created_at DESC LIMIT 20")
    if not rows:
        return [entry, el("p", "No order has been opened yet.", class_="empty")]
    lines = [
        (
            el("a", _number(world, row), href=f"/bank/?order={row['id']}", class_="number"),
            tenge(row["amount"]),
            row["purpose"],
            _WORDS[status_of(row, payments_of(world.store, row["id"]))],
        )
        for row in rows
    ]
    return [entry, table(("Order", "Amount", "For what", "State"), lines, caption="Latest orders")]


def _number(world: World, order: Row) -> str:
    invoice = invoice_of(world.store, order["id"])
    number = str(invoice["number"]) if invoice else ""
    return f"{number[:4]} {number[4:8]} {number[8:]}" if number else str(order["id"])


def _summary(world: World, order: Row) -> Markup:
    made = payments_of(world.store, order["id"])
    payer, invoice = world.population.person(order["payer_iin"]), invoice_of(world.store, order["id"])
    facts = {
        "Order": _number(world, order),
        "For what": order["purpose"],
        "Payer": f"{payer.name}, {payer.iin}" if payer else order["payer_iin"],
        "Budget code (KBK)": order["budget_code"] or "–",
        "Purpose code (KNP)": (invoice["purpose_code"] if invoice else "") or "–",
        "Tax authority (KNO)": (invoice["tax_body"] if invoice else "") or "–",
        "Amount": tenge(order["amount"]),
        "State": _WORDS[status_of(order, made)],
    }
    listed = el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in facts.items()))
    if not made:
        return listed
    lines = [
        (each["reference"], tenge(each["amount"]), moment(each["paid_at"]), "yes" if each["told"] else "not yet")
        for each in made
    ]
    return el("div", listed, table(("Reference", "Amount", "When", "Portal told"), lines, caption="Payments"))
