"""The trails of the twenty, and processes that give up on an outside system ten times sooner than usual."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.broken.processes import Processes
from tests.faults import cells, table
from tests.faults.cells import LIMITS, Outcome
from tests.faults.crowd import Crowd, SmallCrowd, trails
from tests.faults.targets import TARGETS, Target
from tests.ground import Server
from tests.milestones import Trail
from tests.world import World

RunCell = Callable[[str, str], Outcome]


@dataclass(kw_only=True)
class ImpatientProcesses(Processes):
    """Processes that wait for the sandbox no longer than `LIMITS`."""

    limits: dict[str, str] = field(default_factory=lambda: dict(LIMITS))

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | self.limits


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the cells that were not asked for."""
    systems, kinds = (set(filter(None, config.getoption(name).split(","))) for name in ("--systems", "--kinds"))
    known = table.read() if config.getoption("--missing") else {}

    def is_wanted(item: pytest.Item) -> bool:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if "run_cell" not in getattr(item, "fixturenames", ()):
            return True
        system, kind = parameters["system"], parameters["kind"]
        asked_for = (not systems or system in systems) and (not kinds or kind in kinds)
        return asked_for and not table.is_whole(known.get((system, kind), table.NOT_RUN))

    left_out = [item for item in items if not is_wanted(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_wanted(item)]


@pytest.fixture(scope="session")
def crowd_trails(
    template: Server,
    sandbox_world: World,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    request: pytest.FixtureRequest,
) -> Iterator[list[Trail]]:
    """The trails of this session: of twenty where the matrix is run, of a few where only its sample is."""
    whole = any(item.get_closest_marker("long") for item in request.session.items)
    with ExitStack() as keep:
        folder = tmp_path_factory.mktemp("crowd")
        yield trails(template, sandbox_world, folder, keep, crowd=Crowd if whole else SmallCrowd)


@pytest.fixture(scope="session")
def usual() -> dict[str, float]:
    """What the pages of a system's cells take where all is well, measured once in a session."""
    return {}


@pytest.fixture
def run_cell(
    crowd_trails: list[Trail],
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
    usual: dict[str, float],
) -> Iterator[RunCell]:
    """``run_cell("registers", "html")``; with ``--faults-table`` what it shows goes into the table."""

    @contextmanager
    def started(target: Target, folder: Path) -> Iterator[tuple[Crowd, Processes]]:
        folder.mkdir()
        trail = crowd_trails[target.trail]
        with cells.crowd_at(trail, target.milestone, folder) as crowd:
            processes = ImpatientProcesses(world=crowd.world, server=trail.server, folder=folder)
            try:
                yield crowd, processes
            finally:
                processes.end()

    def run(system: str, kind: str) -> Outcome:
        target, wanted = TARGETS[system], request.config.getoption("--faults-table")
        if wanted and system not in usual and not request.config.getoption("--no-pages"):
            with started(target, tmp_path / "usual") as (crowd, processes):
                usual[system] = cells.usual_pages(target, crowd, processes)
        with started(target, tmp_path / "fault") as (crowd, processes):
            outcome = cells.run(target, kind, crowd, processes, usual=usual.get(system))
        if wanted and crowd.SIZE == Crowd.SIZE:
            table.write(outcome)
        return outcome

    with django_db_blocker.unblock():
        yield run
