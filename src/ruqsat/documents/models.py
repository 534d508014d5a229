"""The table of blobs: what is kept where. Names and bytes are encrypted under their file's key."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from ruqsat.journal.models import File


class Blob(models.Model):
    """
    A document or recording kept for one file, by the SHA-256 (hex) of its content.

    ``purpose`` is what document of the service it is (`rendering.Kind`) or "recording", empty for what people filed;
    ``sealed`` that it carries the office's seal.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="blobs")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name_encrypted = models.BinaryField()
    purpose = models.CharField(max_length=40, blank=True)
    sealed = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "documents_blob"
        constraints = [
            models.UniqueConstraint(fields=["file", "sha256"], name="blob_once_in_a_file"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="blob_sha256_is_hex"),
            models.CheckConstraint(condition=Q(size__gt=0), name="blob_not_empty"),
            models.CheckConstraint(
                condition=Q(sealed=False) | ~Q(purpose="") & Q(media_type="application/pdf"),
                name="blob_sealed_is_a_document",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="blob_by_sha256")]
