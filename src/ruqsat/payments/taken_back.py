"""Rules 5: what the bank took back of money that it had shown coming, and what is still here of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum

from ruqsat.payments.models import Decision, Line, Payment

Decided = Decision.Kind


def rest_of(line: Line) -> int:
    """What is still here of a movement onto the account, in tiyn."""
    return line.tiyn - sum(line.decisions.filter(kind=Decided.TAKEN_BACK).values_list("tiyn", flat=True))


def missing(file: UUID) -> int:
    """What had counted as the fee of a case and the bank took back, as far as nothing made it good, in tiyn."""
    return missing_of([file])[file]


def missing_of(files: Collection[UUID]) -> Mapping[UUID, int]:
    """The same of several cases."""
    back = Decision.objects.filter(kind=Decided.TAKEN_BACK, line__payment__order__file_id__in=files)
    good = Payment.objects.filter(order__file_id__in=files, good_tiyn__gt=0)
    gone = dict(back.values_list("line__payment__order__file_id").annotate(total=Sum("missing_tiyn")).order_by())
    made = dict(good.values_list("order__file_id").annotate(total=Sum("good_tiyn")).order_by())
    return {file: gone.get(file, 0) - made.get(file, 0) for file in files}


@dataclass(frozen=True, kw_only=True)
class Missing:
    """
    What is missing in a case, in tiyn: of the ``fee`` what had counted; and what came back ``twice``: it was not due,
    was returned, and the bank took it back as well.
    """

    fee: int
    twice: int

    @property
    def tiyn(self) -> int:
        """All of it."""
        return self.fee + self.twice


def missing_parts(file: UUID) -> Missing:
    """What is missing of which kind: what was not due went first, what is paid again makes the fee good first."""
    still = max(missing(file), 0)
    returned = Decision.objects.filter(kind=Decided.RETURNED, payment__order__file_id=file)
    left = dict(returned.values_list("payment").annotate(total=Sum("tiyn")).order_by())
    back = Decision.objects.filter(kind=Decided.TAKEN_BACK, line__payment__in=left)
    gone = back.values_list("line__payment").annotate(total=Sum("missing_tiyn")).order_by()
    twice = min(still, sum(min(left[payment], tiyn) for payment, tiyn in gone))
    return Missing(fee=still - twice, twice=twice)


def surplus_here(payment: Payment) -> int:
    """What is still here of what was not due, in tiyn: a bank takes that back before what counted."""
    return surpluses_here([payment])[payment.id]


def surpluses_here(payments: Collection[Payment]) -> Mapping[UUID, int]:
    """The same of several, each under the payment's id."""
    here = {payment.id: payment.surplus_tiyn for payment in payments}
    lines = Line.objects.filter(payment__in=here).annotate(
        gone=Sum("decisions__tiyn", filter=Q(decisions__kind=Decided.TAKEN_BACK), default=0),
        missing=Sum("decisions__missing_tiyn", filter=Q(decisions__kind=Decided.TAKEN_BACK), default=0),
    )
    paid = {payment.id: payment.tiyn for payment in payments}
    for id, tiyn, gone, missing in lines.values_list("payment", "tiyn", "gone", "missing"):
        before = tiyn - paid[id]  # while it waited, and was no payment yet
        here[id] = min(here[id] - (gone - missing - before), tiyn - gone)
    return here


def rest_of_return(due: Decision) -> int:
    """What is still to be returned of what was decided to be, in tiyn: what the bank took back goes off it."""
    return rests_of_returns([due])[due.id]


def rests_of_returns(dues: Collection[Decision]) -> Mapping[UUID, int]:
    """The same of several, each under the decision's id."""
    came = _came_as(dues)
    rows = Decision.objects.filter(kind=Decided.TAKEN_BACK, line__in=[line for line in came.values() if line])
    taken = dict(rows.values_list("line").annotate(total=Sum("refund_tiyn")).order_by())
    return {due.id: due.tiyn - taken.get(came[due.id], 0) for due in dues}


def _came_as(dues: Collection[Decision]) -> Mapping[UUID, UUID | None]:
    """The movement as which the money of each came, under the decision's id; none while no statement shows it."""
    paid = {due.payment_id for due in dues if due.line_id is None}
    shown: dict[UUID | None, UUID] = dict(Line.objects.filter(payment__in=paid).values_list("payment", "id"))
    return {due.id: due.line_id or shown.get(due.payment_id) for due in dues}
