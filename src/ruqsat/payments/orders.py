"""Rules 5, List 6: orders of the license fee: opened by the index of the day, and where they are paid."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ruqsat.gateways import payments as gateways
from ruqsat.gateways.answers import Unavailable
from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import books
from ruqsat.law import fees
from ruqsat.law.application import Service
from ruqsat.law.calendar import local
from ruqsat.law.saying import say
from ruqsat.payments import numbers, settling, taken_back
from ruqsat.payments.models import Order

Status = Order.Status


class NoFee(RefusalError):
    """List 6: nothing is charged for this service."""

    def __init__(self) -> None:
        super().__init__(say("No fee is charged for this service."))


class AlreadyPaid(RefusalError):
    """The fee of this application is paid."""

    def __init__(self) -> None:
        super().__init__(say("The license fee for this application is already paid."))


class PaymentService(RefusalError):
    """The payment gateway cannot be reached; ``why`` is for the operator's log."""

    def __init__(self, why: str) -> None:
        super().__init__(
            say("The payment gateway does not answer now. Try again later; the application can be filed without it.")
        )
        self.why = why


class UnknownOrder(RefusalError):
    """The notice is for an order that this service did not open."""

    def __init__(self) -> None:
        super().__init__(say("This notice of payment is for an order that is not known here."))


def fee_of(service: Service, *, on: date) -> int:
    """
    List 6, Tax 554: the fee for *service* on that day, in tenge, by the book in force.

    :raises ruqsat.law.fees.MciUnknown: when the index of that year is not recorded.
    """
    book = books.in_force()
    return fees.license_fee(service, on=on, edition=book.edition_on(on), index=book.mci)


def open_order(file: UUID, *, service: Service, payer: str, tax_body: str = "", at: datetime) -> Order:
    """
    List 6: the order to pay the fee of this application by the index of the day; the open one, while it holds.

    Rules 5: where the fee was paid and the bank took it back, the order to pay that again.

    :param payer: the IIN of an individual or the BIN of a legal entity. An order of another payer gives way.
    :param tax_body: the code (KNO) of the tax authority to whose account the fee goes, where it is known.
    :raises NoFee: if the service is free. :raises AlreadyPaid: if the fee is paid.
    """
    with transaction.atomic():
        settling.take_turns(file)
        orders = {order.status: order for order in Order.objects.select_for_update().filter(file_id=file)}
        status = Status.AGAIN if Status.PAID in orders else Status.OPEN
        amount = _to_be_paid_again(file) if status is Status.AGAIN else _due(service, on=local(at).date())
        current = orders.get(status)
        if current is not None and (current.amount, payer_of(current)) == (amount, payer):
            return _for_tax_body(current, tax_body)
        if current is not None:
            settling.give_way(current, at=at)
        order = Order(file_id=file, number=numbers.new_number(), amount=amount, service=service.value, created_at=at)
        order.tax_body, order.status = tax_body, status
        order.payer_encrypted = instance_cipher().encrypt(payer.encode(), _place_of_payer(order.id))
        order.save(force_insert=True)
        if status is Status.OPEN:
            settling.charge(order, at=at)
        return order


def _due(service: Service, *, on: date) -> int:
    amount = fee_of(service, on=on)
    if amount == 0:
        raise NoFee
    return amount


def _to_be_paid_again(file: UUID) -> int:
    """Rules 5: what the bank took back of a fee that was paid, in whole tenge, as a gateway takes them."""
    missing = taken_back.missing(file)
    if missing <= 0:
        raise AlreadyPaid
    return -(-missing // 100)


def _for_tax_body(order: Order, tax_body: str) -> Order:
    """An order is often opened before the region is known; once the gateway has it, it stays as it is."""
    if order.tax_body != tax_body and not order.pay_url:
        order.tax_body = tax_body
        order.save(update_fields=["tax_body"])
    return order


def payer_of(order: Order) -> str:
    """Who pays: the IIN of an individual or the BIN of a legal entity, in the clear."""
    return instance_cipher().decrypt(bytes(order.payer_encrypted), _place_of_payer(order.id)).decode()


def start(order: Order, *, purpose: str, return_url: str, callback_url: str, gateway: gateways.Payments) -> str:
    """
    Rules 5: the address of the page where the order is paid. Network: not inside a transaction.

    :param purpose: what the payer reads on that page, in his language.
    :raises AlreadyPaid: if it is paid. :raises PaymentService: if the gateway cannot be reached.
    """
    if order.status == Status.PAID:
        raise AlreadyPaid
    if order.pay_url:
        return order.pay_url
    invoice = gateways.Invoice(
        order=order.id,
        amount=order.amount,
        number=order.number,
        payer=payer_of(order),
        purpose=purpose,
        budget_code=fees.BUDGET_CODE,
        purpose_code=fees.PURPOSE_CODE,
        tax_body=order.tax_body,
        return_url=return_url,
        callback_url=callback_url,
    )
    page = gateway.open(invoice)
    if isinstance(page, Unavailable):
        raise PaymentService(page.why)
    order.pay_url, order.ask_at = page.url, order.created_at
    order.save(update_fields=["pay_url", "ask_at"])
    return page.url


def locked(order: UUID) -> Order:
    """
    The order, for whoever settles something of its file now, in the transaction that is open.

    :raises UnknownOrder: if there is none.
    """
    found = Order.objects.filter(id=order).values_list("file_id", flat=True).first()
    if found is None:
        raise UnknownOrder
    settling.take_turns(found)
    return Order.objects.select_for_update().get(id=order)


def _place_of_payer(order: UUID) -> bytes:
    return b"payments/payer/" + order.bytes
