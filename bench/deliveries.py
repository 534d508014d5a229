"""
Deliveries to the monitoring system per second, over the bare dequeue of as many rows.

    python -m bench.deliveries [--quick]

Ours is what the sweep does after an outage: every case's events in their order, each a request of its own over HTTP
to another process that only counts them, with what the outbox writes down about it. The floor takes the same number of
rows out of the queue, each in a transaction of its own: SELECT … FOR UPDATE SKIP LOCKED, UPDATE, COMMIT; it talks to
nobody. It has as many connections as ours has threads.
"""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from uuid import UUID, uuid4

import httpx

from bench.ground import alternate, databases, django_at, median

EVENTS_OF_A_CASE = 20


@dataclass(frozen=True)
class Measured:
    """How many were delivered in a round, and per second: ours, the floor, their ratio; both with one and with more."""

    deliveries: int
    rates: dict[str, tuple[float, float, float]]


def run(*, quick: bool) -> Measured:
    """Ours and the floor by turns: a few long backlogs as after an outage, and single events as they come by day."""
    cases, rounds = (10, 2) if quick else (50, 7)
    rates = {}
    with databases(1) as (url,), sink() as address:
        from ruqsat.jobs import delivering

        with django_at(url):
            for name, many, each in (("backlog", cases, EVENTS_OF_A_CASE), ("single", cases * EVENTS_OF_A_CASE, 1)):
                files = _fill(many, each)
                rates[name] = _measured(url, address, files, rounds=rounds, together=delivering.TOGETHER)
    return Measured(deliveries=cases * EVENTS_OF_A_CASE, rates=rates)


def _measured(url: str, address: str, files: list[UUID], *, rounds: int, together: int) -> tuple[float, float, float]:
    from django.conf import settings
    from django.db import connection

    from ruqsat.instance_clock import now
    from ruqsat.jobs import delivering, monitoring
    from ruqsat.journal.models import Outbox

    settings.GATEWAYS = {**settings.GATEWAYS, "monitoring": {"kind": "sandbox", "url": address}}
    delivering.MOST_SECONDS = 600.0
    rows = Outbox.objects.filter(file_id__in=files)
    count = rows.count()

    def ours(_number: int) -> float:
        rows.update(delivered_at=None)
        before, started = _taken(address), perf_counter()
        monitoring.deliver_all(now=now)
        took = perf_counter() - started
        assert not rows.filter(delivered_at=None).exists()  # noqa: S101 -- all of them, or it counts for nothing
        assert _taken(address) == before + count  # noqa: S101 -- and each of them once
        return count / took

    def floor(_number: int) -> float:
        rows.update(delivered_at=None)
        connection.close()
        return _dequeued(url, count, together=together)

    ours(0)
    pairs = alternate(ours, floor, rounds=rounds)
    return (
        median([pair[0] for pair in pairs]),
        median([pair[1] for pair in pairs]),
        median([pair[0] / pair[1] for pair in pairs]),
    )


def _taken(address: str) -> int:
    return int(httpx.get(f"{address}/count", trust_env=False).json()["taken"])


def _dequeued(url: str, count: int, *, together: int) -> float:
    """Rows per second taken out of the queue by *together* connections, each row in a transaction of its own."""
    import psycopg

    def take(_number: int) -> int:
        done = 0
        with psycopg.connect(url, prepare_threshold=0) as connection:
            while True:
                found = connection.execute(
                    "SELECT id FROM journal_outbox WHERE feed = 'monitoring' AND delivered_at IS NULL"
                    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
                ).fetchone()
                if found is None:
                    connection.commit()
                    return done
                connection.execute("UPDATE journal_outbox SET delivered_at = now() WHERE id = %s", found)
                connection.commit()
                done += 1

    started = perf_counter()
    with ThreadPoolExecutor(together) as threads:
        done = sum(threads.map(take, range(together)))
    assert done == count  # noqa: S101 -- as many as ours
    return count / (perf_counter() - started)


def _fill(cases: int, events: int) -> list[UUID]:
    """So many files with so many entries each, all of them on the feed."""
    from datetime import timedelta

    from django.db import transaction

    from ruqsat.instance_clock import now
    from ruqsat.journal import outbox
    from ruqsat.journal.append import Judged
    from ruqsat.journal.files import open_file
    from ruqsat.journal.writing import write
    from ruqsat.law.acts import SYSTEM, SignatureJudged, Verdict
    from tests.journal.filing import append_all

    at = now() - timedelta(hours=1)
    judged = partial(SignatureJudged, verdict=Verdict.PASSED, sub_indication="", reason="", report="ab" * 32)
    files = [uuid4() for _ in range(cases)]
    for file in files:
        with transaction.atomic():
            open_file("case", id=file, at=at)
            acts = [(judged(happened_at=at, of=uuid4()), None) for _ in range(events)]
            filed = append_all(file, acts, at=at, by=SYSTEM, judged=Judged(edition="b", calendar="b", law="b"))
            write([outbox.feeding(file, [("monitoring", one.id, one.seq) for one in filed])])
    return files


@contextmanager
def sink() -> Iterator[str]:
    """The other end, a process of its own; its address."""
    command = [sys.executable, "-m", "bench.sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- our own
        assert process.stdout is not None  # noqa: S101 -- a pipe, as asked for
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.communicate()


def report(found: Measured) -> str:
    """The figures as a table."""
    rows = {"backlog": f"a backlog, {EVENTS_OF_A_CASE} events of each case", "single": "one event of each case"}
    return "\n".join(
        [
            f"{found.deliveries:,} deliveries in a round, each a request of its own. Goal: a ratio of at least 0.3.",
            "",
            "| | ours, deliveries/s | bare dequeue, rows/s | ratio |",
            "|---|---|---|---|",
            *(
                f"| {rows[name]} | {ours:,.0f} | {floor:,.0f} | **{ratio:.2f}** |"
                for name, (ours, floor, ratio) in found.rates.items()
            ),
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
