"""Rules 5: which order a movement on the bank's account is for: by order number, payer, amount and reference."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from ruqsat.gateways.payments import Means
from ruqsat.gateways.statements import Direction, StatementLine
from ruqsat.law.acts import Actor
from ruqsat.law.local_time import day_start
from ruqsat.payments import ledger, numbers, orders, settling
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Claim, Kind, Line, Order, Payment
from ruqsat.payments.recognizing import PERHAPS_WITHIN
from ruqsat.payments.said import raw_of
from ruqsat.payments.settling import Files, Money

State = Line.State


def take_turns(account: str) -> None:
    """Whoever takes a statement of *account* waits for whoever does it already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"statement of {account}"])


def place(id: UUID, *, said: StatementLine, by: Actor, at: datetime, files: Files) -> Line:
    """Place a new movement; one that is placed already stays where it is."""
    named = _known_payment(said) or _order(said)
    order = orders.locked(named) if named is not None else None
    line = Line.objects.select_for_update().get(id=id)
    if line.state != State.NEW:
        return line
    line.order = order
    line.why = line.why or _why_it_waits(said, order)
    if line.why or order is None:
        line.state = State.WAITING
        line.save(update_fields=["state", "why", "order"])
        return line
    payment = _paid_before(order, said)
    if payment is not None:
        return confirm(line, payment, at=at)
    return count(line, order, tiyn=line.tiyn, said=said, by=by, at=at, files=files)


def count(line: Line, order: Order, *, tiyn: int, said: StatementLine, by: Actor, at: datetime, files: Files) -> Line:
    """The movement, so much of it as is still here, is money for this order, whose row is locked."""
    money = Money(
        tiyn=tiyn,
        means=Means.BANK,
        reference=_reference(line, order),
        paid_at=day_start(line.booked_on),
        lies_on=Account.UNMATCHED,
        raw=raw_of(line),
    )
    line.order, line.payment = order, settling.settle(order, money, at=at, by=by, files=files)
    line.state, line.why = State.COUNTED, Line.Why.NONE
    line.save(update_fields=["state", "why", "order", "payment"])
    receipts = {said.reference, *said.others}
    Claim.objects.filter(order=order, payment=None, receipt__in=receipts).update(payment=line.payment)
    return line


def _reference(line: Line, order: Order) -> str:
    """The bank's own; with the account, where something else was paid for the order under the same words."""
    taken = order.payments.filter(reference=line.reference).exists()
    return f"{line.account} {line.reference}" if taken else line.reference


def confirm(line: Line, payment: Payment, *, at: datetime) -> Line:
    """The movement is the money of a payment that the gateway told of: it is on the account now."""
    arrived = Move(debit=Account.UNMATCHED, credit=Account.CLEARING, tiyn=payment.tiyn)
    ledger.post(Kind.CONFIRMED, str(line.id), arrived, at=at)
    line.order, line.payment, line.state, line.why = payment.order, payment, State.CONFIRMED, Line.Why.NONE
    line.save(update_fields=["state", "why", "order", "payment"])
    return line


def unconfirmed(order: Order) -> list[Payment]:
    """The payments of an order that no statement has shown yet."""
    return list(order.payments.filter(line=None).order_by("paid_at"))


def _known_payment(said: StatementLine) -> UUID | None:
    """The order of the one payment that the gateway told of under a reference of this movement."""
    references = (said.reference, *said.others)
    found = Payment.objects.filter(reference__in=references, line=None).values_list("order_id", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def _order(said: StatementLine) -> UUID | None:
    """The one order whose number the payer wrote, or whose payer named this receipt before the bank did."""
    written = numbers.numbers_in(" ".join((said.purpose, *said.others)))
    found = list(Order.objects.filter(number__in=written).values_list("id", flat=True)[:2])
    if not found:
        receipts = (said.reference, *said.others)
        claimed = Claim.objects.filter(receipt__in=receipts, payment=None)
        found = list(claimed.values_list("order_id", flat=True).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _why_it_waits(said: StatementLine, order: Order | None) -> Line.Why:
    """Rules 5: money whose order, payer, amount or reference leaves a doubt is for a person (docs/law/readings.md)."""
    if said.direction is Direction.OUT:
        corrected = said.reference.rpartition("#")[0]  # as `ruqsat.payments.statements` names what the bank took back
        return Line.Why.CORRECTS if corrected in said.others else Line.Why.OUTGOING
    if order is None:
        return Line.Why.NO_ORDER
    known = order.payments.filter(reference__in=(said.reference, *said.others), line=None).first()
    if known is not None:
        return Line.Why.NONE if known.tiyn == said.tiyn else Line.Why.OTHER_AMOUNT
    if said.payer != orders.payer_of(order):
        return Line.Why.OTHER_PAYER
    if said.tiyn < 100:
        return Line.Why.LESS_THAN_A_TENGE
    day = day_start(said.booked_on)
    alike = (one for one in unconfirmed(order) if one.tiyn == said.tiyn)
    return Line.Why.PERHAPS_KNOWN if any(abs(day - one.paid_at) <= PERHAPS_WITHIN for one in alike) else Line.Why.NONE


def _paid_before(order: Order, said: StatementLine) -> Payment | None:
    return order.payments.filter(reference__in=(said.reference, *said.others), line=None).first()
