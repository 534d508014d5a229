"""What is asked of registers: Rules 8."""

from dataclasses import replace

import pytest

from ruqsat.law.acts import Basis, Outcome, Registered
from ruqsat.law.application import ApplicantKind, Application, LicenseHeld
from ruqsat.law.completeness import missing
from ruqsat.law.grounds import borne_out
from ruqsat.law.inquiries import (
    INQUIRIES,
    Ask,
    Follows,
    Scope,
    consents_with_applicant,
    for_application,
    found_by,
    needing_consent,
    of_applicant,
    of_facility,
    of_specialist,
)
from ruqsat.law.names import LANGUAGES
from tests.law import of_services
from tests.law.road import IIN, MONDAY, Road, a_clinic_application, an_application


@pytest.mark.parametrize(
    ("key", "ref"),
    [
        ("identity", "Rules 8(1)"),
        ("entrepreneur_registration", "Rules 8(2)"),
        ("medical_license", "Rules 8(3)"),
        ("premises_title", "Rules 8(4)"),
        ("fee_payment", "Rules 8(5)"),
        ("real_estate", "Rules 8(6)"),
        ("higher_education", "Rules 8(7)"),
        ("secondary_education", "Rules 8(8)"),
        ("name_change", "Rules 8(9)"),
        ("specialist_certificate", "Rules 8(10)"),
        ("labor_activity", "Rules 8(11)"),
        ("sanitary_conclusion", "Rules 8(12)"),
        ("ban", "Rules 8"),
    ],
)
def test_each_inquiry_has_its_clause_and_names(key: str, ref: str) -> None:
    """
    Rules 8(1), Rules 8(2), Rules 8(3), Rules 8(4), Rules 8(5), Rules 8(6), Rules 8(7), Rules 8(8), Rules 8(9),
    Rules 8(10), Rules 8(11), Rules 8(12), Rules 8: the thirteen inquiries.
    """
    inquiry = INQUIRIES[key]
    assert inquiry.ref == ref
    assert all(names.in_(language) for names in (inquiry.names, *inquiry.fields.values()) for language in LANGUAGES)


@pytest.mark.parametrize("kind", ApplicantKind)
def test_of_every_applicant_the_same_is_asked_but_registration_only_of_the_registered(kind: ApplicantKind) -> None:
    """Rules 8(1), Rules 8(2), Rules 8(3), Rules 8(5)."""
    asked = [ask.inquiry for ask in of_applicant(kind)]
    always = ["identity", "medical_license", "fee_payment", "ban"]
    registered = ["identity", "entrepreneur_registration", "medical_license", "fee_payment", "ban"]
    assert asked == (always if kind is ApplicantKind.INDIVIDUAL else registered)
    assert {(ask.about, ask.owner) for ask in of_applicant(kind)} == {("applicant", "applicant")}


@pytest.mark.parametrize(
    ("graduated", "education"),
    [
        (None, ["higher_education", "secondary_education"]),
        (2014, []),
        (2015, ["higher_education", "secondary_education"]),
    ],
)
def test_of_every_specialist_name_certificate_and_work_are_asked(graduated: int | None, education: list[str]) -> None:
    """Rules 8(7), Rules 8(8), Rules 8(9), Rules 8(10), Rules 8(11)."""
    asks = of_specialist(IIN, graduated_in=graduated, owner="applicant", education_year=2015)
    assert [ask.inquiry for ask in asks] == [*education, "name_change", "specialist_certificate", "labor_activity"]


def test_of_every_facility_title_registration_and_sanitary_conclusion_are_asked() -> None:
    """Rules 8(4), Rules 8(6), Rules 8(12)."""
    asks = of_facility("F2")
    assert [ask.inquiry for ask in asks] == ["premises_title", "real_estate", "sanitary_conclusion"]
    assert {(ask.about, ask.owner) for ask in asks} == {("F2", "applicant")}


def test_of_a_specialist_named_twice_the_later_education_decides_what_is_asked() -> None:
    """Rules 8: what a register could know is asked of it."""
    application = an_application(facilities=2, graduated_in=2018)
    first, second = application.specialists
    twice = replace(application, specialists=(replace(first, graduated_in=2010), second))
    assert "higher_education" in {ask.inquiry for ask in for_application(twice, education_year=2015)}


