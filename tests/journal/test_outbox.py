"""Jobs commit with the act that causes them; feeds tell each file's entries in order."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ruqsat.journal import outbox
from ruqsat.journal.models import Outbox
from ruqsat.journal.outbox import (
    OutOfOrderError,
    OutsideTransactionError,
    UndeclaredTaskError,
    defer,
    due,
    feed,
    files_due,
    told,
)
from tests.journal.filing import new_file, put_many
from tests.journal.samples import AT


@pytest.fixture
def task() -> Iterator[str]:
    """A declared task."""
    name = outbox.declare("tests.tell", "tells")
    yield name
    del outbox.TASKS[name]


@pytest.mark.django_db
def test_a_job_is_in_the_queue_with_ids_only(task: str) -> None:
    file = uuid4()
    defer(task, file=file, act="a", seq=3)
    job = ProcrastinateJob.objects.get(task_name=task)
    assert job.args == {"file": str(file), "act": "a", "seq": 3}


@pytest.mark.django_db
def test_a_job_goes_into_the_queue_that_its_task_has_at_that_moment(task: str) -> None:
    defer(task, file=uuid4())
    app.task(name=task, queue="registered")(lambda: None)
    try:
        defer(task, file=uuid4())
        app.tasks[task].queue = "another"
        defer(task, file=uuid4())
    finally:
        del app.tasks[task]
    queues = ProcrastinateJob.objects.filter(task_name=task).order_by("id").values_list("queue_name", flat=True)
    assert list(queues) == ["default", "registered", "another"]


@pytest.mark.django_db
def test_a_job_is_taken_back_with_its_transaction(task: str) -> None:
    with transaction.atomic():
        defer(task, file=uuid4())
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.filter(task_name=task).exists()


def test_a_job_outside_a_transaction_is_refused(own_database: object, task: str) -> None:
    with pytest.raises(OutsideTransactionError):
        defer(task, file=uuid4())


@pytest.mark.django_db
def test_a_task_that_nobody_declared_is_refused() -> None:
    with pytest.raises(UndeclaredTaskError):
        defer("tests.unheard_of", file=uuid4())


def tell(rows: list[Outbox], *, at: datetime = AT) -> None:
    told("monitoring", rows, system="monitoring", at=at)


def rows_due(file: UUID, *, limit: int = 1) -> list[Outbox]:
    return due("monitoring", [file], system="monitoring", at=AT, limit=limit)


@pytest.mark.django_db
def test_a_feed_tells_the_entries_of_each_file_in_order() -> None:
    one, other = new_file(), new_file()
    for file in (one, other):
        for filed in reversed(put_many(file, 3)):
            feed("monitoring", file=file, entry=filed.id, seq=filed.seq)
            feed("monitoring", file=file, entry=filed.id, seq=filed.seq)
    assert set(files_due("monitoring", at=AT)) == {one, other}
    told_now = []
    while rows := rows_due(one):
        tell(rows)
        told_now += [row.seq for row in rows]
    assert told_now == [1, 2, 3]
    assert list(files_due("monitoring", at=AT)) == [other]
    assert due("statistics", [other], system="statistics", at=AT, limit=9) == []


@pytest.mark.django_db
def test_an_entry_is_not_told_before_an_earlier_one_of_its_file() -> None:
    file = new_file()
    for filed in put_many(file, 2):
        feed("monitoring", file=file, entry=filed.id, seq=filed.seq)
    _, second = rows_due(file, limit=2)
    with pytest.raises(OutOfOrderError):
        tell([second])
    assert Outbox.objects.filter(delivered_at=None).count() == 2


@pytest.mark.django_db
def test_delivery_is_recorded_once() -> None:
    file = new_file()
    filed = put_many(file, 1)[0]
    feed("monitoring", file=file, entry=filed.id, seq=filed.seq)
    rows = rows_due(file)
    tell(rows)
    tell(rows, at=AT.replace(year=2027))
    assert Outbox.objects.get().delivered_at == AT
