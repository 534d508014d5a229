"""What tests of broken things stand on: the road, and real processes beside it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.broken.processes import Processes
from tests.milestones import Trail
from tests.walking import Road


@pytest.fixture
def beside(trail: Trail, tmp_path: Path) -> Iterator[Callable[[Road], Processes]]:
    """``beside(road)``: processes on the database and in the world of a road that stands apart."""
    with ExitStack() as stack:

        def begin(road: Road) -> Processes:
            processes = Processes(world=road.world, server=trail.server, folder=tmp_path)
            stack.callback(processes.end)
            return processes

        yield begin