def test_only_the_ban_is_asked_without_consent() -> None:
    """Rules 8: the last part stands on its own sentence."""
    assert [key for key, one in INQUIRIES.items() if one.basis is Basis.STATUTE] == ["ban"]
    asks = for_application(an_application(), education_year=2015)
    assert {ask.inquiry for ask in asks} - {ask.inquiry for ask in needing_consent(asks)} == {"ban"}


def test_an_application_calls_for_its_inquiries_each_once() -> None:
    """Rules 8: the applicant, each specialist, each facility."""
    asks = for_application(an_application(facilities=2), education_year=2015)
    assert len(asks) == len(set(asks))
    assert Ask(inquiry="specialist_certificate", about=IIN, owner="applicant") in asks
    assert {ask.about for ask in asks if ask.inquiry == "premises_title"} == {"F1", "F2"}


@pytest.mark.parametrize(("graduated", "asked"), [(2014, False), (2015, True), (2018, True)])
def test_education_is_asked_of_the_register_from_2015_on(graduated: int, asked: bool) -> None:
    """Rules 8(7), Rules 8(8)."""
    asks = for_application(an_application(graduated_in=graduated), education_year=2015)
    assert ("higher_education" in {ask.inquiry for ask in asks}) is asked


def test_a_specialist_who_is_not_the_applicant_consents_in_person() -> None:
    """Rules 8: the document's owner consents."""
    application = an_application()
    other = replace(application, specialists=(replace(application.specialists[0], iin="900615499007"),))
    owners = {ask.owner for ask in for_application(other, education_year=2015)}
    assert owners == {"applicant", "900615499007"}


def test_registration_is_asked_of_entrepreneurs_and_legal_entities() -> None:
    """Rules 8(2)."""
    asked = {kind: {ask.inquiry for ask in of_applicant(kind)} for kind in ApplicantKind}
    assert [kind for kind in ApplicantKind if "entrepreneur_registration" in asked[kind]] == [
        ApplicantKind.ENTREPRENEUR,
        ApplicantKind.LEGAL_ENTITY,
    ]


@pytest.mark.parametrize(
    ("inquiry", "number"),
    [
        ("identity", "790615499170"),
        ("entrepreneur_registration", "180340999990"),
        ("medical_license", "180340999990"),
        ("ban", "180340999990"),
        ("premises_title", "180340999990"),
        ("specialist_certificate", IIN),
    ],
)
def test_of_a_legal_entity_registers_are_asked_by_its_own_number(inquiry: str, number: str) -> None:
    """Rules 8(1), Rules 8(2), Rules 8(3), Rules 8(4), Rules 8: the identity is the head's, the specialist their own."""
    application = a_clinic_application()
    asks = {ask.inquiry: ask for ask in for_application(application, education_year=2015)}
    assert found_by(asks[inquiry], application.applicant) == number


def test_the_head_of_an_entity_consents_as_a_specialist_apart() -> None:
    """Rules 8: who consents for the entity speaks of the entity's data."""
    clinic = a_clinic_application()
    head = clinic.applicant.iin
    listed = replace(clinic, specialists=(replace(clinic.specialists[0], iin=head),))
    owners = {ask.owner for ask in for_application(listed, education_year=2015) if ask.about == head}
    assert owners == {head}
    assert (consents_with_applicant(listed), consents_with_applicant(an_application())) == ("", IIN)


ABOUT = {Scope.APPLICANT: "applicant", Scope.SPECIALIST: IIN, Scope.FACILITY: "F1"}


def answered(key: str, outcome: Outcome, **data: str) -> Road:
    """A doctor of the year 2015 with nothing attached, whose register *key* answers so; the others were not asked."""
    road = Road()
    road.consent()
    about = ABOUT[INQUIRIES[key].scope]
    road.judge(road.receive(replace(an_application(graduated_in=2015, attached=False), held=LicenseHeld(number="1"))))
    road.file(Registered(happened_at=road.at, number="75-2026-000001", on=MONDAY.date()))
    road.answer(key, about, outcome, **data)
    return road


def document_asked(road: Road, key: str) -> bool:
    return any(
        one.demand.document == INQUIRIES[key].document and one.held
        for one in missing(road.standing, on=MONDAY.date())
        if one.demand.about == ABOUT[INQUIRIES[key].scope]
    )


