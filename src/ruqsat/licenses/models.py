"""The register: what the public sees of a license. Projections of the licenses' own files."""

from django.db import models
from django.db.models import Q


class License(models.Model):
    """A license as the register shows it. Projection of the license's file."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    case = models.UUIDField(unique=True)
    holder = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="licenses")
    holder_name = models.CharField(max_length=300)
    holder_masked = models.CharField(max_length=20)
    holder_index = models.BinaryField(max_length=32)
    office = models.CharField(max_length=20)
    licensor = models.TextField()
    issued_on = models.DateField()
    status = models.CharField(max_length=20)

    class Meta:
        constraints = [
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["license", "number"], name="annex_number_once")]


class IssuedDocument(models.Model):
    """A sealed PDF of the register, by its SHA-256: what a dropped file is compared with. Projection."""

    license = models.ForeignKey(License, on_delete=models.CASCADE, related_name="documents")
    what = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, unique=True)
