"""Rules 10, Rules 18, List 5: the applicant sees each facility's state, and what came out for each."""

import re

import pytest

from ruqsat.law.acts import ResultIssued
from ruqsat.law.standing import act_of
from ruqsat.licenses.models import License
from tests.milestones import Stand, StandOfThree
from tests.three_facilities import REFUSED, RoadOfThree
from tests.web.officers import window_of
from tests.world import AIZHAN, MAILBOX


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def address(road: RoadOfThree, page: str = "") -> str:
    return f"/applications/{road.case}/{page}"


def states(road: RoadOfThree) -> list[tuple[str, str, str]]:
    found = window_of(AIZHAN).get(address(road)).context["facilities"]
    return [(str(one.approval.text), str(one.visit.text), str(one.outcome.text)) for one in found]


def test_each_facility_has_its_own_state_from_completeness_on(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 11, Rules 14."""
    road = stand_of_three("complete")
    assert states(road) == [("Not asked yet", "The day is not fixed yet", "Under consideration")] * 3
    road.ask_for("F1", "F3")
    road.answer_for("F3")
    road.fix_visit_to("F3")
    assert states(road) == [
        ("Asked, the answer is awaited", "The day is not fixed yet", "Under consideration"),
        ("Not asked yet", "The day is not fixed yet", "Under consideration"),
        ("Approved", "The day is fixed", "Under consideration"),
    ]


def test_a_visit_is_told_with_its_facility_and_the_department_that_comes(stand_of_three: StandOfThree) -> None:
    """Rules 14, Rules 18."""
    road = stand_of_three("answered")
    road.fix_visit_to("F3")
    text = words(window_of(AIZHAN).get(address(road)).content.decode())
    assert f"The visit to your facility {road.address_of('F3')}. Department for Astana" in text


def test_the_preliminary_decision_says_which_facility_it_concerns(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 12."""
    road = stand_of_three("visited")
    road.announce()
    assert states(road)[1] == ("Not approved", "No visit is made", "Under consideration")  # not received yet
    road.open_preliminary()
    assert [one[2] for one in states(road)] == ["Under consideration", "A refusal is intended", "Under consideration"]
    page = window_of(AIZHAN).get(address(road, "preliminary-decision/"))
    assert [one.id for one in page.context["concerned"]] == [REFUSED]
    text = words(page.content.decode())
    assert "It is intended to refuse a part of your facilities" in text
    assert "Your other facilities are decided on their own." in text


def test_the_result_shows_the_license_two_annexes_and_the_refusal(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 20, List 5, List 9."""
    road = stand_of_three("issued")
    page = window_of(AIZHAN).get(address(road))
    assert [one[2] for one in states(road)] == ["Annex granted", "Annex refused", "Annex granted"]
    text = words(page.content.decode())
    for said in (
        "The license is issued, 1 facility is refused",
        "Open the license",
        "Annex 001 (PDF)",
        "Annex 002 (PDF)",
        "Reasoned refusal (PDF)",
        "Why this annex is refused",
        "The body did not approve: no hot water.",
        "Your license does not depend on the facility that was refused.",
        "If you do not agree",
    ):
        assert said in text
    issued = road.look().standing.issued
    assert issued is not None
    for one in act_of(issued, ResultIssued).documents:
        answer = window_of(AIZHAN).get(address(road, f"documents/{one.sha256}/"))
        assert b"".join(answer) if answer.streaming else answer.content.startswith(b"%PDF-")


def test_the_license_and_the_public_register_show_the_two_annexes_alone(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 20."""
    road = stand_of_three("issued")
    number = License.objects.get(case=road.case).number
    mine = words(window_of(AIZHAN).get(f"/licenses/{number}/").content.decode())
    public = words(window_of(AIZHAN).get(f"/check/{number}/").content.decode())
    for text in (mine, public):
        assert "Тәжірибе көшесі" in text
        assert "Үлгі даңғылы" in text
        assert "Сынақ көшесі" not in text
        assert "refusal" not in text.lower()


def test_the_letter_says_that_one_facility_was_refused(stand_of_three: StandOfThree) -> None:
    """List 10(1), Rules 10."""
    from ruqsat.jobs import telling

    road = stand_of_three("issued")
    telling.tell_applicant(road.case, now=road.world.now)
    subjects = [one["subject"] for one in road.world.letters_to(MAILBOX)]
    assert "Лицензияңыз берілді, бір объектінің қосымшасынан бас тартылды" in subjects


@pytest.mark.parametrize("milestone", ["complete", "issued"])
def test_a_case_with_one_facility_tells_of_it_as_before(stand: Stand, milestone: str) -> None:
    road = stand(milestone)
    page = window_of(AIZHAN).get(f"/applications/{road.case}/")
    assert page.context["facilities"] == ()
    assert "Your facilities" not in page.content.decode()
