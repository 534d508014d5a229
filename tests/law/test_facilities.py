"""Facility by facility: three facilities in two regions (Rules 10, Rules 18, List 5)."""

from dataclasses import replace

import pytest

from ruqsat.law import facilities
from ruqsat.law.acts import FoundComplete, GroundFound
from ruqsat.law.application import Application
from ruqsat.law.facilities import Prospect
from ruqsat.law.standing import Stage
from tests.law.road import IIN, OFFICER, Road, an_application, at_stage

SECOND_IIN = "850101399005"


def three_facilities_in_two_regions() -> Application:
    """Two in Almaty, the third in Astana, where somebody else works."""
    plain = an_application(facilities=3)
    sites = tuple(
        replace(one, address=replace(one.address, region="71")) if one.id == "F3" else one for one in plain.facilities
    )
    staff = tuple(replace(one, iin=SECOND_IIN) if one.facility == "F3" else one for one in plain.specialists)
    return replace(plain, facilities=sites, specialists=staff)


def filed() -> Road:
    road = Road()
    road.answer("specialist_certificate", SECOND_IIN, speciality="therapy", valid_until="2029-01-01")
    road.file_application(three_facilities_in_two_regions())
    return road


def complete() -> Road:
    road = filed()
    road.file(FoundComplete(happened_at=road.at), by=OFFICER)
    return road


def prospects(road: Road) -> list[Prospect]:
    return [one.prospect for one in facilities.each(road.standing, at=road.at)]


def test_each_facility_has_the_offices_of_its_own_region() -> None:
    """Rules 10(1), Rules 18."""
    found = facilities.each(complete().standing, at=complete().at)
    assert [(one.facility.id, one.body, one.office) for one in found] == [
        ("F1", "SES-75", "KZ-75"),
        ("F2", "SES-75", "KZ-75"),
        ("F3", "SES-71", "KZ-71"),
    ]


def test_each_facility_has_its_own_approval_visit_and_prospect() -> None:
    """Rules 10, Rules 11, Rules 17, List 5."""
    road = complete()
    assert prospects(road) == [Prospect.OPEN] * 3
    road.approve("F1")
    assert prospects(road) == [Prospect.OPEN] * 3
    road.visit("F1")
    road.approve("F2", approved=False)
    road.approve("F3")
    assert prospects(road) == [Prospect.QUALIFIES, Prospect.FAILS, Prospect.OPEN]
    road.visit("F3", positive=False)
    assert prospects(road) == [Prospect.QUALIFIES, Prospect.FAILS, Prospect.FAILS]
    first, second, third = facilities.each(road.standing, at=road.at)
    assert first.visit is not None
    assert first.visit.positive
    assert second.visit is None
    assert second.approval is not None
    assert second.approval.approved is False
    assert third.visit is not None
    assert third.visit.positive is False


def test_the_visit_shown_of_a_facility_is_the_one_under_way() -> None:
    """Rules 14, APPC 73."""
    road = complete()
    road.visit("F1", positive=False)
    again = road.schedule("F1")
    first = facilities.each(road.standing, at=road.at)[0]
    assert first.visit is not None
    assert first.visit.plan.visit == again


def test_a_ground_is_of_the_facility_that_it_is_about() -> None:
    """List 9(3), List 9(4): the approval, the conclusion and the staff of that facility, and of no other."""
    road = complete()
    road.approve("F1", approved=False)
    road.visit("F2", positive=False)
    assert facilities.grounds_of(road.standing, "F1").keys() == {"List 9(4)"}
    assert facilities.grounds_of(road.standing, "F2").keys() == {"List 9(3)", "List 9(4)"}
    assert facilities.grounds_of(road.standing, "F3") == {}
    road.answer("specialist_certificate", SECOND_IIN, speciality="therapy", valid_until="2020-01-01")
    assert facilities.grounds_of(road.standing, "F3").keys() == {"List 9(3)"}
    assert facilities.grounds_of(road.standing, "F1").keys() == {"List 9(4)"}


def test_who_works_in_two_facilities_is_a_ground_for_both() -> None:
    """List 9(3)."""
    road = complete()
    road.answer("specialist_certificate", IIN, speciality="therapy", valid_until="2020-01-01")
    assert [tuple(facilities.grounds_of(road.standing, one)) for one in ("F1", "F2", "F3")] == [
        ("List 9(3)",),
        ("List 9(3)",),
        (),
    ]


def test_what_a_grant_refuses_is_what_does_not_qualify_on_the_grounds_announced() -> None:
    """Rules 10, Rules 12, List 9."""
    road = complete()
    for facility, positive in (("F1", True), ("F2", False), ("F3", True)):
        road.approve(facility)
        road.visit(facility, positive=positive)
    assert [one.id for one in facilities.not_granted(road.standing, at=road.at)] == ["F2"]
    (unheard,) = facilities.annexes_refused(road.standing, at=road.at)
    assert unheard.grounds == ()
    road.serve("List 9(4)")
    (second,) = facilities.annexes_refused(road.standing, at=road.at, reasons={("F2", "List 9(4)"): "No sink."})
    assert [(one.ground, one.text) for one in second.grounds] == [("List 9(4)", "No sink.")]
    assert second.grounds[0].facts == facilities.grounds_of(road.standing, "F2")["List 9(4)"]


@pytest.mark.parametrize(
    ("road", "office", "seen"),
    [
        (complete, "KZ-71", ["F3"]),
        (complete, "KZ-75", []),  # it has the case itself
        (complete, "KZ-19", []),
        (filed, "KZ-71", []),  # nothing is asked of it before the documents are found complete
    ],
)
def test_a_department_of_another_place_has_the_facilities_that_it_visits(
    road: object, office: str, seen: list[str]
) -> None:
    """Rules 18: the request and the documents are with it once the documents are complete."""
    assert callable(road)
    assert [one.id for one in facilities.visited_by(road().standing, office)] == seen


def test_nothing_is_known_of_facilities_before_an_application() -> None:
    """Rules 6, Rules 10."""
    road = at_stage(Stage.PREPARING)
    assert facilities.each(road.standing, at=road.at) == ()
    assert facilities.visited_by(road.standing, "KZ-71") == ()


def test_a_case_is_mixed_once_one_facility_fails_while_another_may_still_have_its_annex() -> None:
    """Rules 10."""
    road = complete()
    assert not facilities.mixed(road.standing, at=road.at)
    road.approve("F1", approved=False)
    assert facilities.mixed(road.standing, at=road.at)
    road.approve("F2", approved=False)
    road.approve("F3", approved=False)
    assert not facilities.mixed(road.standing, at=road.at)


def test_an_intended_refusal_concerns_the_facilities_whose_facts_it_names_or_all_of_them() -> None:
    """Rules 10, Rules 12, List 9."""
    road = complete()
    road.approve("F1", approved=False)
    assert [one.id for one in facilities.concerned(road.standing, road.grounds("List 9(4)"))] == ["F1"]
    assert facilities.concerned(road.standing, ()) == ()
    of_the_whole = GroundFound(ground="List 9(2)", facts=(), text="unpaid")
    assert len(facilities.concerned(road.standing, (of_the_whole,))) == 3
