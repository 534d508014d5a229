"""Rules 5: a movement is for an order by number, payer, amount and reference; what leaves a doubt waits."""

from datetime import date, timedelta
from typing import Any

import pytest

from ruqsat.gateways.payments import Means
from ruqsat.journal.read import acts_of
from ruqsat.payments import ledger, numbers
from ruqsat.payments.checking import check
from ruqsat.payments.models import Order, Payment
from tests.payments.ground import AT, Gateway, opened
from tests.payments.test_statements import for_order, states, take
from tests.plans import plans_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"purpose": "Fee"}, "no_order"),
        ({"purpose": f"Fee {numbers.with_check_digits('99999999')}"}, "no_order"),
        ({"payer": "850505450125"}, "other_payer"),
        ({"payer": ""}, "other_payer"),
        ({"amount": "0.99"}, "less_than_one"),
        ({"direction": "out"}, "outgoing"),
    ],
)
def test_money_that_cannot_be_placed_waits_and_stands_on_the_ledger(change: dict[str, Any], why: str) -> None:
    order = opened()
    movement = for_order(order, **change)
    assert states(take(movement)) == [("waiting", why)]
    assert ledger.balances()["unmatched"] == -movement.tiyn
    assert acts_of(order.file_id) == []
    assert Order.objects.get().status == Order.Status.OPEN
    assert check() == []


def test_what_a_movement_may_be_is_looked_up_by_its_references() -> None:
    """However many payments there were in all these years."""
    order = opened()
    plans = plans_of(lambda: take(for_order(order, purpose="Fee")))
    assert "payment_by_reference" in plans
    assert "claim_unconfirmed_by_receipt" in plans
    assert "Seq Scan on payments" not in plans


def test_two_orders_named_in_one_purpose_are_for_a_person_to_tell_apart() -> None:
    first, second = opened(), opened()
    assert states(take(for_order(first, purpose=f"{first.number} {second.number}"))) == [("waiting", "no_order")]


def test_what_the_gateway_told_of_is_confirmed_when_it_comes_on_the_account(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    before = ledger.balances()["clearing"]
    taken = take(for_order(order, end_to_end="PG-1", purpose="Gateway", payer=""))
    assert states(taken) == [("confirmed", "")]
    assert (before, ledger.balances()["clearing"]) == (order.amount * 100, 0)
    assert Payment.objects.count() == 1
    assert check() == []


def test_under_a_known_reference_another_amount_waits(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    assert states(take(for_order(order, end_to_end="PG-1", amount="1.00"))) == [("waiting", "other_amount")]
    assert check() == []


def test_the_same_amount_under_another_reference_may_be_known_already(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    assert states(take(for_order(order))) == [("waiting", "perhaps_known")]
    assert Payment.objects.count() == 1
    assert check() == []


def test_a_movement_is_counted_on_the_day_on_which_it_was_booked() -> None:
    order = opened()
    take(for_order(order, day=date(2026, 3, 17)))
    assert AT - Payment.objects.get().paid_at > timedelta(hours=24)
    assert Payment.objects.get().means == Means.BANK
