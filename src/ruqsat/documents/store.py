"""Keeping and reading bytes: encrypted under the file's key, found by the hash of their content."""

import hashlib
import re
from datetime import datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ruqsat.documents.models import Blob
from ruqsat.gateways import storage
from ruqsat.journal.keys import Cipher, file_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

# What `eds.pdf` judges whole is looked at here only so far that nothing goes by the wrong name.
_SEAL = re.compile(rb"/ByteRange\s*\[\s*0 ")


class NoSuchBlob(RefusalError):
    """Nothing with this hash is kept for the file."""

    def __init__(self, sha256: str) -> None:
        super().__init__(say("No document with the SHA-256 %(sha256)s is kept in this file.", sha256=sha256))


class BlobDamaged(RefusalError):
    """What lies in the store is not what was kept."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            say("The document with the SHA-256 %(sha256)s is damaged in the store; restore it.", sha256=sha256)
        )


class NotSealed(RefusalError):
    """The bytes to be kept as sealed carry no seal."""

    def __init__(self) -> None:
        super().__init__(say("The document was to be kept as sealed, and carries no seal."))


def keep(
    file: UUID, content: bytes, *, name: str, media_type: str, at: datetime, purpose: str = "", sealed: bool = False
) -> Blob:
    """
    Keep *content* for *file*. The same bytes a second time are kept once.

    The bytes are on disk, synced, before this returns. `checking` says beforehand whether they may be kept at all.

    :param purpose: what document of the service it is (a `rendering.Kind`), or "recording"; empty for attachments.
    :param sealed: that it carries the office's seal.
    :raises NotSealed: if it is to be kept as sealed, and carries no seal.
    :raises ruqsat.journal.keys.FileErasedError: if the file's key was destroyed.
    :raises ruqsat.journal.models.File.DoesNotExist: if the file was not opened: open it first.
    """
    if sealed and not _SEAL.search(content):
        raise NotSealed
    cipher = _cipher(file)
    blob = Blob(
        id=uuid4(),
        file_id=file,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type=media_type,
        purpose=purpose,
        sealed=sealed,
        created_at=at,
    )
    kept = Blob.objects.filter(file_id=file, sha256=blob.sha256).first()
    if kept is not None:
        return kept
    blob.name_encrypted = cipher.encrypt(name.encode(), _place(blob) + b"/name")
    _storage().put(blob.id.hex, cipher.encrypt(content, _place(blob)))
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    kept = find(file, blob.sha256)
    if kept.id != blob.id:
        _storage().drop(blob.id.hex)
    return kept


def find(file: UUID, sha256: str) -> Blob:
    """
    The row of a blob.

    :raises NoSuchBlob: if none with this hash is kept for the file.
    """
    blob = Blob.objects.filter(file_id=file, sha256=sha256).first()
    if blob is None:
        raise NoSuchBlob(sha256)
    return blob


def read(file: UUID, sha256: str) -> bytes:
    """
    The bytes, checked against their hash. For those who work on the case; what leaves goes through `release`.

    :raises NoSuchBlob: if none with this hash is kept for the file.
    :raises BlobDamaged: if the bytes in the store are not those that were kept.
    """
    blob = find(file, sha256)
    content = _cipher(file).decrypt(_storage().get(blob.id.hex), _place(blob))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BlobDamaged(sha256)
    return content


def name_of(blob: Blob) -> str:
    """The name under which it was filed."""
    return _cipher(blob.file_id).decrypt(bytes(blob.name_encrypted), _place(blob) + b"/name").decode()


def forget(file: UUID) -> None:
    """Drop every blob of *file*, rows and bytes: for a draft that expired, and when a file is erased."""
    names = [id.hex for id in Blob.objects.filter(file_id=file).values_list("id", flat=True)]
    Blob.objects.filter(file_id=file).delete()
    for name in names:
        _storage().drop(name)


def _storage() -> storage.Storage:
    return storage.connect(settings.FILES_DIR / "blobs")


def _place(blob: Blob) -> bytes:
    return b"documents/blob/" + blob.file_id.bytes + blob.id.bytes


def _cipher(file: UUID) -> Cipher:
    """A key of its own, derived from the file's: destroying the file's key erases the blobs with it."""
    key = file_cipher(file).key
    return Cipher(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ruqsat/documents/blobs").derive(key))
