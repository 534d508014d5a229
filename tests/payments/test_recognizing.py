"""Rules 8(5): money that a statement showed before the gateway told of it is one payment, under whatever reference."""

import json
from datetime import timedelta

import pytest

from ruqsat.payments import ledger, telling
from ruqsat.payments.checking import check
from ruqsat.payments.models import Notice, Order, Payment
from tests.payments.ground import AT, FILES, SYSTEM, Gateway, opened
from tests.payments.test_statements import for_order, states, take
from tests.payments.test_taken_back import gone

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


def test_a_late_notice_under_a_reference_that_the_bank_named_is_known(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order, end_to_end="PG-1"))
    gateway.tells(gateway.notice(order, reference="PG-1"))
    told_of(gateway, order, "PG-1")
    telling.poll(order, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)
    assert (Payment.objects.count(), Payment.objects.filter(surplus="double").count()) == (1, 0)
    assert verdicts() == ["known"]
    assert check() == []


def test_another_amount_under_a_reference_that_the_bank_named_has_no_effect(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order, end_to_end="PG-1", amount="1000.00"))
    with pytest.raises(telling.WrongAmount):
        gateway.tells(gateway.notice(order, reference="PG-1"))
    assert Payment.objects.count() == 1


def test_as_much_under_a_reference_that_nobody_named_waits_until_a_statement_shows_it(gateway: Gateway) -> None:
    order = opened()
    take(for_order(order))
    gateway.tells(gateway.notice(order, reference="PG-1"))
    told_of(gateway, order, "PG-1")
    telling.poll(order, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)
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
    telling.callback(body, signature=gateway.signed(body), at=later, by=SYSTEM, files=FILES)
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


def test_what_the_bank_took_back_is_not_the_same_money_as_what_comes_then(gateway: Gateway) -> None:
    """Rules 5: it is paid again, and makes good what was taken back."""
    order = opened()
    gone(order)
    gateway.tells(gateway.notice(order))
    assert (verdicts(), ledger.balances()["taken_back"]) == (["taken"], 0)
    assert check() == []
