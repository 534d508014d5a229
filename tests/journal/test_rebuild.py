"""What is derived can be dropped and derived again; differences change nothing until they are accepted."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest

from ruqsat.journal import keys, rebuild
from ruqsat.journal.models import PreparedStatement
from ruqsat.journal.projections import PROJECTIONS, Table, register
from ruqsat.journal.read import acts_of
from tests.journal.filing import new_file, put_many
from tests.journal.samples import AT

pytestmark = pytest.mark.django_db
KIND = "thing"


def derive(file: UUID, *, at: datetime) -> None:
    """Derive one row: the count of acts. Any table will do; this one is at hand."""
    PreparedStatement.objects.create(
        id=file,
        file_id=file,
        for_person=file,
        relies_seq=len(acts_of(file)),
        prepared_at=AT,
        expires_at=at.replace(year=2100),
        ciphertext=b"",
    )


@pytest.fixture(autouse=True)
def _projection() -> Iterator[None]:
    before = dict(PROJECTIONS)
    PROJECTIONS.clear()
    register(KIND, derive, tables=[Table(model=PreparedStatement, by="file_id", apart_from=frozenset({"expires_at"}))])
    register(KIND, derive, tables=[])
    yield
    PROJECTIONS.clear()
    PROJECTIONS.update(before)


def filled(count: int) -> UUID:
    """A file with acts and what is derived from it."""
    file = new_file(KIND)
    put_many(file, count)
    derive(file, at=AT)
    return file


def test_what_is_as_derived_comes_out_the_same() -> None:
    filled(2)
    new_file("another kind")
    looked = rebuild.look(at=AT.replace(month=5))
    assert (looked.files, looked.differences) == (1, ())


def test_a_difference_is_told_and_changes_nothing() -> None:
    file = filled(2)
    PreparedStatement.objects.filter(file_id=file).update(relies_seq=9)
    (difference,) = rebuild.look(at=AT).differences
    assert (difference.file, difference.field, difference.stored, difference.derived) == (file, "relies_seq", 9, 2)
    assert PreparedStatement.objects.get(file_id=file).relies_seq == 9


def test_a_difference_that_is_accepted_is_kept() -> None:
    file = filled(2)
    PreparedStatement.objects.filter(file_id=file).update(relies_seq=9)
    assert len(rebuild.accept(at=AT).differences) == 1
    assert PreparedStatement.objects.get(file_id=file).relies_seq == 2
    assert rebuild.look(at=AT).differences == ()


def test_missing_rows_are_told() -> None:
    file = filled(1)
    PreparedStatement.objects.filter(file_id=file).delete()
    (difference,) = rebuild.accept(at=AT).differences
    assert difference.stored is None
    assert PreparedStatement.objects.filter(file_id=file).exists()


def test_erased_files_are_left_alone() -> None:
    keys.destroy(filled(1), at=AT)
    looked = rebuild.look(at=AT)
    assert (looked.files, looked.erased, looked.differences) == (1, 1, ())
