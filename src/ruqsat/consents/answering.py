"""Rules 8: the owner may answer by SMS, or our question's answer may get lost: the service is asked what came of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q

from ruqsat.consents import stuck
from ruqsat.consents.giving import ConsentService, NoSuchRequest, put_consent, put_refusal
from ruqsat.consents.models import Pending
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import ConsentAwaited, ConsentConfirmed, ConsentDenied, Registers, RequestOver
from ruqsat.journal.filing import FileFacts
from ruqsat.law.acts import Actor

LOOKED_FOR = timedelta(hours=1)
"""So long after it was sent the service is asked about a request; whatever was answered, it knows by then."""

NOT_SOONER_THAN = timedelta(seconds=10)
"""Between two questions about the same request."""

AT_ONCE = 50


class Came(StrEnum):
    """What came of a request for consent."""

    GIVEN = "given"
    REFUSED = "refused"
    WAITING = "waiting"
    OVER = "over"


def under_way(*, at: datetime) -> list[UUID]:
    """
    The requests about which the service is to be asked now, those first that were not for the longest.

    One that is over with us is asked about once more when its code can no longer be used: the owner may have said yes
    to it, and the service then holds a consent that nobody here took (`giving.put_consent`). One at which something
    broke is asked about until nothing does.
    """
    recent = Pending.objects.filter(asked_at__gt=at - LOOKED_FOR)
    looked_back = Q(looked_at__gte=F("expires_at"))
    due = recent.filter(Q(over_at=None) | Q(Q(expires_at__lte=at), ~looked_back | Q(looked_at=None)))
    due = due.exclude(looked_at__gt=at - NOT_SOONER_THAN) | Pending.objects.filter(stuck.broken(stuck.ANSWER))
    due = due.exclude(stuck.paused(stuck.ANSWER, at=at))
    return list(due.order_by(F("looked_at").asc(nulls_first=True), "asked_at").values_list("id", flat=True)[:AT_ONCE])


def look_up(pending: UUID, *, at: datetime, by: Actor, registers: Registers, record: FileFacts) -> Came:
    """
    Rules 8: ask what came of the request, and put the owner's answer on file. Network: not inside a transaction.

    :raises NoSuchRequest: if there is none, or it was answered. :raises ConsentService: if it cannot be reached.
    """
    row = Pending.objects.filter(Q(over_at=None) | Q(expires_at__lte=at), id=pending).first()
    if row is None:
        raise NoSuchRequest
    Pending.objects.filter(id=pending).update(looked_at=at)
    came = registers.consent_state(pending)
    match came:
        case Unavailable():
            raise ConsentService(came.why)
        case ConsentAwaited():
            return Came.WAITING
        case RequestOver():
            Pending.objects.filter(id=pending, over_at=None).update(over_at=at)
            return Came.OVER
        case ConsentDenied():
            put_refusal(row, came, at=at, by=by, record=record)
            return Came.REFUSED
        case ConsentConfirmed():
            put_consent(row, came, at=at, by=by, record=record)
            return Came.GIVEN