@pytest.mark.parametrize("key", list(INQUIRIES))
def test_what_follows_when_a_register_has_none_is_what_the_table_says(key: str) -> None:
    """Rules 8, Rules 9, List 9: the document of List 8, a ground, or neither."""
    inquiry = INQUIRIES[key]
    road = answered(key, Outcome.NONE)
    if key.endswith("_education"):  # either of the two proves the education; the other has to be silent too
        road.answer({"higher_education": "secondary_education"}.get(key, "higher_education"), IIN, Outcome.NONE)
    assert document_asked(road, key) is (inquiry.absence is Follows.DOCUMENT)
    assert (inquiry.ground in borne_out(road.standing)) is (inquiry.absence is Follows.GROUND)


@pytest.mark.parametrize("key", list(INQUIRIES))
def test_what_follows_when_it_has_run_out_is_what_the_table_says(key: str) -> None:
    """Rules 9: what has lapsed by the day of registration."""
    inquiry = INQUIRIES[key]
    whole = {"number": "1", "status": "valid", "order": "R-9", "amount": "43250", "banned": "true"}
    road = answered(key, Outcome.VALUE, valid_until="2026-11-08", until="2026-11-08", **whole)
    assert document_asked(road, key) is (inquiry.expiry is Follows.DOCUMENT)
    assert (inquiry.ground in borne_out(road.standing)) is (inquiry.expiry is Follows.GROUND)


@pytest.mark.parametrize("key", list(INQUIRIES))
def test_a_register_that_is_down_means_nothing_yet(key: str) -> None:
    """Rules 8, Rules 9: unknown is not no."""
    road = answered(key, Outcome.UNAVAILABLE)
    without = answered(key, Outcome.VALUE, number="1", order="R-9", amount="0")
    assert not document_asked(road, key)
    assert set(borne_out(road.standing)) <= set(borne_out(without.standing)) | {"List 9(2)"}


@pytest.mark.parametrize(
    ("data", "banned"),
    [
        ({"banned": "true"}, True),
        ({"banned": "true", "until": "2026-11-09"}, True),
        ({"banned": "true", "until": "2026-11-08"}, False),
        ({"banned": "false"}, False),
        ({}, False),
    ],
)
def test_a_ban_counts_to_the_end_of_its_last_day(data: dict[str, str], banned: bool) -> None:
    """Rules 8, List 9(1)."""
    assert ("List 9(1)" in borne_out(answered("ban", Outcome.VALUE, **data).standing)) is banned


@pytest.mark.parametrize("key", list(INQUIRIES))
def test_each_inquiry_says_what_it_proves_and_when_it_is_not_needed(key: str) -> None:
    """Rules 8."""
    inquiry = INQUIRIES[key]
    assert (inquiry.unless is None) is (key in {"identity", "ban"})
    assert (inquiry.absence is Follows.DOCUMENT) is bool(inquiry.document)
    follows = {inquiry.absence, inquiry.expiry, inquiry.mismatch}
    assert bool(inquiry.ground) is (Follows.GROUND in follows or key == "ban")
    for names in (inquiry.proves, inquiry.unless):
        assert names is None or len({names.in_(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("application", "keys"),
    [
        (of_services.for_duplicate(), {"identity", "medical_license", "fee_payment", "ban"}),
        (of_services.for_reissue(), {"identity", "medical_license", "fee_payment", "ban", "name_change"}),
        (
            of_services.for_reissue(of_services.MOVED_ON_PAPER, "001", facilities=2),
            {"identity", "medical_license", "fee_payment", "ban", "real_estate"},
        ),
        (of_services.for_reissue(of_services.REQUIRED_BY_LAW, "001", facilities=1), set(INQUIRIES)),
        (of_services.for_annex(), set(INQUIRIES)),
    ],
)
def test_each_service_asks_what_it_needs(application: Application, keys: set[str]) -> None:
    """Rules 8, Rules 8(2), Rules 8(6), Rules 8(9), List 8(2), List 8(3)."""
    asked = {ask.inquiry for ask in for_application(application, education_year=2015)}
    assert asked == keys - ({"entrepreneur_registration"} if keys == set(INQUIRIES) else set())
