"""Parts of a running instance killed with -9: each comes back by itself, and the others stay."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.broken.processes import wait_until
from tests.instance import RunningInstance, answers, copied_var, parent_of, processes_of, remove_var

pytestmark = pytest.mark.xdist_group("instance")


@pytest.fixture(scope="module")
def instance(prepared: RunningInstance) -> Iterator[RunningInstance]:
    started = RunningInstance(var=copied_var(prepared.var))
    try:
        started.start()
        yield started
        assert started.end(signal.SIGTERM) == 0
        assert processes_of(started.var) == {}
    finally:
        remove_var(started.var)


def children_of(parent: int, words: str) -> list[int]:
    """The processes that *parent* started, with *words* in their title."""
    found = (int(folder.name) for folder in Path("/proc").glob("[0-9]*"))
    return [pid for pid in found if parent_of(pid) == parent and words in Path(f"/proc/{pid}/cmdline").read_text()]


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
    wait_until(lambda: len(instance.parts(words)) == 1, f"{part} to run")  # it may be just starting
    others = {each for each in instance.parts("") if each not in instance.parts(words)}
    (killed,) = instance.parts(words)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: f"{part} runs again." in instance.said, f"{part} again")
    assert f"{part} stopped by itself and is started again now: " in instance.said
    wait_until(instance.is_ready, "the instance to be ready again")
    wait_until(lambda: answers(f"{instance.sandbox_url}/api/clock"), "the sandbox to answer")
    assert instance.parts(words) != [killed]
    assert {each for each in others if not os.path.exists(f"/proc/{each}")} == set()


def test_a_backend_of_the_database_that_is_killed_costs_one_page_at_most(instance: RunningInstance) -> None:
    """PostgreSQL throws everybody out and recovers by itself; web and worker connect anew."""
    (server,) = instance.parts("/bin/postgres -D")
    os.kill(children_of(server, "ruqsat_app")[0], signal.SIGKILL)
    wait_until(instance.is_ready, "the instance to be ready again")
    assert [httpx.get(f"{instance.url}/alive", trust_env=False, timeout=20).status_code for _ in range(10)] == [
        200
    ] * 10
