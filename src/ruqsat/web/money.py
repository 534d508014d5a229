"""Money as pages of the portal and the desk tell of it: amounts with their tiyn, and why a payment was not due."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ruqsat.payments.models import Payment

Surplus = Payment.Surplus
MINUS = "\u2212"

SURPLUS: Mapping[str, Promise] = {
    Surplus.OVER: gettext_lazy("More was paid than the order says."),
    Surplus.DOUBLE: gettext_lazy("The fee was paid already."),
    Surplus.LATE: gettext_lazy("It came after the case had ended."),
}


def tenge(tiyn: int) -> str:
    """An amount with its tiyn where there are any, as `ruqsat_text.tenge` writes whole ones."""
    whole, odd = divmod(abs(tiyn), 100)
    text = f"{whole:,}".replace(",", "\u202f") + (f",{odd:02d}" if odd else "")
    return f"{MINUS if tiyn < 0 else ''}{text}\u00a0₸"
