"""Rules 5: the bank takes back what it had shown coming: an officer says so of a movement off the account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ruqsat.law import fees
from ruqsat.law.acts import Actor
from ruqsat.law.saying import say
from ruqsat.payments import ledger, orders, taken_back
from ruqsat.payments.deciding import CannotDecide, NotTheirs, is_returned, record, waiting
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Decision, Kind, Line

State, Decided = Line.State, Decision.Kind


def takes_back(
    outgoing: UUID, came: UUID, *, reason: str, by: Actor, at: datetime, theirs: Callable[[UUID], bool]
) -> Decision:
    """
    Rules 5: the movement off the account is the bank taking back what it had shown coming, wholly or in part.

    What was counted stays a fact on the file of its case; the ledger says what is missing (docs/law/readings.md). Of
    what waits, was not due, or is to be returned, the rest waits, was not due or is to be returned.

    :param theirs: whether the case of a file is of the office that decides.
    :raises NotTheirs: if it is not.
    """
    with transaction.atomic():
        row, credit = _locked(outgoing, came, theirs=theirs)
        left = taken_back.rest_of(credit) - row.tiyn
        if left < 0 or credit.state in {State.NEW, State.NOT_MOVED}:
            raise CannotDecide(say("The bank cannot have taken back more than is still here of this movement."))
        parts = _parts(credit, row.tiyn)
        decision = record(
            Decided.TAKEN_BACK,
            credit,
            tiyn=row.tiyn,
            order=credit.order,
            reason=reason,
            by=by,
            at=at,
            outgoing=row,
            refund_tiyn=parts.refund,
            missing_tiyn=parts.missing,
        )
        _take_off(decision, parts, at=at)
        if left == 0 and credit.payment_id is None:
            credit.state = State.TAKEN_BACK
            credit.save(update_fields=["state"])
        row.state, row.order = State.TAKEN_BACK, credit.order
        row.save(update_fields=["state", "order"])
        return decision


def _locked(outgoing: UUID, came: UUID, *, theirs: Callable[[UUID], bool]) -> tuple[Line, Line]:
    """Both movements, their rows locked after that of the order, if there is one; of a case that is theirs."""
    shown = Line.objects.filter(id=came, direction="in").values_list("order", flat=True).first()
    if shown is not None:
        orders.locked(shown)
    row = waiting(outgoing, outgoing=True)
    credit = Line.objects.select_for_update().filter(id=came, direction="in", account=row.account).first()
    if credit is None:
        raise CannotDecide(say("There is no such movement."))
    if credit.order is not None and not theirs(credit.order.file_id):
        raise NotTheirs
    if credit.order_id != shown:
        raise CannotDecide(say("About this movement somebody decided meanwhile. Look at it again."))
    return row, credit


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """What was taken back: of a surplus, of what was to be returned, and of what had counted."""

    surplus: int = 0
    refund: int = 0
    missing: int = 0


def _parts(credit: Line, tiyn: int) -> _Parts:
    """Rules 5, List 6: what counted, or was returned as well, is missing."""
    if credit.state == State.WAITING:
        return _Parts()
    about = Q(line=credit) | Q(payment=credit.payment_id, payment__isnull=False)
    due = Decision.objects.filter(about, kind=Decided.TO_RETURN).first()
    if due is not None:
        gone = fees.gone(tiyn, not_due=0 if is_returned(due) else taken_back.rest_of_return(due))
        return _Parts(refund=gone.not_due, missing=gone.counted)
    gone = fees.gone(tiyn, not_due=taken_back.surplus_here(credit.payment) if credit.payment is not None else 0)
    return _Parts(surplus=gone.not_due, missing=gone.counted)


def _take_off(decision: Decision, parts: _Parts, *, at: datetime) -> None:
    ledger.post(
        Kind.TAKEN_BACK,
        str(decision.outgoing_id),
        Move(debit=Account.OVERPAID, credit=Account.UNMATCHED, tiyn=parts.surplus),
        Move(debit=Account.REFUNDS_DUE, credit=Account.UNMATCHED, tiyn=parts.refund),
        Move(debit=Account.TAKEN_BACK, credit=Account.UNMATCHED, tiyn=parts.missing),
        order=decision.order,
        at=at,
    )
