"""
Rules 8(5): which orders and receipts the payment gateway is asked after, and when again: a notice can be lost.

An order that is paid, or void, is asked after as well while its page may be open somewhere: what is paid there once
more is money that somebody waits for.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import QuerySet

from ruqsat.payments.models import Claim, Order

Row = TypeVar("Row", Order, Claim)

NOT_BEFORE = timedelta(seconds=15)  # the gateway's own notice is quicker as a rule
AGAIN_AFTER = timedelta(minutes=1)  # those whom somebody waits for are asked after more often, as the newest
SETTLED_AGAIN_AFTER = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=60)
AWAITED = (Order.Status.OPEN, Order.Status.AGAIN)
SETTLED = (Order.Status.PAID, Order.Status.VOID)


def orders_due(*, at: datetime, newest: int, others: int, settled: int) -> Iterator[Order]:
    """
    Orders whose page was opened: the newest that can be paid, of which somebody waits for the answer; then, those first
    that are due for the longest, so many others of them, and so many that are settled.
    """
    with_page = Order.objects.filter(ask_at__isnull=False)
    awaited, over = with_page.filter(status__in=AWAITED), with_page.filter(status__in=SETTLED)
    youngest = awaited.filter(created_at__lt=at - NOT_BEFORE, created_at__gt=at - GIVEN_UP_AFTER)
    first = list(youngest.order_by("-created_at")[:newest])
    yield from _turns(first, at=at, until=_until)
    more = longest_due(awaited.exclude(id__in=[order.id for order in first]), at=at - NOT_BEFORE)
    yield from _turns(more[:others], at=at, until=_until)
    yield from _turns(longest_due(over, at=at)[:settled], at=at, until=_until, pause=SETTLED_AGAIN_AFTER)


def claims_due(*, at: datetime, newest: int, others: int) -> Iterator[Claim]:
    """Receipts that nobody confirmed yet: so many of the newest, and of the others those that are due for longest."""
    waiting = Claim.objects.filter(payment=None, ask_at__isnull=False).select_related("order")
    first = list(waiting.filter(claimed_at__gt=at - GIVEN_UP_AFTER).order_by("-claimed_at")[:newest])
    yield from _turns(first, at=at, until=_until_claimed)
    more = longest_due(waiting.exclude(id__in=[claim.id for claim in first]), at=at)
    yield from _turns(more[:others], at=at, until=_until_claimed)


def longest_due(rows: "QuerySet[Row]", *, at: datetime) -> "QuerySet[Row]":
    """Those whose turn has come, the longest due first."""
    return rows.filter(ask_at__lte=at).order_by("ask_at", "id")


def _turns(
    rows: "Iterable[Row]", *, at: datetime, until: Callable[[Row], datetime], pause: timedelta = AGAIN_AFTER
) -> Iterator[Row]:
    """Each, unless it is given up; its next turn is set before, so that one that breaks keeps no other waiting."""
    for row in rows:
        is_given_up = at >= until(row)
        if is_given_up or row.ask_at is None or row.ask_at <= at:
            type(row).objects.filter(id=row.id).update(ask_at=None if is_given_up else at + pause)
        if not is_given_up:
            yield row


def _until(order: Order) -> datetime:
    return (order.paid_at or order.created_at) + GIVEN_UP_AFTER


def _until_claimed(claim: Claim) -> datetime:
    """Of an order that is paid no receipt is asked after."""
    return claim.claimed_at + (timedelta() if claim.order.status == Order.Status.PAID else GIVEN_UP_AFTER)
