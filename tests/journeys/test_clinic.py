"""A clinic with three facilities in two regions, from its form to the one decision on all of them."""

from playwright.sync_api import Browser

from tests.instance import RunningInstance
from tests.journeys import clinic, specialists, two_regions
from tests.journeys.applying import pay
from tests.journeys.deciding import visit
from tests.journeys.walking import Walker, out_of_reach

OFFICER, INSPECTOR, APPROVER, HEAD = "850719499299", "910830399379", "870512399499", "770211499418"
OFFICER_THERE, INSPECTOR_THERE, APPROVER_THERE = "890214399571", "950701399611", "860417499695"


def test_a_clinic_applies_for_three_facilities_and_two_are_granted_and_one_is_refused(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """
    Rules 6, Rules 8, Annex 3, List 8(1): the whole form, specialists and equipment from tables, consents of people.

    Annex 3(4), Annex 3(11), Rules 8(4): each facility with its own address, subtypes, people and statements.
    Rules 10, Rules 18, List 5: each office for its own; one facility refused after a hearing; one decision.
    """
    walkers: list[Walker] = []

    def somebody(iin: str) -> Walker:
        walkers.append(Walker(browser, ruqsat_instance, iin=iin))
        walkers[-1].sign_in()
        return walkers[-1]

    applicant = somebody(clinic.HEAD_OF_CLINIC)
    path = described(applicant)
    specialists.added(applicant, path)
    specialists.consents(somebody(specialists.CARDIOLOGIST))
    specialists.finished(applicant, path)
    specialists.listed_from_a_table(applicant, path)
    number = filed(applicant, path)

    officer = somebody(OFFICER)
    two_regions.at_the_first_office(officer, path, number=number)
    two_regions.answered(somebody(APPROVER), path, {"F1": True, "F3": False})
    two_regions.answered(somebody(APPROVER_THERE), path, {"F2": True})
    two_regions.fixed_here(officer, path)
    two_regions.fixed_there(somebody(OFFICER_THERE), path)
    two_regions.told_of_both(applicant, path)
    for iin in (INSPECTOR, INSPECTOR_THERE):
        visit(somebody(iin), path)

    officer.sign_in()
    with out_of_reach(ruqsat_instance, "+77000000105", "clinic@example.kz"):
        two_regions.announced(officer, path)
        applicant.sign_in()
        two_regions.heard(applicant, path)
    officer.sign_in()
    two_regions.prepared(officer, path)
    two_regions.signed(somebody(HEAD), path)
    applicant.sign_in()
    two_regions.read(applicant, path)
    two_regions.decided(officer, path)
    for walker in walkers:
        troubles = [one for one in walker.troubles if "403" not in one]  # asked for on purpose, and told why
        assert troubles == [], troubles


def described(applicant: Walker) -> str:
    """The clinic, its three facilities and what is in them; gives the path of the application."""
    path = clinic.begin(applicant)
    clinic.consent(applicant, path)
    clinic.about_the_entity(applicant, path)
    clinic.add_facility(applicant, path, clinic.IN_ASTANA, region="71", subtype="outpatient_adult", known=True)
    clinic.add_facility(applicant, path, clinic.IN_ALMATY, region="75", subtype="laboratory_clinical", known=False)
    clinic.state_equipment(applicant, path)
    clinic.state_the_rest(applicant, path)
    return path


def filed(applicant: Walker, path: str) -> str:
    """Documents, fee, signature; gives the number under which it is registered."""
    clinic.finish(applicant, path)
    clinic.attach(applicant, path)
    pay(applicant, path)
    clinic.submit(applicant, path)
    return clinic.registered(applicant)
