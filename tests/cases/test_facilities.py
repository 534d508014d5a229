"""The facilities of a draft: Annex 2(4), Annex 2(11), Annex 3(4), Annex 3(11)."""

from typing import Any

import pytest

from ruqsat.cases import again, drafting, facilities, listing
from ruqsat.cases.actions import withdrawing
from ruqsat.cases.composing import application_of, document_demands
from ruqsat.cases.drafting import NoSuchDraftError, Section, answers_of, specialists_in
from ruqsat.cases.facilities import NoSuchFacilityError, at_facility, places_in, subtypes_in, works_at
from ruqsat.cases.sections import Progress, finished, tasks
from ruqsat.law.application import ApplicantKind, Application
from ruqsat.law.requirements import for_facility
from tests.cases.filling import MARIA, SANIYA, SPECIALIST, attach, begun, list_both
from tests.milestones import Stand
from tests.walking import HOME, Road, draft_of
from tests.world import AIZHAN, PETR, person

LABORATORY = ["laboratory_clinical"]
IN_SHYMKENT: dict[str, Any] = {
    **HOME,
    "region": "79",
    "city": "Шымкент",
    "street": "Сынақ көшесі",
    "building": "7",
    "title_basis": "ownership",
}


def add(road: Road, iin: str = AIZHAN, *, finish: bool = True, **changed: str) -> str:
    """One more facility, a laboratory in Shymkent."""
    owner = person(iin)
    place = facilities.add_facility(owner, road.case, {**IN_SHYMKENT, **changed}, at=road.now)
    if finish:
        said = {one.key: f"{place}: {one.key}" for one in for_facility(LABORATORY)}
        chosen = {"subtypes": LABORATORY}
        facilities.keep_of_facility(owner, road.case, place, Section.ACTIVITY, chosen, at=road.now)
        facilities.keep_of_facility(owner, road.case, place, Section.REQUIREMENTS, said, at=road.now)
    return place


def a_clinic(stand: Stand) -> Road:
    road = stand("known")
    begun(road, person(AIZHAN), ApplicantKind.LEGAL_ENTITY)
    list_both(road, person(AIZHAN))
    return road


def made(road: Road) -> Application:
    return application_of(draft_of(road), person(AIZHAN), at=road.now, language="ru")


def progress(road: Road) -> dict[Section, Progress]:
    return {task.section: task.progress for task in tasks(draft_of(road))}


def test_a_draft_begun_when_there_was_one_facility_has_one(stand: Stand) -> None:
    road = a_clinic(stand)
    answers = answers_of(draft_of(road))
    assert places_in(answers) == ("F1",)
    assert at_facility(answers, "F1") == answers
    assert [(one.id, one.subtypes) for one in made(road).facilities] == [("F1", tuple(subtypes_in(answers)))]


def test_each_facility_has_its_own_address_subtypes_and_statements(stand: Stand) -> None:
    """Annex 3(4), Annex 3(11), List 8(1): for each facility; the first stays as it was."""
    road = a_clinic(stand)
    before = made(road)
    assert [add(road), add(road, region="75", city="Алматы")] == ["F2", "F3"]
    application = made(road)
    assert application.facilities[0] == before.facilities[0]
    assert [(one.id, one.address.region, one.subtypes) for one in application.facilities[1:]] == [
        ("F2", "79", ("laboratory_clinical",)),
        ("F3", "75", ("laboratory_clinical",)),
    ]
    stated = {(one.facility, one.requirement): one.text for one in application.requirements}
    assert stated["F2", "laboratory_safety"] == "F2: laboratory_safety"
    assert ("F1", "laboratory_safety") not in stated
    assert {facility for facility, _ in stated} == {"F1", "F2", "F3"}


def test_an_individual_is_the_specialist_of_every_facility(stand: Stand) -> None:
    """List 8(1), Annex 2(11)."""
    road = stand("known")
    begun(road, person(AIZHAN), ApplicantKind.INDIVIDUAL)
    add(road)
    application = made(road)
    assert [(one.iin, one.facility) for one in application.specialists] == [(AIZHAN, "F1"), (AIZHAN, "F2")]


