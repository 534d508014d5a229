"""
Drafts, and what is derived from the files of cases: the summary and the duties that work lists show.

Everything here but drafts and counters is a projection: it can be dropped and rebuilt from the journal.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from ruqsat.law.acts import Role


class Draft(models.Model):
    """
    An application being written: mutable text that expires, and no act.

    Its id becomes the id of the case's file, so that what has legal effect before filing (consent, answers of
    registers, payment) stands in that file from its first act.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="drafts")
    service = models.CharField(max_length=20)
    answers_sealed = models.BinaryField(help_text="the answers as JSON, encrypted under the instance's key")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="draft_expires_after_creation"),
        ]
        indexes = [
            models.Index(fields=["owner", "-changed_at"], name="draft_of_owner"),
            models.Index(fields=["expires_at"], name="draft_by_expiry"),
        ]


class DraftAttachment(models.Model):
    """A document attached to a draft: which blob, which item of List 8 it proves, about whom or what."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="attachments")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    proves = models.CharField(max_length=60)
    about = models.CharField(max_length=40, default="applicant")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "sha256", "proves", "about"], name="draft_attachment_once"),
        ]


class Case(models.Model):
    """The summary of a case's file. Projection."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=40, null=True, unique=True)
    service = models.CharField(max_length=20)
    stage = models.CharField(max_length=40)
    ended = models.BooleanField()
    office = models.CharField(max_length=20)
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="cases")
    represented_index = models.BinaryField(
        max_length=32, null=True, help_text="Rules 6: the blind index of the applicant for whom a representative signed"
    )
    applicant_name = models.CharField(max_length=300)
    applicant_masked = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    service_due = models.DateTimeField(null=True)
    service_due_on = models.DateField(null=True)
    service_from = models.DateField(null=True, help_text="day zero of the term, from which working days are counted")
    service_days = models.PositiveSmallIntegerField(
        null=True, help_text="how many working days; 0 when the day is fixed, null before it was ever derived"
    )
    head_seq = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    system_owes = models.BooleanField(help_text="the system itself has work to do: the sweep looks here")
    swept_at = models.DateTimeField(null=True, help_text="when the sweep last did, or tried to do, that work")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(head_seq__gt=0), name="case_has_acts"),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(filed_at__isnull=False), name="case_numbered_when_filed"
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-received_at"], name="case_of_applicant"),
            models.Index(
                fields=["represented_index", "-received_at"],
                condition=Q(represented_index__isnull=False),
                name="case_of_represented",
            ),
            models.Index(fields=["office", "ended", "service_due"], name="case_of_office"),
            models.Index(fields=["swept_at", "id"], condition=Q(system_owes=True), name="case_system_owes"),
            models.Index(fields=["id"], condition=Q(ended=False), name="case_open"),
        ]


class OpenDuty(models.Model):
    """One thing that is owed in a case: the row a work list shows. Projection."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="duties")
    code = models.CharField(max_length=40)
    ref = models.CharField(max_length=40)
    owed_by = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    office = models.CharField(max_length=20, blank=True)
    facility = models.CharField(max_length=10, blank=True)
    place = models.CharField(
        max_length=500,
        blank=True,
        default="",
        help_text="the facility's address, where the case has several, or one elsewhere",
    )
    assignee = models.UUIDField(null=True)
    visit = models.UUIDField(null=True)
    starts_at = models.DateTimeField(null=True, help_text="the hour of the visit that the duty is about")
    since = models.DateTimeField()
    due = models.DateTimeField(null=True, help_text="the moment from which the term is broken")
    due_on = models.DateField(null=True, help_text="the last day of a term in days")
    case_office = models.CharField(max_length=20, help_text="the office that has the case, whoever owes")
    in_order = models.DateTimeField(help_text="when it is due; what has no term comes last")
    counts_from = models.DateField(null=True, help_text="the day from which the term is counted by the calendar")
    working_days = models.PositiveSmallIntegerField(
        null=True, help_text="how many working days after that day; null before it was ever derived"
    )
    days_back = models.PositiveSmallIntegerField(default=0, help_text="how many working days back from there")
    since_counted = models.BooleanField(default=False, help_text="the beginning may itself be the end of a term")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code", "facility", "owed_by"], name="duty_once_in_a_case"),
        ]
        indexes = [
            models.Index(fields=["office", "owed_by", "in_order", "since", "id"], name="duty_of_office"),
            models.Index(fields=["case_office", "in_order", "since", "id"], name="duty_in_cases_of_office"),
            models.Index(fields=["assignee", "starts_at"], name="duty_of_person"),
        ]


class Counter(models.Model):
    """The last number given in one series of one year. A row lock orders two takers; nothing else waits."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="counter_once_a_year")]


class ReservedNumber(models.Model):
    """A number set aside for a case before the act that uses it, so that a PDF shown can carry it. Never reused."""

    case = models.UUIDField()
    series = models.CharField(max_length=40)
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "series"], name="number_reserved_once_a_case"),
            models.UniqueConstraint(fields=["series", "number"], name="number_reserved_once"),
        ]
