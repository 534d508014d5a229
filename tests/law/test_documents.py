"""Which documents a case calls for: List 8(1)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ruqsat.law.acts import Basis, InquiryAnswered, Outcome
from ruqsat.law.application import Service
from ruqsat.law.completeness import answers_on_file
from ruqsat.law.documents import (
    DOCUMENTS,
    POWER,
    ApplicationFacts,
    DocumentDemand,
    Given,
    Lack,
    Reason,
    asked_for,
    expired,
    facts_of,
    lack,
    of_representative,
    required,
)
from ruqsat.law.editions import EDITIONS
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.saying import say
from tests.law import of_services
from tests.law.road import IIN, MONDAY, Road, an_application

DAY = date(2026, 11, 9)
RULES = EDITIONS.on(DAY)


def answers(**outcomes: str) -> dict[tuple[str, str], InquiryAnswered]:
    """inquiry=outcome; facility inquiries are about F1, the others about the specialist."""
    return {
        (key, "F1" if key == "premises_title" else IIN): InquiryAnswered(
            happened_at=MONDAY,
            inquiry=key,
            about="",
            outcome=Outcome(outcome.partition(" ")[0]),
            source="",
            basis=Basis.CONSENT,
            data={"valid_until": outcome.partition(" ")[2]} if " " in outcome else {},
        )
        for key, outcome in outcomes.items()
    }


def asked(graduated: int | None, **outcomes: str) -> dict[str, Reason]:
    facts = ApplicationFacts(specialists={IIN: graduated}, facilities=("F1",), applicant_iin=IIN)
    return {one.document: one.reason for one in required(facts, answers(**outcomes), edition=RULES, on=DAY)}


KNOWN = {"labor_activity": "value", "premises_title": "value"}


@pytest.mark.parametrize(
    ("graduated", "outcomes", "reason"),
    [
        (2014, {}, Reason.ALWAYS),  # completed before 2015
        (2014, {"higher_education": "value"}, Reason.ALWAYS),
        (2016, {}, None),  # after 2015: Rules 8(7), the register alone
        (2016, {"higher_education": "none", "secondary_education": "none"}, None),
        (2015, {"higher_education": "value", "secondary_education": "none"}, None),
        (2015, {"higher_education": "none", "secondary_education": "value"}, None),
        (2015, {"higher_education": "none", "secondary_education": "none"}, Reason.REGISTER_HAS_NONE),
        (2015, {"higher_education": "none", "secondary_education": "unavailable"}, Reason.REGISTER_DOWN),
        (2015, {}, Reason.NOT_ASKED),
        (None, {}, None),
    ],
)
def test_the_diploma_is_asked_of_those_who_graduated_before_2015(
    graduated: int | None, outcomes: dict[str, str], reason: Reason | None
) -> None:
    """List 8(1), Rules 8(7), Rules 8(8): the year 2015 itself is neither before nor after."""
    assert asked(graduated, **KNOWN, **outcomes).get("diploma") is reason


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("value", None),
        ("value 2026-11-09", None),  # its last day
        ("value 2026-11-08", Reason.REGISTER_EXPIRED),
        ("none", Reason.REGISTER_HAS_NONE),
        ("unavailable", Reason.REGISTER_DOWN),
    ],
)
def test_title_and_work_activity_are_asked_for_only_when_the_gateway_has_none(
    outcome: str, reason: Reason | None
) -> None:
    """List 8(1), Rules 8(4), Rules 8(11), Rules 9: an expired document is no better than none."""
    assert asked(2018, labor_activity="value", premises_title=outcome).get("premises_title") is reason
    assert asked(2018, labor_activity=outcome, premises_title="value").get("labor_activity") is reason


def test_an_end_that_is_no_day_lapses_nothing() -> None:
    """Rules 9: what a register does not say is not held against the applicant."""
    given = answers(labor_activity="value someday")["labor_activity", IIN]
    assert not expired(given, on=DAY)
    assert not expired(replace(given, data={"valid_until": "2026-11-09"}), on=DAY)
    assert expired(replace(given, data={"valid_until": "2026-11-08"}), on=DAY)


def test_who_signs_for_another_is_asked_for_the_power() -> None:
    """Rules 6."""
    demand = of_representative()
    assert (demand.document, demand.about, demand.ref, demand.reason) == (
        "power_of_attorney",
        "applicant",
        "Rules 6",
        Reason.ALWAYS,
    )


def test_a_certificate_of_training_is_asked_of_every_specialist() -> None:
    """List 8(1): retraining or advanced training."""
    assert asked(2018, **KNOWN) == {"advanced_training": Reason.ALWAYS}


def test_the_forms_themselves_are_documents_of_the_list() -> None:
    """List 8(1): the application and the form of information."""
    assert [key for key, one in DOCUMENTS.items() if one.part_of_form] == ["application", "information_form"]


def test_a_power_of_attorney_is_a_document_that_nobody_is_asked_for_by_the_list() -> None:
    """Rules 6, List 8(1): who signs for another attaches it; it is not one of the documents of List 8."""
    assert DOCUMENTS["power_of_attorney"].ref == "Rules 6"
    assert "power_of_attorney" not in RULES.documents_issue


def test_the_facts_of_an_application_are_its_specialists_and_facilities() -> None:
    facts = facts_of(an_application(facilities=2, graduated_in=2010))
    assert (dict(facts.specialists), facts.facilities, facts.applicant_iin) == ({IIN: 2010}, ("F1", "F2"), IIN)


DEMAND = DocumentDemand(
    document="diploma", about=IIN, ref="List 8(1)", reason=Reason.ALWAYS, why=say("Asked for by the list.")
)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((), Lack.MISSING),
        ((Given(proves="diploma", about=IIN),), None),
        ((Given(proves="diploma", about="applicant"),), None),  # the applicant is the specialist
        ((Given(proves="diploma", about="F1"),), Lack.MISSING),
        ((Given(proves="advanced_training", about=IIN),), Lack.MISSING),
        ((Given(proves="diploma", about=IIN, valid_until=date(2026, 11, 9)),), None),
        ((Given(proves="diploma", about=IIN, valid_until=date(2026, 11, 8)),), Lack.EXPIRED),
        ((Given(proves="diploma", about=IIN, valid_until=date(2026, 11, 8)), Given(proves="diploma", about=IIN)), None),
    ],
)
def test_a_document_is_missing_expired_or_there(given: tuple[Given, ...], found: Lack | None) -> None:
    """Rules 9: incomplete, and (or) expired."""
    assert lack(DEMAND, given, applicant_iin=IIN, on=DAY) is found


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, Reason.NOT_ASKED),
        ({"outcome": Outcome.NONE}, Reason.REGISTER_HAS_NONE),
        ({"outcome": Outcome.UNAVAILABLE}, Reason.REGISTER_DOWN),
        ({"new_name": "Басқа Біреу"}, Reason.REGISTER_HAS_NONE),
        ({"new_name": "МЫСАЛОВА Үлгі Жобақызы"}, None),
        ({"new_name": "Мысалова Үлгі Жобақызы", "valid_until": "2020-01-01"}, Reason.REGISTER_HAS_NONE),
    ],
)
def test_a_copy_on_the_change_is_asked_for_unless_a_state_system_holds_it(
    answers: dict[str, Any], reason: Reason | None
) -> None:
    """List 8(2)."""
    road = Road()
    if answers:
        road.answer("name_change", IIN, answers.pop("outcome", Outcome.VALUE), **answers)
    given = answers_on_file(road.standing)
    found = required(facts_of(of_services.for_reissue()), given, edition=RULES, on=DAY)
    assert [one.reason for one in found] == ([reason] if reason else [])
    assert all((one.document, one.ref) == ("change_document", "List 8(2)") for one in found)


def test_a_change_that_no_register_knows_of_is_always_shown_by_a_document() -> None:
    """List 8(2), Permits 33(7)."""
    application = of_services.for_reissue(of_services.REQUIRED_BY_LAW, "001")
    (found,) = required(facts_of(application), {}, edition=RULES, on=DAY)
    assert (found.document, found.reason) == ("change_document", Reason.ALWAYS)


def test_a_duplicate_asks_for_its_application_alone() -> None:
    """List 8(3)."""
    assert required(facts_of(of_services.for_duplicate()), {}, edition=RULES, on=DAY) == ()
    assert asked_for(Service.DUPLICATE, edition=RULES) == ("application",)


def test_an_annex_asks_for_what_a_license_asks_for() -> None:
    """List 8(1)."""
    assert asked_for(Service.ANNEX, edition=RULES) == asked_for(Service.ISSUE, edition=RULES)
    of_annex = required(facts_of(of_services.for_annex()), {}, edition=RULES, on=DAY)
    assert of_annex == required(facts_of(an_application()), {}, edition=RULES, on=DAY)


def test_a_representative_attaches_the_power_that_lets_them() -> None:
    """Rules 6."""
    demand = of_representative()
    assert (demand.document, demand.about, demand.ref) == (POWER, APPLICANT, "Rules 6")
