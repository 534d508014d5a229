"""Rules 8(5): a payment whose notice was lost is found by asking; orders that nobody pays keep no one waiting."""

import re
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from django.conf import settings

from ruqsat.cases.actions import paying as actions
from ruqsat.cases.actions import treasury
from ruqsat.gateways import payments
from ruqsat.jobs import paying
from ruqsat.law.acts import SYSTEM, Actor, FeePaid, Role
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.payments import claims, numbers, orders
from ruqsat.payments.checking import check
from ruqsat.payments.models import Order, Payment
from tests.clocks import stopped_at
from tests.gateways.statements.samples import Movement, table
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
        paying.poll_open_orders(now=stopped_at(soon))
    (paid,) = [filed.act for filed in road.look().acts]
    assert isinstance(paid, FeePaid)
    assert (paid.order, paid.amount) == (order.id, order.amount)
    assert Order.objects.get().status == Order.Status.PAID


def test_a_fee_that_the_bank_took_back_is_found_paid_again(stand: Stand) -> None:
    """Rules 5, Rules 8(5): though its notice was lost."""
    road = stand("known")
    road.fill()
    order = actions.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    said = {"amount": str(order.amount), "payer": AIZHAN, "day": local(road.now).date()}
    whole = Movement(reference="B1", purpose=order.number, **said)  # type: ignore[arg-type]  # a table
    back = Movement(reference="B2", direction="out", **said)  # type: ignore[arg-type]  # a table
    came, went = treasury.take_statement(table(whole, back), by=SYSTEM, now=lambda: road.now).lines
    officer = Actor(person=uuid4(), role=Role.OFFICER, office="KZ-75")
    treasury.takes_back(went.id, came.id, reason="The bank wrote so.", by=officer, at=road.now)
    again = opened(road)
    road.world.pay(again.pay_url)
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(minutes=1)))
    assert (actions.missing(road.case).tiyn, actions.awaited(road.case)) == (0, None)
    assert check() == []


def test_while_the_gateway_is_down_it_waits_and_asks_no_further(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = opened(road)
    road.world.pay(order.pay_url)
    road.world.break_down("payments")
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(minutes=1)))
    assert Order.objects.get().status == Order.Status.OPEN
    road.world.mend()
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(minutes=1)))
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
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(minutes=1)))
    assert Order.objects.get(id=order.id).status == Order.Status.PAID


def test_what_is_paid_online_for_an_order_that_is_paid_is_found_though_its_notice_was_lost(stand: Stand) -> None:
    """Rules 5, Rules 8(5): it waits for a decision to be returned, and nobody has to know of it."""
    road = stand("known")
    road.fill()
    order = opened(road)
    road.world.client.post("/bank/", data={"order": str(order.id), "amount": str(order.amount)})
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(minutes=1)))
    assert Order.objects.get().status == Order.Status.PAID
    road.world.pay(order.pay_url)
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(days=1, minutes=2)))
    assert sorted(Payment.objects.values_list("surplus", flat=True)) == ["", "double"]
    assert check() == []


def test_what_is_paid_on_a_page_that_was_left_open_is_found_though_its_order_is_void(stand: Stand) -> None:
    """Rules 5, Rules 8(5): another payer is to pay, and the first one has paid."""
    road = stand("known")
    road.fill()
    order = opened(road)
    orders.open_order(road.case, service=Service.ISSUE, payer="000000000000", at=road.now)
    road.world.pay(order.pay_url)
    paying.poll_open_orders(now=stopped_at(road.now + timedelta(minutes=1)))
    assert Order.objects.get(id=order.id).status == Order.Status.PAID
    assert check() == []


def test_an_order_that_left_its_page_open_is_asked_after_when_the_applicant_asks(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = opened(road)
    orders.open_order(road.case, service=Service.ISSUE, payer="000000000000", at=road.now)
    road.world.pay(order.pay_url)
    gateway = payments.connect(settings.GATEWAYS["payments"]["url"])
    paid = actions.look_at_bank(road.case, at=road.now, gateway=gateway)
    assert paid is not None
    assert (paid.id, paid.status) == (order.id, Order.Status.PAID)


def test_a_gateway_that_is_slow_does_not_keep_the_sweep(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("known")
    road.fill()
    monkeypatch.setattr(paying, "MOST_SECONDS", 0.0)
    order, at = opened(road), road.now + timedelta(minutes=1)
    for which in range(2):
        like = Order.objects.get(id=order.id)
        like.pk, like.file_id, like.number = uuid4(), uuid4(), numbers.new_number()
        like.created_at = road.now - timedelta(days=1 + which)
        like.save(force_insert=True)
    paying.poll_open_orders(now=stopped_at(at))
    assert Order.objects.filter(ask_at__gt=road.now).count() == 1  # asked after, and no other


def test_an_order_that_is_too_young_or_too_old_is_not_asked_after(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = opened(road)
    road.world.pay(order.pay_url)
    for at in (order.created_at + timedelta(seconds=14), order.created_at + timedelta(days=61)):
        paying.poll_open_orders(now=stopped_at(at))
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


def test_a_receipt_that_the_applicant_named_counts_once_the_gateway_confirms_it(stand: Stand) -> None:
    """Rules 5: the claim alone counts for nothing."""
    road = stand("known")
    road.fill()
    order = actions.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    claims.claim(order, receipt="NOWHERE", bank="Bank", paid_on=local(road.now).date(), at=road.now)
    paying.confirm_receipts(now=road.world.now)
    assert Order.objects.get().status == Order.Status.OPEN
    slip = {"tiyn": str(order.amount * 100), "payer": AIZHAN, "purpose": f"Fee {order.number}"}
    with httpx.Client(base_url=settings.SANDBOX_URL, trust_env=False, timeout=20) as bank:
        bank.post("/bank/account/", data=slip)
        newest = re.findall(r"KZ[0-9A-F]{14}", bank.get("/bank/account/").text)[0]
    claim = claims.claim(order, receipt=newest, bank="Bank", paid_on=local(road.now).date(), at=road.now)
    for _ in range(2):
        paying.confirm_receipts(now=road.world.now)
    claim.refresh_from_db()
    assert claim.payment is not None
    assert Order.objects.get().status == Order.Status.PAID
    (paid,) = [filed.act for filed in road.look().acts]
    assert isinstance(paid, FeePaid)
    assert check() == []


def test_movements_of_a_statement_whose_taking_was_broken_off_are_placed(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = actions.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    day = local(road.now).date()
    said = Movement(reference="B1", amount=str(order.amount), purpose=order.number, payer=AIZHAN, day=day)
    taken = treasury.take_statement(table(said), by=SYSTEM, now=lambda: road.now)
    (line,) = taken.lines
    assert line.state == line.State.COUNTED
    for _ in range(2):
        paying.place_movements(now=road.world.now)
    assert Order.objects.get().status == Order.Status.PAID
    assert check() == []
