"""Parts of a running instance killed with -9: each comes back by itself, and the others stay."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.broken.processes import wait_until
from tests.instance import RunningInstance, new_var, processes_of, remove_var

pytestmark = pytest.mark.xdist_group("instance")


@pytest.fixture(scope="module")
def instance() -> Iterator[RunningInstance]:
    started = RunningInstance(var=new_var())
    try:
        started.start()
        yield started
        assert started.end(signal.SIGTERM) == 0
        assert processes_of(started.var) == {}
    finally:
        remove_var(started.var)


def parents(instance: RunningInstance, words: str) -> list[int]:
    """The processes with *words* in their command that are no child of another such one."""
    found = [pid for pid, command in processes_of(instance.var).items() if words in command]
    return [pid for pid in found if parent_of(pid) not in found]


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return 0


def children_of(parent: int, words: str) -> list[int]:
    """The processes that *parent* started, with *words* in their title."""
    found = (int(folder.name) for folder in Path("/proc").glob("[0-9]*"))
    return [pid for pid in found if parent_of(pid) == parent and words in Path(f"/proc/{pid}/cmdline").read_text()]


def is_ready(instance: RunningInstance) -> bool:
    return answers(f"{instance.url}/readyz")


def answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False, timeout=10).is_success
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("The worker", "ruqsat.cli worker"),
        ("The web server", "granian"),
        ("The sandbox", "ruqsat_sandbox"),
        ("PostgreSQL", "/bin/postgres -D"),
    ],
)
def test_a_part_that_is_killed_is_started_again_and_the_others_stay(
    instance: RunningInstance, part: str, words: str
) -> None:
    others = {each for each in parents(instance, "") if each not in parents(instance, words)}
    (killed,) = parents(instance, words)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: f"{part} runs again." in instance.said, f"{part} again")
    assert f"{part} stopped by itself and is started again now: " in instance.said
    wait_until(lambda: is_ready(instance), "the instance to be ready again")
    wait_until(lambda: answers(f"{instance.sandbox_url}/api/clock"), "the sandbox to answer")
    assert parents(instance, words) != [killed]
    assert {each for each in others if not os.path.exists(f"/proc/{each}")} == set()


def test_a_backend_of_the_database_that_is_killed_costs_one_page_at_most(instance: RunningInstance) -> None:
    """PostgreSQL throws everybody out and recovers by itself; web and worker connect anew."""
    (server,) = parents(instance, "/bin/postgres -D")
    os.kill(children_of(server, "ruqsat_app")[0], signal.SIGKILL)
    wait_until(lambda: is_ready(instance), "the instance to be ready again")
    assert [httpx.get(f"{instance.url}/alive", trust_env=False).status_code for _ in range(10)] == [200] * 10
