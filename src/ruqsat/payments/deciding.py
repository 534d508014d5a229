"""Money that nobody could place, or that was not due: what an officer decides about it, with who and why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import fees
from ruqsat.law.acts import Actor
from ruqsat.law.permitted import No
from ruqsat.law.saying import Saying, say
from ruqsat.payments import corrections, ledger, matching, numbers, orders, settling, taken_back
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Decision, Kind, Line, Order, Payment
from ruqsat.payments.said import said_in
from ruqsat.payments.settling import Files

LEAST_REASON, MOST_REASON = 5, 2000  # letters
State, Decided = Line.State, Decision.Kind
ENTERED_BY_COMPARING = (Line.Why.CORRECTS, Line.Why.SHOWN_AGAIN)
"""Of movements that no statement shows as such: what stands under a reference is other than it was."""


class CannotDecide(RefusalError):
    """What was to be decided cannot be, or was decided already by somebody; the sentence says which."""

    def __init__(self, why: Saying) -> None:
        super().__init__(why)


class NotTheirs(RefusalError):
    """The order is of a case that another office has."""

    def __init__(self) -> None:
        super().__init__(say("The case of this order is with another department, which decides about it."))


def order_of(typed: str) -> Order:
    """
    The order whose number somebody typed.

    :raises CannotDecide: with what is wrong with the number.
    """
    number = numbers.typed(typed)
    if not numbers.is_number(number):
        raise CannotDecide(say("There is a slip in the number: an order has ten digits that check each other."))
    found = Order.objects.filter(number=number).first()
    if found is None:
        raise CannotDecide(say("There is no order with this number."))
    return found


def count_for(line: UUID, order: Order, *, reason: str, by: Actor, at: datetime, files: Files) -> Line:
    """Rules 5: the movement is money for *order* after all. A second press, or a second officer, changes nothing."""
    with transaction.atomic():
        locked = orders.locked(order.id)
        row = waiting(line)
        tiyn = taken_back.rest_of(row)
        if tiyn < 100:
            raise CannotDecide(say("Less than a tenge cannot be counted for an order; it can be returned."))
        record(Decided.TO_ORDER, row, tiyn=tiyn, order=locked, reason=reason, by=by, at=at)
        return matching.count(row, locked, tiyn=tiyn, said=said_in(row), by=by, at=at, files=files)


def same_as(line: UUID, payment: UUID, *, reason: str, by: Actor, at: datetime) -> Line:
    """Rules 8(5): the movement is the money of a payment that the gateway told of already."""
    with transaction.atomic():
        known = Payment.objects.select_related("order").filter(id=payment).first()
        if known is None:
            raise CannotDecide(say("There is no such payment."))
        orders.locked(known.order_id)
        row = waiting(line)
        if known.tiyn != taken_back.rest_of(row) or Line.objects.filter(payment=known).exists():
            raise CannotDecide(say("The payment is of another amount, or another movement is its money already."))
        record(Decided.SAME, row, tiyn=known.tiyn, order=known.order, reason=reason, by=by, at=at)
        return matching.confirm(row, known, at=at)


def return_line(line: UUID, *, reason: str, by: Actor, at: datetime) -> Line:
    """The money of this movement is nobody's here: it is to be returned to whoever paid it."""
    with transaction.atomic():
        row = waiting(line)
        tiyn = taken_back.rest_of(row)
        owed = Move(debit=Account.UNMATCHED, credit=Account.REFUNDS_DUE, tiyn=tiyn)
        ledger.post(Kind.TO_RETURN, str(row.id), owed, at=at)
        row.state = State.TO_RETURN
        row.save(update_fields=["state"])
        record(Decided.TO_RETURN, row, tiyn=tiyn, order=None, reason=reason, by=by, at=at)
        return row


