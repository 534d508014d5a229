"""
List 4: the service is electronic, and what needs no person goes by itself: the tasks of the queue.

Each is named in `ruqsat.journal.outbox` and takes ids only.

A task that fails is not retried by the queue: what it left undone is found by the sweep, on the instance's clock.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from uuid import UUID

import structlog
from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from ruqsat import instance_clock
from ruqsat.jobs import informing, monitoring, sweep, telling, work

log = structlog.get_logger()


def _with_own_connection(task: Callable[..., None]) -> Callable[..., None]:
    """A worker's thread gives its connection back, whatever happened."""

    @wraps(task)
    def closing(*args: object, **kwargs: object) -> None:
        try:
            task(*args, **kwargs)
        finally:
            connections.close_all()

    return closing


def _task_of(name: str) -> Callable[..., None]:
    def task(*, file: str, act: str) -> None:
        work.do(name, case=UUID(file), act=UUID(act), now=instance_clock.now)

    task.__name__ = name
    task.__doc__ = f"Do the system's work {name!r} of one case."
    return _with_own_connection(task)


for _name in work.WORK:
    app.task(name=_name, queue="cases")(_task_of(_name))


@app.task(name="deliver_monitoring", queue="monitoring")
@_with_own_connection
def deliver_monitoring(*, file: str) -> None:
    """Rules 21: deliver what the monitoring system has not got of one case, in order."""
    monitoring.deliver(UUID(file), now=instance_clock.now)


@app.task(name="tell_applicant", queue="cases")
@_with_own_connection
def tell_applicant(*, file: str) -> None:
    """List 10(1): write to the applicant what became of the application."""
    telling.tell_applicant(UUID(file), now=instance_clock.now)


@app.task(name="inform_of_change", queue="cases")
@_with_own_connection
def inform_of_change(*, file: str) -> None:
    """Rules 21-1: send the information on a change of the Rules to whom it concerns."""
    informing.inform_all(now=instance_clock.now)


@app.periodic(cron="* * * * * */5")
@app.task(name="sweep", queue="sweep", queueing_lock="sweep")
@_with_own_connection
def sweep_now(timestamp: int) -> None:
    """Find and do whatever is due or was left undone. *timestamp* is the wall clock's; ours is the instance's."""
    with _alone("sweep") as alone:
        if alone:
            sweep.sweep(now=instance_clock.now)


@contextmanager
def _alone(what: str) -> Iterator[bool]:
    """
    Whether nobody else does *what* now, and that nobody begins to.

    The lock is the connection's, not the queue's: it goes with the process that holds it, so that after kill -9 the
    next one begins at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"ruqsat {what}"])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"ruqsat {what}"])


@app.periodic(cron="17 3 * * *")
@app.task(name="remove_finished_jobs", queue="sweep", queueing_lock="remove_finished_jobs")
async def remove_finished_jobs(timestamp: int) -> None:
    """Finished rows of the queue older than three days go."""
    await app.job_manager.delete_old_jobs(nb_hours=72, include_failed=True)


@app.periodic(cron="* * * * * */30")
@app.task(name="retry_stalled_jobs", queue="sweep", queueing_lock="retry_stalled_jobs")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Jobs whose worker died are put back; those of which another one waits already are done with."""
    for job in await app.job_manager.get_stalled_jobs():
        log.warning("stalled job put back", job=job.id, task=job.task_name)
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:  # by its queueing lock
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
