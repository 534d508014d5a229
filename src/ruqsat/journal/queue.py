"""The queue of jobs as somebody sees it who looks after the system."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction


@dataclass(frozen=True, kw_only=True)
class OfTask:
    """How many jobs of a task; ``since``: when the oldest was put there, or when the last one failed."""

    task: str
    count: int
    since: datetime | None


def waiting(*, ahead: timedelta) -> list[OfTask]:
    """
    What waits to be done, by task. Times are the instance's: *ahead* of the wall clock, which is the queue's.
    """
    return _by_task(_WAITING, ahead)


def failed(*, ahead: timedelta) -> list[OfTask]:
    """Jobs that failed in the last three days. What they left undone is the sweep's to find."""
    return _by_task(_FAILED, ahead)


_WAITING = """
    SELECT j.task_name, j.count, (SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.oldest)
    FROM (SELECT task_name, count(*), min(id) AS oldest FROM procrastinate_jobs WHERE status = 'todo' GROUP BY 1) j
    ORDER BY 1
"""
_FAILED = """
    SELECT j.task_name, j.count, (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.newest)
    FROM (SELECT task_name, count(*), max(id) AS newest FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1) j
    ORDER BY 1
"""


def _by_task(query: str, ahead: timedelta) -> list[OfTask]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    return [OfTask(task=task, count=count, since=since and since + ahead) for task, count, since in rows]


def run_again(task: str, *, limit: int = 1000) -> int:
    """
    Put failed jobs of *task* back into the queue; how many they were.

    One of which another waits already is done with: that one does the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM procrastinate_jobs WHERE status = 'failed' AND task_name = %s ORDER BY id LIMIT %s",
            [task, limit],
        )
        found = [id for (id,) in cursor.fetchall()]
    return sum(_put_back(id) for id in found)


def _put_back(id: int) -> bool:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [id])
        except IntegrityError:  # by its queueing lock
            return False
    return True
