"""Rules 8: the service is told that a consent was taken back, after the commit, until it knows."""

from datetime import datetime, timedelta
from uuid import UUID

from ruqsat.consents.models import Consent
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import Registers

AT_ONCE = 50
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)


def untold(*, at: datetime) -> list[UUID]:
    """The consents of which the service is to be told now that they were taken back."""
    due = Consent.objects.filter(tell_at__lte=at).order_by("tell_at")
    return list(due.values_list("id", flat=True)[:AT_ONCE])


def tell(consent: UUID, *, at: datetime, registers: Registers) -> Unavailable | None:
    """
    Rules 8: tell the service. Told a second time, it is the same; one that is down is told again later.

    With us the token opens nothing since the moment of the withdrawal. Network: not inside a transaction.
    """
    waiting = Consent.objects.filter(id=consent, tell_at__isnull=False)
    withdrawn_at = waiting.values_list("withdrawn_at", flat=True).first()
    if withdrawn_at is None:
        return None
    came = registers.withdraw_consent(consent)
    if not isinstance(came, Unavailable):
        waiting.update(tell_at=None)
        return None
    pause = min(max(at - withdrawn_at, FIRST_PAUSE), LONGEST_PAUSE)  # as long again as it has been waiting
    waiting.update(tell_at=at + pause)
    return came
