"""Rules 8(5): orders whose payment nobody told us about are asked after: a notice can be lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.conf import settings

from ruqsat.cases.actions import treasury
from ruqsat.cases.actions.paying import FILES
from ruqsat.gateways import payments as gateways
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import SYSTEM
from ruqsat.payments import claims, orders, telling
from ruqsat.payments.models import Order

log = structlog.get_logger()

YOUNGEST, OTHERS = 15, 5  # asked after in one sweep
NEWEST_RECEIPTS, OTHER_RECEIPTS, MOVEMENTS = 5, 5, 200
FAILED_IN_A_ROW = 3
NOT_BEFORE = timedelta(seconds=15)  # the gateway's own notice is quicker as a rule
GIVEN_UP_AFTER = timedelta(days=60)


def poll_open_orders(*, at: datetime) -> None:
    """Ask the gateway about orders that were opened on its page and are not paid, until it fails three in a row."""
    gateway = gateways.connect(settings.GATEWAYS["payments"]["url"])
    failed = 0
    for order in _waiting(at=at):
        try:
            telling.poll(order, at=at, by=SYSTEM, gateway=gateway, files=FILES)
            failed = 0
        except orders.PaymentService as error:
            log.warning("the payment gateway does not answer", order=str(order.id), why=error.why)
            failed += 1
        except RefusalError as error:
            log.warning("an order could not be asked after", order=str(order.id), why=str(error))
        except Exception:
            log.exception("an order could not be asked after", order=str(order.id))
        if failed == FAILED_IN_A_ROW:
            return


def confirm_receipts(*, at: datetime) -> None:
    """Rules 5: ask the gateway about receipts that applicants named, by turns, until it fails three in a row."""
    gateway = gateways.connect(settings.GATEWAYS["payments"]["url"])
    failed = 0
    for one in claims.waiting(at=at, newest=NEWEST_RECEIPTS, others=OTHER_RECEIPTS):
        try:
            treasury.ask_after(one, by=SYSTEM, at=at, gateway=gateway)
            failed = 0
        except orders.PaymentService as error:
            log.warning("the payment gateway does not answer", claim=str(one.id), why=error.why)
            failed += 1
        except Exception:
            log.exception("a receipt could not be asked after", claim=str(one.id))
        if failed == FAILED_IN_A_ROW:
            return


def place_movements(*, at: datetime) -> None:
    """Rules 5: what a statement showed when its taking was broken off is placed now."""
    treasury.place_each(treasury.unplaced(most=MOVEMENTS), by=SYSTEM, now=lambda: at)


def _waiting(*, at: datetime) -> Iterator[Order]:
    """The youngest, of which somebody waits for the answer, and some of the others by lot: many are never paid."""
    awaited = [Order.Status.OPEN, Order.Status.AGAIN]
    waiting = Order.objects.filter(
        status__in=awaited, created_at__lt=at - NOT_BEFORE, created_at__gt=at - GIVEN_UP_AFTER
    ).exclude(pay_url="")
    youngest = list(waiting.order_by("-created_at")[:YOUNGEST])
    yield from youngest
    yield from waiting.exclude(id__in=[order.id for order in youngest]).order_by("?")[:OTHERS]
