"""The worker killed with -9 again and again, wherever it is: in the end every effect is there once."""

import json
import sqlite3
import subprocess
import sys
import time
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from ruqsat.cases.models import Case, Counter
from ruqsat.journal.models import Entry, Outbox, Undone
from ruqsat.licenses.models import License
from tests.broken.processes import PATIENCE, Processes, kill
from tests.milestones import Stand
from tests.walking import Road
from tests.world import MAILBOX, PHONE

Beside = Callable[[Road], Processes]

HOURS = 3 * 3600.0


@dataclass(frozen=True, kw_only=True)
class How:
    """So many cases, workers killed at most, seconds from kill to kill, and seconds until all must be done."""

    cases: int
    kills: int
    life: float
    patience: float


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(
            How(cases=4, kills=3, life=0.0, patience=PATIENCE * 2),
            id="a few cases, killed as soon as something is done",
        ),
        pytest.param(
            How(cases=2000, kills=1_000_000, life=3.0, patience=HOURS), id="two thousand cases", marks=pytest.mark.long
        ),
    ],
)
def test_every_effect_is_there_once(stand_apart: Stand, beside: Beside, how: How) -> None:
    """
    One license to be sealed and entered, and so many applications just received.

    A worker is killed when some seconds have passed and something was done: on a slow machine it would never end
    otherwise.
    """
    road = stand_apart("granted")
    roads = [road, *(received(road) for _ in range(how.cases))]
    processes = beside(road)
    assert kill_until_done(processes, how) > 1
    assert not Undone.objects.exists()
    assert_told_once(roads)
    for one in roads:
        assert_on_file_once(one)
    last = Counter.objects.filter(series__startswith="registration").values_list("last", flat=True)
    assert list(last) == [how.cases + 1]
    assert reconciled(processes) == {"cases": how.cases + 1, "events": Entry.objects.filter(file__kind="case").count()}


def received(first: Road) -> Road:
    """One more application, signed and received; its jobs wait in the queue."""
    road = Road(world=first.world)
    road.fill()
    road.receive()
    return road


def kill_until_done(processes: Processes, how: How) -> int:
    """
    Let workers work, killing one after the other; how many were killed.

    The next one starts while one works, so that there is a kill each time and not only starts.
    """
    deadline, times = time.monotonic() + how.patience, 0
    worker = processes.work()
    while not is_all_done():
        following, began, before = processes.work(), time.monotonic(), progress()
        while not is_all_done() and (times >= how.kills or time.monotonic() < began + how.life or progress() == before):
            assert time.monotonic() < deadline, f"in vain: {progress()}"
            assert worker.poll() is None
            time.sleep(0.1)
        kill(worker)
        worker, times = following, times + 1
    kill(worker)
    return times


def is_all_done() -> bool:
    return not (Outbox.objects.filter(delivered_at=None).exists() or Case.objects.filter(system_owes=True).exists())


def progress() -> tuple[int, int]:
    return Entry.objects.count(), Outbox.objects.filter(delivered_at__isnull=False).count()


def assert_told_once(roads: Sequence[Road]) -> None:
    """At the other end: each event under its act's id, in the order of its file; each letter; the license."""
    world = roads[0].world
    events: list[dict[str, Any]] = world.client.get("/api/monitoring/events").json()
    filed = dict(Entry.objects.filter(file__kind="case").values_list("id", "seq"))
    assert {event["id"]: event["seq"] for event in events} == {str(id): seq for id, seq in filed.items()}
    assert len(events) == len(filed)
    came: Tally[str] = Tally()
    for event in events:
        came[event["case"]] += 1
        assert event["seq"] == came[event["case"]]
    with closing(
        sqlite3.connect(world.folder / "sandbox" / "sandbox.sqlite3", timeout=30)
    ) as there:  # pages end at 200
        query = "SELECT id, body FROM post WHERE kind = ? AND recipient = ?"
        texts = [text for id, text in there.execute(query, ["sms", PHONE]) if id not in world.seen]
        letters = [text for id, text in there.execute(query, ["email", MAILBOX]) if id not in world.seen]
    for road in roads[1:]:
        number = Case.objects.get(id=road.case).number
        assert len([text for text in texts if f"/to/{number}/" in text]) == 1
        assert len([text for text in letters if str(road.case) in text]) == 1
    with closing(sqlite3.connect(world.folder / "sandbox" / "sandbox.sqlite3", timeout=30)) as there:
        entered = there.execute("SELECT count(*) FROM licenses WHERE number = ?", [License.objects.get().number])
        assert entered.fetchone() == (1,)


def assert_on_file_once(road: Road) -> None:
    kinds = Tally(road.kinds())
    once = ("received", "registered", "receipt_issued", "result_issued")
    assert {kind: kinds[kind] for kind in once if kinds[kind] > 1} == {}
    assert kinds["registered"] == kinds["receipt_issued"] == 1


def reconciled(processes: Processes) -> dict[str, int]:
    """What `ruqsat monitoring reconcile` says: nothing is missing, of so many."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "ruqsat.cli",
        "monitoring",
        "reconcile",
        "--json",
        "--var",
        str(settings.VAR),
    ]
    came = subprocess.run(command, env=processes.environment, capture_output=True, text=True, check=False)
    assert came.returncode == 0, came.stdout + came.stderr
    said = json.loads(came.stdout)
    assert said.pop("differences") == []
    return dict(said)
