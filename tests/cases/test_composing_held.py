"""What an application states of the license that it rests on: List 8(2), List 8(3)."""

from datetime import date

import pytest

from ruqsat.cases.composing import application_of, document_demands
from ruqsat.cases.composing_held import office_of
from ruqsat.cases.drafting import Section
from ruqsat.law import service_rules
from ruqsat.law.application import (
    Address,
    Applicant,
    ApplicantKind,
    Change,
    LicenseHeld,
    Loss,
    PersonName,
    Service,
)
from ruqsat.law.documents import CHANGE
from ruqsat.law.offices import LIST
from tests.cases.filling import CLINIC
from tests.cases.filling_held import BY_KIND, NUMBER, begun
from tests.milestones import Stand
from tests.walking import HOME
from tests.world import AIZHAN, person


@pytest.mark.parametrize("service", [Service.ANNEX, Service.REISSUE, Service.DUPLICATE])
def test_an_application_states_what_its_service_asks_and_nothing_of_another(stand: Stand, service: Service) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    road, owner = stand("known"), person(AIZHAN)
    application = application_of(begun(road, owner, service), owner, at=road.now, language="kk")
    assert list(service_rules.faults(application)) == []
    assert application.service is service
    assert application.held is not None
    assert application.held.number == NUMBER


def test_a_reissue_states_the_change_and_the_papers(stand: Stand) -> None:
    """List 8(2), Permits 33(1): no specialists, no requirements; of an old license the annex with its address."""
    road, owner = stand("known"), person(AIZHAN)
    application = application_of(begun(road, owner, Service.REISSUE), owner, at=road.now, language="kk")
    assert application.held == LicenseHeld(number=NUMBER, papers=("license", "001"))
    assert application.change == Change(
        ground="Permits 33(1)",
        changed_on=date(2026, 3, 2),
        before="Черновикова Айжан",
        now="Үлгібаева Айжан Сынаққызы",
    )
    assert (application.specialists, application.requirements, application.loss) == ((), (), None)
    (facility,) = application.facilities
    assert (facility.id, facility.address.street, facility.subtypes) == ("F1", HOME["street"], ("outpatient_adult",))
    assert service_rules.examined(application) == ()


@pytest.mark.parametrize("ground", BY_KIND)
def test_each_ground_asks_for_a_copy_of_the_document_until_a_register_shows_the_change(
    stand: Stand, ground: str
) -> None:
    """List 8(2), Permits 33: nothing was asked, so the copy is."""
    road, owner = stand("known"), person(AIZHAN)
    draft = begun(road, owner, Service.REISSUE, ground=ground)
    demanded = [one.document for one in document_demands(draft, owner, at=road.now)]
    assert CHANGE in demanded
    assert (demanded == [CHANGE]) == (ground != "Permits 33(7)")


def test_what_a_law_requires_is_examined_with_its_facility(stand: Stand) -> None:
    """Rules 19, Permits 33(7): approval and visit follow."""
    road, owner = stand("known"), person(AIZHAN)
    draft = begun(road, owner, Service.REISSUE, ground="Permits 33(7)")
    application = application_of(draft, owner, at=road.now, language="kk")
    assert [one.id for one in service_rules.examined(application)] == ["F1"]
    assert application.specialists
    assert application.requirements


def test_a_duplicate_states_what_became_of_the_papers(stand: Stand) -> None:
    """List 8(3): no facility, no document, no sheets."""
    road, owner = stand("known"), person(AIZHAN)
    draft = begun(road, owner, Service.DUPLICATE, without=(Section.DOCUMENTS,))
    application = application_of(draft, owner, at=road.now, language="kk")
    assert (application.loss, application.held) == (Loss.LOST, LicenseHeld(number=NUMBER, papers=("license", "001")))
    assert (application.facilities, application.attachments, application.sheets) == ((), (), 0)
    assert document_demands(draft, owner, at=road.now) == ()


def test_an_annex_rests_on_the_license_and_describes_its_facility(stand: Stand) -> None:
    """List 8(1)."""
    road, owner = stand("known"), person(AIZHAN)
    application = application_of(begun(road, owner, Service.ANNEX), owner, at=road.now, language="kk")
    assert application.held == LicenseHeld(number=NUMBER)
    assert [one.id for one in application.facilities] == ["F1"]
    assert (application.change, application.loss) == (None, None)


def test_a_foreign_entity_that_names_no_facility_applies_where_its_license_was_issued(stand: Stand) -> None:
    """Rules 3 (docs/law/readings.md): known of a license of this register; of another one nothing tells."""
    stand("known")
    entity = Applicant(kind=ApplicantKind.LEGAL_ENTITY, iin=AIZHAN, name=PersonName(last="A", first="B"), bin=CLINIC)
    abroad = Address(
        postal_code="10115",
        region="",
        city="Berlin",
        district="",
        locality="",
        street="Musterstraße",
        building="1",
        country="DE",
    )
    known = {"held": {"number": "26000001", "fixed": True, "office": "KZ-71"}}
    office = office_of(entity, address=abroad, facilities=(), answers=known, among=LIST)
    assert office is not None
    assert office.code == "KZ-71"
    assert (
        office_of(entity, address=abroad, facilities=(), answers={"held": {"number": "13009902"}}, among=LIST) is None
    )
