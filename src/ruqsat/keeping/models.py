"""Changes of the book as lists and the book itself read them. Projections of the chapters' own files."""

from django.db import models
from django.db.models import F, Q

from ruqsat.law.book import Chapter

PROPOSED, CONFIRMED, DECLINED = "proposed", "confirmed", "declined"


class Change(models.Model):
    """
    One change of one chapter: who proposed it, who decided on it. Projection; ``id`` is the act that proposed it.

    ``place`` is its number among all that were confirmed, of whatever chapter: the order in which the book takes them.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file_id = models.UUIDField()
    chapter = models.CharField(max_length=30)
    state = models.CharField(max_length=20)
    tables = models.TextField(help_text="as the act has it: JSON in the form of law.book_changes")
    basis = models.TextField()
    since = models.DateField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    moved = models.PositiveIntegerField(null=True)
    late = models.PositiveIntegerField(null=True)
    place = models.PositiveIntegerField(null=True, unique=True)
    carried = models.PositiveIntegerField(null=True, help_text="open cases that an edition was carried over into")
    carried_whole_at = models.DateTimeField(null=True, help_text="when an edition in force had reached them all")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__in=tuple(chapter.value for chapter in Chapter)), name="change_of_a_known_chapter"
            ),
            models.CheckConstraint(
                condition=Q(state=PROPOSED, decided_by=None, decided_at=None, place=None)
                | Q(state=CONFIRMED, decided_by__isnull=False, decided_at__isnull=False, place__isnull=False)
                | Q(state=DECLINED, decided_by__isnull=False, decided_at__isnull=False, place=None),
                name="change_decided_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(state=CONFIRMED) | ~Q(decided_by=F("proposed_by")), name="change_confirmed_by_another"
            ),
            models.UniqueConstraint(
                fields=["chapter"], condition=Q(state=PROPOSED), name="change_one_proposed_in_a_chapter"
            ),
        ]
        indexes = [models.Index(fields=["chapter", "-proposed_at"], name="change_of_chapter")]


class Information(models.Model):
    """Rules 21-1: who was sent the information on a change, and who has it. Projection of the chapter's own file."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="information")
    file_id = models.UUIDField()
    recipient = models.CharField(max_length=30, help_text="an office's code, or as law.information names the others")
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="when the recipient's system was last asked for its receipt")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "recipient"], name="information_once_to_each"),
        ]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(received_at=None), name="information_not_received"),
        ]
