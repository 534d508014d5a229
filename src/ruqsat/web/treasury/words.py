"""What became of money, in the words of the pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ruqsat.payments.models import Line, Notice

State, Why, Verdict = Line.State, Line.Why, Notice.Verdict

STATES: Mapping[str, tuple[Promise, str]] = {
    State.NEW: (gettext_lazy("being placed"), "grey"),
    State.COUNTED: (gettext_lazy("counted"), "green"),
    State.CONFIRMED: (gettext_lazy("confirmed"), "green"),
    State.WAITING: (gettext_lazy("waits for a decision"), "yellow"),
    State.TO_RETURN: (gettext_lazy("to be returned"), "orange"),
    State.RETURNED: (gettext_lazy("returned"), "grey"),
    State.TAKEN_BACK: (gettext_lazy("taken back by the bank"), "grey"),
    State.NOT_MOVED: (gettext_lazy("did not move"), "grey"),
}
"""Of a movement: the word and the colour of its tag."""

WHY: Mapping[str, Promise] = {
    Why.NO_ORDER: gettext_lazy("It names no order that is known."),
    Why.OTHER_PAYER: gettext_lazy("Somebody else paid than the order names, or the bank does not say who."),
    Why.PERHAPS_KNOWN: gettext_lazy(
        "A payment of this amount is known from the payment gateway: it may be the same money."
    ),
    Why.OTHER_AMOUNT: gettext_lazy("The payment gateway told of another amount under this reference."),
    Why.LESS_THAN_A_TENGE: gettext_lazy("It is less than a tenge."),
    Why.OUTGOING: gettext_lazy("It left the account."),
    Why.CORRECTS: gettext_lazy("The bank shows less under a reference than before: it took the difference back."),
    Why.SHOWN_AGAIN: gettext_lazy(
        "The bank shows again under a reference what an earlier statement showed, though it was another amount in "
        "between. It may be an older statement, or the difference moved once more: ask the bank."
    ),
}

REFUSED: Mapping[str, Promise] = {
    Verdict.UNREADABLE: gettext_lazy("It cannot be read."),
    Verdict.UNKNOWN_ORDER: gettext_lazy("It is for an order that is not known here."),
    Verdict.WRONG_AMOUNT: gettext_lazy("It tells of another amount than was ordered or known."),
    Verdict.PERHAPS_KNOWN: gettext_lazy("A statement showed as much for this order: it may be the same money."),
}
"""Of a signed notice that had no effect."""
