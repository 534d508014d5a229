"""Rules 5, List 6: orders of the license fee: opened, paid, put on file once."""

import base64
import binascii
import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.db import connection, transaction

from ruqsat.gateways import payments as gateways
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import books
from ruqsat.law import fees
from ruqsat.law.acts import Actor, FeePaid
from ruqsat.law.application import Service
from ruqsat.law.calendar import local
from ruqsat.law.saying import say
from ruqsat.payments.models import Notice, Order
from ruqsat.payments.pinning import pinned

MOST_BYTES = 10_000
MOST_UNSIGNED = 100  # notices that anybody may have sent are recorded, so many in an hour: they must not fill the disk
Status, Verdict = Order.Status, Notice.Verdict


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


class BadSignature(RefusalError):
    """The notice is not signed with the gateway's pinned key."""

    def __init__(self) -> None:
        super().__init__(say("This notice of payment is not signed by the payment gateway."))


class UnreadableNotice(RefusalError):
    """The notice is signed, and cannot be understood."""

    def __init__(self) -> None:
        super().__init__(say("This notice of payment cannot be read."))


class UnknownOrder(RefusalError):
    """The notice is for an order that this service did not open."""

    def __init__(self) -> None:
        super().__init__(say("This notice of payment is for an order that is not known here."))


class WrongAmount(RefusalError):
    """Another amount was paid than was ordered."""

    def __init__(self, paid: int, ordered: int) -> None:
        super().__init__(say("%(paid)s tenge were paid where %(ordered)s tenge were due.", paid=paid, ordered=ordered))


def fee_of(service: Service, *, on: date) -> int:
    """
    List 6, Tax 554: the fee for *service* on that day, in tenge, by the book in force.

    :raises ruqsat.law.fees.MciUnknown: when the index of that year is not recorded.
    """
    book = books.in_force()
    return fees.license_fee(service, on=on, edition=book.edition_on(on), index=book.mci)


def open_order(file: UUID, *, service: Service, payer_iin: str, at: datetime) -> Order:
    """
    List 6: the order to pay the fee of this application by the index of the day; the open one, while it holds.

    :raises NoFee: if the service is free. :raises AlreadyPaid: if the fee is paid.
    """
    amount = fee_of(service, on=local(at).date())
    if amount == 0:
        raise NoFee
    with transaction.atomic():
        _take_turns(file)
        orders = {order.status: order for order in Order.objects.select_for_update().filter(file_id=file)}
        if Status.PAID in orders:
            raise AlreadyPaid
        current = orders.get(Status.OPEN)
        if current is not None and current.amount == amount:
            return current
        Order.objects.filter(file_id=file, status=Status.OPEN).update(status=Status.VOID)
        order = Order(file_id=file, amount=amount, service=service.value, created_at=at)
        order.payer_encrypted = instance_cipher().encrypt(payer_iin.encode(), _place_of_payer(order.id))
        order.save(force_insert=True)
        return order


