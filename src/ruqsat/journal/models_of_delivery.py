"""The tables beside the outbox: what could not be done yet, who had it tried again, how outside systems answer."""

from enum import StrEnum

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Cause(StrEnum):
    """Why something is not done: nobody answered, the answer was no, or something of ours broke."""

    SILENT = "silent"
    REFUSED = "refused"
    BROKE = "broke"


class Undone(models.Model):
    """
    One thing that was tried and is not done: the first untold entry of a file on a feed, or work that a case is owed.

    The row goes when it is done. ``kind`` is the feed or the task, ``subject`` the entry or act that it is about.
    ``counted`` are those attempts that the thing itself is to blame for: not those that met an outage.
    ``dead_at``: a dead letter; it waits for a person. ``why`` holds no personal data.
    """

    kind = models.CharField(max_length=60)
    file = models.ForeignKey("journal.File", on_delete=models.PROTECT, related_name="undone", db_index=False)
    subject = models.UUIDField()
    attempts = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    since = models.DateTimeField()
    tried_at = models.DateTimeField()
    next_at = models.DateTimeField()
    cause = models.CharField(max_length=10)
    why = models.CharField(max_length=300)
    dead_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_undone"
        constraints = [
            models.UniqueConstraint(fields=["file", "kind", "subject"], name="undone_once"),
            models.CheckConstraint(condition=Q(cause__in=[cause.value for cause in Cause]), name="undone_cause_known"),
            models.CheckConstraint(condition=Q(counted__lte=F("attempts")), name="undone_counts_attempts"),
            models.CheckConstraint(condition=Q(since__lte=F("tried_at")), name="undone_since_its_first_attempt"),
        ]
        indexes = [models.Index(fields=["kind", "since", "id"], name="undone_by_kind")]


class TriedAgain(models.Model):
    """Who had something tried again: a person, or an account of the machine."""

    kind = models.CharField(max_length=60)
    file = models.ForeignKey("journal.File", on_delete=models.PROTECT, related_name="tried_again", db_index=False)
    subject = models.UUIDField()
    by_person = models.UUIDField(null=True)
    by_account = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "journal_tried_again"
        constraints = [
            models.CheckConstraint(
                condition=Q(by_person__isnull=False, by_account="") | (Q(by_person=None) & ~Q(by_account="")),
                name="tried_again_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="tried_again_append_only",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'Who had what tried again stays on record: % is refused.', TG_OP;",
            )
        ]


class Counterpart(models.Model):
    """
    An outside system as deliveries found it: when it last took something, and since when it does not answer.

    While it does not, it is asked again at ``next_at`` only.
    """

    name = models.CharField(primary_key=True, max_length=40)
    answered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    down_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "journal_counterpart"
        constraints = [
            models.CheckConstraint(
                condition=Q(down_since=None, failures=0, next_at=None)
                | Q(down_since__isnull=False, failures__gt=0, next_at__isnull=False),
                name="counterpart_up_or_down",
            ),
        ]
