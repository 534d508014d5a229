"""Outside systems as deliveries find them: one that does not answer is left alone for longer and longer."""

from datetime import datetime, timedelta

from django.db import transaction

from ruqsat.journal.models_of_delivery import Counterpart
from ruqsat.journal.undone import pause_after, plain

LONGEST_PAUSE = timedelta(minutes=1)
"""After an outage of whatever length, what waited begins to move within so long."""


def may_be_asked(name: str, *, at: datetime) -> bool:
    """Whether it is time to ask the system: always, unless it did not answer several times in a row just now."""
    return not Counterpart.objects.filter(name=name, next_at__gt=at).exists()


def is_down(name: str) -> bool:
    """Whether the system did not answer when it was asked last."""
    return Counterpart.objects.filter(name=name, down_since__isnull=False).exists()


ANSWERED = """
    INSERT INTO journal_counterpart AS c (name, answered_at, failures, why) VALUES (%(system)s, %(at)s, 0, '')
    ON CONFLICT (name) DO UPDATE SET answered_at = %(at)s, down_since = NULL, failures = 0, next_at = NULL, why = ''
    WHERE c.down_since IS NOT NULL OR c.answered_at IS NULL OR c.answered_at < %(at)s - interval '10 seconds'
"""
"""That the system took something, in the statement that says what: at once if it was down, else every ten seconds."""


def failed(name: str, *, why: str, at: datetime) -> None:
    """Record that the system did not answer."""
    with transaction.atomic():
        new = Counterpart(name=name, down_since=at, next_at=at, failures=1)
        Counterpart.objects.bulk_create([new], ignore_conflicts=True)
        row = Counterpart.objects.select_for_update().get(name=name)
        fresh = row.failed_at is None and row.answered_at is None
        row.failures += 0 if fresh else 1
        row.down_since = row.down_since or at
        row.failed_at, row.why = at, plain(why)
        row.next_at = at + pause_after(row.failures, longest=LONGEST_PAUSE)
        row.save()


def took_something_since(name: str, moment: datetime) -> bool:
    """Whether the system has taken something at *moment* or later: then what failed before was no outage."""
    return Counterpart.objects.filter(name=name, answered_at__gte=moment).exists()
