"""Rules 8: the owner may answer by SMS, or our question's answer may get lost: the service is asked what came of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q

from ruqsat.consents import stuck
from ruqsat.consents.giving import ConsentService, NoSuchRequest, put_consent, put_refusal
from ruqsat.consents.models import NOT_LOOKED_BACK, Pending
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import ConsentAwaited, ConsentConfirmed, ConsentDenied, Registers, RequestOver
from ruqsat.journal.filing import FileFacts
from ruqsat.law.acts import Actor

NOT_SOONER_THAN, NOR_AFTERWARDS = timedelta(seconds=10), timedelta(minutes=1)
"""Between two questions about the same request: while its code holds here, and while it may hold at the service."""

AT_ONCE = 50

Said = ConsentAwaited | RequestOver | ConsentDenied | ConsentConfirmed


class Came(StrEnum):
    """What came of a request for consent."""

    GIVEN = "given"
    REFUSED = "refused"
    WAITING = "waiting"
    OVER = "over"


def under_way(*, at: datetime) -> list[UUID]:
    """
    The requests about which the service is to be asked now, those first that were not for the longest.

    Each is, until the service has said for good what came of it, or that it is awaited when its own code must be over
    (``look_until``): an outage of any length loses nothing. One that is over with us is asked about only when its code
    is: the owner may have said yes to it, and the service holds a consent that nobody here took (`giving.put_consent`).
    One at which something broke is asked about until nothing does.
    """
    ready = Q(tried_at=None) | Q(tried_at__lte=at - NOR_AFTERWARDS)
    ready |= Q(tried_at__lte=at - NOT_SOONER_THAN, expires_at__gt=at)
    due = Pending.objects.filter(NOT_LOOKED_BACK, ready, Q(over_at=None) | Q(expires_at__lte=at))
    broken = Pending.objects.filter(stuck.broken(stuck.ANSWER))
    found: dict[UUID, tuple[bool, datetime]] = {}
    for rows in (due, broken):
        free = rows.exclude(stuck.paused(stuck.ANSWER, at=at))
        longest_ago = free.order_by(F("tried_at").asc(nulls_first=True), "asked_at")
        for id, tried_at, asked_at in longest_ago.values_list("id", "tried_at", "asked_at")[:AT_ONCE]:
            found[id] = (tried_at is not None, tried_at or asked_at)
    return sorted(found, key=lambda id: found[id])[:AT_ONCE]


def look_up(pending: UUID, *, at: datetime, by: Actor, registers: Registers, record: FileFacts) -> Came:
    """
    Rules 8: ask what came of the request, and put the owner's answer on file. Network: not inside a transaction.

    It is looked back for no more once an answer for good is on file: a time-out answers nothing, and that the owner is
    awaited is no last word while the code may hold there, which it can for longer than here.

    :raises NoSuchRequest: if there is none, or it was answered. :raises ConsentService: if it cannot be reached.
    """
    row = Pending.objects.filter(Q(over_at=None) | Q(expires_at__lte=at), id=pending).first()
    if row is None:
        raise NoSuchRequest
    this = Pending.objects.filter(id=pending)
    this.update(tried_at=at)
    came = registers.consent_state(pending)
    if isinstance(came, Unavailable):
        raise ConsentService(came.why)
    if isinstance(came, ConsentAwaited) and row.look_until is not None and at < row.look_until:
        return Came.WAITING
    try:
        said = _take(row, came, at=at, by=by, record=record)
    except NoSuchRequest:
        this.update(look_until=None)
        raise
    this.update(look_until=None)
    return said


def _take(row: Pending, came: Said, *, at: datetime, by: Actor, record: FileFacts) -> Came:
    match came:
        case ConsentAwaited():
            return Came.WAITING
        case RequestOver():
            Pending.objects.filter(id=row.id, over_at=None).update(over_at=at)
            return Came.OVER
        case ConsentDenied():
            put_refusal(row, came, at=at, by=by, record=record)
            return Came.REFUSED
        case ConsentConfirmed():
            put_consent(row, came, at=at, by=by, record=record)
            return Came.GIVEN
