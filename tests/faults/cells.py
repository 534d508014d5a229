"""One cell of the matrix: a system with a fault, its cases, real processes; what moved, and what came of them."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection

from ruqsat_sandbox.faults import KINDS
from tests.broken.processes import Processes, Window
from tests.faults.crowd import Crowd
from tests.faults.targets import TARGETS, Moved, Target
from tests.milestones import Trail, standing_at
from tests.world import OFFICER

RIGHT = frozenset({"none", "slow", "drip", "huge", "duplicate", "out_of_order"})
"""Kinds whose answer, if it is taken at all, is the right one: what moves in them moves rightly."""
WAITS = {"slow": 3.0, "drip": 0.2, "out_of_order": 0.2}  # seconds, to the limits below as the real ones to the real
LIMITS = {"RUQSAT_SANDBOX_TIME_OUT": "1", "RUQSAT_SANDBOX_LONGEST": "2"}
LONGEST_FAULT = 40.0  # seconds until everybody was tried once
LONGEST_END = 480.0  # seconds until everything is made up for
STEP = timedelta(minutes=11)  # of the instance's clock, while its pauses run
SAMPLES = 12
BETWEEN = 0.4  # seconds from one look at the pages to the next: the worker is to have the machine


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a cell showed. *slower*: the pages' time in the fault over their time where all is well, if compared."""

    system: str
    kind: str
    cases: int
    met: int
    wrongly_moved: int
    unfinished: int
    slower: float | None

    @property
    def holds(self) -> bool:
        """Whether no case moved on a bad answer, and all finished."""
        return self.wrongly_moved == 0 and self.unfinished == 0


def is_sensible(system: str, kind: str) -> bool:
    """Whether the sandbox lets this system fail like this."""
    return system in KINDS[kind].systems


@contextmanager
def crowd_at(trail: Trail, milestone: str, folder: Path) -> Iterator[Crowd]:
    """The crowd at a milestone, in a database of their own; outside, nothing of other cells is known."""
    reached = trail.at(milestone)
    with (
        trail.server.clone(reached.database.name) as database,
        standing_at(reached, trail, folder, database=database) as road,
    ):
        assert isinstance(road, Crowd)
        road.world.forget_all_taken()
        yield road
        connection.close()


def run(target: Target, kind: str, crowd: Crowd, processes: Processes, *, usual: float | None) -> Outcome:
    """The fault, and its end. *usual*: what a round of the pages takes where all is well, in seconds."""
    pages = _ready(target, crowd, processes)
    began = target.moved(crowd)
    for system in target.beside:
        crowd.world.break_down(system)
    wish = {"seconds": WAITS[kind]} if kind in WAITS else {}
    said = {"system": target.system, "kind": kind, **wish}
    crowd.world.client.post("/api/faults", json=said).raise_for_status()
    _work(target, crowd, processes, pages)
    in_fault, moved, met = pages.taken(), target.moved(crowd), met_of(crowd, target.system)
    rightly = target.rightly(crowd) if kind == "other_answer" else frozenset()
    crowd.world.mend()
    target.after(crowd, processes)
    finished = _finish(target, crowd, pages)
    wrongly = frozenset[tuple[object, ...]]() if kind in RIGHT else moved - began - rightly
    return Outcome(
        system=target.system,
        kind=kind,
        cases=crowd.SIZE,
        met=met,
        wrongly_moved=cases_in(wrongly | target.never(crowd)),
        unfinished=0 if finished else unfinished_of(target, crowd),
        slower=in_fault / usual if usual else None,
    )


def usual_pages(target: Target, crowd: Crowd, processes: Processes) -> float:
    """What a round of the pages takes, in seconds, while the same work is done and the system answers as it should."""
    pages = _ready(target, crowd, processes)
    for system in target.beside:
        crowd.world.break_down(system)
    _work(target, crowd, processes, pages)
    crowd.world.mend()
    return pages.taken()


def _ready(target: Target, crowd: Crowd, processes: Processes) -> "Pages":
    only_jobs(target.tasks)
    processes.serve()
    pages = Pages(target, crowd, processes)
    target.before(crowd, processes)
    return pages


def _work(target: Target, crowd: Crowd, processes: Processes, pages: "Pages") -> None:
    """The worker at its work, until everybody was tried once; looking at the pages meanwhile."""
    crowd.world.later(seconds=30)
    processes.work()
    target.during(crowd, processes)
    pages.look_until(lambda: everybody_was_tried(target, crowd), seconds=LONGEST_FAULT)


def _finish(target: Target, crowd: Crowd, pages: "Pages") -> bool:
    """Whether all is done once the fault has ended, the instance's clock going on meanwhile."""
    deadline = time.monotonic() + LONGEST_END
    while not target.all_done(crowd) and time.monotonic() < deadline:
        crowd.world.later(seconds=STEP.total_seconds())
        pages.look_until(lambda: target.all_done(crowd), seconds=6, often=1)
    return target.all_done(crowd)


def cases_in(moved: Moved) -> int:
    """How many cases are among what moved."""
    return len({each[0] for each in moved})


def unfinished_of(target: Target, crowd: Crowd) -> int:
    """Of how many cases nothing moved, at least one."""
    return max(1, crowd.SIZE - cases_in(target.moved(crowd)))


def met_of(crowd: Crowd, system: str) -> int:
    """How many questions the fault has met."""
    return sum(each["met"] for each in crowd.world.client.get(f"/api/faults/{system}").json())


def everybody_was_tried(target: Target, crowd: Crowd) -> bool:
    """Whether every job that asks the system was done once; where a sweep asks, whether it did."""
    if target.tasks:
        with connection.cursor() as cursor:
            query = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = ANY(%s) AND status IN ('todo', 'doing')"
            cursor.execute(query, [list(target.tasks)])
            return bool(cursor.fetchone()[0] == 0)
    return met_of(crowd, target.system) >= 3


def only_jobs(tasks: tuple[str, ...]) -> None:
    """Leave the jobs of these tasks in the queue: what else is owed the sweep finds later."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name <> ALL(%s)", [list(tasks)])


class Pages:
    """The pages that people look at meanwhile, and how long each took."""

    def __init__(self, target: Target, crowd: Crowd, processes: Processes) -> None:
        road = crowd.roads()[0] if target.trail != 2 else None
        applicant = processes.window(road.applicant) if road else None
        officer = processes.window(OFFICER)
        case = road.case if road else None
        self.looks: list[tuple[Window, str]] = [
            (officer if page.startswith("/desk/") else applicant or officer, page.format(case=case))
            for page in target.pages
        ]
        self.times: list[float] = []
        self._look()  # the first of a process is slower than any other
        self.times.clear()

    def look_until(self, happened: Callable[[], bool], *, seconds: float, often: int = SAMPLES) -> None:
        """Look again and again until it happened, and so often at least."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._look()
            if len(self.times) >= often and happened():
                return
            time.sleep(BETWEEN)

    def taken(self) -> float:
        """The median time of a round, in seconds."""
        return statistics.median(self.times)

    def _look(self) -> None:
        started = time.perf_counter()
        for window, page in self.looks:
            answer = window.get(page)
            assert answer.status_code in {200, 302}, (page, answer.status_code)
        self.times.append(time.perf_counter() - started)


__all__ = ["TARGETS", "Outcome", "crowd_at", "is_sensible", "run", "usual_pages"]
