"""Rules 8: requests for consent, consents given, and the ledger of inquiries. People stand as keyed digests."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ruqsat.journal.models import File
from ruqsat.law.acts import Basis, Outcome


class Pending(models.Model):
    """A one-time code that was sent to an owner of data and not given back yet. ``id`` is the gateway's."""

    id = models.UUIDField(primary_key=True, editable=False)
    file_id = models.UUIDField(db_index=True)
    owner_encrypted = models.BinaryField()
    person_index = models.BinaryField(max_length=32)
    data = ArrayField(models.CharField(max_length=60))
    purpose = models.TextField()
    office = models.CharField(max_length=20)
    phone_masked = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consents_pending"
        constraints = [
            models.CheckConstraint(condition=~Q(data=[]), name="pending_consent_is_for_something"),
        ]


class Invitation(models.Model):
    """
    An owner of data other than who fills in the form is asked to consent, and answers in their own account.

    ``sealed`` holds as whom the case names the owner, and who asks. Asked anew, the same row begins again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file_id = models.UUIDField(db_index=True)
    person_index = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    data = ArrayField(models.CharField(max_length=60))
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    given = models.BooleanField(null=True)

    class Meta:
        db_table = "consents_invitation"
        constraints = [
            models.UniqueConstraint(fields=["file_id", "person_index"], name="invitation_once_in_a_file"),
            models.CheckConstraint(condition=~Q(data=[]), name="invitation_is_for_something"),
            models.CheckConstraint(condition=Q(until__gt=F("asked_at")), name="invitation_ends_after_it_was_made"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, given__isnull=True)
                | Q(answered_at__isnull=False, given__isnull=False),
                name="invitation_answer_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["person_index", "-asked_at"], name="invitation_of_person")]


class Consent(models.Model):
    """
    A consent given: whose (keyed digests of the owner as the case names it, and of the IIN), to which inquiries.

    The token that opens the registers is encrypted under the file's key.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="consents")
    owner_index = models.BinaryField(max_length=32)
    person_index = models.BinaryField(max_length=32)
    data = ArrayField(models.CharField(max_length=60))
    purpose = models.TextField()
    office = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    token_encrypted = models.BinaryField()

    class Meta:
        db_table = "consents_consent"
        constraints = [
            models.CheckConstraint(condition=~Q(data=[]), name="consent_is_for_something"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("given_at")), name="consent_ends_after_it_was_given"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_it_was_given",
            ),
        ]
        indexes = [models.Index(fields=["file", "owner_index"], name="consent_of_owner")]


class Inquiry(models.Model):
    """One inquiry that left, on what it rested, and what came of it. ``id`` is also the id of the act of its answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="inquiries")
    inquiry = models.CharField(max_length=60)
    about_index = models.BinaryField(max_length=32)
    basis = models.CharField(max_length=20)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="inquiries")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "consents_inquiry"
        constraints = [
            models.CheckConstraint(
                condition=Q(basis=Basis.STATUTE.value, consent__isnull=True)
                | Q(basis=Basis.CONSENT.value, consent__isnull=False),
                name="inquiry_rests_on_statute_or_a_consent",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | Q(outcome__in=[outcome.value for outcome in Outcome], answered_at__isnull=False),
                name="inquiry_outcome_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["file", "inquiry", "about_index", "-asked_at"], name="inquiry_latest")]


class Source(models.Model):
    """
    Rules 8: a source that failed, as every process knows it: a key of `law.inquiries.SOURCES`. It holds no one's data.

    The fields are those of `consents.circuit.Circuit`.
    """

    name = models.CharField(primary_key=True, max_length=40)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    ask_again_at = models.DateTimeField(null=True)
    probing_until = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consents_source"
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since__isnull=True) | Q(failures__gt=0, failing_since__isnull=False),
                name="source_that_fails_does_so_since_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(ask_again_at__isnull=True) | Q(failures__gt=0),
                name="source_is_left_alone_after_failures_only",
            ),
        ]
