"""Rules 5, List 6: money for an order is a fact on file, and the ledger knows what of it was due."""

from uuid import uuid4

import pytest

from ruqsat.journal.read import acts_of
from ruqsat.payments import ledger
from ruqsat.payments.checking import check
from ruqsat.payments.models import Order, Payment
from ruqsat.payments.settling import Files
from tests.consents.ground import put_on_file
from tests.payments.ground import AT, opened
from tests.payments.test_statements import for_order, take

pytestmark = pytest.mark.django_db


def test_parts_over_and_double_payments_are_counted_and_what_was_not_due_is_known() -> None:
    """List 6: each is a fact for the law; the ledger knows what of it was not due."""
    order = opened()
    part = f"{order.amount - 1000}.00"
    take(for_order(order, "B1", amount=part))
    order.refresh_from_db()
    assert order.status == Order.Status.OPEN
    take(for_order(order, "B2", amount="5000.50"), for_order(order, "B3"))
    order.refresh_from_db()
    assert order.status == Order.Status.PAID
    found = list(Payment.objects.order_by("line__reference").values_list("surplus_tiyn", "surplus"))
    assert found == [(0, ""), (400_050, "over"), (order.amount * 100, "double")]
    assert ledger.balances()["overpaid"] == -(400_050 + order.amount * 100)
    assert len(acts_of(order.file_id)) == 3
    assert check() == []


def test_money_that_comes_after_the_case_ended_is_late() -> None:
    order = opened()
    take(for_order(order), files=Files(record=put_on_file, ended=lambda file: file == order.file_id))
    payment = Payment.objects.get()
    assert (payment.surplus, payment.surplus_tiyn) == ("late", order.amount * 100)
    assert len(acts_of(order.file_id)) == 1
    assert check() == []


def test_an_order_that_gave_way_is_owed_no_more_and_its_money_counts_all_the_same() -> None:
    file = uuid4()
    older = opened(file, at=AT.replace(year=2025))
    newer = opened(file)
    take(for_order(older))
    for order in (older, newer):
        order.refresh_from_db()
    assert (older.status, newer.status) == ("paid", "void")
    assert check() == []
