"""Bytes of documents: encrypted on disk, found by hash, never lost, never another file's, gone with the file's key."""

import hashlib
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from ruqsat.documents import store
from ruqsat.documents.models import Blob
from ruqsat.documents.rendering import Kind
from ruqsat.journal.files import open_file
from ruqsat.journal.keys import FileErasedError, destroy
from ruqsat.journal.models import File
from tests.documents.samples import AT

pytestmark = pytest.mark.django_db

DIPLOMA = b"%PDF-1.7 a diploma"


def opened() -> UUID:
    file = uuid4()
    open_file("case", id=file, at=AT)
    return file


def on_disk(blob: Blob) -> Path:
    name = blob.id.hex
    return Path(settings.FILES_DIR) / "blobs" / name[:2] / name[2:4] / name


def kept(file: UUID, content: bytes = DIPLOMA) -> Blob:
    return store.keep(file, content, name="Диплом Ойдана.pdf", media_type="application/pdf", at=AT)


def test_what_was_kept_is_read_back_by_its_hash_with_its_name() -> None:
    file = opened()
    blob = kept(file)
    assert blob.sha256 == hashlib.sha256(DIPLOMA).hexdigest()
    assert blob.size == len(DIPLOMA)
    assert store.read(file, blob.sha256) == DIPLOMA
    assert store.name_of(blob) == "Диплом Ойдана.pdf"


def test_neither_bytes_nor_name_lie_in_the_clear() -> None:
    blob = kept(opened())
    assert DIPLOMA not in on_disk(blob).read_bytes()
    assert "Ойдан".encode() not in bytes(Blob.objects.get(id=blob.id).name_encrypted)


def test_the_same_bytes_are_kept_once_in_a_file_and_apart_between_files() -> None:
    file, other = opened(), opened()
    assert kept(file).id == kept(file).id
    assert kept(other).id != kept(file).id
    with pytest.raises(store.NoSuchBlob):
        store.read(other, kept(file, b"%PDF of one file").sha256)


@pytest.mark.parametrize("asked", ["\0", "", "a" * 63 + "\0"])
def test_what_is_no_hash_is_not_found_and_breaks_nothing(asked: str) -> None:
    with pytest.raises(store.NoSuchBlob):
        store.find(opened(), asked)


def test_bytes_moved_from_another_file_do_not_open() -> None:
    mine, theirs = kept(opened()), kept(opened())
    on_disk(mine).write_bytes(on_disk(theirs).read_bytes())
    with pytest.raises(store.BlobDamaged):
        store.read(mine.file_id, mine.sha256)


def test_bytes_that_vanished_or_were_changed_are_told_as_damage() -> None:
    blob = kept(opened())
    on_disk(blob).write_bytes(b"changed")
    with pytest.raises(store.BlobDamaged, match="damaged"):
        store.read(blob.file_id, blob.sha256)
    on_disk(blob).unlink()
    with pytest.raises(store.BlobDamaged, match="restore"):
        store.read(blob.file_id, blob.sha256)


def test_with_the_files_key_its_documents_are_gone() -> None:
    blob = kept(opened())
    destroy(blob.file_id, at=AT)
    with pytest.raises(FileErasedError):
        store.read(blob.file_id, blob.sha256)
    with pytest.raises(FileErasedError):
        kept(blob.file_id, b"%PDF more")


def test_a_file_that_was_not_opened_takes_nothing() -> None:
    with pytest.raises(File.DoesNotExist):
        kept(uuid4())


def test_a_sealed_document_is_the_one_that_was_shown_with_something_after_it() -> None:
    file = opened()
    original = store.keep_document(file, b"%PDF license", kind=Kind.LICENSE, name="license.pdf", at=AT)
    sealed = store.keep_sealed(original, b"%PDF license and its seal", at=AT)
    assert (sealed.sealed, sealed.kind, sealed.seal_on_id) == (True, "license", original.id)
    for wrong in (b"%PDF license", b"%PDF another and its seal"):
        with pytest.raises(store.NotASealing):
            store.keep_sealed(original, wrong, at=AT)
    with pytest.raises(store.NotASealing):
        store.keep_sealed(kept(file), DIPLOMA + b" and a seal", at=AT)


def test_the_database_takes_no_sealed_row_without_its_original() -> None:
    blob = kept(opened())
    with pytest.raises(IntegrityError, match="blob_sealed_is_a_document_sealed"), transaction.atomic():
        Blob.objects.filter(id=blob.id).update(sealed=True)


def test_what_is_forgotten_leaves_neither_rows_nor_bytes() -> None:
    file = opened()
    blob = kept(file)
    original = store.keep_document(file, b"%PDF receipt", kind=Kind.RECEIPT, name="receipt.pdf", at=AT)
    store.keep_sealed(original, b"%PDF receipt sealed", at=AT)
    store.forget(file)
    assert not Blob.objects.filter(file_id=file).exists()
    assert not on_disk(blob).exists()
