"""The table of blobs: what is kept where. Names and bytes are encrypted under their file's key."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from ruqsat.journal.models import File


class Blob(models.Model):
    """
    A document or recording kept for one file, by the SHA-256 (hex) of its content.

    ``kind`` is what document of the service it is (`rendering.Kind`), empty for what people filed; ``seal_on`` is the
    document that this one is, with the office's seal added. ``renews`` is the sealed document that this one is with one
    more time stamp; ``holds_until`` when the last time stamp over it ends, null until that was looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="blobs")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name_encrypted = models.BinaryField()
    kind = models.CharField(max_length=40, blank=True)
    sealed = models.BooleanField(default=False)
    seal_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="sealings")
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="renewal")
    holds_until = models.DateTimeField(null=True)
    renewal_tried_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "documents_blob"
        constraints = [
            models.UniqueConstraint(fields=["file", "sha256"], name="blob_once_in_a_file"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="blob_sha256_is_hex"),
            models.CheckConstraint(condition=Q(size__gt=0), name="blob_not_empty"),
            models.CheckConstraint(
                condition=Q(sealed=False, seal_on__isnull=True) | Q(sealed=True, seal_on__isnull=False) & ~Q(kind=""),
                name="blob_sealed_is_a_document_sealed",
            ),
            models.CheckConstraint(condition=Q(renews__isnull=True) | Q(sealed=True), name="blob_renews_a_seal"),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="blob_by_sha256"),
            models.Index(fields=["holds_until"], name="blob_by_its_stamp", condition=Q(sealed=True)),
        ]