def not_moved(line: UUID, *, reason: str, by: Actor, at: datetime) -> Line:
    """
    Rules 5: the statement shows again what an earlier one did, and nothing moved: what was entered is taken out.

    Not if a statement has been held against it since: that the next one shows more or less says that it moved.
    """
    with transaction.atomic():
        found = Line.objects.filter(id=line, why__in=ENTERED_BY_COMPARING).first()
        if found is None:
            raise CannotDecide(say("There is no such movement."))
        matching.take_turns(found.account)
        row = waiting(line, outgoing=found.direction == "out")
        if taken_back.rest_of(row) != row.tiyn:
            raise CannotDecide(say("There is no such movement."))
        if not corrections.is_last(row):
            why = say(
                "Something moved after it under this reference, so that it did move. Say what the bank took back, or "
                "what the money is for."
            )
            raise CannotDecide(why)
        came = Move(debit=Account.UNMATCHED, credit=Account.BANK, tiyn=row.tiyn)
        went = Move(debit=Account.BANK, credit=Account.UNMATCHED, tiyn=row.tiyn)
        ledger.post(Kind.NOT_MOVED, str(row.id), came if row.direction == "in" else went, at=at)
        row.state = State.NOT_MOVED
        row.save(update_fields=["state"])
        record(Decided.NOT_MOVED, row, tiyn=row.tiyn, order=None, reason=reason, by=by, at=at)
        return row


def return_surplus(payment: UUID, *, reason: str, by: Actor, at: datetime) -> Payment:
    """List 6: what was paid beyond the fee is to be returned to whoever paid it."""
    with transaction.atomic():
        found = Payment.objects.filter(id=payment).exclude(surplus=Payment.Surplus.NONE).first()
        if found is None:
            raise CannotDecide(say("There is no such payment."))
        order = orders.locked(found.order_id)
        row = Payment.objects.select_for_update().get(id=payment)
        if not row.surplus_tiyn or row.decisions.filter(kind=Decided.TO_RETURN).exists():
            raise _decided()
        tiyn = _here(row)
        owed = Move(debit=Account.OVERPAID, credit=Account.REFUNDS_DUE, tiyn=tiyn)
        ledger.post(Kind.TO_RETURN, str(row.id), owed, order=order, at=at)
        record(Decided.TO_RETURN, row, tiyn=tiyn, order=order, reason=reason, by=by, at=at)
        return row


def is_return_of(outgoing: UUID, owed: UUID, *, reason: str, by: Actor, at: datetime) -> Decision:
    """
    The movement off the account is the return of what was decided to be returned: one movement of one return.

    It is of that order's case from now on: another office reads no more of it. Of what the bank took back in part, the
    rest is returned.

    :param owed: the decision that it was to be returned, which the same office made.
    """
    with transaction.atomic():
        due, row = _locked_return(outgoing, owed, by=by)
        if is_returned(due) or taken_back.rest_of_return(due) != row.tiyn:
            raise CannotDecide(say("It is returned already, or the amounts differ."))
        back = Move(debit=Account.REFUNDS_DUE, credit=Account.UNMATCHED, tiyn=row.tiyn)
        ledger.post(Kind.RETURNED, str(due.id), back, at=at)
        row.state, row.order = State.RETURNED, due.order
        row.save(update_fields=["state", "order"])
        about = due.payment or due.line
        assert about is not None  # noqa: S101 -- the database holds it to that
        return record(
            Decided.RETURNED, about, tiyn=row.tiyn, order=due.order, reason=reason, by=by, at=at, outgoing=row
        )


def _locked_return(outgoing: UUID, owed: UUID, *, by: Actor) -> tuple[Decision, Line]:
    """What is owed and what left, in the order of `taking_back`: what the bank takes back is not returned meanwhile."""
    due = Decision.objects.filter(id=owed, kind=Decided.TO_RETURN).first()
    if due is None:
        raise CannotDecide(say("It is returned already, or the amounts differ."))
    if due.office != (by.office or ""):
        raise CannotDecide(say("Another department decided that this is to be returned: it says what left for it."))
    if due.order_id is not None:
        orders.locked(due.order_id)
    row = waiting(outgoing, outgoing=True)
    came = Q(id=due.line_id) | Q(payment=due.payment_id, payment__isnull=False)
    Line.objects.select_for_update().filter(came).first()
    return due, row


