"""Rules 8: by what a register finds what it is asked about."""

from ruqsat.cases.inquiring import addresses_of, question_of
from ruqsat.gateways.registers import Subject
from ruqsat.law.inquiries import for_application, of_facility
from tests.law.road import IIN, an_application


def test_one_facility_is_found_by_who_holds_it() -> None:
    """Rules 8(4)."""
    application = an_application()
    assert addresses_of(application) == {}
    for ask in of_facility("F1"):
        assert question_of(ask, application.applicant).subject == Subject(iin=IIN)


def test_of_several_facilities_each_is_found_by_its_address() -> None:
    """Rules 8(4), Rules 8(6), Rules 8(12): what is not about premises is asked by the number alone."""
    application = an_application(facilities=3)
    addresses = addresses_of(application)
    assert list(addresses) == ["F1", "F2", "F3"]
    for ask in for_application(application, education_year=2015):
        subject = question_of(ask, application.applicant, addresses=addresses).subject
        assert subject.address == addresses.get(ask.about, "")
        assert subject.iin == IIN
