"""Two who decide at the same moment: one is first, the other is told what the first did; nothing is recorded twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse

from ruqsat.cases.actions import withdrawing
from ruqsat.law.local_time import local
from ruqsat.people.models import Appointment
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road
from tests.web.officers import FACILITY, case_page, signed, window_of
from tests.world import AIZHAN, DEPUTY, HEAD, INSPECTOR, OFFICER, SECOND_OFFICER, person

MOVED_ON = "The case has moved on"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision of an officer's: after which milestone, on which page, the act, and what the other is told."""

    after: str
    page: str
    act: str
    told: str
    sends: Callable[[Road, int], dict[str, Any]] = lambda road, which: {}


def visit(road: Road, which: int) -> dict[str, Any]:
    day = road.now + timedelta(days=2)
    when = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": f"{10 + which}:00"}
    return {**when, "inspector": person(INSPECTOR).id}


DECISIONS: Mapping[str, Decision] = {
    "completeness": Decision(after="settled", page="complete/", act="found_complete", told="complete"),
    "approval": Decision(after="complete", page=f"approval/{FACILITY}/", act="approval_requested", told="approv"),
    "visit": Decision(after="approved", page=f"visit/{FACILITY}/", act="visit_scheduled", told="visit", sends=visit),
    "grant": Decision(
        after="sealed",
        page="decision/prepare/",
        act="decision_prepared",
        told="prepared",
        sends=lambda road, which: {"note": f"Note {which}"},
    ),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_of_two_officers_one_decides_and_the_other_sees_what_changed(stand_apart: Stand, name: str) -> None:
    what = DECISIONS[name]
    road = stand_apart(what.after)
    windows, seen = [window_of(OFFICER), window_of(SECOND_OFFICER)], road.seen
    sent = [{**what.sends(road, which), "seen": seen} for which in range(2)]
    address = case_page(road, what.page)
    answers: list[HttpResponse] = at_once(
        lambda: windows[0].post(address, sent[0]), lambda: windows[1].post(address, sent[1])
    )
    assert sorted(getattr(answer, "status_code", 0) for answer in answers) == [302, 409], answers
    (second,) = [answer.content.decode() for answer in answers if answer.status_code == 409]
    assert MOVED_ON in second
    assert what.told in second.partition("What changed")[2]
    assert road.kinds().count(what.act) == 1


def test_of_head_and_deputy_who_sign_at_once_one_decides(stand_apart: Stand) -> None:
    road = stand_apart("sealed")
    road.prepare_grant()
    windows = {iin: window_of(iin) for iin in (HEAD, DEPUTY)}
    pages = {iin: windows[iin].post(case_page(road, "decision/license/")).headers["Location"] for iin in windows}
    sent = {iin: signed(road, windows[iin], pages[iin], iin) for iin in windows}
    answers = at_once(
        lambda: windows[HEAD].post(pages[HEAD], sent[HEAD]), lambda: windows[DEPUTY].post(pages[DEPUTY], sent[DEPUTY])
    )
    assert sorted(getattr(answer, "status_code", answer) for answer in answers) == [302, 409], answers
    assert road.kinds().count("granted") == 1


def test_while_the_head_signs_the_applicant_withdraws(stand_apart: Stand) -> None:
    """Whoever is first counts; the head is told, and nothing is sealed."""
    road = stand_apart("sealed")
    road.prepare_grant()
    window = window_of(HEAD)
    address = window.post(case_page(road, "decision/license/")).headers["Location"]
    sent = signed(road, window, address, HEAD)
    withdraw(road)
    answer = window.post(address, sent)
    assert answer.status_code == 409
    assert MOVED_ON in answer.content.decode()
    assert "granted" not in road.kinds()


def withdraw(road: Road) -> None:
    by = person(AIZHAN)
    frozen = withdrawing.prepare_withdrawal(road.case, reason="Changed my mind.", by=by, at=road.now)
    cms = road.world.sign(frozen.statement, AIZHAN)
    withdrawing.withdraw(frozen.id, cms=cms, by=by, at=road.now)


# --- rights that ended ------------------------------------------------------------------------------------------------


def end_posts(iin: str, *, on: date) -> None:
    """The appointments of this person ended with the day before *on*."""
    Appointment.objects.filter(person=person(iin)).update(until=on - timedelta(days=1), since=on - timedelta(days=400))


def test_an_officer_whose_appointment_ended_meanwhile_decides_nothing_and_is_told(stand: Stand) -> None:
    """The page was opened while appointed; the button is pressed after the end."""
    road = stand("settled")
    window, seen = window_of(OFFICER), road.seen
    assert "Desk" in window.get(case_page(road)).content.decode()
    end_posts(OFFICER, on=local(road.now).date())
    answer = window.post(case_page(road, "complete/"), {"seen": seen})
    assert answer.status_code == 403
    assert "Your appointment ended on" in answer.content.decode()
    assert "found_complete" not in road.kinds()
    frame = window.get("/account/").content.decode().partition("<main")[0]
    assert 'href="/desk/"' not in frame


def test_a_head_whose_appointment_ended_before_the_signature_came_signs_nothing(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    window = window_of(HEAD)
    address = window.post(case_page(road, "decision/license/")).headers["Location"]
    sent = signed(road, window, address, HEAD)
    end_posts(HEAD, on=local(road.now).date())
    assert window.post(address, sent).status_code == 403
    assert "granted" not in road.kinds()
