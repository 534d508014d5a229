"""Rules 8(5): a notice can be lost: the gateway is asked after every order whose page was opened, each in its turn."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruqsat.payments import asking, claims
from ruqsat.payments.models import Claim, Order
from tests.payments.ground import AT, opened
from tests.plans import plans_of

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def with_page(status: str = "open", *, at: datetime = AT) -> Order:
    """An order whose page was opened, which stands so by now."""
    order = opened(at=at)
    order.pay_url, order.ask_at, order.status = "http://127.0.0.1/pay/1", at, status
    order.paid_at = at if status == "paid" else None
    order.save()
    return order


def due(at: datetime, *, newest: int = 5, others: int = 5, settled: int = 5) -> list[Order]:
    return list(asking.orders_due(at=at, newest=newest, others=others, settled=settled))


@pytest.mark.parametrize(
    ("status", "asked_again_after"), [("open", MINUTE), ("again", MINUTE), ("paid", DAY), ("void", DAY)]
)
def test_every_order_whose_page_was_opened_is_asked_after_rarely_once_it_is_settled(
    status: str, asked_again_after: timedelta
) -> None:
    """Rules 8(5): what is paid a second time, or on a page that was left open, is found as well."""
    order = with_page(status)
    soon = AT + MINUTE
    assert due(soon, newest=0) == [order]
    assert due(soon + asked_again_after - timedelta(seconds=1), newest=0) == []
    assert due(soon + asked_again_after + asking.NOT_BEFORE, newest=0) == [order]


def test_an_order_without_a_page_is_not_asked_after() -> None:
    opened()
    assert due(AT + DAY) == []


@pytest.mark.parametrize("status", ["open", "paid", "void"])
def test_after_sixty_days_it_is_given_up(status: str) -> None:
    with_page(status)
    assert due(AT + 60 * DAY) == []
    assert Order.objects.get().ask_at is None or status == "open"


def test_a_payment_of_the_sixtieth_day_is_followed_for_sixty_days() -> None:
    order = with_page("paid")
    Order.objects.update(paid_at=AT + 59 * DAY)
    assert due(AT + 100 * DAY) == [order]


def test_of_many_each_has_its_turn_and_the_newest_is_asked_after_every_time() -> None:
    older = [with_page(at=AT - days * DAY) for days in range(1, 8)]
    newest = with_page(at=AT)
    turns = [due(AT + (1 + turn) * MINUTE, newest=1, others=2) for turn in range(4)]
    assert {turn[0] for turn in turns} == {newest}
    assert {one.id for turn in turns for one in turn} == {one.id for one in [newest, *older]}


def test_the_newest_are_asked_after_in_every_sweep_and_written_to_only_when_their_turn_is_over() -> None:
    order = with_page()
    with CaptureQueriesContext(connection) as asked:
        for seconds in (20, 30, 40):
            assert due(AT + timedelta(seconds=seconds)) == [order]
    assert len([one for one in asked if one["sql"].startswith("UPDATE")]) == 1


def named(receipt: str, *, days: int) -> Claim:
    """A receipt that the applicant of a file of its own named so many days ago."""
    at = AT - days * DAY
    return claims.claim(opened(at=at), receipt=receipt, bank="Bank", paid_on=at.date(), at=at)


def test_receipts_that_no_bank_knows_keep_no_other_waiting() -> None:
    """Rules 5: the newest are asked after first, and of the others each has its turn."""
    for days in range(1, 21):
        named(f"NOWHERE{days}", days=days)
    newest = named("NEWEST", days=0)
    turns = [list(asking.claims_due(at=AT + turn * MINUTE, newest=5, others=4)) for turn in range(4)]
    assert {turn[0] for turn in turns} == {newest}
    assert {len(turn) for turn in turns} == {9}
    assert len({one.id for turn in turns for one in turn}) == 21


@pytest.mark.parametrize("settled", ["paid", "old"])
def test_a_receipt_for_an_order_that_is_paid_or_of_long_ago_is_given_up(settled: str) -> None:
    claim = named("R-1", days=0)
    if settled == "paid":
        Order.objects.update(status="paid", paid_at=AT)
    at = AT + (DAY if settled == "paid" else 61 * DAY)
    assert list(asking.claims_due(at=at, newest=5, others=5)) == []
    claim.refresh_from_db()
    assert claim.ask_at is None


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda: due(AT, newest=0, settled=0), "order_to_ask_after"),
        (lambda: due(AT, newest=0, others=0), "order_settled_to_ask_after"),
        (lambda: list(asking.claims_due(at=AT, newest=0, others=5)), "claim_to_ask_after"),
        (lambda: list(asking.claims_due(at=AT, newest=5, others=0)), "claim_newest"),
    ],
)
def test_whose_turn_it_is_is_read_off_an_index(ask: Callable[[], object], index: str) -> None:
    """However many orders of sixty days nobody pays."""
    plans = plans_of(ask)
    assert index in plans
    assert "Sort" not in plans
    assert "Seq Scan on payments" not in plans
