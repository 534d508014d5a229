"""Rules 19: a reissue and a duplicate go from completeness to the decision; a refusal rests on the register."""

import re
from collections.abc import Callable

import pytest

from ruqsat.law.acts import Actor, PreliminaryDecisionServed
from ruqsat.law.standing import Stage, act_of
from ruqsat.web.desk.steps import steps
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.web.portal.held_roads import PETR, Asking, asking, petrs_duplicate
from tests.world import HEAD, OFFICER, head, officer

CHANGED = {"changed_on_day": "2", "changed_on_month": "3", "changed_on_year": "2026"}


def petrs_reissue(road: Road) -> Asking:
    """Permits 33(6): the house in which his practice is has another number now; the register says the same."""
    petr = asking(road, PETR, "reissue")
    petr.type("held", {"number": "13009902"})
    petr.type("ground", {"ground": "Permits 33(6)"})
    petr.consent()
    petr.type("papers", {"papers": ["001"]})
    now = petr.window.get(petr.page("change/")).context["form"].initial["now"]
    petr.type("change", CHANGED | {"before": "Алматы, улица Учебная, 20", "now": now})
    petr.type(
        "annexes",
        {
            "postal_code_001": "050098",
            "region_001": "75",
            "city_001": "Алматы",
            "street_001": "улица Учебная",
            "building_001": "22",
            "subtypes_001": ["outpatient_adult"],
        },
    )
    petr.about_oneself()
    petr.type("paper", {"on_paper": "no"})
    petr.attach_everything()
    return petr


def filed(road: Road, asked: Asking) -> Road:
    asked.submit()
    road.settle()
    road.pay()
    return road


def text_of(road: Road, iin: str = OFFICER, page: str = "") -> str:
    shown = window_of(iin).get(case_page(road, page)).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))


def step_of(road: Road, by: Actor | None = None) -> list[str]:
    """What can be done now."""
    return [one.key for one in steps(road.look(), [by or officer()], at=road.now) if one.permission.allowed]


@pytest.mark.parametrize(
    ("make", "service", "days"),
    [
        (petrs_reissue, "Reissue of a license or annex", 3),
        (petrs_duplicate, "Duplicate of a license or annex", 2),
    ],
)
def test_from_completeness_straight_to_the_decision(
    stand: Stand, make: Callable[[Road], Asking], service: str, days: int
) -> None:
    """Rules 19: three working days for a reissue, two for a duplicate; nobody is asked, nothing is visited."""
    road = stand("known")
    filed(road, make(road))
    standing = road.look().standing
    assert standing.service_due is not None
    assert standing.service_due.on is not None
    assert (standing.service_due.on.isoformat(), days) in {("2026-03-26", 3), ("2026-03-20", 2)}
    assert service in window_of(OFFICER).get("/desk/").content.decode()
    said = text_of(road)
    assert service in said
    assert "13009902" in said
    assert step_of(road) == ["complete"]
    found = window_of(OFFICER).post(case_page(road, "complete/"), {"seen": road.seen}, follow=True)
    assert "Now prepare the decision." in found.content.decode()
    assert step_of(road) == ["prepare"]
    said = text_of(road)
    assert "Issued on paper: the license, annex 001, annex 002" in said
    assert "The documents are complete; the decision is to be prepared." in said
    assert "None: the application touches neither the premises nor the subtypes." in said
    prepared = text_of(road, page="decision/prepare/")
    assert "The file bears out the grant." in prepared
    assert (
        "License 13009902: the license, annex 001, annex 002. On paper: the license, annex 001, annex 002" in prepared
    )
    road.prepare_grant()
    assert step_of(road, head()) == ["sign"]
    assert "Read and sign the decision" in text_of(road, HEAD)
    assert road.look().standing.stage is Stage.DECIDING


def test_the_applicant_sees_the_short_road(stand: Stand) -> None:
    """Rules 19: no approval and no visit among what comes."""
    road = stand("known")
    filed(road, petrs_duplicate(road))
    page = window_of(PETR).get(f"/applications/{road.case}/").content.decode()
    assert "Duplicate of the license or annex" in page
    assert "Sanitary approval" not in page
    assert "Visit to the facility" not in page


def test_a_license_that_is_not_as_stated_is_a_ground_that_is_announced_with_the_registers_answer(
    stand: Stand,
) -> None:
    """List 9(6), Rules 8(3), Rules 12: the applicant is heard first."""
    road = stand("known")
    petr = asking(road, PETR, "duplicate")
    petr.type("held", {"number": "13009999"})
    petr.consent()
    petr.type("papers", {"license_itself": "on"})
    petr.type("loss", {"loss": "lost"})
    petr.about_oneself()
    filed(road, petr)
    road.find_complete()
    assert step_of(road) == ["announce"]
    assert "The register knows license 13009902 of the applicant, and not 13009999." in text_of(
        road, page="hearing/announce/"
    )
    road.announce("List 9(6)")
    road.open_preliminary()
    served = road.look().standing.preliminary
    assert served is not None
    assert [one.ground for one in act_of(served, PreliminaryDecisionServed).grounds] == ["List 9(6)"]
    page = window_of(PETR).get(f"/applications/{road.case}/preliminary-decision/").content.decode()
    assert "13009902 of the applicant, and not 13009999" in page
    road.prepare_refusal("List 9(6)")
    assert road.look().standing.stage is Stage.DECIDING
