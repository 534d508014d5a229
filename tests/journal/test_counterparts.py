"""Outside systems as deliveries find them: left alone while they do not answer, up again with the first thing taken."""

from datetime import datetime, timedelta

import pytest

from ruqsat.journal import counterparts
from ruqsat.journal.models_of_delivery import Counterpart
from ruqsat.journal.outbox import due, feed, files_due, told
from tests.journal.filing import new_file, put_many
from tests.journal.samples import AT

NAME = "monitoring"


def takes(*, at: datetime) -> None:
    """The system takes the only entry of a new file, as a delivery notes it."""
    (filed,) = put_many(file := new_file(), 1)
    feed(NAME, file=file, entry=filed.id, seq=filed.seq)
    told(NAME, due(NAME, [file], system=NAME, at=at, limit=1), system=NAME, at=at)


@pytest.mark.django_db
def test_a_system_that_does_not_answer_is_left_alone_for_a_minute_at_most() -> None:
    waits = []
    for _ in range(20):
        counterparts.failed(NAME, why="503", at=AT)
        waits.append(not counterparts.may_be_asked(NAME, at=AT))
    assert waits[:3] == [False, False, True]
    assert counterparts.may_be_asked(NAME, at=AT + timedelta(minutes=1))
    down = Counterpart.objects.get()
    assert (down.failures, down.down_since, down.answered_at) == (20, AT, None)


@pytest.mark.django_db
def test_while_it_is_left_alone_nothing_is_due_to_it() -> None:
    """Its files are still found: what is due to others is looked for in the same way."""
    (filed,) = put_many(file := new_file(), 1)
    feed(NAME, file=file, entry=filed.id, seq=filed.seq)
    for _ in range(20):
        counterparts.failed(NAME, why="503", at=AT)
    assert due(NAME, [file], system=NAME, at=AT, limit=1) == []
    assert [row.seq for row in due(NAME, [file], system="another", at=AT, limit=1)] == [1]
    assert list(files_due(NAME, at=AT)) == [file]


@pytest.mark.django_db
def test_a_system_that_answers_again_is_up_at_once() -> None:
    takes(at=AT)
    counterparts.failed(NAME, why="503", at=AT + timedelta(seconds=1))
    assert counterparts.is_down(NAME)
    assert not counterparts.took_something_since(NAME, AT + timedelta(seconds=1))
    takes(at=AT + timedelta(seconds=2))
    assert not counterparts.is_down(NAME)
    assert counterparts.took_something_since(NAME, AT + timedelta(seconds=1))
    takes(at=AT + timedelta(seconds=5))
    assert Counterpart.objects.get().answered_at == AT + timedelta(seconds=2)  # noted every ten seconds at most


@pytest.mark.django_db
def test_what_a_system_said_is_kept_without_numbers_of_persons() -> None:
    counterparts.failed(NAME, why="900101399016\nis unknown", at=AT)
    assert Counterpart.objects.get().why == "… is unknown"
