"""Rules 5, List 6: the fee is ordered by the index of the day, paid once, and goes on file once."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from ruqsat.cases.actions import treasury
from ruqsat.law import fees
from ruqsat.law.application import Service
from ruqsat.payments import deciding, ledger, orders
from ruqsat.payments.checking import check
from ruqsat.payments.models import Order, Payment
from tests.payments.ground import AT, FILES, IIN, Gateway, opened
from tests.payments.test_deciding import OFFICER, WHY, waiting
from tests.payments.test_statements import for_order, take
from tests.payments.test_taken_back import gone

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
    gateway.leads(order, "http://127.0.0.1/pay/1")
    assert start(gateway, order) == start(gateway, Order.objects.get(id=order.id)) == "http://127.0.0.1/pay/1"
    (invoice,) = [json.loads(each.body) for each in gateway.world.asked if each.method == "POST"]
    assert (invoice["amount"], invoice["payer"]) == (order.amount, IIN)
    assert invoice["budget_code"] == fees.BUDGET_CODE


def test_a_page_where_another_pays_is_not_kept(gateway: Gateway) -> None:
    """Rules 5: while the gateway mixes up its answers nobody is led astray, and afterwards everybody to their own."""
    order, other = opened(), opened()
    gateway.leads(other, "http://127.0.0.1/pay/2")
    with pytest.raises(orders.PaymentService):
        start(gateway, order)
    gateway.leads(order, "http://127.0.0.1/pay/1")
    assert start(gateway, Order.objects.get(id=order.id)) == "http://127.0.0.1/pay/1"


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


def taken_back(amount: str = "") -> Order:
    """An order that is paid, and of which the bank took back so much, or all."""
    order = opened()
    if not amount:
        gone(order)
        return order
    (came,) = take(for_order(order)).lines
    back = waiting(order, "B9", direction="out", amount=amount)
    treasury.takes_back(back.id, came.id, reason=WHY, by=OFFICER, at=AT)
    return order


@pytest.mark.parametrize(("gone", "amount"), [("", None), ("1000.00", 1000), ("999.01", 1000)])
def test_what_the_bank_took_back_is_ordered_anew_and_nothing_is_charged_for_it(gone: str, amount: int | None) -> None:
    """Rules 5: the fee was charged once; so much is asked for as is missing, in whole tenge."""
    order = taken_back(gone)
    before = ledger.balances()
    again = opened(order.file_id)
    assert (again.status, again.amount) == ("again", amount or order.amount)
    assert opened(order.file_id).id == again.id
    assert ledger.balances() == before
    assert check() == []


def test_paid_on_the_payment_page_it_makes_good_and_the_order_gives_way(gateway: Gateway) -> None:
    """Rules 5, Rules 8(5): the signed notice counts as of any order, once."""
    order = taken_back()
    again = opened(order.file_id)
    gateway.leads(again, "http://127.0.0.1/pay/2")
    assert start(gateway, again) == "http://127.0.0.1/pay/2"
    told = gateway.notice(again, reference="PG-2")
    for _ in range(2):
        assert gateway.tells(told).status == "void"
    payment = Payment.objects.get(order=again)
    assert (payment.good_tiyn, payment.surplus_tiyn, ledger.balances()["taken_back"]) == (again.amount * 100, 0, 0)
    with pytest.raises(orders.AlreadyPaid):
        opened(order.file_id)
    assert check() == []


def test_a_part_that_comes_at_a_bank_leaves_an_order_of_the_rest() -> None:
    """Rules 5: under whatever number it comes."""
    order = taken_back()
    again = opened(order.file_id)
    take(for_order(again, "B5", amount="1000.00"))
    rest = opened(order.file_id)
    again.refresh_from_db()
    assert (again.status, rest.status, rest.amount) == ("void", "again", order.amount - 1000)
    take(for_order(order, "B6", amount=f"{rest.amount}.00"))
    rest.refresh_from_db()
    assert (rest.status, ledger.balances()["taken_back"]) == ("void", 0)
    assert check() == []


def test_a_decision_that_makes_good_leaves_nothing_to_be_paid_again() -> None:
    order = taken_back("1000.00")
    again = opened(order.file_id)
    take(for_order(order, "B2", amount="1000.00"), for_order(order, "B3", amount="1000.00"))
    again.refresh_from_db()
    assert again.status == "void"
    double = Payment.objects.get(surplus="double")
    came = Payment.objects.get(good_tiyn__gt=0).line
    back = waiting(order, "B8", direction="out", amount="1000.00")
    treasury.takes_back(back.id, came.id, reason=WHY, by=OFFICER, at=AT)
    third = opened(order.file_id)
    deciding.count_surplus(double.id, reason=WHY, by=OFFICER, at=AT, files=FILES)
    third.refresh_from_db()
    assert third.status == "void"
    assert check() == []


def test_the_database_takes_one_order_to_pay_again_for_a_file() -> None:
    again = opened(taken_back().file_id)
    again.pk, again.number = uuid4(), "1000000001"
    with pytest.raises(IntegrityError, match="order_again_once"), transaction.atomic():
        again.save(force_insert=True)
