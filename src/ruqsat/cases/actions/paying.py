"""Rules 5, List 6: the license fee, before and after filing."""

from datetime import datetime
from uuid import UUID

from ruqsat.cases.recording import put_on_file
from ruqsat.gateways.payments import Payments
from ruqsat.keeping import books
from ruqsat.law.acts import SYSTEM
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.payments import orders
from ruqsat.payments.models import Order
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of


def order_for(case: UUID, *, service: Service, payer: Person, at: datetime) -> Order:
    """
    List 6: the order of this application's fee by the index of the day.

    :raises ruqsat.payments.orders.AlreadyPaid, ruqsat.payments.orders.NoFee: with a sentence.
    """
    return orders.open_order(case, service=service, payer_iin=iin_of(payer), at=at)


def is_charged(service: Service, *, at: datetime) -> bool:
    """List 6: whether this service costs anything; no fee is named for an annex alone (docs/law/readings.md)."""
    return service is not Service.ANNEX or books.in_force().edition_on(local(at).date()).annex_fee_mci > 0


def orders_of(case: UUID) -> tuple[Order, ...]:
    """Every order of this application's fee, the newest first."""
    return tuple(Order.objects.filter(file_id=case).order_by("-created_at", "-id"))


def look_at_bank(case: UUID, *, at: datetime, gateway: Payments) -> Order | None:
    """
    Rules 8(5): ask the payment gateway about the open order; paid goes on file. ``None`` when there is no order.

    :raises ruqsat.payments.orders.PaymentService: if the gateway cannot be reached.
    """
    found = orders_of(case)
    paid = next((order for order in found if order.status == Order.Status.PAID), None)
    waiting = next((order for order in found if order.status == Order.Status.OPEN), None)
    if paid is not None or waiting is None:
        return paid
    return orders.poll(waiting, at=at, by=SYSTEM, gateway=gateway, record=put_on_file)


def take_notice(body: bytes, *, signature: str, at: datetime) -> Order:
    """
    Rules 8(5): the payment gateway's signed notice.

    :raises ruqsat.journal.refusals.RefusalError: one of those of `ruqsat.payments.orders.callback`.
    """
    return orders.callback(body, signature=signature, at=at, by=SYSTEM, record=put_on_file)
