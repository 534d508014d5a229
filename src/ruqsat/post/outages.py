"""Providers that are back: what waited for them while they took nothing does not wait for the end of its pause."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from ruqsat.post.models import Attempt, Message

State, Said = Message.State, Attempt.Said
IN_VAIN = (Said.UNREACHED, Said.LOST)


def end_pauses(taken: Message, *, at: datetime) -> None:
    """
    Decision 12: a provider is back that took nothing just now: what waited for it is due at once.

    Only what it never had occasion to take before: one that it does not take while it takes others keeps its pauses.
    """
    said = Attempt.objects.filter(provider=taken.provider, said__in=[Said.ACCEPTED, *IN_VAIN]).order_by("-id")
    this = said.filter(message=taken, said=Said.ACCEPTED).values_list("id", flat=True)[:1]
    before = said.filter(id__lt=Subquery(this)).first()
    if before is None or before.said == Said.ACCEPTED:
        return
    last_taken = said.filter(id__lt=before.pk, said=Said.ACCEPTED).first()
    waiting = Message.objects.filter(state=State.WAITING, next_at__gt=at, provider__in=("", taken.provider))
    waiting = waiting.exclude(spent__contains=[taken.provider])
    if last_taken:
        waiting = waiting.exclude(Exists(Attempt.objects.filter(message=OuterRef("id"), id__lt=last_taken.pk)))
    with transaction.atomic():
        ids = list(waiting.select_for_update(skip_locked=True).values_list("id", flat=True))
        Message.objects.filter(id__in=ids).update(next_at=at)
