"""The queue of jobs as somebody sees it who looks after the system: what waits, what failed, and again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from ruqsat.journal import queue
from ruqsat.journal.queue import OfTask

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 18, 10, tzinfo=UTC)
AHEAD = timedelta(days=2)


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def job(task: str, *, status: str = "todo", at: datetime = AT, lock: str | None = None) -> int:
    """A job, and the only thing that happened to it, at *at* on the wall clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, args)"
            " VALUES ('cases', %s, %s, %s, '{}') RETURNING id",
            [task, lock, status],
        )
        id: int = cursor.fetchone()[0]
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [id])
        kind = {"todo": "deferred", "doing": "started"}.get(status, status)
        cursor.execute("INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, %s)", [id, kind, at])
    return id


def statuses(*jobs: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = ANY(%s) ORDER BY id", [list(jobs)])
        return [status for (status,) in cursor.fetchall()]


def test_an_empty_queue_has_nothing() -> None:
    assert queue.waiting(ahead=AHEAD) == queue.failed(ahead=AHEAD) == []


def test_what_waits_is_counted_by_task_since_the_oldest_by_the_clock_of_the_instance() -> None:
    for task, hours in (("tell", 0), ("tell", 1), ("ask", 2)):
        job(task, at=AT + timedelta(hours=hours))
    for status in ("doing", "succeeded"):
        job("tell", status=status)
    assert queue.waiting(ahead=AHEAD) == [
        OfTask(task="ask", count=1, since=AT + timedelta(hours=2) + AHEAD),
        OfTask(task="tell", count=2, since=AT + AHEAD),
    ]


def test_what_failed_is_counted_by_task_since_the_last_one() -> None:
    for hours in (0, 1):
        job("tell", status="failed", at=AT + timedelta(hours=hours))
    job("tell")
    assert queue.failed(ahead=AHEAD) == [OfTask(task="tell", count=2, since=AT + timedelta(hours=1) + AHEAD)]


def test_failed_jobs_of_a_task_are_put_back_and_no_others() -> None:
    first, second = job("tell", status="failed"), job("tell", status="failed")
    other, done = job("ask", status="failed"), job("tell", status="succeeded")
    assert queue.run_again("tell") == 2
    assert statuses(first, second, other, done) == ["todo", "todo", "failed", "succeeded"]
    assert queue.run_again("tell") == 0


def test_one_of_which_another_waits_already_is_left() -> None:
    """By its queueing lock: the one that waits does the same."""
    lock = f"tell {uuid4()}"
    failed, waiting = job("tell", status="failed", lock=lock), job("tell", lock=lock)
    assert queue.run_again("tell") == 0
    assert statuses(failed, waiting) == ["failed", "todo"]


def test_no_more_are_put_back_at_once_than_are_asked_for_the_oldest_first() -> None:
    jobs = [job("tell", status="failed") for _ in range(3)]
    assert queue.run_again("tell", limit=2) == 2
    assert statuses(*jobs) == ["todo", "todo", "failed"]
