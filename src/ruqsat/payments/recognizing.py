"""Rules 8(5): money that a statement of the bank showed before the payment gateway told of it: it counts once.

What may be the same under another reference is not taken from the gateway: where it is not the same, it comes on the
account too, and counts when a statement shows it.
"""

from datetime import datetime, timedelta

from ruqsat.payments import taken_back
from ruqsat.payments.models import Line, Order, Payment
from ruqsat.payments.said import said_in

PERHAPS_WITHIN = timedelta(days=10)  # that long a payment through the gateway may take to come on the account


def known_as(order: Order, reference: str, *, amount: int | None = None) -> Payment | None:
    """
    The payment of *order* under this reference, or under one that the bank named for its movement on the account.

    :param amount: in tenge; where several movements go under the reference, the one of this amount is meant.
    """
    own = order.payments.filter(reference=reference).first()
    if own is not None:
        return own
    shown = [line.payment for line in _lines(order) if line.payment and reference in _references(line)]
    return next((one for one in shown if one.amount == amount), shown[0] if shown else None)


def is_perhaps_known(order: Order, *, amount: int, paid_at: datetime) -> bool:
    """
    Whether a statement showed as much about that time: it may be the same money under another reference.

    Not where the bank took all of it back: what comes then is other money.
    """
    counted = Line.objects.filter(payment__order=order, payment__amount=amount, state=Line.State.COUNTED)
    near = [
        line
        for line in counted.select_related("payment")
        if line.payment and abs(line.payment.paid_at - paid_at) <= PERHAPS_WITHIN
    ]
    return any(taken_back.rest_of(line) for line in near)


def _lines(order: Order) -> list[Line]:
    lines = Line.objects.filter(payment__order=order).select_related("payment")
    return list(lines.order_by("booked_on", "place"))


def _references(line: Line) -> set[str]:
    said = said_in(line)
    return {said.reference, *said.others}
