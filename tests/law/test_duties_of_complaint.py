"""Rules 7, 23, 25, 26: what is owed in a complaint, by whom, until when."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ruqsat.law.acts import Role
from ruqsat.law.complaints import COMPLAINT_CODES, COMPLAINT_ENDED, ComplaintStage
from tests.law.complaint_road import ComplaintRoad, complaint_at
from tests.law.road import HEAD


def owed(road: ComplaintRoad) -> dict[str, tuple[str, str, str]]:
    """Code → who owes it, by which clause, until which day."""
    return {
        duty.code: (duty.owed_by.value, duty.ref, duty.due.on.isoformat() if duty.due and duty.due.on else "")
        for duty in road.standing.duties
    }


def test_a_complaint_that_arrived_is_judged_and_registered_first() -> None:
    """Rules 7: registered on the day it comes."""
    road = complaint_at(ComplaintStage.RECEIVED)
    assert owed(road) == {"judge_complaint_signature": ("system", "Rules 22", "")}
    road.judge()
    assert owed(road) == {
        "register_complaint": ("system", "Rules 7", "2026-11-09"),
        "forward_complaint": ("officer", "Rules 26", "2026-11-12"),
    }


def test_the_provider_considers_in_five_and_forwards_in_three_working_days() -> None:
    """Rules 23: five working days from registration. Rules 26: three working days from receipt."""
    road = complaint_at(ComplaintStage.WITH_PROVIDER)
    assert owed(road) == {
        "consider_complaint": ("head", "Rules 23", "2026-11-16"),
        "forward_complaint": ("officer", "Rules 26", "2026-11-12"),
    }
    road.file(road.position(), by=HEAD)
    assert set(owed(road)) == {"forward_complaint"}


def test_registering_late_does_not_move_the_day_for_forwarding() -> None:
    """Rules 26: from the date of receipt of the complaint. Rules 23: from the date of its registration."""
    road = ComplaintRoad()
    road.receive()
    road.judge()
    road.wait(days=2)
    road.register()
    assert owed(road)["forward_complaint"][2] == "2026-11-12"
    assert owed(road)["consider_complaint"][2] == "2026-11-18"


def test_the_body_decides_in_fifteen_working_days_from_its_registration() -> None:
    """Rules 25: within fifteen working days from the date of its registration."""
    road = complaint_at(ComplaintStage.WITH_PROVIDER)
    road.go_to("2026-11-12T19:00:00+05:00")
    road.forward()
    assert owed(road)["register_at_body"] == ("system", "Rules 25", "2026-11-13")
    road.register_at_body()
    assert owed(road) == {
        "consider_complaint": ("head", "Rules 23", "2026-11-16"),
        "decide_complaint": ("complaint_officer", "Rules 25", "2026-12-04"),
    }
    assert road.standing.duties[-1].office == "KMFK"


@pytest.mark.parametrize(
    ("at", "overdue", "silent"),
    [
        ("2026-12-04T23:59:59+05:00", {"consider_complaint"}, False),
        ("2026-12-05T00:00:00+05:00", {"consider_complaint", "decide_complaint"}, True),
    ],
)
def test_a_term_is_broken_from_the_second_after_its_last(at: str, overdue: set[str], silent: bool) -> None:
    """Rules 23, Rules 25."""
    road = complaint_at(ComplaintStage.WITH_PROVIDER)
    road.go_to("2026-11-13T10:00:00+05:00")
    road.forward()
    road.register_at_body()
    road.go_to(at)
    now = road.standing.at(road.at)
    assert {duty.code for duty in now.overdue} == overdue
    assert now.body_silent is silent


def test_each_duty_says_since_when_and_at_which_office() -> None:
    """Rules 7, Rules 23, Rules 25, Rules 26."""
    road = ComplaintRoad()
    moments = [road.at + timedelta(hours=hours) for hours in range(5)]
    steps: tuple[Callable[[], object], ...] = (
        road.receive,
        road.judge,
        road.register,
        road.forward,
        road.register_at_body,
    )
    told: dict[str, tuple[datetime, str]] = {}
    for at, step in zip(moments, steps, strict=True):
        road.at = at
        step()
        told = {duty.code: (duty.since, duty.office) for duty in road.standing.duties} | told
    assert told == {
        "judge_complaint_signature": (moments[0], "KZ-75"),
        "register_complaint": (moments[0], "KZ-75"),
        "forward_complaint": (moments[0], "KZ-75"),
        "consider_complaint": (moments[2], "KZ-75"),
        "register_at_body": (moments[3], "KMFK"),
        "decide_complaint": (moments[3], "KMFK"),
    }
    assert {duty.code: duty.since for duty in road.standing.duties}["decide_complaint"] == moments[4]


@pytest.mark.parametrize("stage", sorted(COMPLAINT_ENDED))
def test_what_is_decided_owes_nothing(stage: ComplaintStage) -> None:
    """Rules 25, Rules 26."""
    assert complaint_at(stage).standing.duties == ()


def test_every_duty_has_its_sentence_and_somebody_who_owes_it() -> None:
    seen = {duty.code: duty for stage in ComplaintStage for duty in complaint_at(stage).standing.duties}
    roads = [ComplaintRoad(), complaint_at(ComplaintStage.WITH_PROVIDER)]
    roads[0].receive()
    roads[0].judge()
    roads[1].forward()
    seen |= {duty.code: duty for road in roads for duty in road.standing.duties}
    assert set(seen) == set(COMPLAINT_CODES)
    assert all(str(duty.what).endswith(".") and duty.owed_by in Role and duty.office for duty in seen.values())
