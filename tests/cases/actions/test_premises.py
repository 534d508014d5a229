"""The premises of a draft with several facilities: each is asked about by its own address."""

from typing import Any

import pytest
from django.conf import settings

from ruqsat.cases import facilities
from ruqsat.cases.actions import premises
from ruqsat.cases.composing import document_demands
from ruqsat.cases.drafting import NoSuchDraftError, answers_of
from ruqsat.gateways import registers
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.standing import act_of
from tests.milestones import Stand
from tests.walking import HOME, Road, draft_of
from tests.world import AIZHAN, PETR, person

IN_ASTANA: dict[str, Any] = {
    **HOME,
    "region": "71",
    "city": "Астана",
    "district": "Есіл ауданы",
    "street": "Филиал көшесі",
    "building": "8",
    "title_basis": "lease",
}


def begun(stand: Stand) -> Road:
    road = stand("known")
    road.fill()
    road.consent()
    return road


def add(road: Road, **changed: str) -> str:
    gateway = registers.connect(settings.GATEWAYS)
    return premises.add_premises(
        road.case, {**IN_ASTANA, **changed}, owner=person(AIZHAN), now=road.world.now, registers=gateway
    )


def change(road: Road, place: str, **changed: str) -> None:
    gateway = registers.connect(settings.GATEWAYS)
    values = {**IN_ASTANA, **changed}
    premises.keep_premises(road.case, place, values, owner=person(AIZHAN), now=road.world.now, registers=gateway)


def answered(road: Road, inquiry: str, place: str) -> InquiryAnswered | None:
    filed = road.look().standing.answers.get((inquiry, place))
    return act_of(filed, InquiryAnswered) if filed else None


def titles_asked_for(road: Road) -> list[str]:
    demands = document_demands(draft_of(road), person(AIZHAN), at=road.now)
    return [one.about for one in demands if one.document == "premises_title"]


def test_the_register_is_asked_about_each_facility_by_its_address(stand: Stand) -> None:
    """Rules 8(4), Rules 8(12), List 8(1): so the title is attached only for the premises that no register knows."""
    road = begun(stand)
    assert [add(road), add(road, street="Белгісіз көшесі")] == ["F2", "F3"]
    known, unknown = answered(road, "premises_title", "F2"), answered(road, "premises_title", "F3")
    assert known is not None
    assert known.data["document_number"] == "99-0115"
    assert unknown is not None
    assert unknown.outcome is Outcome.NONE
    sanitary = answered(road, "sanitary_conclusion", "F2")
    assert sanitary is not None
    assert sanitary.data["number"] == "A.99.X.KZ71VBZ00990115"
    assert titles_asked_for(road) == ["F3"]


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ({}, "99-0115"),
        ({"title_document": "лизинг 1"}, "лизинг 1"),
        ({"title_basis": "ownership"}, None),
    ],
)
def test_what_was_left_empty_is_what_the_register_says(stand: Stand, typed: dict[str, str], filled: str | None) -> None:
    """Rules 8(4), Rules 8(12): what was typed stays; the document on another right than was typed is none of theirs."""
    road = begun(stand)
    place = add(road, **typed)
    kept = facilities.at_facility(answers_of(draft_of(road)), place)["facility"]
    assert (kept.get("title_document"), kept["sanitary_conclusion"]) == (filled, "A.99.X.KZ71VBZ00990115")


def test_at_another_address_the_register_is_asked_anew(stand: Stand) -> None:
    """Rules 8(4): what it said of the old address holds no longer."""
    road = begun(stand)
    place = add(road, street="Белгісіз көшесі")
    asked = len(road.look().acts)
    change(road, place, street="Белгісіз көшесі", title_basis="ownership")
    assert len(road.look().acts) == asked
    change(road, place)
    assert titles_asked_for(road) == []


def test_who_consents_later_has_every_facility_asked_about(stand: Stand) -> None:
    """Rules 8: nothing leaves before the consent, and then everything."""
    road = stand("known")
    road.fill()
    assert add(road) == "F2"
    assert titles_asked_for(road) == ["F1", "F2"]
    road.consent()
    assert titles_asked_for(road) == []


def test_only_the_owner_changes_premises_and_only_where_there_are_any(stand: Stand) -> None:
    road = begun(stand)
    gateway = registers.connect(settings.GATEWAYS)
    with pytest.raises(facilities.NoSuchFacilityError):
        change(road, "F7")
    with pytest.raises(NoSuchDraftError):
        premises.keep_premises(road.case, "F1", IN_ASTANA, owner=person(PETR), now=road.world.now, registers=gateway)
    with pytest.raises(NoSuchDraftError):
        premises.add_premises(road.case, IN_ASTANA, owner=person(PETR), now=road.world.now, registers=gateway)
