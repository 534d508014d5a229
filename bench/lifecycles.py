"""
Whole lifecycles per second through the actions, over the same rows by plain SQL, with 1 and with 4 clients.

    python -m bench.lifecycles [--quick]

A lifecycle is `bench.road`: consent, answers of the registers, fee, received, verdict, registered, receipt, complete,
approval asked and answered, visit with its notices and a recording, conclusion, sealed, prepared, granted, issued.
Signature checks, PDFs and outside systems are left out of the timed path. The floor is `bench.floor`.
"""

import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from unittest.mock import patch
from uuid import UUID

from bench import floor
from bench.ground import alternate, databases, django_at, median

GOAL = 0.6
Job = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Lifecycles per second by so many clients: ours, the floor's, and the median of the rounds' ratios."""

    clients: int
    ours: float
    floor: float
    ratio: float
    rows: int
    commits: int


def walk(job: Job) -> tuple[float, list[UUID]]:
    """Walk so many lifecycles at an address: seconds, and the cases."""
    from bench.road import Cast, Road, application, outside_left_out

    url, count = job
    with django_at(url), outside_left_out():
        cast, form = Cast.found(), application()
        Road(cast=cast, form=form).walk()
        roads = [Road(cast=cast, form=form) for _ in range(count)]
        started = perf_counter()
        for road in roads:
            road.walk()
        seconds = perf_counter() - started
        assert {road.stage() for road in roads} == {"issued"}  # noqa: S101 -- what was measured was the whole road
        return seconds, [road.case for road in roads]


def insert(job: tuple[str, list[list[floor.Row]], int]) -> float:
    """As `floor.insert`, for a process of its own."""
    url, cases, commits = job
    return floor.insert(url, cases, commits=commits)


def commits_of_one(url: str) -> int:
    """How many transactions that wrote something one lifecycle commits."""
    from django.db import connection, transaction

    from bench.road import Cast, Road, application, outside_left_out

    counted = 0

    @contextmanager
    def counting() -> Iterator[None]:
        nonlocal counted
        whole = transaction.Atomic.__exit__

        def leave(self: Any, *args: Any) -> None:
            nonlocal counted
            outermost = not connection.savepoint_ids and connection.in_atomic_block
            whole(self, *args)
            counted += outermost and not connection.in_atomic_block

        with patch.object(transaction.Atomic, "__exit__", leave):
            yield

    with django_at(url), outside_left_out():
        cast = Cast.found()
        Road(cast=cast, form=application()).walk()
        with counting():
            Road(cast=cast, form=application()).walk()
    return counted


def measure(addresses: list[str], *, clients: int, each: int, rounds: int, commits: int) -> Measured:
    """Ours and the floor by turns: the floor inserts in the second database what ours made in the first."""
    ours_at, floor_at = addresses
    waiting: list[list[list[list[floor.Row]]]] = []
    with ProcessPoolExecutor(clients, mp_context=multiprocessing.get_context("spawn"), initializer=_ready) as pool:

        def ours(_number: int) -> float:
            came = list(pool.map(walk, [(ours_at, each)] * clients))
            waiting.append([floor.rows_of(ours_at, cases) for _, cases in came])
            return clients * each / max(seconds for seconds, _ in came)

        def below(_number: int) -> float:
            seconds = list(pool.map(insert, [(floor_at, cases, commits) for cases in waiting.pop(0)]))
            return clients * each / max(seconds)

        ours(0)  # warms our side; the rows of the next are for a round that begins with the floor
        below(0)
        ours(0)
        count = len(waiting[0][0][0])
        pairs = alternate(ours, below, rounds=rounds)
    return Measured(
        clients=clients,
        ours=median([pair[0] for pair in pairs]),
        floor=median([pair[1] for pair in pairs]),
        ratio=median([pair[0] / pair[1] for pair in pairs]),
        rows=count,
        commits=commits,
    )


def _ready() -> None:
    from bench.ground import set_up

    set_up(keep=True)


def run(*, quick: bool) -> list[Measured]:
    """Everything of this claim."""
    each, rounds = (3, 2) if quick else (40, 7)
    with databases(2) as addresses:
        commits = commits_of_one(addresses[0])
        return [
            measure(addresses, clients=clients, each=max(2, each // clients), rounds=rounds, commits=commits)
            for clients in (1, 4)
        ]


def report(found: list[Measured]) -> str:
    """The figures as a table."""
    lines = [
        f"One lifecycle: {found[0].rows} rows in {found[0].commits} commits. Goal: a ratio of at least {GOAL}.",
        "",
        "| clients | ours, lifecycles/s | floor, lifecycles/s | ratio |",
        "|---|---|---|---|",
    ]
    lines += [f"| {one.clients} | {one.ours:.1f} | {one.floor:.1f} | **{one.ratio:.2f}** |" for one in found]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
