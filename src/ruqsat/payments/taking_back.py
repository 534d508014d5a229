"""Rules 5: the bank takes back what it had shown coming: an officer says so of a movement off the account."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

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
    what waits, or is to be returned, the rest waits or is to be returned.

    :param theirs: whether the case of a file is of the office that decides.
    :raises NotTheirs: if it is not.
    """
    with transaction.atomic():
        row, credit = _locked(outgoing, came, theirs=theirs)
        left = taken_back.rest_of(credit) - row.tiyn
        if left < 0 or credit.state in {State.NEW, State.NOT_MOVED}:
            raise CannotDecide(say("The bank cannot have taken back more than is still here of this movement."))
        decision = record(
            Decided.TAKEN_BACK, credit, tiyn=row.tiyn, order=credit.order, reason=reason, by=by, at=at, outgoing=row
        )
        _take_off(credit, decision, at=at)
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


def _take_off(credit: Line, decision: Decision, *, at: datetime) -> None:
    """Rules 5: what the bank took back goes off what was to be returned; what counted, or was returned, is missing."""
    if credit.state == State.WAITING:
        return
    due = credit.decisions.filter(kind=Decided.TO_RETURN).first()
    owed = decision.tiyn if due is not None and not is_returned(due) else 0
    decision.refund_tiyn, decision.missing_tiyn = owed, decision.tiyn - owed
    decision.save(update_fields=["refund_tiyn", "missing_tiyn"])
    ledger.post(
        Kind.TAKEN_BACK,
        str(decision.outgoing_id),
        Move(debit=Account.REFUNDS_DUE, credit=Account.UNMATCHED, tiyn=decision.refund_tiyn),
        Move(debit=Account.TAKEN_BACK, credit=Account.UNMATCHED, tiyn=decision.missing_tiyn),
        at=at,
    )
