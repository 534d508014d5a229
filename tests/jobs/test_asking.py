"""Rules 8: registers that are down are asked again, are recorded as down once, and no answer is put on file twice."""

from datetime import timedelta

from ruqsat.consents.models import Inquiry
from ruqsat.jobs import asking, sweep
from ruqsat.law.acts import InquiryAnswered, Outcome, Received
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road


def answers(road: Road) -> list[tuple[str, Outcome]]:
    """What registers answered since the application was received."""
    acts = [filed.act for filed in road.look().acts]
    received = next(place for place, act in enumerate(acts) if isinstance(act, Received))
    return [(act.inquiry, act.outcome) for act in acts[received:] if isinstance(act, InquiryAnswered)]


def test_after_registration_what_is_not_answered_yet_is_asked(stand: Stand) -> None:
    road = stand("registered")
    assert "ask_registers" in road.owed()
    road.do_owed("ask_registers")
    assert answers(road) == [("ban", Outcome.VALUE)]
    assert "ask_registers" not in road.owed()


def test_a_register_that_is_down_is_recorded_once_and_asked_until_it_answers(stand: Stand) -> None:
    road = stand("registered")
    road.world.break_down("registers")
    for _ in range(3):
        road.world.later(minutes=3)
        sweep.do_owed(road.case, at=road.now)
    assert answers(road) == [("ban", Outcome.UNAVAILABLE)]
    assert Inquiry.objects.filter(file_id=road.case, inquiry="ban").count() == 3, "every question stands in the ledger"
    assert "ask_registers" in road.owed()
    road.world.mend()
    road.world.later(minutes=3)
    sweep.do_owed(road.case, at=road.now)
    assert answers(road) == [("ban", Outcome.UNAVAILABLE), ("ban", Outcome.VALUE)]
    assert "ask_registers" not in road.owed()


def test_it_is_not_asked_again_at_once(stand_apart: Stand) -> None:
    road = stand_apart("registered")
    road.world.break_down("registers")
    for _ in range(2):
        road.do_owed("ask_registers")
    assert Inquiry.objects.filter(file_id=road.case, inquiry="ban").count() == 1


def test_asked_by_two_workers_at_once_one_answer_goes_on_file(stand_apart: Stand) -> None:
    road = stand_apart("registered")
    received = next(filed.id for filed in road.look().acts if isinstance(filed.act, Received))
    at = road.now + timedelta(seconds=5)
    came = at_once(*[lambda: asking.ask_registers(road.case, received, at=at)] * 2)
    assert came == [None, None]
    assert answers(road) == [("ban", Outcome.VALUE)]


def test_without_an_application_nobody_is_asked(stand: Stand) -> None:
    road = stand("consented")
    before = Inquiry.objects.count()
    consent = road.look().acts[0].id
    asking.ask_registers(road.case, consent, at=road.now)
    assert Inquiry.objects.count() == before
