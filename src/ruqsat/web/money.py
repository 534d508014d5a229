"""Money as pages of the portal and the desk tell of it: amounts with their tiyn, and why a payment was not due."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ruqsat.payments.models import Payment
from ruqsat.payments.taken_back import Missing

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


def missing_word(missing: Missing) -> Promise | str:
    """What the applicant is to know first of money that is missing; empty where none is."""
    if missing.fee:
        return gettext_lazy("The bank took the fee back")
    return gettext_lazy("Money came back to you twice") if missing.twice else ""


def missing_told(missing: Missing) -> dict[str, Promise | str]:
    """Rules 5: what is to be paid again, and what of it the bank took of the fee, or came back twice; in tenge."""
    return {
        "missing_word": missing_word(missing),
        "taken_back": tenge(missing.tiyn) if missing.tiyn else "",
        "taken_back_of_fee": tenge(missing.fee) if missing.fee else "",
        "came_back_twice": tenge(missing.twice) if missing.twice else "",
    }