def _take_turns(file: UUID) -> None:
    """Whoever opens an order of *file* waits for whoever does it already: a first order has no row to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"order of {file}"])


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
        payer_iin=instance_cipher().decrypt(bytes(order.payer_encrypted), _place_of_payer(order.id)).decode(),
        purpose=purpose,
        budget_code=fees.BUDGET_CODE,
        return_url=return_url,
        callback_url=callback_url,
    )
    page = gateway.open(invoice)
    if isinstance(page, Unavailable):
        raise PaymentService(page.why)
    order.pay_url = page.url
    order.save(update_fields=["pay_url"])
    return page.url


def callback(body: bytes, *, signature: str, at: datetime, by: Actor, record: FileFacts) -> Order:
    """
    Rules 8(5): the gateway's notice that an order is paid, signed. The same notice again changes nothing.

    Every notice is recorded with what became of it (of those not signed, so many in an hour); those that are refused
    have no other effect.

    :param signature: of the header ``X-Signature``, base64 of RSA with SHA-256 over *body*.
    :raises BadSignature: :raises UnreadableNotice: :raises UnknownOrder: :raises WrongAmount:
    :raises ruqsat.payments.pinning.KeyNotPinned: if the set-up has not taken the gateway's key.
    """
    if len(body) > MOST_BYTES or not _is_signed(body, signature, pinned()):
        _enter_unsigned(body[:MOST_BYTES], at=at)
        raise BadSignature
    try:
        paid = gateways.read_notice(body)
    except UnexpectedShape as error:
        _enter(body, Verdict.UNREADABLE, at=at)
        raise UnreadableNotice from error
    order, verdict = _settle(paid, at=at, by=by, record=record)
    _enter(body, verdict, at=at, order=order.id)
    return order


def poll(order: Order, *, at: datetime, by: Actor, gateway: gateways.Payments, record: FileFacts) -> Order:
    """
    Rules 8(5): ask the gateway how the order stands; what was paid and is not known yet goes on file. Network.

    :raises PaymentService: if the gateway cannot be reached. :raises WrongAmount:
    """
    state = gateway.status(order.id)
    match state:
        case Unavailable(why=why):
            raise PaymentService(why)
        case gateways.OrderState(order=order.id):
            for paid in state.payments:
                order, _ = _settle(paid, at=at, by=by, record=record)
    return order


def _settle(paid: gateways.Paid, *, at: datetime, by: Actor, record: FileFacts) -> tuple[Order, Notice.Verdict]:
    try:
        with transaction.atomic():
            return _paid(paid, at=at, by=by, record=record)
    except UnknownOrder:
        _enter(paid.raw, Verdict.UNKNOWN_ORDER, at=at, order=paid.order)
        raise
    except WrongAmount:
        _enter(paid.raw, Verdict.WRONG_AMOUNT, at=at, order=paid.order)
        raise


def _paid(paid: gateways.Paid, *, at: datetime, by: Actor, record: FileFacts) -> tuple[Order, Notice.Verdict]:
    """A payment is a fact, recorded whenever it comes, also for an order that is void or paid: the law counts it."""
    order = Order.objects.select_for_update().filter(id=paid.order).first()
    if order is None:
        raise UnknownOrder
    if order.payments.filter(reference=paid.reference).exists():
        return order, Verdict.KNOWN
    if paid.amount <= 0 or (paid.means is gateways.Means.PGEG and paid.amount != order.amount):
        raise WrongAmount(paid.amount, order.amount)  # the gateway takes an order whole; only banks take parts
    order.payments.create(amount=paid.amount, means=paid.means.value, reference=paid.reference, paid_at=paid.paid_at)
    if sum(order.payments.values_list("amount", flat=True)) >= order.amount and order.status != Status.PAID:
        order.status, order.paid_at = Status.PAID, paid.paid_at
        order.save(update_fields=["status", "paid_at"])
    act = FeePaid(
        happened_at=paid.paid_at,
        order=order.id,
        amount=paid.amount,
        means=paid.means.value,
        reference=paid.reference,
    )
    proof = ProofBytes("answer", paid.raw)
    record(order.file_id, [(act, proof)], at=at, by=by, ids=[uuid5(order.id, paid.reference)])
    return order, Verdict.TAKEN


def _is_signed(body: bytes, signature: str, key: RSAPublicKey) -> bool:
    try:
        key.verify(base64.b64decode(signature, validate=True), body, PKCS1v15(), hashes.SHA256())
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True


def _enter_unsigned(body: bytes, *, at: datetime) -> None:
    lately = Notice.objects.filter(verdict=Verdict.BAD_SIGNATURE, received_at__gt=at - timedelta(hours=1))
    if lately[:MOST_UNSIGNED].count() < MOST_UNSIGNED:
        _enter(body, Verdict.BAD_SIGNATURE, at=at)


def _enter(body: bytes, verdict: Notice.Verdict, *, at: datetime, order: UUID | None = None) -> None:
    notice = Notice(received_at=at, verdict=verdict, order_id=order, sha256=hashlib.sha256(body).hexdigest())
    notice.body_encrypted = instance_cipher().encrypt(body, b"payments/notice/" + notice.id.bytes)
    notice.save(force_insert=True)


def _place_of_payer(order: UUID) -> bytes:
    return b"payments/payer/" + order.bytes
