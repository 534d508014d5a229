"""Where an application says other than a register: Rules 8(1), Rules 8(2)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from ruqsat.law.acts import Basis, InquiryAnswered, Outcome
from ruqsat.law.application import ApplicantKind
from ruqsat.law.discrepancies import against_registers, of_application, plain
from tests.law.road import ADDRESS, MONDAY, a_clinic_application, an_application

REGISTERED = {
    "name": "«МЫСАЛ  КЛИНИКАСЫ» ЖШС",
    "head": "Басшысов Мысал",
    "postal_code": "050000",
    "region": "75",
    "city": "Алматы",
    "district": "",
    "street": "Мысал көшесі",
    "building": "1",
}
IDENTITY = {"last": "Мысалова", "first": "Үлгі", "patronymic": "Жобақызы", "street": "Мысал көшесі"}


def said(
    inquiry: str, data: Mapping[str, str], outcome: Outcome = Outcome.VALUE
) -> dict[tuple[str, str], InquiryAnswered]:
    answer = InquiryAnswered(
        happened_at=MONDAY,
        inquiry=inquiry,
        about="applicant",
        outcome=outcome,
        source="register",
        basis=Basis.CONSENT,
        data=data,
    )
    return {(inquiry, "applicant"): answer}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"name": "Басқа ЖШС"}, ["name"]),
        ({"head": "Басқа Біреу"}, ["head"]),
        ({"street": "Басқа көше", "building": "2"}, ["street", "building"]),
        ({"district": "Медеу"}, ["district"]),
    ],
)
def test_an_entity_is_compared_with_its_registration(change: dict[str, str], fields: list[str]) -> None:
    """Rules 8(2): name, head and legal address; what the register does not say differs from nothing."""
    applicant = a_clinic_application().applicant
    found = against_registers(applicant, ADDRESS, said("entrepreneur_registration", REGISTERED | change))
    assert [one.field for one in found] == fields
    assert all((one.registered, one.source) == (change[one.field], "register") for one in found)


def test_an_individual_is_compared_with_the_identity_document() -> None:
    """Rules 8(1): names and residence."""
    application = an_application()
    answers = said("identity", IDENTITY)
    assert against_registers(application.applicant, ADDRESS, answers) == ()
    other = replace(application.applicant, name=replace(application.applicant.name, last="Басқаева"))
    (found,) = against_registers(other, replace(ADDRESS, street=""), answers)
    assert (found.field, found.stated, found.registered) == ("last", "Басқаева", "Мысалова")


def test_an_individuals_residence_is_compared_with_the_identity_document_in_every_part() -> None:
    """Rules 8(1): names and residence, in the order of the form."""
    applicant = an_application().applicant
    registered = {
        "last": "Басқаева",
        "first": "Басқа",
        "patronymic": "Басқақызы",
        "postal_code": "010000",
        "region": "71",
        "city": "Астана",
        "district": "Есіл",
        "locality": "Басқа ауыл",
        "street": "Басқа көше",
        "building": "2",
    }
    address = replace(ADDRESS, locality="Мысал ауылы")
    found = against_registers(applicant, address, said("identity", registered))
    assert {one.field: one.registered for one in found} == registered
    assert [one.field for one in found] == list(registered)
    assert {one.inquiry for one in found} == {"identity"}
    assert all(one.stated == getattr(address, one.field) for one in found[3:])


def test_a_patronymic_that_was_not_stated_is_not_compared_and_one_that_was_is() -> None:
    """Rules 8(1): the names of the person."""
    applicant = an_application().applicant
    answers = said("identity", {"patronymic": "Басқақызы"})
    nameless = replace(applicant, name=replace(applicant.name, patronymic=None))
    assert [one.field for one in against_registers(nameless, ADDRESS, answers)] == []
    assert [one.field for one in against_registers(applicant, ADDRESS, answers)] == ["patronymic"]


def test_of_an_entity_the_identity_document_says_the_head_alone() -> None:
    """Rules 8(1): the head's residence is nobody's business."""
    clinic = a_clinic_application().applicant
    answers = said("identity", {"last": "Басшысов", "first": "Мысал", "street": "Басқа көше"})
    assert against_registers(clinic, ADDRESS, answers) == ()


@pytest.mark.parametrize("outcome", [Outcome.NONE, Outcome.UNAVAILABLE])
def test_a_register_without_an_answer_contradicts_nobody(outcome: Outcome) -> None:
    applicant = replace(an_application().applicant, kind=ApplicantKind.ENTREPRENEUR, organization="ДК")
    assert against_registers(applicant, ADDRESS, said("entrepreneur_registration", {}, outcome)) == ()
    assert against_registers(applicant, ADDRESS, {}) == ()


def test_capitals_quotation_marks_and_spaces_are_no_difference() -> None:
    assert plain("ТОО «Ёлка»,  1") == plain('тоо "елка" 1')


@pytest.mark.parametrize(
    ("registered", "differs"),
    [("Терапия", False), ("терапия", False), ("Therapy", False), ("Педиатрия", True), ("", False)],
)
def test_a_certificate_in_another_speciality_than_the_declared_one_is_told_with_its_holder(
    registered: str, differs: bool
) -> None:
    """Rules 8(10)."""
    application = an_application()
    (specialist,) = application.specialists
    answer = replace(said("specialist_certificate", {"speciality": registered}).popitem()[1], about=specialist.iin)
    found = of_application(application, {("specialist_certificate", specialist.iin): answer})
    assert [(one.stated, one.registered, one.whose) for one in found] == (
        [("therapy", registered, specialist.name.full())] if differs else []
    )


def test_a_certificate_that_no_register_knows_differs_from_nothing() -> None:
    """Rules 8(10): that it is not there is a ground, not a discrepancy."""
    application = an_application()
    answer = said("specialist_certificate", {}, Outcome.NONE).popitem()[1]
    assert of_application(application, {("specialist_certificate", application.specialists[0].iin): answer}) == ()


def test_a_whole_application_is_compared_in_all_of_it() -> None:
    """Rules 8(1), Rules 8(2), Rules 8(10): the applicant, the registration, and each certificate."""
    application = a_clinic_application()
    iin = application.specialists[0].iin
    certificate = replace(said("specialist_certificate", {"speciality": "Педиатрия"}).popitem()[1], about=iin)
    answers = said("identity", {"last": "Басқа"}) | said("entrepreneur_registration", {"head": "Басқа Біреу"})
    found = of_application(application, {**answers, ("specialist_certificate", iin): certificate})
    assert [one.field for one in found] == ["last", "head", "speciality"]