def count_surplus(payment: UUID, *, reason: str, by: Actor, at: datetime, files: Files) -> Payment:
    """
    List 6, Rules 25: money put aside makes good what the bank took back, or counts once the case is open again.

    :raises CannotDecide: where nothing is missing, while the case is ended: what is paid then changes nothing in it
        (docs/law/readings.md).
    """
    with transaction.atomic():
        found = Payment.objects.filter(id=payment).exclude(surplus=Payment.Surplus.NONE).first()
        if found is None:
            raise CannotDecide(say("There is no such payment."))
        order = orders.locked(found.order_id)
        row = Payment.objects.select_for_update().get(id=payment)
        if row.decisions.filter(kind__in=[Decided.TO_RETURN, Decided.TO_ORDER]).exists():
            raise _decided()
        _here(row)
        due = due_after_all(row, files=files)
        if isinstance(due, No):
            raise CannotDecide(due.why)
        record(Decided.TO_ORDER, row, tiyn=due.good + due.covers, order=order, reason=reason, by=by, at=at)
        return settling.count_after_all(row, order, due, at=at)


def due_after_all(payment: Payment, *, files: Files) -> fees.Counts | No:
    """List 6: what of money that was put aside would count, if an officer decided so now."""
    order = payment.order
    return fees.counts_by_decision(
        taken_back.surplus_here(payment),
        missing=taken_back.missing(order.file_id),
        unpaid=settling.unpaid(order),
        ended=files.ended(order.file_id),
    )


def _here(payment: Payment) -> int:
    """Rules 5: of money that the bank took back nothing counts, and nothing is returned."""
    Line.objects.select_for_update().filter(payment=payment).first()
    tiyn = taken_back.surplus_here(payment)
    if not tiyn:
        raise CannotDecide(say("The bank has taken this money back: it is not here any more."))
    return tiyn


def is_returned(due: Decision) -> bool:
    """Whether what was to be returned left the account."""
    return Decision.objects.filter(kind=Decided.RETURNED, line=due.line_id, payment=due.payment_id).exists()


def reason_of(decision: Decision) -> str:
    """Why it was decided, in the officer's words."""
    return instance_cipher().decrypt(bytes(decision.reason_encrypted), _place_of_reason(decision.id)).decode()


def waiting(line: UUID, *, outgoing: bool = False) -> Line:
    """
    The movement that waits for a decision, its row locked.

    :raises CannotDecide: if there is none on that side of the account, or it was decided already.
    """
    row = Line.objects.select_for_update().filter(id=line).first()
    if row is None or (row.direction == "out") is not outgoing:
        raise CannotDecide(say("There is no such movement."))
    if row.state != State.WAITING:
        raise _decided()
    return row


def _decided() -> CannotDecide:
    return CannotDecide(say("This was decided already; nothing was recorded a second time."))


def record(
    kind: Decision.Kind,
    about: Line | Payment,
    *,
    tiyn: int,
    order: Order | None,
    reason: str,
    by: Actor,
    at: datetime,
    outgoing: Line | None = None,
    refund_tiyn: int = 0,
    missing_tiyn: int = 0,
) -> Decision:
    """
    Keep what was decided, by whom and why, once: nobody changes it any more.

    :raises CannotDecide: without a reason, or by nobody.
    """
    words = reason.strip()
    if not LEAST_REASON <= len(words) <= MOST_REASON:
        raise CannotDecide(say("Write why, in a sentence: it stays with the decision."))
    if by.person is None:
        raise CannotDecide(say("Only a person decides about money."))
    decision = Decision(
        kind=kind,
        line=about if isinstance(about, Line) else None,
        payment=about if isinstance(about, Payment) else None,
        order=order,
        outgoing=outgoing,
        tiyn=tiyn,
        refund_tiyn=refund_tiyn,
        missing_tiyn=missing_tiyn,
        at=at,
        person=by.person,
        office=by.office or "",
    )
    decision.reason_encrypted = instance_cipher().encrypt(words.encode(), _place_of_reason(decision.id))
    decision.save(force_insert=True)
    return decision


def _place_of_reason(decision: UUID) -> bytes:
    return b"payments/decision/" + decision.bytes
