"""Files are opened once and keep their kind."""

from uuid import uuid4

import pytest
from django.db import transaction

from ruqsat.journal.files import FileOfAnotherKindError, NoSuchFileError, lock, open_file
from ruqsat.journal.models import File
from tests.journal.samples import AT


@pytest.mark.django_db
def test_opening_a_file_twice_changes_nothing() -> None:
    file = uuid4()
    open_file("case", id=file, at=AT)
    before = File.objects.values().get(id=file)
    open_file("case", id=file, at=AT.replace(year=2027))
    assert File.objects.values().get(id=file) == before


@pytest.mark.django_db
def test_a_file_keeps_its_kind() -> None:
    file = uuid4()
    open_file("case", id=file, at=AT)
    with pytest.raises(FileOfAnotherKindError):
        open_file("license", id=file, at=AT)


@pytest.mark.django_db
def test_a_file_that_is_not_there_cannot_be_locked() -> None:
    with pytest.raises(NoSuchFileError) as refusal:
        lock(uuid4())
    assert "There is no file" in str(refusal.value.saying)


def test_a_lock_needs_a_transaction(own_database: object) -> None:
    file = uuid4()
    open_file("case", id=file, at=AT)
    with pytest.raises(transaction.TransactionManagementError):
        lock(file)
