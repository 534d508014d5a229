"""The payment gateway and the bank: orders, payments, the order's standing."""

import re
import secrets
import sqlite3

from aiohttp import web
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ruqsat_sandbox import bank
from ruqsat_sandbox.asking import Body, body_of, refuse
from ruqsat_sandbox.loopback import is_local_address
from ruqsat_sandbox.notices import notice_key
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD, World

MOST_TENGE = 100_000_000

routes = web.RouteTableDef()


class PaymentRefused(ValueError):
    """The money cannot be taken; the message says why."""


@routes.post("/payments/orders")
async def open_order(request: web.Request) -> web.Response:
    """Open an order. The same order again is the same order; with other words or another key it is refused."""
    world = request.app[WORLD]
    body = await body_of(request)
    identity = body.uuid("order")
    if request.headers.get("Idempotency-Key", identity) != identity:
        refuse(409, "other_key", "The key that makes a request count once must be the order.")
    asked, named = _asked(body), (body.text("number"), body.text("purpose_code", ""), body.text("tax_body", ""))
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO NOTHING",
            (identity, *asked, world.now()),
        )
        db.execute("INSERT INTO invoices VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (identity, *named))
        row = db.execute("SELECT * FROM orders WHERE id = ?", (identity,)).fetchone()
        invoice = db.execute("SELECT * FROM invoices WHERE order_id = ?", (identity,)).fetchone()
    if tuple(row)[1:7] != asked or invoice is None or tuple(invoice)[1:] != named:
        refuse(409, "other_order", "Another order was opened under this number.")
    return web.json_response({"order": identity, "pay_url": f"{world.address}/payments/pay/{identity}"})


@routes.get("/payments/orders/{order}")
async def standing(request: web.Request) -> web.Response:
    """How an order stands; when something was paid, also how much in all, and the latest reference."""
    store = request.app[WORLD].store
    row = order_of(store, request.match_info["order"])
    if row is None:
        refuse(404, "unknown", "There is no such order.")
    made = payments_of(store, row["id"])
    answer: dict[str, object] = {"order": row["id"], "status": status_of(row, made), "due": row["amount"]}
    if made:
        answer["amount"] = sum(each["amount"] for each in made)
        answer["reference"], answer["paid_at"] = made[-1]["reference"], made[-1]["paid_at"]
    answer["payments"] = [{name: each[name] for name in ("amount", "means", "reference", "paid_at")} for each in made]
    return web.json_response(answer)


@routes.post("/payments/receipts")
async def receipt(request: web.Request) -> web.Response:
    """Whether a bank took money for an order under this receipt: its own reference, or the payment's."""
    store = request.app[WORLD].store
    body = await body_of(request)
    order, number, named = body.uuid("order"), body.text("number"), body.text("receipt")
    paid = store.row(
        "SELECT amount, reference, paid_at FROM payments WHERE order_id = ? AND reference = ? AND means = 'bank'",
        order,
        named,
    )
    moved = store.row(
        "SELECT tiyn / 100 AS amount, reference, at AS paid_at FROM movements"
        " WHERE reference = ? AND direction = 'in' AND instr(replace(purpose, ' ', ''), ?) AND tiyn % 100 = 0",
        named,
        number,
    )
    found = paid or moved
    if found is None:
        refuse(404, "unknown", "No bank has told of such a receipt for this order.")
    return web.json_response({"order": order, "means": "bank", **dict(found)})


@routes.get("/api/payments/key")
async def key(request: web.Request) -> web.Response:
    """The public key (PEM) under which notices of payment are signed."""
    public = notice_key(request.app[WORLD].store).public_key()
    return web.Response(
        body=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), content_type="application/x-pem-file"
    )


def order_of(store: Store, identity: str) -> sqlite3.Row | None:
    """An order by its id or its short number, however it is written."""
    written = identity.strip().lower()
    return store.row(
        "SELECT orders.* FROM orders LEFT JOIN invoices ON order_id = orders.id WHERE orders.id = ? OR number = ?",
        written,
        re.sub(r"[\s-]", "", written),
    )


def invoice_of(store: Store, order: str) -> sqlite3.Row | None:
    """The short number of an order and the codes that a bank writes on a slip."""
    return store.row("SELECT * FROM invoices WHERE order_id = ?", order)


def payments_of(store: Store, order: str) -> list[sqlite3.Row]:
    """What was paid for an order, the first payment first."""
    return store.rows("SELECT * FROM payments WHERE order_id = ? ORDER BY id", order)


def status_of(order: sqlite3.Row, made: list[sqlite3.Row]) -> str:
    """``created``, ``refused``, ``partly_paid`` or ``paid``."""
    paid = sum(each["amount"] for each in made)
    if paid >= order["amount"]:
        return "paid"
    if paid:
        return "partly_paid"
    return "refused" if order["refused_at"] else "created"


def pay(world: World, order: sqlite3.Row) -> None:
    """Pay an order whole through the gateway; pressed twice, it is paid once."""
    reference = f"PG-{secrets.token_hex(6).upper()}"
    with world.store.writing() as db:
        made = db.execute(
            "INSERT INTO payments (order_id, amount, means, reference, paid_at) VALUES (?, ?, 'pgeg', ?, ?)"
            " ON CONFLICT (order_id) WHERE means = 'pgeg' DO NOTHING",
            (order["id"], order["amount"], reference, world.now()),
        ).rowcount
    if made:
        _on_account(world, order, order["amount"], reference)


def pay_at_bank(world: World, order: sqlite3.Row, amount: int) -> str:
    """
    Pay an amount at a bank's counter: any number of times, too little or too much; returns the bank's reference.

    :raises PaymentRefused: when the amount is no sum of money.
    """
    if not 0 < amount <= MOST_TENGE:
        raise PaymentRefused("The amount must be between 1 and 100,000,000 tenge.")
    reference = f"BK-{secrets.token_hex(6).upper()}"
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO payments (order_id, amount, means, reference, paid_at) VALUES (?, ?, 'bank', ?, ?)",
            (order["id"], amount, reference, world.now()),
        )
    _on_account(world, order, amount, reference)
    return reference


def _on_account(world: World, order: sqlite3.Row, amount: int, reference: str) -> None:
    """What was paid stands in the bank's statement of the day, under the payment's reference."""
    invoice = invoice_of(world.store, order["id"])
    purpose = f"{order['purpose']} {invoice['number']}" if invoice else order["purpose"]
    bank.move(world, tiyn=amount * 100, payer=order["payer_iin"], purpose=purpose, end_to_end=reference)


def give_up(world: World, order: sqlite3.Row) -> None:
    """The payer refuses to pay; may still pay later."""
    with world.store.writing() as db:
        db.execute("UPDATE orders SET refused_at = ? WHERE id = ?", (world.now(), order["id"]))


def _asked(body: Body) -> tuple[int, str, str, str, str, str]:
    amount = body.number("amount")
    if not 0 < amount <= MOST_TENGE:
        refuse(422, "field_wrong", "The amount must be between 1 and 100,000,000 tenge.", field="amount")
    callback_url, return_url = body.text("callback_url", ""), body.text("return_url")
    for name, url in (("callback_url", callback_url), ("return_url", return_url)):
        if url and not is_local_address(url):
            refuse(422, "field_wrong", f"The field {name} must be a web address on this machine.", field=name)
    purpose, budget_code = body.text("purpose"), body.text("budget_code", "")
    return amount, body.text("payer"), purpose, budget_code, return_url, callback_url
