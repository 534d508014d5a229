"""
Databases in which the road was walked up to a milestone: walked once in a session, for every test that asks.

The fixture ``stand`` puts a test at a milestone, the world's clock at its hour; what the test does is rolled back.
``stand_apart`` gives it a copy of the database, where transactions really commit: for tests with threads.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.ground import Database, Server, django_at
from tests.three_facilities import OF_THREE, RoadOfThree
from tests.walking import MILESTONES, Road, Step
from tests.world import MORNING, World, instance_in, running_world

Stand = Callable[[str], Road]
StandOfThree = Callable[[str], RoadOfThree]


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A database nobody writes to, the hour, and the case."""

    database: Database
    moment: datetime
    case: UUID
    seconds: float


@dataclass(kw_only=True)
class Trail:
    """The road as far as it was walked in this session."""

    server: Server
    world: World
    folder: Path
    keep: ExitStack
    milestones: Mapping[str, tuple[Step, ...]] = field(default_factory=lambda: MILESTONES)
    road: type[Road] = Road
    reached: dict[str, Milestone] = field(default_factory=dict)

    @property
    def files(self) -> Path:
        """Where the blobs of the road lie."""
        return self.folder / "files"

    def at(self, name: str) -> Milestone:
        """The milestone, walking on from the last one that was reached."""
        for each in self.milestones:
            if each not in self.reached:
                self.reached[each] = self._walk_to(each)
            if each == name:
                break
        return self.reached[name]

    def _walk_to(self, name: str) -> Milestone:
        last = list(self.reached.values())[-1] if self.reached else None
        started = time.perf_counter()
        template = last.database.name if last else None
        database = self.keep.enter_context(self.server.clone(template) if template else self.server.clone())
        road = self.road(world=self.world, case=last.case) if last else self.road(world=self.world)
        self.world.mend()
        self.world.forget_all_taken()
        self.world.set_clock(last.moment if last else MORNING)
        with instance_in(self.world, _made(self.folder / name), files=self.files), django_at(database.app_url):
            for step in self.milestones[name]:
                step(road)
        return Milestone(
            database=database, moment=self.world.now(), case=road.case, seconds=time.perf_counter() - started
        )


@pytest.fixture(scope="session")
def sandbox_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The sandbox, a process of its own, for all tests of a worker that ask for it."""
    with running_world(tmp_path_factory.mktemp("world")) as running:
        yield running


@pytest.fixture(scope="session")
def trail(
    template: Server,
    sandbox_world: World,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
) -> Iterator[Trail]:
    """The milestones of this session."""
    with ExitStack() as keep:
        yield Trail(server=template, world=sandbox_world, folder=tmp_path_factory.mktemp("trail"), keep=keep)


@pytest.fixture(scope="session")
def trail_of_three(
    template: Server,
    sandbox_world: World,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
) -> Iterator[Trail]:
    """The milestones of a case with three facilities in two regions."""
    with ExitStack() as keep:
        folder = tmp_path_factory.mktemp("trail_of_three")
        yield Trail(
            server=template, world=sandbox_world, folder=folder, keep=keep, milestones=OF_THREE, road=RoadOfThree
        )


@contextmanager
def standing_at(milestone: Milestone, trail: Trail, folder: Path, *, database: Database) -> Iterator[Road]:
    """The milestone for one test: blobs of its own, an empty mailbox, the hour."""
    files = folder / "files"
    shutil.copytree(trail.files, files, copy_function=os.link) if trail.files.exists() else files.mkdir()
    with django_at(database.app_url), instance_in(trail.world, folder, files=files):
        trail.world.mend()
        trail.world.forget_revocations()
        trail.world.forget_all_taken()
        trail.world.set_clock(milestone.moment)
        yield trail.road(world=trail.world, case=milestone.case)
    trail.world.mend()


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def stand(trail: Trail, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Stand]:
    """``stand("registered")`` gives the road at that milestone, once in a test."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def give(name: str) -> Road:
            milestone = trail.at(name)
            road = stack.enter_context(standing_at(milestone, trail, tmp_path, database=milestone.database))
            stack.enter_context(rolled_back())
            return road

        yield give


@pytest.fixture
def stand_of_three(trail_of_three: Trail, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[StandOfThree]:
    """As ``stand``, in a case with three facilities in two regions: ``stand_of_three("answered")``."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def give(name: str) -> RoadOfThree:
            milestone = trail_of_three.at(name)
            road = stack.enter_context(standing_at(milestone, trail_of_three, tmp_path, database=milestone.database))
            stack.enter_context(rolled_back())
            assert isinstance(road, RoadOfThree)
            return road

        yield give


@pytest.fixture
def stand_apart(trail: Trail, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Stand]:
    """As ``stand``, in a copy of the milestone's database."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def give(name: str) -> Road:
            milestone = trail.at(name)
            database = stack.enter_context(trail.server.clone(milestone.database.name))
            return stack.enter_context(standing_at(milestone, trail, tmp_path, database=database))

        yield give


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
