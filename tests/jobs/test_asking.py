"""Rules 8: registers that are down are asked again, are recorded as down once, and no answer is put on file twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ruqsat.cases.case_file import NotPermittedError
from ruqsat.consents.models import Inquiry, Source
from ruqsat.jobs import asking, sweep
from ruqsat.law import completeness
from ruqsat.law.acts import InquiryAnswered, Outcome, Received
from tests.milestones import Stand
from tests.outage import registered_while_registers_are_down
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
        sweep.do_owed(road.case, now=road.world.now)
    assert answers(road) == [("ban", Outcome.UNAVAILABLE)]
    assert Inquiry.objects.filter(file_id=road.case, inquiry="ban").count() == 3, "every question stands in the ledger"
    assert "ask_registers" in road.owed()
    road.world.mend()
    road.world.later(minutes=3)
    sweep.do_owed(road.case, now=road.world.now)
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
    came = at_once(*[lambda: asking.ask_registers(road.case, received, now=lambda: at)] * 2)
    assert came == [None, None]
    assert answers(road) == [("ban", Outcome.VALUE)]


def test_without_an_application_nobody_is_asked(stand: Stand) -> None:
    road = stand("consented")
    before = Inquiry.objects.count()
    consent = road.look().acts[0].id
    asking.ask_registers(road.case, consent, now=road.world.now)
    assert Inquiry.objects.count() == before


def asked_instead(road: Road) -> set[str]:
    """The documents that the applicant is asked for because a register stays down."""
    missing = completeness.missing(road.look().standing, on=road.now.date())
    return {one.demand.document for one in missing if not one.pending}


def vain_acts(road: Road) -> list[int]:
    """How often each register stands on file as down."""
    found: dict[tuple[str, str], int] = {}
    for filed in road.look().acts:
        if isinstance(filed.act, InquiryAnswered) and filed.act.outcome is Outcome.UNAVAILABLE:
            place = (filed.act.inquiry, filed.act.about)
            found[place] = found.get(place, 0) + 1
    return sorted(found.values())


def live_through(road: Road, minutes: int, *, every: int, then: Callable[[int], None]) -> None:
    """Let the sweep do what is owed every so many minutes of the instance's clock."""
    for minute in range(every, minutes + 1, every):
        road.world.later(minutes=every)
        sweep.do_owed(road.case, now=road.world.now)
        then(minute)


LONG_ONE = pytest.param(5, 5, marks=pytest.mark.long)


@pytest.mark.parametrize(("hours", "every"), [(3, 60), (5, 60), (72, 720), LONG_ONE])
def test_an_outage_of_any_length_loses_nothing_and_moves_nothing(stand: Stand, hours: int, every: int) -> None:
    """Rules 9: after four hours the documents of List 8 in their place, nothing else, until the registers answer."""
    road = stand("known")
    registered_while_registers_are_down(road)
    instead = {"labor_activity", "premises_title"}
    seen: dict[int, set[str]] = {}

    def look(minute: int) -> None:
        seen[minute] = asked_instead(road)

    live_through(road, 60 * hours, every=every, then=look)
    assert [minute for minute in seen if seen[minute]] == [minute for minute in seen if minute >= 240]
    assert all(asked in (set(), instead) for asked in seen.values())
    assert set(vain_acts(road)) == ({1} if hours < 4 else {2}), "down, and once more when it stays so"
    per_hour = Inquiry.objects.filter(file_id=road.case, inquiry="ban").count() / hours
    assert per_hour <= 12, "some minutes pass between one attempt and the next"
    road.world.mend()
    live_through(road, 20, every=10, then=look)
    assert asked_instead(road) == set()
    assert "ask_registers" not in road.owed()
    assert not Source.objects.filter(failures__gt=0).exists()
    road.find_complete()


def test_while_registers_are_asked_again_the_case_waits_and_nobody_owes_a_document(stand: Stand) -> None:
    """Rules 9: an answer that was not given moves nothing."""
    road = stand("known")
    registered_while_registers_are_down(road)
    sweep.do_owed(road.case, now=road.world.now)
    assert "add_document" not in {duty.code for duty in road.look().standing.duties}
    with pytest.raises(NotPermittedError, match="asked again"):
        road.find_complete()


def test_a_register_that_comes_and_goes_is_asked_until_all_is_answered(stand: Stand) -> None:
    road = stand("known")
    registered_while_registers_are_down(road)

    def flap(minute: int) -> None:
        if minute % 50 == 0:
            road.world.mend()
        elif minute % 20 == 0 and "ask_registers" in road.owed():
            road.world.break_down("registers")

    live_through(road, 120, every=10, then=flap)
    assert "ask_registers" not in road.owed()
    assert asked_instead(road) == set()


def test_thousands_of_cases_put_few_questions_to_a_dead_register(stand: Stand) -> None:
    """Rules 8: what one case learned, all know: here the same case is looked at as often as many would be."""
    road = stand("registered")
    road.world.break_down("registers")
    for _ in range(3):
        road.world.later(minutes=3)
        sweep.do_owed(road.case, now=road.world.now)
    before = Inquiry.objects.count()
    for _ in range(50):
        asking.ask_registers(road.case, road.case, now=road.world.now)
    assert Inquiry.objects.count() == before


def test_two_workers_at_once_try_a_dead_register_once(stand_apart: Stand) -> None:
    road = stand_apart("registered")
    road.world.break_down("registers")
    for _ in range(3):
        road.world.later(minutes=3)
        sweep.do_owed(road.case, now=road.world.now)
    before = Inquiry.objects.count()
    road.world.later(minutes=3)
    at = road.now
    assert at_once(*[lambda: asking.ask_registers(road.case, road.case, now=lambda: at)] * 2) == [None, None]
    assert Inquiry.objects.count() == before + 1
