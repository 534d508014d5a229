"""Work that breaks is on record for the operator until it is done, by whomever; it is tried all the same."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from ruqsat.cases.models import Case
from ruqsat.cases.undone import UNREADABLE
from ruqsat.jobs import sweep, work
from ruqsat.journal.models import Undone
from ruqsat.journal.undone import MOST_ATTEMPTS
from tests.clocks import stopped_at
from tests.jobs.test_sweep import broken_case
from tests.milestones import Stand
from tests.walking import Road


@pytest.fixture
def road(stand: Stand) -> Road:
    road = stand("registered")
    road.world.later(minutes=1)
    return road


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the registers were asked, which fails each time."""
    moments: list[datetime] = []

    def fails(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
        moments.append(now())
        raise ConnectionError("940517499011 sent rubbish")

    monkeypatch.setattr(work, "WORK", {**work.WORK, "ask_registers": fails})
    return moments


def test_what_breaks_is_on_record_and_what_was_done_is_not(road: Road, tried: list[datetime]) -> None:
    sweep.do_all_owed(now=road.world.now)
    row = Undone.objects.get()
    assert (row.kind, row.file_id, row.attempts) == ("ask_registers", road.case, 1)
    assert row.why == "ConnectionError, see the log"
    assert road.look().standing.receipt is not None


def test_it_is_tried_even_as_a_dead_letter(road: Road, tried: list[datetime]) -> None:
    for number in range(MOST_ATTEMPTS + 3):
        sweep.do_owed(road.case, now=stopped_at(road.now + timedelta(minutes=10 * number)))
    row = Undone.objects.get()
    assert row.dead_at is not None
    assert len(tried) == row.attempts == MOST_ATTEMPTS + 3


def test_done_by_a_sweep_or_by_a_job_it_is_undone_no_longer(road: Road, tried: list[datetime]) -> None:
    sweep.do_owed(road.case, now=road.world.now)
    Case.objects.filter(id=road.case).update(system_owes=False)  # as a job leaves it that did the rest
    sweep.do_all_owed(now=road.world.now)
    assert not Undone.objects.exists()


def test_what_works_again_is_undone_no_longer(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    good = work.WORK["seal_receipt"]

    def fails(case: UUID, act: UUID, *, at: datetime) -> None:
        raise ConnectionError

    monkeypatch.setattr(work, "WORK", {**work.WORK, "seal_receipt": fails})
    sweep.do_owed(road.case, now=road.world.now)
    assert [row.kind for row in Undone.objects.all()] == ["seal_receipt"]
    monkeypatch.setattr(work, "WORK", {**work.WORK, "seal_receipt": good})
    assert sweep.do_owed(road.case, now=road.world.now)
    assert not Undone.objects.exists()


def test_a_case_that_nobody_can_read_is_on_record_as_such(road: Road) -> None:
    broken = broken_case(road, received_at=road.now - timedelta(minutes=1))
    sweep.do_all_owed(now=road.world.now)
    assert [(row.kind, row.file_id) for row in Undone.objects.all()] == [(UNREADABLE, broken)]
