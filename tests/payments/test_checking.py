"""The check finds what was changed behind the ledger's back."""

import pytest
from django.db import connection

from ruqsat.payments import ledger
from ruqsat.payments.checking import check
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Kind, Line, Order, Payment
from tests.payments.ground import AT, Gateway, opened
from tests.payments.test_statements import for_order, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(gateway: Gateway) -> Order:
    """One order paid through the gateway, one at a bank, and some money of nobody."""
    order = opened()
    gateway.tells(gateway.notice(order))
    take(for_order(opened(), "B1"), for_order(order, "B2", purpose="?"))
    assert check() == []
    return order


def test_a_balanced_entry_that_nothing_bears_out_is_found(paid: Order) -> None:
    ledger.post(Kind.ARRIVED, "nothing", Move(debit=Account.BANK, credit=Account.UNMATCHED, tiyn=1), at=AT)
    assert [text.split(" stands")[0] for text in check()] == ["The account bank", "The account unmatched"]


def test_an_order_paid_by_hand_is_found(paid: Order) -> None:
    order = opened()
    Order.objects.filter(id=order.id).update(status="paid", paid_at=AT)
    assert any(order.number in text for text in check())


def test_a_payment_changed_by_hand_is_found_everywhere(paid: Order) -> None:
    Payment.objects.filter(order=paid).update(amount=1)
    found = check()
    assert any("clearing" in text for text in found)
    assert sum(paid.number in text for text in found) >= 2


def test_a_payment_that_is_on_no_file_is_found(paid: Order) -> None:
    Payment.objects.filter(order=paid).update(reference="PG-2")
    assert check() == [f"The payment PG-2 of order {paid.number} is not on the file of its case."]


def test_a_movement_that_vanished_is_found(paid: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM payments_line WHERE id = %s", [Line.objects.get(state="waiting").id])
    assert any("unmatched" in text for text in check())


def test_a_movement_that_left_for_nothing_is_found(paid: Order) -> None:
    """List 6: money that left the account left for what somebody decided."""
    take(for_order(opened(), "B3", direction="out"))
    Line.objects.filter(reference="B3").update(state="returned")
    assert any("The movement B3 left the account" in text for text in check())
