"""Reading files: whole, from a place on, and many in a stream."""

from uuid import uuid4

import pytest

from ruqsat.journal import keys
from ruqsat.journal.read import NoSuchEntryError, acts_of, acts_of_files, proof_of, statement_of
from tests.journal.filing import new_file, put, put_many
from tests.journal.samples import AT, judged_act

pytestmark = pytest.mark.django_db


def test_a_file_that_is_not_there_has_no_acts() -> None:
    assert acts_of(uuid4()) == []


def test_the_tail_of_a_file_can_be_read_alone() -> None:
    file = new_file()
    filed = put_many(file, 5)
    assert acts_of(file, after=3) == filed[3:]


def test_many_files_come_in_a_stream_without_those_that_were_erased() -> None:
    files = [new_file() for _ in range(4)]
    filed = {file: put_many(file, 3) for file in files}
    keys.destroy(files[0], at=AT)
    new_file()
    read = dict(acts_of_files(files))
    assert read == {file: filed[file] for file in files[1:]}


def test_an_act_that_is_not_on_file_has_neither_statement_nor_proof() -> None:
    for read in (statement_of, proof_of):
        with pytest.raises(NoSuchEntryError):
            read(uuid4())


def test_an_act_without_proof_has_an_empty_one() -> None:
    assert proof_of(put(new_file(), judged_act()).id) == b""
