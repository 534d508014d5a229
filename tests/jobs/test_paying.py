"""Rules 8(5): a payment whose notice was lost is found by asking; orders that nobody pays keep no one waiting."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from ruqsat.cases.actions import paying as actions
from ruqsat.gateways import payments
from ruqsat.jobs import paying
from ruqsat.law.acts import FeePaid
from ruqsat.law.application import Service
from ruqsat.payments import numbers, orders
from ruqsat.payments.models import Order
from tests.milestones import Stand
from tests.walking import Road
from tests.world import AIZHAN, person


def opened(road: Road) -> Order:
    """An order whose page was opened."""
    order = actions.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    gateway = payments.connect(settings.GATEWAYS["payments"]["url"])
    back = f"{settings.PUBLIC_URL}/"
    orders.start(order, purpose="Fee", return_url=back, callback_url="", gateway=gateway)
    return order


def test_a_payment_that_nobody_told_us_of_is_found_and_goes_on_file_once(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = opened(road)
    road.world.pay(order.pay_url)
    soon = road.now + timedelta(minutes=1)
    for _ in range(2):
        paying.poll_open_orders(at=soon)
    (paid,) = [filed.act for filed in road.look().acts]
    assert isinstance(paid, FeePaid)
    assert (paid.order, paid.amount) == (order.id, order.amount)
    assert Order.objects.get().status == Order.Status.PAID


def test_while_the_gateway_is_down_it_waits_and_asks_no_further(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = opened(road)
    road.world.pay(order.pay_url)
    road.world.break_down("payments")
    paying.poll_open_orders(at=road.now + timedelta(minutes=1))
    assert Order.objects.get().status == Order.Status.OPEN
    road.world.mend()
    paying.poll_open_orders(at=road.now + timedelta(minutes=1))
    assert Order.objects.get().status == Order.Status.PAID


def test_orders_nobody_pays_do_not_keep_a_paid_one_waiting(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("known")
    road.fill()
    monkeypatch.setattr(paying, "YOUNGEST", 1)
    monkeypatch.setattr(paying, "OTHERS", 1)
    order = opened(road)
    for days in range(1, 6):
        like = Order.objects.get(id=order.id)
        like.pk, like.file_id, like.created_at = uuid4(), uuid4(), road.now - timedelta(days=days)
        like.number = numbers.new_number()
        like.save(force_insert=True)
    road.world.pay(order.pay_url)
    paying.poll_open_orders(at=road.now + timedelta(minutes=1))
    assert Order.objects.get(id=order.id).status == Order.Status.PAID


def test_an_order_that_is_too_young_or_too_old_is_not_asked_after(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = opened(road)
    road.world.pay(order.pay_url)
    for at in (order.created_at + timedelta(seconds=14), order.created_at + timedelta(days=61)):
        paying.poll_open_orders(at=at)
    assert Order.objects.get().status == Order.Status.OPEN


def test_the_bank_is_asked_when_the_applicant_comes_back(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    gateway = payments.connect(settings.GATEWAYS["payments"]["url"])
    assert actions.look_at_bank(road.case, at=road.now, gateway=gateway) is None
    order = opened(road)
    assert actions.orders_of(road.case) == (order,)
    road.world.pay(order.pay_url)
    paid = actions.look_at_bank(road.case, at=road.now, gateway=gateway)
    assert paid is not None
    assert paid.status == Order.Status.PAID
    again = actions.look_at_bank(road.case, at=road.now, gateway=gateway)
    assert again is not None
    assert again.id == paid.id
    with pytest.raises(orders.AlreadyPaid):
        actions.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
