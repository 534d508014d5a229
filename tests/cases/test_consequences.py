"""An act and what follows from it commit together, and nothing is deferred twice."""

from collections import Counter

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from ruqsat.cases.actions import filing
from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.journal.models import Outbox
from ruqsat.law.acts import Received
from tests.milestones import Stand
from tests.walking import Road
from tests.world import AIZHAN, person


def queued(road: Road) -> Counter[str]:
    """The jobs that were deferred for the case, by name."""
    return Counter(job.task_name for job in ProcrastinateJob.objects.all() if job.args["file"] == str(road.case))


def test_each_piece_of_work_is_deferred_once_whatever_comes_after(stand: Stand) -> None:
    road = stand("complete")
    once = {"judge_signature", "ask_registers", "seal_receipt", "tell_applicant", "deliver_monitoring"}
    assert queued(road) == Counter(dict.fromkeys(once, 1))
    road.request_approval()
    assert queued(road) == Counter(dict.fromkeys(once, 1))
    road.schedule()
    assert queued(road) == Counter(dict.fromkeys(once | {"send_visit_notice"}, 1))


def test_when_the_queue_has_taken_a_delivery_the_next_act_asks_for_another(stand: Stand) -> None:
    road = stand("complete")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'deliver_monitoring'")
    road.request_approval()
    assert queued(road)["deliver_monitoring"] == 2


def test_every_act_of_a_case_is_on_the_feed_of_monitoring_and_three_kinds_are_letters(stand: Stand) -> None:
    road = stand("issued")
    fed = Outbox.objects.filter(feed=MONITORING, file_id=road.case).order_by("seq")
    assert [row.entry_id for row in fed] == [filed.id for filed in road.look().acts]
    letters = Outbox.objects.filter(feed=LETTERS, file_id=road.case).order_by("seq")
    assert [row.entry.kind for row in letters] == ["registered", "result_issued"]


def test_an_act_that_is_on_file_already_has_no_second_consequence(stand: Stand) -> None:
    road = stand("received")
    before = queued(road)
    received = next(filed for filed in road.look().acts if isinstance(filed.act, Received))
    filing.receive(road.case, act=received.id, cms=b"another", by=person(AIZHAN), at=road.now)
    assert queued(road) == before
