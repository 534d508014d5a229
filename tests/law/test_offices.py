"""Which office: Rules 3, Rules 10(1), Rules 18, List 1."""

from dataclasses import replace

import pytest

from ruqsat.law.application import ApplicantKind
from ruqsat.law.names import LANGUAGES
from ruqsat.law.offices import (
    ACCESS,
    OFFICES,
    REGIONS,
    OfficeKind,
    UnknownRegion,
    approving_body,
    committee,
    for_application,
    for_statement,
    licensor,
    offered,
    visiting_office,
)
from tests.law.road import ADDRESS, an_application


def test_each_of_the_twenty_regions_has_a_department_and_an_approving_body() -> None:
    """List 1: territorial departments of the Committee. Rules 10(1): territorial divisions of the approving body."""
    assert len(REGIONS) == 20
    assert {licensor(code).kind for code in REGIONS} == {OfficeKind.LICENSOR}
    assert {approving_body(code).code for code in REGIONS} == {f"SES-{code}" for code in REGIONS}


def test_the_committee_is_the_one_office_of_its_kind() -> None:
    """List 1: the licensor itself, where no department is known to stand for it."""
    assert [office for office in OFFICES.values() if office.kind is OfficeKind.COMMITTEE] == [committee()]


def test_every_office_is_named_in_three_languages() -> None:
    names = [office.names.in_(language) for office in OFFICES.values() for language in LANGUAGES]
    assert all(names)
    assert not any("%" in name for name in names)


@pytest.mark.parametrize(
    ("kind", "country", "region", "facility_region", "office"),
    [
        (ApplicantKind.INDIVIDUAL, "KZ", "71", "75", "KZ-71"),  # by residence
        (ApplicantKind.ENTREPRENEUR, "KZ", "71", "75", "KZ-71"),
        (ApplicantKind.LEGAL_ENTITY, "KZ", "10", "75", "KZ-10"),  # by legal address
        (ApplicantKind.LEGAL_ENTITY, "DE", "", "75", "KZ-75"),  # a foreign one: where it works
    ],
)
def test_the_application_goes_to_the_department_of_the_applicants_place(
    kind: ApplicantKind, country: str, region: str, facility_region: str, office: str
) -> None:
    """Rules 3: at the location of the service recipient."""
    given = an_application()
    application = replace(
        given,
        applicant=replace(given.applicant, kind=kind),
        address=replace(ADDRESS, country=country, region=region),
        facilities=tuple(
            replace(one, address=replace(one.address, region=facility_region)) for one in given.facilities
        ),
    )
    assert for_statement(application).code == office


def test_a_facility_elsewhere_is_visited_by_the_department_there() -> None:
    """Rules 18: the department at the place of the activity."""
    facility = replace(an_application().facilities[0], address=replace(ADDRESS, region="19"))
    assert visiting_office(facility).code == "KZ-19"


def test_a_region_that_does_not_exist_is_a_named_error() -> None:
    """Rules 3."""
    with pytest.raises(UnknownRegion):
        licensor("99")
    with pytest.raises(UnknownRegion):
        approving_body("")
    applicant = replace(an_application().applicant, kind=ApplicantKind.LEGAL_ENTITY)
    with pytest.raises(UnknownRegion):
        for_application(applicant, address=replace(ADDRESS, country="DE"), facilities=())


def test_what_an_office_offers_is_not_known_until_it_is_recorded() -> None:
    """List 10(4): a ramp, a call button, a tactile path, a waiting room, a counter with sample documents."""
    assert offered(OFFICES["KZ-75"]) is None
    recorded = replace(OFFICES["KZ-75"], access=("ramp", "sample_counter"))
    assert [one.en for one in offered(recorded) or ()] == ["Ramp", "Counter with sample documents"]
    assert offered(replace(recorded, access=())) == ()
    assert len(ACCESS) == 5
