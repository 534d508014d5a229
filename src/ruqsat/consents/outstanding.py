"""Rules 8: what the outside world has not been told or asked yet, as whoever looks after the system sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ruqsat.consents.models import Consent, Invitation, Source, Untaken
from ruqsat.consents.sources import OURS

WITHDRAWALS, UNTAKEN, LINKS = "withdrawals", "untaken_consents", "consent_links"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much of a kind waits, since when the oldest does, and when the next is tried."""

    what: str
    count: int
    since: datetime | None
    next_at: datetime | None


def waiting(*, most: int, at: datetime) -> list[Waiting]:
    """
    Withdrawals that the service does not know of, consents that it does not know were not taken, links not sent.

    No more than *most* of each are counted.
    """
    links = Invitation.objects.filter(link_due__isnull=False, answered_at=None, until__gt=at)
    return [
        _waiting(WITHDRAWALS, Consent.objects.filter(tell_at__isnull=False), "withdrawn_at", "tell_at", most=most),
        _waiting(UNTAKEN, Untaken.objects.filter(tell_at__isnull=False), "came_at", "tell_at", most=most),
        _waiting(LINKS, links, "asked_at", "link_due", most=most),
    ]


def _waiting(
    what: str,
    rows: "QuerySet[Consent] | QuerySet[Untaken] | QuerySet[Invitation]",
    since: str,
    due: str,
    *,
    most: int,
) -> Waiting:
    found = list(rows.order_by(due).values_list(since, due)[:most])
    return Waiting(
        what=what,
        count=len(found),
        since=min((each[0] for each in found), default=None),
        next_at=found[0][1] if found else None,
    )


def silent_sources() -> list[Source]:
    """Rules 8: the sources that failed last, those first that have for the longest; each with why."""
    failing = Source.objects.filter(failures__gt=0).exclude(name__startswith=OURS)
    return list(failing.order_by("failing_since", "name"))


def our_faults() -> Mapping[str, Source]:
    """Rules 8: by source, what it refuses of us: our envelope, our signature, our rights, our question; with why."""
    found = Source.objects.filter(failures__gt=0, name__startswith=OURS).order_by("failing_since", "name")
    return {row.name.removeprefix(OURS): row for row in found}