def test_the_title_is_asked_of_each_facility(stand: Stand) -> None:
    """List 8(1), Rules 8(4)."""
    road = a_clinic(stand)
    add(road)
    asked = document_demands(draft_of(road), person(AIZHAN), at=road.now)
    assert [one.about for one in asked if one.document == "premises_title"] == ["F1", "F2"]


@pytest.mark.parametrize("open_one", [Section.ACTIVITY, Section.FACILITY, Section.REQUIREMENTS])
def test_a_task_is_done_when_it_is_done_for_every_facility(stand: Stand, open_one: Section) -> None:
    road = a_clinic(stand)
    place = add(road)
    assert progress(road)[open_one] is Progress.DONE
    facilities.keep_of_facility(person(AIZHAN), road.case, place, open_one, {}, at=road.now)
    assert progress(road)[open_one] is not Progress.DONE


def test_who_was_listed_before_works_at_the_first_and_others_where_it_was_said(stand: Stand) -> None:
    """List 8(1): somebody who works at two facilities stands in the form once for each."""
    road = a_clinic(stand)
    place = add(road)
    listing.keep_specialist(
        person(AIZHAN), road.case, {**SPECIALIST, "iin": MARIA, "facilities": ["F1", place]}, place="S2", at=road.now
    )
    assert [(one.iin, one.facility) for one in made(road).specialists] == [(SANIYA, "F1"), (MARIA, "F1"), (MARIA, "F2")]
    assert not finished({**SPECIALIST, "facilities": []}, places=("F1", "F2"))
    assert works_at({**SPECIALIST, "facilities": []}, ("F1",)) == ("F1",)


def test_a_facility_goes_with_its_documents_and_its_people_are_told_a_place_anew(stand: Stand) -> None:
    road = a_clinic(stand)
    owner = person(AIZHAN)
    place = add(road)
    attach(road, owner, "premises_title", place)
    listing.keep_specialist(
        owner, road.case, {**SPECIALIST, "iin": MARIA, "facilities": [place]}, place="S2", at=road.now
    )
    add(road)
    facilities.drop_facility(owner, road.case, place, at=road.now)
    answers = answers_of(draft_of(road))
    assert places_in(answers) == ("F1", "F3")
    assert not draft_of(road).attachments.exists()
    assert [works_at(one, ("F1", "F3")) for one in specialists_in(answers)] == [("F1",), ()]
    assert progress(road)[Section.SPECIALISTS] is not Progress.DONE


def test_when_the_first_facility_goes_the_next_keeps_its_place_and_the_last_one_stays(stand: Stand) -> None:
    road = a_clinic(stand)
    owner = person(AIZHAN)
    add(road)
    facilities.drop_facility(owner, road.case, "F1", at=road.now)
    assert [(one.id, one.address.region) for one in made(road).facilities] == [("F2", "79")]
    facilities.drop_facility(owner, road.case, "F2", at=road.now)
    facilities.drop_facility(owner, road.case, "F9", at=road.now)
    assert places_in(answers_of(draft_of(road))) == ("F2",)
    assert add(road) == "F3"


def test_there_is_an_end_and_nobody_else_adds_any(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = a_clinic(stand)
    with pytest.raises(NoSuchDraftError):
        add(road, PETR, finish=False)
    with pytest.raises(NoSuchFacilityError):
        facilities.keep_of_facility(person(AIZHAN), road.case, "F7", Section.FACILITY, {}, at=road.now)
    monkeypatch.setattr(facilities, "MOST", 2)
    add(road)
    with pytest.raises(facilities.FacilitiesFullError):
        add(road)


def test_a_new_draft_after_an_end_has_all_facilities_again(stand: Stand) -> None:
    road = stand("known")
    owner = person(AIZHAN)
    road.fill()
    place = add(road)
    road.receive()
    road.register()
    prepared = withdrawing.prepare_withdrawal(road.case, reason="", by=owner, at=road.now)
    cms = road.world.sign(prepared.statement, AIZHAN)
    withdrawing.withdraw(prepared.id, cms=cms, by=owner, at=road.now)
    fresh = again.copy_of_ended(owner, road.case, at=road.now)
    assert places_in(answers_of(fresh)) == ("F1", place)
    assert at_facility(answers_of(fresh), place)[Section.FACILITY.value]["city"] == "Шымкент"
    assert drafting.draft_of(owner, fresh.id, at=road.now).service == "issue"
