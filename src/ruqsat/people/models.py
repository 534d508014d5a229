"""
Who is known: persons by a pseudonymous id, offices, dated appointments; challenges and the sign-ins made over them.

An IIN is stored encrypted and found by its blind index, never readable in a table.
"""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from ruqsat.law.acts import Role
from ruqsat.law.application import PersonName
from ruqsat.law.names import LANGUAGES, Names

POSTS = (Role.OFFICER, Role.INSPECTOR, Role.HEAD, Role.APPROVER, Role.APPROVING_HEAD, Role.KEEPER)
KINDS = ("", "head", "deputy", "acting")


class Person(models.Model):
    """
    A person who has signed in, or is appointed. ``id`` is the actor in acts: it says nothing about the person.

    ``language`` is empty until the person has chosen one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    iin_index = models.BinaryField(max_length=32, unique=True)
    iin_encrypted = models.BinaryField()
    last = models.CharField(max_length=120)
    first = models.CharField(max_length=120)
    patronymic = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "people_person"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("iin_index"), 32), name="person_iin_index_length"),
            models.CheckConstraint(condition=Q(language__in=["", *LANGUAGES]), name="person_language_known"),
        ]

    def __str__(self) -> str:
        return self.full_name()

    def full_name(self) -> str:
        """Last name, first name, patronymic."""
        return PersonName(last=self.last, first=self.first, patronymic=self.patronymic or None).full()


class Office(models.Model):
    """
    An office of the law's reference data: ``KZ-75`` is a licensor's department, ``SES-75`` an approving body.

    ``bin`` is entered by whoever runs the instance, empty until then: no public list of the offices' BINs was found,
    and a number to be confirmed would stop the right people from signing (docs/law/readings.md, Rules 20).
    """

    code = models.CharField(primary_key=True, max_length=20)
    kind = models.CharField(max_length=20)
    region = models.CharField(max_length=2, blank=True)
    names = models.JSONField()
    bin = models.CharField(max_length=12, blank=True, default="")
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "people_office"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["licensor", "approving", "committee"]), name="office_kind_known"
            ),
            models.CheckConstraint(condition=Q(bin="") | Q(bin__regex=r"^\d{12}$"), name="office_bin_digits"),
        ]

    def __str__(self) -> str:
        return self.code

    def named(self) -> Names:
        """The name in the three languages."""
        return Names.from_table(self.names)


class Appointment(models.Model):
    """
    Rules 20: who holds which post in which office, from which day to which (both counted), by which order.

    ``kind`` says of a head whether it is the head, a deputy or an acting head; elsewhere it is empty.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in POSTS])
    kind = models.CharField(max_length=10, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    order_number = models.CharField(max_length=120)

    class Meta:
        db_table = "people_appointment"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")), name="appointment_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in POSTS]), name="appointment_role_known"),
            models.CheckConstraint(
                condition=(Q(role__in=["head", "approving_head"]) & Q(kind__in=["head", "deputy", "acting"]))
                | (~Q(role__in=["head", "approving_head"]) & Q(kind="")),
                name="appointment_kind_of_heads",
            ),
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["office", "role"], name="appointment_of_office")]


class Challenge(models.Model):
    """A text that was given out to be signed: for one browser session, for five minutes, once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session_digest = models.BinaryField(max_length=32)
    text = models.BinaryField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_challenge"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("session_digest"), 32), name="challenge_session_length"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="challenge_expires_after_issue"),
        ]


class PhoneSigning(models.Model):
    """
    A text that waits to be signed on a phone: for one browser session, for five minutes, once.

    ``text`` and ``cms``, what the phone sent for it, are encrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session_digest = models.BinaryField(max_length=32)
    text = models.BinaryField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    cms = models.BinaryField(null=True)

    class Meta:
        db_table = "people_phone_signing"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("session_digest"), 32), name="phone_signing_session_length"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="phone_signing_expires_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(cms=None, signed_at=None) | Q(cms__isnull=False, signed_at__isnull=False),
                name="phone_signing_signed_once",
            ),
        ]


class SignIn(models.Model):
    """
    One sign-in, and what bears it out: the text, the CMS over it, the report and its evidence, encrypted.

    ``bin`` and ``organization`` are those of the certificate, when it is one of an employee or head.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins")
    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, related_name="sign_in")
    at = models.DateTimeField()
    bin = models.CharField(max_length=12, blank=True)
    organization = models.CharField(max_length=300, blank=True)
    borne_out = models.BinaryField()

    class Meta:
        db_table = "people_sign_in"
        indexes = [models.Index(fields=["person", "-at"], name="sign_in_of_person")]
