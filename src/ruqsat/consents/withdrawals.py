"""Rules 8: the service is told that a consent was taken back, after the commit, until it knows."""

from datetime import datetime, timedelta
from uuid import UUID

from ruqsat.consents import stuck
from ruqsat.consents.giving import ConsentService
from ruqsat.consents.models import Consent, Untaken
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import Registers

AT_ONCE = 50
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)


def untold(*, at: datetime) -> list[UUID]:
    """The consents of which the service is to be told now that they were taken back, or not taken here at all."""
    left_alone = stuck.paused(stuck.WITHDRAWAL, at=at)
    taken_back = Consent.objects.filter(~left_alone, tell_at__lte=at).values_list("tell_at", "id")
    untaken = Untaken.objects.filter(~left_alone, tell_at__lte=at).values_list("tell_at", "id")
    due = [*taken_back.order_by("tell_at")[:AT_ONCE], *untaken.order_by("tell_at")[:AT_ONCE]]
    return [consent for _, consent in sorted(due)[:AT_ONCE]]


def tell(consent: UUID, *, at: datetime, registers: Registers) -> None:
    """
    Rules 8: tell the service. Told a second time, it is the same; one that is down is told again later.

    With us the token opens nothing since the moment of the withdrawal. Network: not inside a transaction.

    :raises ruqsat.consents.giving.ConsentService: if the service cannot be reached.
    """
    taken_back = Consent.objects.filter(id=consent, tell_at__isnull=False)
    untaken = Untaken.objects.filter(id=consent, tell_at__isnull=False)
    since = (
        taken_back.values_list("withdrawn_at", flat=True).first() or untaken.values_list("came_at", flat=True).first()
    )
    if since is None:
        return
    came = registers.withdraw_consent(consent)
    down = isinstance(came, Unavailable)
    pause = min(max(at - since, FIRST_PAUSE), LONGEST_PAUSE)  # as long again as it has been waiting
    for waiting in (taken_back, untaken):
        waiting.update(tell_at=at + pause if down else None)
    if isinstance(came, Unavailable):
        raise ConsentService(came.why)
