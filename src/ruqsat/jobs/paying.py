"""Rules 8(5): orders whose payment nobody told us about are asked after: a notice can be lost."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

import structlog
from django.conf import settings

from ruqsat.cases.actions import treasury
from ruqsat.cases.actions.paying import FILES
from ruqsat.gateways import payments as gateways
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import SYSTEM
from ruqsat.payments import asking, orders, telling
from ruqsat.payments.models import Claim, Order

log = structlog.get_logger()

Row = TypeVar("Row", Order, Claim)

YOUNGEST, OTHERS, SETTLED = 15, 5, 5  # asked after in one sweep
NEWEST_RECEIPTS, OTHER_RECEIPTS, MOVEMENTS = 5, 5, 200
FAILED_IN_A_ROW = 3
MOST_SECONDS = 30.0  # for each kind in one sweep: a gateway that is slow does not keep the rest of the sweep waiting


def poll_open_orders(*, now: Callable[[], datetime]) -> None:
    """Ask the gateway about orders that were opened on its page, until it fails three in a row."""
    gateway = gateways.connect(settings.GATEWAYS["payments"]["url"])
    due = asking.orders_due(at=now(), newest=YOUNGEST, others=OTHERS, settled=SETTLED)
    _each(due, lambda order: telling.poll(order, at=now(), by=SYSTEM, gateway=gateway, files=FILES))


def confirm_receipts(*, now: Callable[[], datetime]) -> None:
    """Rules 5: ask the gateway about receipts that applicants named, by turns, until it fails three in a row."""
    gateway = gateways.connect(settings.GATEWAYS["payments"]["url"])
    due = asking.claims_due(at=now(), newest=NEWEST_RECEIPTS, others=OTHER_RECEIPTS)
    _each(due, lambda claim: treasury.ask_after(claim, by=SYSTEM, at=now(), gateway=gateway))


def place_movements(*, now: Callable[[], datetime]) -> None:
    """Rules 5: what a statement showed when its taking was broken off is placed now."""
    treasury.place_each(treasury.unplaced(most=MOVEMENTS), by=SYSTEM, now=now)


def _each(due: Iterable[Row], ask: Callable[[Row], object]) -> None:
    failed, until = 0, time.monotonic() + MOST_SECONDS
    for one in due:
        try:
            ask(one)
            failed = 0
        except orders.PaymentService as error:
            log.warning("the payment gateway does not answer", about=str(one.id), why=error.why)
            failed += 1
        except RefusalError as error:
            log.warning("the payment gateway could not be asked", about=str(one.id), why=str(error))
        except Exception:
            log.exception("the payment gateway could not be asked", about=str(one.id))
        if failed == FAILED_IN_A_ROW or time.monotonic() >= until:
            return
