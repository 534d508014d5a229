"""The register: what the public sees of a license. Projections of the licenses' own files."""

from django.db import models
from django.db.models import Q


class License(models.Model):
    """A license as the register shows it. Projection of the license's file."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    number_plain = models.CharField(max_length=20, unique=True, help_text="its letters and digits, as one looks it up")
    case = models.UUIDField(unique=True)
    holder = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="licenses")
    holder_name = models.CharField(max_length=300)
    holder_masked = models.CharField(max_length=20)
    holder_index = models.BinaryField(max_length=32)
    office = models.CharField(max_length=20)
    licensor = models.TextField()
    issued_on = models.DateField()
    status = models.CharField(max_length=20)
    stands_for = models.CharField(max_length=20, blank=True, help_text="the older license in whose place it was issued")
    stands_for_plain = models.CharField(max_length=20, blank=True)
    superseded_by = models.CharField(max_length=20, blank=True, help_text="the license that was issued in its place")
    superseded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stands_for_plain"], condition=~Q(stands_for_plain=""), name="license_reissued_once"
            ),
            models.UniqueConstraint(
                fields=["superseded_by"], condition=~Q(superseded_by=""), name="license_one_before"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by="", superseded_on=None)
                | (~Q(superseded_by="") & Q(superseded_on__isnull=False)),
                name="license_superseded_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["valid", "suspended", "ended", "superseded"]), name="license_status_known"
            ),
        ]
        indexes = [models.Index(fields=["-issued_on", "number"], name="license_by_day")]


class Annex(models.Model):
    """An annex: one facility and the subtypes allowed there. Projection."""

    license = models.ForeignKey(License, on_delete=models.CASCADE, related_name="annexes")
    number = models.CharField(max_length=10)
    region = models.CharField(max_length=2)
    address = models.TextField()
    subtypes = models.JSONField()
    issued_on = models.DateField()
    reissued_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["license", "number"], name="annex_number_once")]


class IssuedDocument(models.Model):
    """A sealed PDF of the register, by its SHA-256: what a dropped file is compared with. Projection."""

    license = models.ForeignKey(License, on_delete=models.CASCADE, related_name="documents")
    case = models.UUIDField(help_text="the case whose result it is")
    what = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, unique=True)
    issued_on = models.DateField()


class PaperOriginal(models.Model):
    """List 8(2): a paper original of a license (``annex`` empty) or of an annex, on a blank of its own. Projection."""

    license = models.ForeignKey(License, on_delete=models.CASCADE, related_name="papers")
    annex = models.CharField(max_length=10, blank=True)
    blank = models.CharField(max_length=40)
    issued_on = models.DateField()
    returned_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["license", "annex", "blank"], name="paper_once"),
            models.UniqueConstraint(fields=["blank"], name="paper_blank_once"),
        ]
