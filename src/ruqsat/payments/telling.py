"""Rules 5, Rules 8(5): what the payment gateway tells in notices and answers; each payment counts once."""

import base64
import binascii
import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.db import transaction

from ruqsat.gateways import payments as gateways
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor
from ruqsat.law.local_time import borne_out
from ruqsat.law.saying import say
from ruqsat.payments import notices, recognizing, settling
from ruqsat.payments.models import Account, Notice, Order, Payment
from ruqsat.payments.orders import PaymentService, UnknownOrder, locked
from ruqsat.payments.pinning import pinned
from ruqsat.payments.settling import Files, Money

MOST_BYTES = 10_000
MOST_UNSIGNED = 100  # notices that anybody may have sent are recorded, so many in an hour: they must not fill the disk
Verdict = Notice.Verdict


class BadSignature(RefusalError):
    """The notice is not signed with the gateway's pinned key."""

    def __init__(self) -> None:
        super().__init__(say("This notice of payment is not signed by the payment gateway."))


class UnreadableNotice(RefusalError):
    """The notice is signed, and cannot be understood."""

    def __init__(self) -> None:
        super().__init__(say("This notice of payment cannot be read."))


class WrongAmount(RefusalError):
    """Another amount was paid than was ordered."""

    def __init__(self, paid: int, ordered: int) -> None:
        super().__init__(say("%(paid)s tenge were paid where %(ordered)s tenge were due.", paid=paid, ordered=ordered))


def callback(body: bytes, *, signature: str, at: datetime, by: Actor, files: Files) -> Order:
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
        notices.enter(body, Verdict.UNREADABLE, at=at)
        raise UnreadableNotice from error
    try:
        order, verdict = _settle(paid, at=at, by=by, files=files)
    except UnknownOrder:
        notices.enter(body, Verdict.UNKNOWN_ORDER, at=at, order=paid.order)
        raise
    except WrongAmount:
        notices.enter(body, Verdict.WRONG_AMOUNT, at=at, order=paid.order)
        raise
    notices.enter(body, verdict, at=at, order=order.id)
    return order


def poll(order: Order, *, at: datetime, by: Actor, gateway: gateways.Payments, files: Files) -> Order:
    """
    Rules 8(5): ask the gateway how the order stands; what was paid and is not known yet goes on file. Network.

    What cannot be taken is recorded, and hinders no other. :raises PaymentService: if the gateway cannot be reached.
    """
    state = gateway.status(order.id)
    match state:
        case Unavailable(why=why):
            raise PaymentService(why)
        case gateways.OrderState(order=order.id):
            for paid in state.payments:
                order = _poll_one(order, paid, at=at, by=by, files=files)
    return order


def _poll_one(order: Order, paid: gateways.Paid, *, at: datetime, by: Actor, files: Files) -> Order:
    try:
        order, verdict = _settle(paid, at=at, by=by, files=files)
    except WrongAmount:
        verdict = Verdict.WRONG_AMOUNT  # the next one may be right
    if verdict in {Verdict.WRONG_AMOUNT, Verdict.PERHAPS_KNOWN}:
        notices.enter_once(paid.raw, verdict, at=at, order=order.id)
    return order


def _settle(told: gateways.Paid, *, at: datetime, by: Actor, files: Files) -> tuple[Order, Notice.Verdict]:
    """Rules 5: nobody pays an order before there is one; what the gateway says of the hour stays with the proof."""
    with transaction.atomic():
        order = locked(told.order)
        paid = replace(told, paid_at=borne_out(told.paid_at, since=order.created_at, until=at))
        return _shown_before(order, paid) or _paid(order, paid, at=at, by=by, files=files)


def _shown_before(order: Order, paid: gateways.Paid) -> tuple[Order, Notice.Verdict] | None:
    """Rules 8(5): what became of money that a statement of the bank showed first, and nothing of any other."""
    known = recognizing.known_as(order, paid.reference, amount=paid.amount)
    if known is not None and known.reference != paid.reference:
        if known.amount != paid.amount:
            raise WrongAmount(paid.amount, known.amount)
        return order, Verdict.KNOWN
    if known is None and recognizing.is_perhaps_known(order, amount=paid.amount, paid_at=paid.paid_at):
        return order, Verdict.PERHAPS_KNOWN
    return None


def _paid(order: Order, paid: gateways.Paid, *, at: datetime, by: Actor, files: Files) -> tuple[Order, Notice.Verdict]:
    """
    What the gateway says was paid, once. It takes an order whole; only banks take parts.

    A bank may have told too small an amount: of a larger one under the same reference the difference is taken, as a
    movement of its own. What a statement has shown already is not corrected by a notice.
    """
    if paid.amount <= 0 or (paid.means is gateways.Means.PGEG and paid.amount != order.amount):
        raise WrongAmount(paid.amount, order.amount)
    told = _told_before(order, paid.reference)
    told_in_all = sum(payment.amount for payment in told)
    if paid.amount in accumulate(payment.amount for payment in told):
        return order, Verdict.KNOWN
    on_account = order.payments.filter(id__in=[payment.id for payment in told], line__isnull=False).exists()
    if paid.amount < told_in_all or (told and (on_account or paid.means is not gateways.Means.BANK)):
        raise WrongAmount(paid.amount, told_in_all)
    money = Money(
        tiyn=(paid.amount - told_in_all) * 100,
        means=paid.means,
        reference=f"{paid.reference}#{len(told) + 1}" if told else paid.reference,
        paid_at=paid.paid_at,
        lies_on=Account.CLEARING,
        raw=paid.raw,
    )
    settling.settle(order, money, at=at, by=by, files=files)
    return order, Verdict.TAKEN


def _told_before(order: Order, reference: str) -> list[Payment]:
    """The payment under this reference, and the differences that came after it."""
    first = order.payments.filter(reference=reference)
    more = order.payments.filter(reference__regex=f"^{re.escape(reference)}#[0-9]+$")
    return [*first, *sorted(more, key=lambda one: int(one.reference.rpartition("#")[2]))] if first.exists() else []


def _is_signed(body: bytes, signature: str, key: RSAPublicKey) -> bool:
    try:
        key.verify(base64.b64decode(signature, validate=True), body, PKCS1v15(), hashes.SHA256())
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True


def _enter_unsigned(body: bytes, *, at: datetime) -> None:
    lately = Notice.objects.filter(verdict=Verdict.BAD_SIGNATURE, received_at__gt=at - timedelta(hours=1))
    if lately[:MOST_UNSIGNED].count() < MOST_UNSIGNED:
        notices.enter(body, Verdict.BAD_SIGNATURE, at=at)
