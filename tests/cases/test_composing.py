"""From a draft to the application that is signed: Annex 2, Annex 3, Rules 6."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.cases import drafting
from ruqsat.cases.composing import NotReadyError, application_of, document_demands
from ruqsat.cases.drafting import Section
from ruqsat.law.application import ApplicantKind, Application
from tests.cases.filling import CLINIC, DINA, MARIA, SANIYA, attach, begun, list_both
from tests.milestones import Stand
from tests.walking import HOME, Road, draft_of
from tests.world import AIZHAN, PETR, person


def made(road: Road, iin: str = AIZHAN) -> Application:
    return application_of(draft_of(road), person(iin), at=road.now, language="kk")


def test_a_legal_entity_applies_by_every_field_of_annex_3(stand: Stand) -> None:
    """
    Annex 3(1), Annex 3(2), Annex 3(3), Annex 3(4), Annex 3(5), Annex 3(6), Annex 3(7), Annex 3(8), Annex 3(9),
    Annex 3(10), Annex 3(11), Annex 3(12), Annex 3(13), Annex 3(14), Rules 3: the office of the legal address.
    """
    road = stand("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    application = made(road)
    applicant = application.applicant
    assert (applicant.kind, applicant.iin, applicant.bin) == (ApplicantKind.LEGAL_ENTITY, AIZHAN, CLINIC)
    assert (applicant.called(), applicant.number()) == ("«Үлгі Клиника» ЖШС", CLINIC)
    assert applicant.location == "Алматы, Клиника көшесі, 100"
    assert applicant.name.full() == "Образцова Дина Макетовна"
    assert (application.address.street, application.address.country, application.office) == (
        "Клиника көшесі",
        "KZ",
        "KZ-75",
    )
    assert [one.iin for one in application.specialists] == [SANIYA, MARIA]
    assert application.facilities[0].subtypes
    assert application.contacts.email
    assert application.bank_account.number
    assert (application.on_paper, application.sheets) == (False, 7)
    assert application.representative is None


def test_of_a_foreign_entity_the_branch_and_the_country_stand(stand: Stand) -> None:
    """Annex 3(3), Annex 3(6), Rules 3: without a BIN the branch's; the office where the premises are."""
    road = stand("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    abroad = {**HOME, "country": "Германия", "region": "Бавария", "postal_code": "80331"}
    for section, values in {
        Section.ORGANIZATION: {"foreign": "yes", "bin": "", "branch_bin": CLINIC},
        Section.LEGAL_ADDRESS: abroad,
        Section.FACILITY: {**HOME, "region": "71", "title_basis": "lease"},
    }.items():
        drafting.save_section(owner, road.case, section, values, at=road.now)
    application = made(road)
    assert (application.applicant.bin, application.applicant.branch_bin) == (None, CLINIC)
    assert (application.address.country, application.office) == ("Германия", "KZ-71")


def test_an_entrepreneur_applies_under_the_iin_with_the_registered_name(stand: Stand) -> None:
    """Rules 2(4), Rules 6, Rules 8(2)."""
    road = stand("known")
    begun(road, person(AIZHAN), ApplicantKind.ENTREPRENEUR)
    applicant = made(road).applicant
    assert (applicant.iin, applicant.number(), applicant.called()) == (AIZHAN, AIZHAN, "«Айжан Үлгі» ДК")
    assert applicant.name.full() == "Үлгібаева Айжан Сынаққызы"


@pytest.mark.parametrize("kind", ApplicantKind)
def test_a_representative_signs_for_whom_the_power_names(stand: Stand, kind: ApplicantKind) -> None:
    """Rules 6: the applicant stays the applicant; who is signed in is named with the power that is attached."""
    road = stand("known")
    owner = person(PETR)
    begun(road, owner, kind, represented=True)
    if kind is ApplicantKind.LEGAL_ENTITY:
        list_both(road, owner)
    demanded = document_demands(draft_of(road), owner, at=road.now)
    assert (demanded[0].document, demanded[0].ref) == ("power_of_attorney", "Rules 6")
    with pytest.raises(NotReadyError):
        made(road, PETR)
    attach(road, owner, "power_of_attorney")
    application = made(road, PETR)
    representative = application.representative
    assert representative is not None
    (power,) = [one for one in application.attachments if one.proves == "power_of_attorney"]
    assert (representative.iin, representative.power, representative.number) == (PETR, power.sha256, "Д-17")
    assert (representative.issued_on, representative.valid_until) == (date(2026, 1, 12), date(2027, 1, 12))
    assert power.valid_until == representative.valid_until
    assert application.applicant.iin == AIZHAN
    assert application.signed_by() == representative.name
    assert replace(application, representative=None).signed_by() == application.applicant.name


def test_documents_about_a_specialist_name_the_person_in_what_is_signed_and_a_place_in_the_draft(
    stand: Stand,
) -> None:
    """List 8(1): the draft's rows carry no identification number; the signed application names the person."""
    road = stand("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    attach(road, owner, "advanced_training", "S2")
    assert [row.about for row in draft_of(road).attachments.all()] == ["S2"]
    assert [one.about for one in made(road).attachments] == [MARIA]
    asked = {(one.document, one.about) for one in document_demands(draft_of(road), owner, at=road.now)}
    assert {("advanced_training", SANIYA), ("advanced_training", MARIA), ("labor_activity", SANIYA)} <= asked
    assert not any(about in (AIZHAN, DINA) for _, about in asked)
