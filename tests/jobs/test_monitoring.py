"""Rules 21: every stage is told to the monitoring system: in order, once in effect, after an outage too."""

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from ruqsat.cases.consequences import MONITORING
from ruqsat.jobs import monitoring
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road


def events(road: Road) -> list[dict[str, Any]]:
    """What the monitoring system was told of the acts on file, in the order it came."""
    mine = {str(filed.id) for filed in road.look().acts}
    return [event for event in road.world.events_of(road.case) if event["id"] in mine]


def told(road: Road) -> list[int]:
    """The places in the file that it was told of, in the order they came."""
    return [event["seq"] for event in events(road)]


def test_every_act_is_told_in_order_and_once(stand_apart: Stand) -> None:
    """Rules 21: data on each stage, by however many processes they are sent."""
    road = stand_apart("received")
    road.register()
    road.settle()
    at = road.now
    came = at_once(*[lambda: monitoring.deliver(road.case, now=lambda: at)] * 3)
    assert came == [True, True, True]
    kinds = [event["kind"] for event in events(road)]
    assert told(road) == [filed.seq for filed in road.look().acts]
    assert kinds == road.kinds()
    assert monitoring.deliver(road.case, now=lambda: at)
    assert told(road) == [filed.seq for filed in road.look().acts]
    assert next_untold(MONITORING, road.case) is None


def test_after_an_outage_it_catches_up_where_it_stopped(stand: Stand) -> None:
    """Rules 21: nothing is missing after an outage of that system."""
    road = stand("consented")
    monitoring.deliver_all(now=road.world.now)
    before = told(road)
    road.receive()
    road.world.break_down("monitoring")
    road.register()
    assert not monitoring.deliver(road.case, now=road.world.now)
    monitoring.deliver_all(now=road.world.now)
    assert told(road) == before
    road.world.mend()
    monitoring.deliver_all(now=road.world.now)
    assert told(road) == [filed.seq for filed in road.look().acts]


def test_no_personal_data_are_told(stand: Stand) -> None:
    road = stand("settled")
    monitoring.deliver(road.case, now=road.world.now)
    event = events(road)[-1]
    assert set(event) == {"id", "case", "number", "office", "seq", "kind", "filed_at", "accepted_at"}


def test_one_delivery_waits_in_the_queue_however_many_acts_there_were(stand: Stand) -> None:
    stand("approved")
    waiting = ProcrastinateJob.objects.filter(task_name="deliver_monitoring", status="todo")
    assert waiting.count() == 1
    names = list(ProcrastinateJob.objects.values_list("task_name", flat=True))
    assert sorted(names) == sorted(
        ["judge_signature", "ask_registers", "seal_receipt", "tell_applicant", "deliver_monitoring"]
    )
