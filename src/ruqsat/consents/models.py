"""Rules 8: requests for consent, consents given, and the ledger of inquiries. People stand as keyed digests."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ruqsat.journal.keys import blind_index
from ruqsat.journal.models import File
from ruqsat.law.acts import Basis, Outcome
from ruqsat.law.inquiries import APPLICANT, INQUIRIES

NOT_OPENED = "not_opened"
"""In the ledger, of an inquiry to which the register said that no consent is in force there."""

NOT_LOOKED_BACK = Q(look_until__isnull=False)
"""Of a request: the service has not said for good what came of it."""

ON_STATUTE = [key for key, inquiry in INQUIRIES.items() if inquiry.basis is Basis.STATUTE]
"""Rules 8, last part: what is asked without anybody's consent."""


class Pending(models.Model):
    """
    A request for consent that was sent to an owner of data and not answered yet. ``id`` is the gateway's.

    ``as_applicant``: for the data that the case calls the applicant's; else for the person's own, as a specialist.
    ``number`` is its short one, for an answer by SMS; ``tries`` are wrong codes. ``expires_at`` is until when a code is
    taken here; the service may hold it for longer. ``tried_at`` is when that was last asked whether the owner answered;
    ``look_until`` up to when at least it is asked, none once it has said so for good. ``until`` is up to when at most
    the consent was asked for, as the owner was shown; none in requests of before it was.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file_id = models.UUIDField(db_index=True)
    owner_encrypted = models.BinaryField()
    person_index = models.BinaryField(max_length=32)
    as_applicant = models.BooleanField(default=False)
    data = ArrayField(models.CharField(max_length=60))
    purpose = models.TextField()
    office = models.CharField(max_length=20)
    phone_masked = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    number = models.CharField(max_length=12, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    look_until = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consents_pending"
        constraints = [
            models.CheckConstraint(condition=~Q(data=[]), name="pending_consent_is_for_something"),
            models.CheckConstraint(condition=Q(tries__lte=5), name="pending_consent_is_tried_five_times"),
        ]
        indexes = [
            models.Index(fields=["look_until"], name="pending_consent_looked_after", condition=NOT_LOOKED_BACK),
            models.Index(fields=["person_index", "-asked_at"], name="pending_consent_of_person"),
        ]


class Invitation(models.Model):
    """
    An owner of data other than who fills in the form is asked to consent, and answers in their own account.

    ``sealed`` holds as whom the case names the owner, and who asks. Asked anew, the same row begins again. The head of
    a legal entity who is a specialist there too is asked twice: ``as_applicant``, and in person.

    The request goes to the owner's registered phone with a link, of which only a digest is kept (``link_index``);
    ``link_due`` is when it is to be sent, none once it was, or cannot be (``unreachable``: no number is registered).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file_id = models.UUIDField(db_index=True)
    person_index = models.BinaryField(max_length=32)
    as_applicant = models.BooleanField(default=False)
    sealed = models.BinaryField()
    data = ArrayField(models.CharField(max_length=60))
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    given = models.BooleanField(null=True)
    link_index = models.BinaryField(max_length=32, null=True, unique=True)
    link_due = models.DateTimeField(null=True)
    unreachable = models.BooleanField(default=False)

    class Meta:
        db_table = "consents_invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["file_id", "person_index", "as_applicant"], name="invitation_once_in_a_file"
            ),
            models.CheckConstraint(condition=~Q(data=[]), name="invitation_is_for_something"),
            models.CheckConstraint(condition=Q(until__gt=F("asked_at")), name="invitation_ends_after_it_was_made"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, given__isnull=True)
                | Q(answered_at__isnull=False, given__isnull=False),
                name="invitation_answer_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["person_index", "-asked_at"], name="invitation_of_person"),
            models.Index(fields=["link_due"], name="invitation_to_be_sent", condition=Q(link_due__isnull=False)),
        ]


class Consent(models.Model):
    """
    A consent given: whose (keyed digests of the owner as the case names it, and of the IIN), to which inquiries.

    The token that opens the registers is encrypted under the file's key. Once it is taken back, the service is told:
    ``tell_at`` is when next, none once it knows. ``ended_at`` is when a register said, signed, that it is not in force
    there, though it was not taken back here. ``follow_at`` is when the system does what follows on it, unless who
    took it has done so before; none once it is done.
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
    ended_at = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    follow_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("given_at")),
                name="consent_ended_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(tell_at__isnull=True) | Q(withdrawn_at__isnull=False),
                name="consent_told_of_when_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["file", "owner_index"], name="consent_of_owner"),
            models.Index(fields=["person_index", "-given_at"], name="consent_of_person"),
            models.Index(fields=["tell_at"], name="consent_to_be_told", condition=Q(tell_at__isnull=False)),
            models.Index(fields=["follow_at"], name="consent_to_be_followed", condition=Q(follow_at__isnull=False)),
        ]

    @property
    def as_applicant(self) -> bool:
        """Whether it is for the data that the case calls the applicant's; else for the person's own."""
        return bytes(self.owner_index) == blind_index(APPLICANT)


class Untaken(models.Model):
    """
    A consent that came when its request was over: it bears nothing here, and its token is not kept.

    The service is told that it is taken back: ``tell_at`` is when next, none once it knows. ``id`` is the service's;
    ``file_id`` for which it was asked, none in rows of before that was kept.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file_id = models.UUIDField(null=True)
    came_at = models.DateTimeField()
    tell_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consents_untaken"
        indexes = [models.Index(fields=["tell_at"], name="untaken_to_be_told", condition=Q(tell_at__isnull=False))]


class Inquiry(models.Model):
    """
    One inquiry that left, on what it rested, and what came of it. ``id`` is also the id of the act of its answer.

    ``owner_index`` is whose consent it needs, ``person_index`` the number of whom it is about: by that a person finds
    what was asked in anybody's case. The database lets none in that its consent does not bear (migration 0003).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="inquiries")
    inquiry = models.CharField(max_length=60)
    about_index = models.BinaryField(max_length=32)
    owner_index = models.BinaryField(max_length=32)
    person_index = models.BinaryField(max_length=32)
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
                condition=Q(basis=Basis.CONSENT.value) | Q(inquiry__in=ON_STATUTE),
                name="inquiry_without_consent_is_what_the_statute_asks",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | Q(outcome__in=[*(outcome.value for outcome in Outcome), NOT_OPENED], answered_at__isnull=False),
                name="inquiry_outcome_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["file", "inquiry", "about_index", "-asked_at"], name="inquiry_latest"),
            models.Index(fields=["person_index", "-asked_at"], name="inquiry_about_person"),
        ]


class Source(models.Model):
    """
    Rules 8: a source that failed, as every process knows it: a key of `law.inquiries.SOURCES`. It holds no one's data.

    The fields are those of `consents.circuit.Circuit`, and ``why`` it failed last, without numbers of persons.
    """

    name = models.CharField(primary_key=True, max_length=40)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    ask_again_at = models.DateTimeField(null=True)
    probing_until = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

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
