"""
Rules 12, Rules 14: messages that have not left or came to nothing, as whoever looks after the system sees them.

Nothing here says to whom a message goes or what it says.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ruqsat.post.models import Attempt, Message

State, Said = Message.State, Attempt.Said

SHOWN_FOR = timedelta(days=30)
"""So long after it came to nothing a message is shown."""

AGAIN_WITHIN = timedelta(days=3)
"""What an older message says of days and hours may be over: the office notifies by another means."""

_TAKEN = [Said.ACCEPTED, Said.SENT, Said.DELIVERED, Said.FAILED]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many messages of a purpose and means are in that state, and since when the oldest is."""

    what: str
    means: str
    state: str
    count: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Troubled:
    """
    A message that was tried in vain, or came to nothing: how often it was tried, what was said last and by whom.

    ``again``: certainly nobody took it, and it is not too old, so that it can be sent once more (decision 14).
    """

    id: UUID
    file_id: UUID
    act: UUID
    what: str
    means: str
    state: str
    since: datetime
    attempts: int
    said: str
    provider: str
    next_at: datetime | None
    again: bool


def waiting(*, most: int) -> list[Waiting]:
    """Messages that nobody has taken yet, and those of which no fate is known yet; *most* of them are counted."""
    rows = Message.objects.filter(next_at__isnull=False).order_by("created_at")
    found: dict[tuple[str, str, str], list[datetime]] = {}
    for what, means, state, since in rows.values_list("what", "means", "state", "created_at")[:most]:
        found.setdefault((state, what, means), []).append(since)
    return [
        Waiting(what=what, means=means, state=state, count=len(times), since=times[0])
        for (state, what, means), times in sorted(found.items(), key=lambda each: (each[0][0] != State.WAITING, each))
    ]


def failing() -> QuerySet[Message]:
    """Those that were tried in vain and are tried again by themselves, the oldest first."""
    tried = Attempt.objects.filter(message=OuterRef("id"))
    return Message.objects.filter(Exists(tried), state=State.WAITING, next_at__isnull=False).order_by("created_at")


def came_to_nothing(*, at: datetime) -> QuerySet[Message]:
    """Those that no provider carries, and those of which none ever said what became of them; the latest first."""
    over = Message.objects.filter(state__in=[State.FAILED, State.GIVEN_UP], settled_at__gt=at - SHOWN_FOR)
    return over.order_by("-settled_at")


def troubled(rows: QuerySet[Message], *, most: int, at: datetime) -> list[Troubled]:
    """The first of these as they are shown."""
    tried = Attempt.objects.filter(message=OuterRef("id"))
    counted = tried.order_by().values("message").annotate(count=Count("id")).values("count")
    shown = rows.annotate(
        attempted=Coalesce(Subquery(counted), 0),
        said=Subquery(tried.order_by("-id").values("said")[:1]),
        by=Subquery(tried.order_by("-id").values("provider")[:1]),
        untaken=_untaken(at=at),
    )
    fields = ("id", "file_id", "act", "what", "means", "state", "next_at", "created_at", "settled_at")
    return [
        Troubled(
            id=row["id"],
            file_id=row["file_id"],
            act=row["act"],
            what=row["what"],
            means=row["means"],
            state=row["state"],
            since=row["settled_at"] or row["created_at"],
            attempts=row["attempted"],
            said=row["said"] or "",
            provider=row["by"] or "",
            next_at=row["next_at"],
            again=row["untaken"],
        )
        for row in shown.values(*fields, "attempted", "said", "by", "untaken")[:most]
    ]


def send_again(ids: Collection[UUID], *, at: datetime) -> list[Message]:
    """
    Let these be sent once more, as if for the first time; those that somebody may have taken are left out.

    Decision 14: a message is in effect through one provider, so only what certainly nobody took goes out again.
    """
    with transaction.atomic():
        found = Message.objects.select_for_update().filter(_untaken(at=at), id__in=ids)
        rows = list(found)
        Message.objects.filter(id__in=[row.id for row in rows]).update(
            state=State.WAITING, provider="", spent=[], settled_at=None, next_at=at
        )
    return rows


def _untaken(*, at: datetime) -> Q:
    """No provider took it, no answer that was lost stands open, the file knows of it, and it is fresh."""
    tried = Attempt.objects.filter(message=OuterRef("id"))
    settled = Attempt.objects.filter(
        message=OuterRef("message"), provider=OuterRef("provider"), id__gt=OuterRef("id")
    ).filter(said__in=[Said.UNKNOWN, Said.REFUSED])
    lost = Attempt.objects.filter(~Exists(settled), message=OuterRef("id"), said=Said.LOST)
    fresh = Q(state=State.FAILED, accepted_at=None, on_file=True, created_at__gt=at - AGAIN_WITHIN)
    return fresh & ~Exists(tried.filter(said__in=_TAKEN)) & ~Exists(lost)
