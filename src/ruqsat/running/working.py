"""The worker: the queued work is done until somebody asks to stop, through outages of the database."""

import asyncio
import signal
from contextlib import suppress

import psycopg
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.exceptions import ConnectorException

log = structlog.get_logger()

AT_ONCE = 2  # jobs
QUEUES = ["cases", "monitoring", "sweep"]  # those of `ruqsat.jobs.tasks`; what a demo puts elsewhere it does itself
GRACE = 8.0  # seconds that the jobs under way have to come to their end
SOONEST, LATEST = 0.5, 10.0  # seconds until the database is tried again


def work_until_stopped() -> None:
    """Be a worker until SIGTERM or SIGINT."""
    # Attempts in the background are given up soon: the worker itself knows better when to try again.
    connector = PsycopgConnector(kwargs=connector_params(), timeout=5.0, reconnect_timeout=3.0)
    with app.replace_connector(connector):
        asyncio.run(_work(app))


async def _work(app: App) -> None:
    """
    Do what is queued until SIGTERM or SIGINT.

    The library's worker ends when the database does, in one way or another; then another one begins, as soon as the
    database is back. What the first had under way is found by the sweep.
    """
    stopped = _stopped_by_signals()
    pause = SOONEST
    while not stopped.is_set():
        began = asyncio.get_running_loop().time()
        try:
            await _until(stopped, app)
        except (ConnectorException, psycopg.OperationalError, psycopg.InterfaceError) as error:
            log.warning("the database does not answer the worker", why=" ".join(str(error.__cause__ or error).split()))
        if asyncio.get_running_loop().time() - began > LATEST:
            pause = SOONEST
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), pause)
        pause = min(2 * pause, LATEST)


async def _until(stopped: asyncio.Event, app: App) -> None:
    """One worker's life: until it is asked to stop, or the database is gone."""
    try:
        await app.open_async()
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=QUEUES, concurrency=AT_ONCE, shutdown_graceful_timeout=GRACE, install_signal_handlers=False
            )
        )
        asked = asyncio.create_task(stopped.wait())
        try:
            await asyncio.wait({worker, asked}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
            worker.cancel()  # ends in order; nothing happens to one that has ended
            with suppress(asyncio.CancelledError):
                await worker
    finally:
        await app.close_async()  # also what could not be opened, or it would never be opened again


def _stopped_by_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    return stopped
