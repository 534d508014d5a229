"""What could not be done is counted, left alone for longer and longer, and waits for a person in the end."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from ruqsat.journal import counterparts, outbox, undone
from ruqsat.journal.models import Counterpart, Outbox, TriedAgain, Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.outbox import OutOfOrderError, due, feed, files_due, told
from ruqsat.journal.undone import By, Failure
from tests.journal.filing import new_file, put_many
from tests.journal.samples import AT

SILENT = Failure(cause=Cause.SILENT, why="http://there answered with the status 503.")
REFUSED = Failure(cause=Cause.REFUSED, why="We do not accept this.")


def fed(count: int = 1) -> UUID:
    """A file with so many entries to be told."""
    file = new_file()
    for filed in put_many(file, count):
        feed("monitoring", file=file, entry=filed.id, seq=filed.seq)
    return file


def fail(file: UUID, failure: Failure = SILENT, *, counts: bool = True, after: timedelta = timedelta(0)) -> Undone:
    row = Outbox.objects.filter(file_id=file, delivered_at=None).order_by("seq")[0]
    return undone.failed("monitoring", file=file, subject=row.entry_id, failure=failure, counts=counts, at=AT + after)


def rows_due(file: UUID, *, after: timedelta = timedelta(0), limit: int = 10) -> list[int]:
    return [row.seq for row in due("monitoring", [file], system="monitoring", at=AT + after, limit=limit)]


@pytest.mark.django_db
def test_what_failed_is_tried_at_the_next_sweep_twice_and_then_left_alone_for_longer_and_longer() -> None:
    file = fed(2)
    pauses = []
    for _ in range(11):
        row = fail(file)
        pauses.append((row.next_at - AT).total_seconds())
    assert pauses[:2] == [0, 0]
    assert all(2.5 * 2**n <= pause <= 5 * 2**n for n, pause in enumerate(pauses[2:9]))
    assert all(300 <= pause <= 600 for pause in pauses[9:])
    assert rows_due(file) == []
    assert list(files_due("monitoring", at=AT)) == []
    assert rows_due(file, after=timedelta(minutes=10)) == [1, 2]
    assert list(files_due("monitoring", at=AT + timedelta(minutes=10))) == [file]


@pytest.mark.django_db
def test_after_so_many_attempts_it_waits_for_a_person_and_what_follows_in_its_file_behind_it() -> None:
    file, other = fed(3), fed(1)
    for _ in range(undone.MOST_ATTEMPTS):
        row = fail(file)
    assert row.dead_at == AT
    assert rows_due(file, after=timedelta(days=9)) == []
    assert list(files_due("monitoring", at=AT + timedelta(days=9))) == [other]
    assert Outbox.objects.filter(file_id=file, delivered_at=None).count() == 3


@pytest.mark.django_db
def test_what_was_refused_waits_for_a_person_at_once() -> None:
    assert fail(fed(), REFUSED).dead_at == AT


@pytest.mark.django_db
def test_an_outage_makes_no_dead_letter_however_long_it_lasts() -> None:
    file = fed()
    for hour in range(72):
        row = fail(file, counts=False, after=timedelta(hours=hour))
    assert (row.attempts, row.counted, row.dead_at) == (72, 0, None)
    assert (row.since, row.tried_at) == (AT, AT + timedelta(hours=71))


@pytest.mark.django_db
def test_what_is_told_is_undone_no_longer() -> None:
    file = fed(2)
    fail(file)
    rows = due("monitoring", [file], system="monitoring", at=AT, limit=10)
    told("monitoring", rows, system="monitoring", at=AT)
    assert not Undone.objects.exists()
    assert not Outbox.objects.filter(delivered_at=None).exists()
    assert Counterpart.objects.get().answered_at == AT


@pytest.mark.django_db
def test_nothing_is_noted_as_told_before_what_comes_before_it() -> None:
    file = fed(3)
    rows = due("monitoring", [file], system="monitoring", at=AT, limit=10)
    with pytest.raises(OutOfOrderError):
        told("monitoring", rows[1:], system="monitoring", at=AT)
    assert Outbox.objects.filter(delivered_at=None).count() == 3


@pytest.mark.django_db
def test_no_more_is_taken_up_at_once_than_was_asked_for() -> None:
    assert rows_due(fed(5), limit=2) == [1, 2]


@pytest.mark.django_db
def test_files_are_found_past_fifty_and_past_those_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "FILES_AT_ONCE", 2)
    files = [fed() for _ in range(7)]
    for file in files[:3]:
        fail(file, REFUSED)
    found = list(files_due("monitoring", at=AT))
    assert sorted(found) == sorted(files[3:])


@pytest.mark.django_db
def test_no_number_of_a_person_stays_in_the_sentence() -> None:
    row = fail(fed(), Failure(cause=Cause.SILENT, why="http://there/940517499011\n answered 503"))
    assert row.why == "http://there/… answered 503"


@pytest.mark.django_db
def test_a_person_has_it_tried_again_and_that_stays_on_record() -> None:
    file, person = fed(), uuid4()
    row = fail(file, REFUSED)
    counterparts.failed("monitoring", why="503", at=AT)
    later = AT + timedelta(hours=1)
    undone.try_again([row], by=By(person=person), at=later)
    assert rows_due(file, after=timedelta(hours=1)) == [1]
    again = TriedAgain.objects.get()
    assert (again.kind, again.file_id, again.by_person, again.at) == ("monitoring", file, person, later)
    with pytest.raises(DatabaseError, match="stays on record"), transaction.atomic():
        TriedAgain.objects.all().delete()
