"""Rules 8(5): money that a statement showed before the gateway told of it is one payment, under whatever reference."""

import json
from datetime import timedelta

import pytest

from ruqsat.payments import claims, orders
from ruqsat.payments.checking import check
from ruqsat.payments.models import Claim, Notice, Order, Payment
from tests.payments.ground import AT, FILES, SYSTEM, Gateway, opened
from tests.payments.test_statements import for_order, states, take

pytestmark = pytest.mark.django_db


def verdicts() -> list[str]:
    return list(Notice.objects.order_by("received_at").values_list("verdict", flat=True))


def told_of(gateway: Gateway, order: Order, reference: str) -> dict[str, object]:
    """The gateway answers whoever asks, after the order or after a receipt, with one whole payment."""
    said = {"amount": order.amount, "means": "bank", "reference": reference, "paid_at": AT.isoformat()}
    whole = {"order": str(order.id), "status": "paid"}
    gateway.world.will_answer("GET", f"/payments/orders/{order.id}", json.dumps(whole | {"payments": [said]}).encode())
    gateway.world.will_answer("POST", "/payments/receipts", json.dumps(whole | said).encode())
    return said


def a_claim(order: Order, receipt: str) -> Claim:
    return claims.claim(order, receipt=receipt, bank="Bank", paid_on=AT.date(), at=AT)


def asked(gateway: Gateway, claim: Claim) -> Claim:
    return claims.ask(claim, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)


def test_a_late_notice_under_a_reference_that_the_bank_named_is_known(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order, end_to_end="PG-1"))
    gateway.tells(gateway.notice(order, reference="PG-1"))
    told_of(gateway, order, "PG-1")
    orders.poll(order, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)
    assert (Payment.objects.count(), Payment.objects.filter(surplus="double").count()) == (1, 0)
    assert verdicts() == ["known"]
    assert check() == []


def test_another_amount_under_a_reference_that_the_bank_named_has_no_effect(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order, end_to_end="PG-1", amount="1000.00"))
    with pytest.raises(orders.WrongAmount):
        gateway.tells(gateway.notice(order, reference="PG-1"))
    assert Payment.objects.count() == 1


def test_as_much_under_a_reference_that_nobody_named_waits_until_a_statement_shows_it(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order))
    gateway.tells(gateway.notice(order, reference="PG-1"))
    told_of(gateway, order, "PG-1")
    orders.poll(order, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)
    assert Payment.objects.count() == 1
    assert set(verdicts()) == {"perhaps_known"}
    assert states(take(for_order(order, "B2", end_to_end="PG-1"))) == [("counted", "")]
    assert Payment.objects.filter(surplus="double").count() == 1
    assert check() == []


def test_as_much_at_quite_another_time_is_another_payment(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order))
    later = AT + timedelta(days=11)
    body = gateway.notice(order, reference="PG-1", paid_at=later.isoformat())
    orders.callback(body, signature=gateway.signed(body), at=later, by=SYSTEM, files=FILES)
    assert Payment.objects.filter(surplus="double").count() == 1
    assert check() == []


def test_a_gateway_whose_clock_is_wrong_makes_no_second_payment_of_what_a_statement_showed(gateway: Gateway) -> None:
    """Rules 5: an hour that cannot be does not set the same money apart."""
    order = opened()
    take(for_order(order))
    for year in (2024, 2028):
        gateway.tells(gateway.notice(order, reference="PG-1", paid_at=AT.replace(year=year).isoformat()))
    assert (Payment.objects.count(), set(verdicts())) == (1, {"perhaps_known"})
    assert check() == []


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (timedelta(days=400), timedelta()),
        (timedelta(hours=-1), timedelta(hours=-1)),  # before there was an order, on the day of the receipt
        (timedelta(days=-400), -timedelta(hours=15)),  # 00:00 of that day
    ],
)
def test_of_a_receipt_no_hour_counts_that_cannot_be(gateway: Gateway, said: timedelta, counts: timedelta) -> None:
    """Rules 5: neither after we learned of it nor before the day on the receipt."""
    order = opened()
    claim = a_claim(order, "R-1")
    answer = told_of(gateway, order, "R-1") | {"order": str(order.id), "paid_at": (AT + said).isoformat()}
    gateway.world.will_answer("POST", "/payments/receipts", json.dumps(answer).encode())
    payment = asked(gateway, claim).payment
    assert payment is not None
    assert payment.paid_at - AT == counts


def test_a_receipt_that_the_bank_named_for_its_movement_is_confirmed_by_it(gateway: Gateway) -> None:
    order = opened()
    earlier = a_claim(order, "R-0")
    take(for_order(order, end_to_end="PG-1"))
    assert a_claim(order, "PG-1").payment == Payment.objects.get()
    told_of(gateway, order, "PG-1")
    assert asked(gateway, earlier).payment == Payment.objects.get()
    assert check() == []


def test_a_receipt_of_as_much_under_another_reference_waits(gateway: Gateway) -> None:
    order = opened()
    claim = a_claim(order, "R-1")
    take(for_order(order))
    told_of(gateway, order, "R-1")
    assert (asked(gateway, claim).payment, asked(gateway, claim).payment) == (None, None)
    assert (Payment.objects.count(), verdicts()) == (1, ["perhaps_known"])
    assert check() == []
