"""Rules 10, Rules 18, List 5: one decision on several facilities, prepared, read and signed as one."""

import re
from datetime import timedelta

import pytest

from ruqsat.law.acts import DecisionPrepared, Granted
from ruqsat.law.procedure import Stage
from ruqsat.law.standing import act_of
from ruqsat.web.desk.by_facility import rows
from tests.milestones import Stand, StandOfThree
from tests.three_facilities import REFUSED, RoadOfThree
from tests.web.officers import case_page, last_of, signed, window_of
from tests.world import HEAD, OFFICER

PREPARE = "decision/prepare/"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def page(road: RoadOfThree, path: str = "", iin: str = OFFICER) -> str:
    return words(window_of(iin).get(case_page(road, path)).content.decode())


def test_the_preliminary_decision_is_drafted_with_the_facility_that_it_concerns(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 12."""
    road = stand_of_three("visited")
    drafted = [
        one.drafted for one in window_of(OFFICER).get(case_page(road, "hearing/announce/")).context["form"].offered
    ]
    assert len(drafted) == 1
    assert "Сынақ көшесі" in drafted[0]
    assert "Тәжірибе көшесі" not in drafted[0]


def test_before_the_hearing_the_page_says_what_stands_in_the_way(stand_of_three: StandOfThree) -> None:
    """Rules 12."""
    road = stand_of_three("visited")
    text = page(road, PREPARE)
    assert "Prepare the decision on each facility" in text
    assert "The applicant has not been told of the intended refusal." in text


def test_one_page_shows_each_facility_with_approval_conclusion_outcome_and_ground(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 11, Rules 17, List 9."""
    road = stand_of_three("heard")
    assert "Prepare the decision on each facility" in page(road)
    shown = window_of(OFFICER).get(case_page(road, PREPARE))
    found = [(one.facility.id, one.qualifies, one.fails, one.body, one.office) for one in shown.context["facilities"]]
    assert found == [
        ("F1", True, False, "SES-75", "KZ-75"),
        ("F2", False, True, "SES-75", "KZ-75"),
        ("F3", True, False, "SES-71", "KZ-71"),
    ]
    text = words(shown.content.decode())
    for said in (
        "Can be granted",
        "To be refused",
        "Not approved",
        "Positive",
        "No visit was owed",
        "Sanitary Control",
    ):
        assert said in text
    assert "Refusal of the annex:" in text
    (reason,) = shown.context["form"].rows()
    assert "no hot water" in str(reason[1].value())


def prepared(road: RoadOfThree, **typed: str) -> tuple[int, str]:
    values = {"why_F2_4": "There is no hot water.", "note": "", "seen": str(road.seen)} | typed
    answer = window_of(OFFICER).post(case_page(road, PREPARE), values)
    return answer.status_code, words(answer.content.decode())


def test_the_draft_names_the_facility_refused_and_the_reason_as_it_was_written(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 13, Rules 20."""
    road = stand_of_three("heard")
    assert prepared(road)[0] == 302
    assert road.look().standing.prepared is not None
    draft = act_of(road.look().standing.prepared, DecisionPrepared)  # type: ignore[arg-type]  # asserted above
    assert draft.grant
    (second,) = draft.annexes_refused
    assert (second.facility, [one.text for one in second.grounds]) == (REFUSED, ["There is no hot water."])
    text = page(road, iin=HEAD)
    assert "Grant of the license with some annexes, refusal of others" in text
    assert "There is no hot water." in text


def test_without_a_reason_nothing_is_put_before_the_head(stand_of_three: StandOfThree) -> None:
    """Rules 13."""
    road = stand_of_three("heard")
    status, text = prepared(road, why_F2_4=" ")
    assert status == 422
    assert "Write the reason for this ground" in text
    assert road.look().standing.stage is Stage.HEARING


def test_what_was_typed_is_kept_when_the_case_has_moved_on(stand_of_three: StandOfThree) -> None:
    road = stand_of_three("heard")
    seen = road.seen
    road.object_in_writing()
    status, text = prepared(road, seen=str(seen))
    assert status == 409
    assert "There is no hot water." in text


def test_the_head_reads_every_paper_and_signs_one_decision(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 20."""
    road = stand_of_three("prepared")
    window = window_of(HEAD)
    path = window.post(case_page(road, "decision/license/"))["Location"]
    shown = window.get(path)
    assert [(one.what, one.number) for one in shown.context["papers"]][1:] == [
        ("annex", "001"),
        ("annex", "002"),
        ("refusal", road.look().standing.number),
    ]
    text = words(shown.content.decode())
    assert "Read and sign the decision on each facility" in text
    assert "You sign one decision" in text
    assert road.address_of(REFUSED) in text
    for one in shown.context["papers"]:
        assert window.get(case_page(road, f"documents/{one.sha256}/")).content.startswith(b"%PDF-")
    answer = window.post(path, signed(road, window, path, HEAD), follow=True)
    assert "The decision is signed." in words(answer.content.decode())
    granted = road.look().standing.granted
    assert isinstance(granted, Granted)
    assert [one.facility for one in granted.annexes_refused] == [REFUSED]
    assert last_of(path)


def test_before_the_third_working_day_it_is_not_signed(stand_of_three: StandOfThree) -> None:
    """Rules 12: the refusal of one facility waits for the hearing, and the decision with it."""
    road = stand_of_three("visited")
    road.announce()
    road.open_preliminary()
    road.prepare_grant()
    window = window_of(HEAD)
    answer = window.post(case_page(road, "decision/license/"), follow=True)
    assert "less than 3 working days ago" in words(answer.content.decode())
    road.world.set_clock(road.now + timedelta(days=12))
    assert "/sign/" in window.post(case_page(road, "decision/license/"))["Location"]


def test_the_end_shows_the_license_and_the_refusal_side_by_side(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 20, List 5."""
    road = stand_of_three("issued")
    text = page(road)
    for said in (
        "One decision: the license with some annexes",
        "Annex 001",
        "Annex 002",
        "Refusal (PDF",
        "Annex refused",
    ):
        assert said in text
    assert "The body did not approve: no hot water." in text
    refused = [one for one in window_of(OFFICER).get(case_page(road)).context["documents"] if "Refusal" in one.title]
    assert [one.about for one in refused] == [road.address_of(REFUSED)]


@pytest.mark.parametrize("milestone", ["complete", "sealed", "issued"])
def test_a_case_with_one_facility_has_nothing_to_tell_apart(stand: Stand, milestone: str) -> None:
    road = stand(milestone)
    assert rows(road.look(), {}, at=road.now) == ()
