"""Rules 5, Rules 8(5): money that came for an order: counted once, a fact on file, in the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from ruqsat.gateways.payments import Means
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.law import fees
from ruqsat.law.acts import Actor, FeePaid
from ruqsat.payments import ledger, taken_back
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Kind, Order, Payment

Status, Surplus = Order.Status, Payment.Surplus


@dataclass(frozen=True, kw_only=True)
class Files:
    """The files of cases, as the layer that owns them passes them in: facts go there, and some have ended."""

    record: FileFacts
    ended: Callable[[UUID], bool]


@dataclass(frozen=True, kw_only=True)
class Money:
    """Money that came: in tiyn, on which account it stands so far, and the bytes that prove it."""

    tiyn: int
    means: Means
    reference: str
    paid_at: datetime
    lies_on: Account
    raw: bytes


def take_turns(file: UUID) -> None:
    """Whoever orders or settles something of *file* waits for whoever does it already: a first order has no row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"order of {file}"])


def charge(order: Order, *, at: datetime) -> None:
    """List 6: the order was opened: its amount is owed."""
    owed = Move(debit=Account.RECEIVABLE, credit=Account.FEES, tiyn=order.amount * 100)
    ledger.post(Kind.ORDERED, str(order.id), owed, order=order, at=at)


def give_way(order: Order, *, at: datetime) -> None:
    """The order is void: what was still owed on it is owed no more. Money that comes for it all the same counts."""
    open_still = ledger.balance(Account.RECEIVABLE, order=order)
    ledger.post(
        Kind.VOIDED,
        str(order.id),
        Move(debit=Account.FEES, credit=Account.RECEIVABLE, tiyn=open_still),
        order=order,
        at=at,
    )
    order.status = Status.VOID
    order.save(update_fields=["status"])


def settle(order: Order, money: Money, *, at: datetime, by: Actor, files: Files) -> Payment:
    """
    Money that was not known yet, for an order whose row is locked: a fact, whenever it comes, also for an order that
    is void or paid: the law counts it (`ruqsat.law.merits.fee_share`). What was not due waits for a decision
    (docs/law/readings.md, Rules 5, List 6).
    """
    due, why = _due(order, money.tiyn, ended=files.ended(order.file_id))
    surplus = money.tiyn - due.good - due.covers
    payment = order.payments.create(
        amount=money.tiyn // 100,
        odd_tiyn=money.tiyn % 100,
        means=money.means.value,
        reference=money.reference,
        paid_at=money.paid_at,
        surplus_tiyn=surplus,
        surplus=why if surplus else Surplus.NONE,
        good_tiyn=due.good,
    )
    ledger.post(
        Kind.PAID,
        str(payment.id),
        *_counted(order, due, lay_on=money.lies_on),
        Move(debit=money.lies_on, credit=Account.OVERPAID, tiyn=surplus),
        order=order,
        at=at,
    )
    if order.status != Status.PAID and covered(order) >= order.amount * 100:
        _is_paid(order, money.paid_at, at=at)
    if due.good:
        _is_made_good(order, at=at)
    act = FeePaid(
        happened_at=money.paid_at,
        order=order.id,
        amount=payment.amount,
        means=payment.means,
        reference=payment.reference,
    )
    proof = ProofBytes("answer", money.raw)
    files.record(order.file_id, [(act, proof)], at=at, by=by, ids=[uuid5(order.id, payment.reference)])
    return payment


def count_after_all(payment: Payment, order: Order, due: fees.Counts, *, at: datetime) -> Payment:
    """List 6: so much of what had been put aside, of an order whose row is locked, is due after all."""
    ledger.post(Kind.MATCHED, str(payment.id), *_counted(order, due, lay_on=Account.OVERPAID), order=order, at=at)
    payment.surplus_tiyn -= due.good + due.covers
    payment.good_tiyn += due.good
    if not payment.surplus_tiyn:
        payment.surplus = Surplus.NONE
    elif due.covers:
        payment.surplus = Surplus.OVER
    payment.save(update_fields=["surplus_tiyn", "surplus", "good_tiyn"])
    if due.covers and unpaid(order) == 0:
        _is_paid(order, payment.paid_at, at=at)
    if due.good:
        _is_made_good(order, at=at)
    return payment


def covered(order: Order) -> int:
    """How much of the order is paid, in tiyn, apart from what was not due, or made good what the bank took back."""
    return sum(payment.tiyn - payment.surplus_tiyn - payment.good_tiyn for payment in order.payments.all())


def unpaid(order: Order) -> int:
    """How much is still due on the order, in tiyn: nothing, once the fee of its case is paid."""
    is_paid = Order.objects.filter(file_id=order.file_id, status=Status.PAID).exists()
    return 0 if is_paid else order.amount * 100 - covered(order)


def _due(order: Order, tiyn: int, *, ended: bool) -> tuple[fees.Counts, Payment.Surplus]:
    """How much of *tiyn* was due on the order, and why the rest was not."""
    missing, open_still = taken_back.missing(order.file_id), unpaid(order)
    due = fees.counts(tiyn, missing=missing, unpaid=open_still, ended=ended)
    if ended and (missing or open_still):
        return due, Surplus.LATE
    return due, Surplus.OVER if open_still else Surplus.DOUBLE


def _counted(order: Order, due: fees.Counts, *, lay_on: Account) -> tuple[Move, Move]:
    """The moves of what was due of money that lay on an account."""
    earned = Account.FEES if order.status == Status.VOID else Account.RECEIVABLE
    return (
        Move(debit=lay_on, credit=earned, tiyn=due.covers),
        Move(debit=lay_on, credit=Account.TAKEN_BACK, tiyn=due.good),
    )


def _is_paid(order: Order, paid_at: datetime, *, at: datetime) -> None:
    order.status, order.paid_at = Status.PAID, paid_at
    order.save(update_fields=["status", "paid_at"])
    for other in Order.objects.filter(file_id=order.file_id, status=Status.OPEN).select_for_update():
        give_way(other, at=at)


def _is_made_good(order: Order, *, at: datetime) -> None:
    """Rules 5: where nothing is missing any more, nothing is to be paid again."""
    if taken_back.missing(order.file_id) > 0:
        return
    for other in Order.objects.filter(file_id=order.file_id, status=Status.AGAIN).select_for_update():
        give_way(order if other.id == order.id else other, at=at)
