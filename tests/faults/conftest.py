"""The trails of the twenty, and processes that give up on an outside system ten times sooner than usual."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.broken.processes import Processes
from tests.faults import cells, table
from tests.faults.cells import LIMITS, Outcome
from tests.faults.crowd import Crowd, SmallCrowd, trails
from tests.faults.targets import TARGETS
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
        return asked_for and known.get((system, kind), table.NOT_RUN)[0] == table.NOT_RUN[0]

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


@pytest.fixture
def run_cell(
    crowd_trails: list[Trail], tmp_path: Path, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[RunCell]:
    """``run_cell("registers", "html")``; with ``--faults-table`` what it shows goes into the table."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def run(system: str, kind: str) -> Outcome:
            target = TARGETS[system]
            trail = crowd_trails[target.trail]
            crowd = stack.enter_context(cells.crowd_at(trail, target.milestone, tmp_path))
            processes = ImpatientProcesses(world=crowd.world, server=trail.server, folder=tmp_path)
            stack.callback(processes.end)
            outcome = cells.run(target, kind, crowd, processes)
            if request.config.getoption("--faults-table") and crowd.SIZE == Crowd.SIZE:
                table.write(outcome)
            return outcome

        yield run
