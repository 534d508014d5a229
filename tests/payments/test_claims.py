"""Rules 5: the receipt of a bank that the applicant names counts for nothing until the bank bears it out."""

import json
from datetime import timedelta

import pytest

from ruqsat.payments import claims
from ruqsat.payments.checking import check
from ruqsat.payments.models import Claim, Order, Payment
from tests.payments.ground import AT, FILES, SYSTEM, Gateway, opened
from tests.payments.test_recognizing import told_of, verdicts
from tests.payments.test_statements import for_order, take

pytestmark = pytest.mark.django_db


def a_claim(order: Order, receipt: str) -> Claim:
    return claims.claim(order, receipt=receipt, bank="Bank", paid_on=AT.date(), at=AT)


def asked(gateway: Gateway, claim: Claim) -> Claim:
    return claims.ask(claim, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)


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


def test_of_one_application_five_receipts_wait_at_most_whatever_its_orders() -> None:
    """Rules 5: what is known of already stays the same claim."""
    order = opened()
    for number in range(claims.MOST_WAITING):
        a_claim(order, f"R{number}")
    with pytest.raises(claims.ClaimRefused, match="Five receipts"):
        a_claim(order, "R5")
    a_claim(order, "R1")
    assert Claim.objects.count() == claims.MOST_WAITING
