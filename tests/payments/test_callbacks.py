"""Rules 8(5): notices replayed, shuffled, duplicated and forged: one payment for an order, and the ledger balances."""

import json
from base64 import b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.db import connection

from ruqsat.cases.actions import paying
from ruqsat.journal.models import Entry
from ruqsat.journal.refusals import RefusalError
from ruqsat.payments import ledger
from ruqsat.payments.checking import check
from ruqsat.payments.models import Notice, Order, Payment
from tests.gateways.replay import replaying
from tests.ground import Database
from tests.payments.ground import AT, Gateway, gateway_with, new_key, opened

HANDS = 4  # callbacks at the same time
EACH = 100  # notices for one order
Told = tuple[bytes, str]


def notices(gateway: Gateway, order: Order, stranger: RSAPrivateKey) -> list[Told]:
    """What arrives for one order: the true notice again and again, forged ones, signed ones that cannot be."""
    true = gateway.notice(order, reference=f"PG-{order.number}")
    signature, forger = gateway.signed(true), Gateway(world=gateway.world, key=stranger)
    raised = true.replace(str(order.amount).encode(), str(order.amount * 9).encode())
    other = json.dumps(json.loads(true) | {"reference": "PG-FORGED"}).encode()
    forged = [(true, forger.signed(true)), (raised, signature), (other, signature), (true, ""), (b"{", signature)]
    forged.append((true, b64encode(bytes(256)).decode()))
    wrong = gateway.notice(order, reference=f"PG-{order.number}", amount=order.amount - 1)
    unknown = gateway.notice(order, order=str(uuid4()))
    unreadable = true.replace(b'"paid"', b'"perhaps"')
    signed = [(body, gateway.signed(body)) for body in (wrong, unknown, unreadable)]
    strange = forged * 4 + signed * 4
    return [(true, signature)] * (EACH - len(strange)) + strange


def tell(told: Sequence[Told]) -> int:
    """One hand of the gateway: its callbacks one after another; how many were taken."""
    taken = 0
    try:
        for body, signature in told:
            try:
                paying.take_notice(body, signature=signature, at=AT)
            except RefusalError:
                continue
            taken += 1
    finally:
        connection.close()
    return taken


def play(gateway: Gateway, *, orders: int, seed: int) -> None:
    random, stranger = Random(seed), new_key()  # noqa: S311 -- an order of events, no secret
    ordered = [opened() for _ in range(orders)]
    told = [one for order in ordered for one in notices(gateway, order, stranger)]
    random.shuffle(told)
    with ThreadPoolExecutor(HANDS) as hands:
        taken = sum(hands.map(tell, [told[place::HANDS] for place in range(HANDS)]))
    true = (EACH - 36) * orders
    assert len(told) == EACH * orders
    assert taken == true
    assert {order.status for order in Order.objects.all()} == {Order.Status.PAID}
    assert Payment.objects.count() == orders == len(set(Payment.objects.values_list("order", flat=True)))
    assert Entry.objects.filter(file_id__in=[order.file_id for order in ordered]).count() == orders
    verdicts = list(Notice.objects.values_list("verdict", flat=True))
    assert (verdicts.count("taken"), verdicts.count("known")) == (orders, true - orders)
    assert {verdicts.count(each) for each in ("wrong_amount", "unknown_order", "unreadable")} == {4 * orders}
    balances = ledger.balances()
    assert (balances["receivable"], balances["overpaid"], balances["unmatched"]) == (0, 0, 0)
    assert balances["clearing"] == -balances["fees"] == sum(order.amount for order in ordered) * 100
    assert check() == []


@pytest.mark.parametrize(
    "orders",
    [pytest.param(10, id="one thousand"), pytest.param(1000, id="a hundred thousand", marks=pytest.mark.long)],
)
def test_of_all_that_arrives_one_payment_for_an_order_is_accepted(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, orders: int
) -> None:
    """Through the real action and the database, four at a time."""
    with replaying() as world:
        play(gateway_with(world, monkeypatch, tmp_path), orders=orders, seed=7)
