"""The queue's tasks: each declared name has one, takes ids only, and does its work at the instance's now."""

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ruqsat.cases.owed import system_work
from ruqsat.jobs import work
from ruqsat.journal import outbox
from ruqsat.law.procedure import Stage
from tests.journal.feeds import next_untold
from tests.milestones import Stand


def test_every_declared_name_has_a_task() -> None:
    assert set(outbox.TASKS) <= set(app.tasks)
    assert set(work.WORK) <= set(outbox.TASKS)


@pytest.mark.parametrize("milestone", ["received", "registered", "granted"])
def test_what_the_law_makes_the_system_owe_is_work_it_can_do(stand: Stand, milestone: str) -> None:
    file = stand(milestone).look()
    assert {piece.task for piece in system_work(file.acts, file.standing)} <= set(work.WORK)


def test_the_jobs_in_the_queue_carry_the_case_through_registration(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a worker takes them: by name, with the arguments that were stored."""
    road = stand("received")
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's own connection stays
    for _ in range(3):
        for job in ProcrastinateJob.objects.order_by("id"):
            assert set(job.args) <= {"file", "act"}
            app.tasks[job.task_name].func(**job.args)
    file = road.look()
    assert (file.standing.stage, road.owed()) == (Stage.FILED, [])
    assert file.standing.receipt is not None
    assert next_untold("letters", road.case) is None
    assert next_untold("monitoring", road.case) is None


def test_the_sweep_is_a_task_too(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("received")
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's own connection stays
    road.world.later(minutes=1)
    app.tasks["sweep"].func(timestamp=0)
    assert road.look().standing.stage is Stage.FILED
