"""
The worker killed with -9 at every place of every task: the next worker goes on, and everything happened once.

The places are held without waiting for luck: before the network the table of acts is locked, at the network the outside
system is slow, before the commit the file's row is locked, after the commit the job's own row is.
"""

import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.cases.models import Counter
from ruqsat.journal.models import Entry, Outbox
from ruqsat.law.acts import InquiryAnswered, SignatureJudged
from ruqsat.licenses.models import License
from tests.broken.processes import Processes, kill, wait_until
from tests.journal.feeds import files_untold
from tests.milestones import Stand
from tests.walking import Road
from tests.world import MAILBOX, PHONE

Beside = Callable[[Road], Processes]

ONCE = {"registered", "receipt_issued", "conclusion_sealed", "result_issued"}
PLACES = ("before the network", "at the network", "before the commit", "after the commit")


def nothing(road: Road) -> None:
    """The milestone itself left the job in the queue."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task, the milestone and the step after which it is due, and the outside system that it asks."""

    name: str
    after: str
    step: Callable[[Road], None] = nothing
    asks: str


TASKS = (
    Task(name="judge_signature", after="received", asks="ocsp"),
    Task(name="ask_registers", after="registered", asks="registers"),
    Task(name="seal_receipt", after="registered", asks="tsp"),
    Task(name="tell_applicant", after="registered", asks="messages"),
    Task(name="deliver_monitoring", after="registered", asks="monitoring"),
    Task(name="send_visit_notice", after="approved", step=Road.schedule, asks="messages"),
    Task(name="seal_conclusion", after="visited", step=Road.conclude, asks="tsp"),
    Task(name="seal_result", after="granted", asks="tsp"),
)
AT_EVERY_CHANGE = {
    ("judge_signature", "before the commit"),
    ("seal_receipt", "before the network"),
    ("tell_applicant", "at the network"),
    ("seal_result", "after the commit"),
}


def points() -> list[object]:
    """Every task at every place; most of them take too long for every change."""
    return [
        pytest.param(task, place, id=f"{task.name} {place}", marks=marks_of(task.name, place))
        for task in TASKS
        for place in PLACES
    ]


def marks_of(task: str, place: str) -> tuple[pytest.MarkDecorator, ...]:
    return () if (task, place) in AT_EVERY_CHANGE else (pytest.mark.long,)


@pytest.mark.parametrize(("task", "place"), points())
def test_the_next_worker_goes_on_and_everything_happened_once(
    stand_apart: Stand, beside: Beside, task: Task, place: str
) -> None:
    road = stand_apart(task.after)
    task.step(road)
    processes = beside(road)
    processes.only(task.name)
    kill_worker(road, processes, task, place)
    road.world.mend()
    road.world.later(minutes=3)
    processes.work()
    wait_until(lambda: is_all_done(road), "all that the system owes")
    assert_once(road)


def kill_worker(road: Road, processes: Processes, task: Task, place: str) -> None:
    """Let a worker come to the *place* in its work, and kill it there."""
    with ExitStack() as held:
        if place == "before the network":
            held.enter_context(processes.holding("LOCK TABLE journal_entry IN ACCESS EXCLUSIVE MODE"))
        if place == "at the network":
            road.world.break_down(task.asks, kind="slow")
        if place in {"before the commit", "after the commit"}:
            hold = held.enter_context(ExitStack())
            hold.enter_context(processes.holding("SELECT 1 FROM journal_file WHERE id = %s FOR UPDATE", road.case))
        worker = processes.work()
        wait_until(lambda: arrived(processes, worker, task, place), f"{task.name} {place}")
        if place == "after the commit":
            acts = place_in_file(road)
            held.enter_context(
                processes.holding(
                    "SELECT 1 FROM procrastinate_jobs WHERE task_name = %s AND status = 'doing' FOR UPDATE", task.name
                )
            )
            hold.close()
            wait_until(lambda: place_in_file(road) != acts and processes.somebody_waits(), f"{task.name} {place}")
        kill(worker)


def arrived(processes: Processes, worker: "subprocess.Popen[bytes]", task: Task, place: str) -> bool:
    if processes.jobs(task.name, "doing") != 1:
        return False
    return processes.talks(worker) if place == "at the network" else processes.somebody_waits()


def place_in_file(road: Road) -> tuple[int, int, int]:
    """Changes with every act, and with everything told."""
    told = Outbox.objects.filter(delivered_at__isnull=False)
    return (Entry.objects.count(), told.filter(feed=LETTERS).count(), told.filter(feed=MONITORING).count())


def is_all_done(road: Road) -> bool:
    waits = (files_untold(feed) for feed in (LETTERS, MONITORING))
    return not road.owed() and not any(waits)


def assert_once(road: Road) -> None:
    """One number, one receipt, one license, each answer and each message once, and every stage reported in order."""
    kinds = road.kinds()
    assert {kind: kinds.count(kind) for kind in ONCE if kinds.count(kind) > 1} == {}
    assert list(Counter.objects.filter(series__startswith="registration").values_list("last", flat=True)) == [1]
    assert License.objects.count() == kinds.count("result_issued")
    acts = [filed.act for filed in road.look().acts]
    answers = [(act.inquiry, act.about) for act in acts if isinstance(act, InquiryAnswered)]
    verdicts = [act.of for act in acts if isinstance(act, SignatureJudged)]
    for each in (answers, verdicts):
        assert len(each) == len(set(each))
    for told in (road.world.messages_on(PHONE), road.world.letters_to(MAILBOX)):
        texts = [one["text"] for one in told]
        assert len(texts) == len(set(texts))
    ours = {str(entry.id): entry.seq for entry in Entry.objects.filter(file_id=road.case)}
    told_of = [event["id"] for event in road.world.client.get("/api/monitoring/events").json() if event["id"] in ours]
    assert len(told_of) == len(set(told_of)) == len(ours)
