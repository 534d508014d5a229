"""Keeping and reading bytes: encrypted under the file's key, found by the hash of their content."""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ruqsat.documents.models import Blob
from ruqsat.documents.rendering import Kind
from ruqsat.gateways import storage
from ruqsat.journal.keys import Cipher, UnreadableError, file_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

PDF = "application/pdf"


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


class NotASealing(RefusalError):
    """The sealed document does not begin with the document that was shown."""

    def __init__(self) -> None:
        super().__init__(say("The sealed document is not the document that was shown with a seal added."))


def keep(file: UUID, content: bytes, *, name: str, media_type: str, at: datetime) -> Blob:
    """
    Keep what somebody filed for *file*. The same bytes a second time are kept once.

    The bytes are on disk, synced, before this returns; they are written before the row, so do not call it while
    holding locks for long. `checking` says beforehand whether they may be kept at all.

    :raises ruqsat.journal.keys.FileErasedError: if the file's key was destroyed.
    :raises ruqsat.journal.models.File.DoesNotExist: if the file was not opened: open it first.
    """
    return _keep(Blob(file_id=file, media_type=media_type, created_at=at), content, name=name)


def keep_document(file: UUID, pdf: bytes, *, kind: Kind, name: str, at: datetime) -> Blob:
    """Keep a document of the service, not sealed yet."""
    return _keep(Blob(file_id=file, media_type=PDF, created_at=at, kind=kind), pdf, name=name)


def keep_sealed(original: Blob, sealed_pdf: bytes, *, at: datetime) -> Blob:
    """
    Keep *original* with the office's seal on it: the very same bytes, and the seal after them.

    :raises NotASealing: if *sealed_pdf* is not *original* continued, or *original* is no document of the service.
    """
    before = read(original.file_id, original.sha256)
    if not original.kind or len(sealed_pdf) <= len(before) or not sealed_pdf.startswith(before):
        raise NotASealing
    blob = Blob(
        file_id=original.file_id,
        media_type=PDF,
        created_at=at,
        kind=original.kind,
        sealed=True,
        seal_on=original,
    )
    return _keep(blob, sealed_pdf, name=name_of(original))


def keep_renewed(last: Blob, renewed_pdf: bytes, *, holds_until: datetime, at: datetime) -> Blob:
    """
    Keep the sealed document *last* with one more time stamp: the very same bytes, and the time stamp after them.

    :raises NotASealing: if *renewed_pdf* is not *last* continued, or *last* bears no seal.
    """
    before = read(last.file_id, last.sha256)
    if not last.sealed or len(renewed_pdf) <= len(before) or not renewed_pdf.startswith(before):
        raise NotASealing
    blob = Blob(
        file_id=last.file_id,
        media_type=PDF,
        created_at=at,
        kind=last.kind,
        sealed=True,
        seal_on=last.seal_on,
        renews=last,
        holds_until=holds_until,
    )
    return _keep(blob, renewed_pdf, name=name_of(last))


def newest(blob: Blob) -> Blob:
    """What a sealed document has become by the renewals of its time stamp; itself where there were none."""
    while (later := Blob.objects.filter(renews=blob).first()) is not None:
        blob = later
    return blob


def as_first_sealed(sha256: str) -> str:
    """The SHA-256 of the document as it was sealed, for one whose time stamp was renewed since; itself otherwise."""
    blob = Blob.objects.filter(sha256=sha256, renews__isnull=False).first()
    while blob is not None and blob.renews is not None:
        blob = blob.renews
    return blob.sha256 if blob else sha256


def find(file: UUID, sha256: str) -> Blob:
    """
    The row of a blob.

    :raises NoSuchBlob: if none with this hash is kept for the file.
    """
    # an address may carry anything: a NUL, which no database takes, is no hash either
    blob = Blob.objects.filter(file_id=file, sha256=sha256).first() if sha256.isalnum() else None
    if blob is None:
        raise NoSuchBlob(sha256)
    return blob


def read(file: UUID, sha256: str) -> bytes:
    """
    The bytes, checked against their hash. For those who work on the case; what leaves goes through `release`.

    :raises NoSuchBlob: if none with this hash is kept for the file.
    :raises BlobDamaged: if the bytes in the store are gone, or not those that were kept.
    """
    blob = find(file, sha256)
    cipher = _cipher(file)
    try:
        content = cipher.decrypt(_storage().get(blob.id.hex), _place(blob))
    except (UnreadableError, storage.NothingStored) as error:
        raise BlobDamaged(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BlobDamaged(sha256)
    return content


def name_of(blob: Blob) -> str:
    """The name under which it was filed."""
    return _cipher(blob.file_id).decrypt(bytes(blob.name_encrypted), _place(blob) + b"/name").decode()


def forget(file: UUID) -> None:
    """Drop every blob of *file*, rows and bytes: for a draft that expired, and when a file is erased."""
    names = [id.hex for id in Blob.objects.filter(file_id=file).values_list("id", flat=True)]
    while (renewed := Blob.objects.filter(file_id=file, renews__isnull=False, renewal__isnull=True)).exists():
        renewed.delete()
    Blob.objects.filter(file_id=file, sealed=True).delete()
    Blob.objects.filter(file_id=file).delete()
    for name in names:
        _storage().drop(name)


def _keep(blob: Blob, content: bytes, *, name: str) -> Blob:
    cipher = _cipher(blob.file_id)
    blob.sha256, blob.size = hashlib.sha256(content).hexdigest(), len(content)
    kept = Blob.objects.filter(file_id=blob.file_id, sha256=blob.sha256).first()
    if kept is not None:
        return kept
    blob.id = uuid4()
    blob.name_encrypted = cipher.encrypt(name.encode(), _place(blob) + b"/name")
    _storage().put(blob.id.hex, cipher.encrypt(content, _place(blob)))
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    kept = find(blob.file_id, blob.sha256)
    if kept.id != blob.id:
        _storage().drop(blob.id.hex)
    return kept


def _storage() -> storage.Storage:
    return storage.connect(settings.FILES_DIR / "blobs")


def _place(blob: Blob) -> bytes:
    return b"documents/blob/" + blob.file_id.bytes + blob.id.bytes


def _cipher(file: UUID) -> Cipher:
    """A key of its own, derived from the file's: destroying the file's key erases the blobs with it."""
    key = file_cipher(file).key
    return Cipher(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ruqsat/documents/blobs").derive(key))
