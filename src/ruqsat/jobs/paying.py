"""Rules 8(5): orders whose payment nobody told us about are asked after: a notice can be lost."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings

from ruqsat.cases.actions.paying import SYSTEM
from ruqsat.cases.recording import put_on_file
from ruqsat.gateways import payments as gateways
from ruqsat.journal.refusals import RefusalError
from ruqsat.payments import orders
from ruqsat.payments.models import Order

log = structlog.get_logger()

AT_ONCE = 20
NOT_BEFORE = timedelta(seconds=15)  # the gateway's own notice is quicker as a rule


def poll_open_orders(*, at: datetime) -> None:
    """Ask the gateway about the oldest orders that were opened on its page and are not paid."""
    gateway = gateways.connect(settings.GATEWAYS["payments"]["url"])
    waiting = Order.objects.filter(status=Order.Status.OPEN, created_at__lt=at - NOT_BEFORE).exclude(pay_url="")
    for order in waiting.order_by("created_at")[:AT_ONCE]:
        try:
            orders.poll(order, at=at, by=SYSTEM, gateway=gateway, record=put_on_file)
        except RefusalError as error:
            log.warning("an order could not be asked after", order=str(order.id), why=str(error))
