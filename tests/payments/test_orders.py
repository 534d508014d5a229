"""Rules 5, List 6: the fee is ordered by the index of the day, paid once, and goes on file once."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from ruqsat.law import fees
from ruqsat.law.application import Service
from ruqsat.payments import orders
from ruqsat.payments.models import Order
from tests.payments.ground import AT, IIN, Gateway, opened

pytestmark = pytest.mark.django_db


def start(gateway: Gateway, order: Order) -> str:
    return orders.start(
        order,
        purpose="License fee",
        return_url="http://127.0.0.1/back",
        callback_url="http://127.0.0.1/callback",
        gateway=gateway.client,
    )


def test_the_fee_is_ten_mci_of_the_day_and_the_open_order_stays_the_same() -> None:
    """List 6(1): 10 MCI."""
    file = uuid4()
    order = opened(file)
    assert order.amount == fees.license_fee(Service.ISSUE, on=AT.date())
    assert opened(file).id == order.id


def test_an_order_of_another_years_amount_gives_way() -> None:
    file = uuid4()
    older = opened(file, at=datetime(2025, 12, 31, 10, tzinfo=UTC))
    newer = opened(file)
    older.refresh_from_db()
    assert older.amount != newer.amount
    assert (older.status, newer.status) == ("void", "open")


def test_a_free_service_has_no_order() -> None:
    with pytest.raises(orders.NoFee):
        orders.open_order(uuid4(), service=Service.ANNEX, payer=IIN, at=AT)


def test_the_payers_number_does_not_lie_in_the_clear() -> None:
    opened()
    assert IIN not in str(Order.objects.values().get())


def test_starting_twice_leads_to_the_same_page_without_asking_twice(gateway: Gateway) -> None:
    order = opened()
    gateway.world.will_answer("POST", "/payments/orders", b'{"pay_url":"http://127.0.0.1/pay/1"}')
    assert start(gateway, order) == start(gateway, Order.objects.get(id=order.id)) == "http://127.0.0.1/pay/1"
    (invoice,) = [json.loads(each.body) for each in gateway.world.asked if each.method == "POST"]
    assert (invoice["amount"], invoice["payer"]) == (order.amount, IIN)
    assert invoice["budget_code"] == fees.BUDGET_CODE


def test_a_gateway_that_is_down_does_not_stop_the_application(gateway: Gateway) -> None:
    gateway.world.will_answer("POST", "/payments/orders", b"", status=503)
    with pytest.raises(orders.PaymentService, match="can be filed without it"):
        start(gateway, opened())


def test_the_database_takes_one_open_order_for_a_file() -> None:
    order = opened()
    second = Order(
        file_id=order.file_id,
        number="1000000001",
        amount=1,
        service="issue",
        payer_encrypted=b"x",
        created_at=AT,
        status="open",
    )
    with pytest.raises(IntegrityError, match="order_open_once_for_a_file"), transaction.atomic():
        second.save(force_insert=True)
