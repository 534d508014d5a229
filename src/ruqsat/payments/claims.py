"""Rules 5: the receipt of a bank that the applicant names: it waits, and counts for nothing until it is confirmed."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from ruqsat.gateways import payments as gateways
from ruqsat.gateways.answers import Unavailable
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor
from ruqsat.law.local_time import borne_out, day_start, local
from ruqsat.law.saying import Saying, say
from ruqsat.payments import notices, orders, recognizing, settling
from ruqsat.payments.asking import GIVEN_UP_AFTER
from ruqsat.payments.models import Account, Claim, Notice, Order
from ruqsat.payments.settling import Files, Money

MOST_CLAIMS = 10  # receipts for one order
MOST_WAITING = 5  # of one file, whatever its orders: each one costs the gateway a question in many sweeps


class ClaimRefused(RefusalError):
    """The receipt cannot be noted; the sentence says why."""

    def __init__(self, why: Saying) -> None:
        super().__init__(why)


def claim(order: Order, *, receipt: str, bank: str, paid_on: date, at: datetime) -> Claim:
    """
    Note a receipt for the order. The same receipt again is the same claim.

    :raises ClaimRefused: if the day has not come yet, or too many were named.
    """
    if paid_on > local(at).date():
        raise ClaimRefused(say("The day of the payment has not come yet."))
    with transaction.atomic():
        settling.take_turns(order.file_id)
        number = " ".join(receipt.split())
        known = Claim.objects.filter(order=order, receipt=number).first()
        if known is not None:
            return known
        if Claim.objects.filter(order=order).count() >= MOST_CLAIMS:
            raise ClaimRefused(say("Ten receipts are noted for this order already."))
        waiting = Claim.objects.filter(order__file_id=order.file_id, payment=None, claimed_at__gt=at - GIVEN_UP_AFTER)
        if waiting.exclude(order__status="paid")[:MOST_WAITING].count() >= MOST_WAITING:
            raise ClaimRefused(say("Five receipts of this application already wait to be confirmed."))
        paid = recognizing.known_as(order, number)
        return Claim.objects.create(
            order=order, receipt=number, bank=bank.strip(), paid_on=paid_on, claimed_at=at, payment=paid, ask_at=at
        )


def ask(one: Claim, *, at: datetime, by: Actor, gateway: gateways.Payments, files: Files) -> Claim:
    """
    Rules 8(5): ask the payment gateway whether the bank knows the receipt; what it says was paid is counted. Network.

    :raises ruqsat.payments.orders.PaymentService: if the gateway cannot be reached.
    """
    said = gateway.receipt(order=one.order_id, number=one.order.number, receipt=one.receipt)
    match said:
        case Unavailable(why=why):
            raise orders.PaymentService(why)
        case gateways.Paid(order=one.order_id, means=gateways.Means.BANK) if said.amount > 0:
            return _confirm(one, said, at=at, by=by, files=files)
    return one


def _confirm(one: Claim, told: gateways.Paid, *, at: datetime, by: Actor, files: Files) -> Claim:
    """Rules 5: a bank may have been paid before there was an order, but not before the day on the receipt."""
    since = min(one.order.created_at, day_start(one.paid_on))
    said = replace(told, paid_at=borne_out(told.paid_at, since=since, until=at))
    with transaction.atomic():
        order = orders.locked(one.order_id)
        payment = recognizing.known_as(order, said.reference, amount=said.amount)
        payment = payment or recognizing.known_as(order, one.receipt, amount=said.amount)
        if payment is None and recognizing.is_perhaps_known(order, amount=said.amount, paid_at=said.paid_at):
            notices.enter_once(said.raw, Notice.Verdict.PERHAPS_KNOWN, at=at, order=order.id)
            return one
        if payment is None:
            money = Money(
                tiyn=said.amount * 100,
                means=said.means,
                reference=said.reference,
                paid_at=said.paid_at,
                lies_on=Account.CLEARING,
                raw=said.raw,
            )
            payment = settling.settle(order, money, at=at, by=by, files=files)
        Claim.objects.filter(id=one.id, payment=None).update(payment=payment)
    one.refresh_from_db()
    return one
