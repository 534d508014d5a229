"""Rules 20, as read here: nobody in an office acts on an application that is their own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ruqsat.law import recusal
from ruqsat.law.acts import (
    Actor,
    ApprovalAnswered,
    ConclusionSigned,
    FoundComplete,
    Granted,
    Role,
    VisitScheduled,
    Withdrawn,
)
from ruqsat.law.permissions import ROLES
from ruqsat.law.procedure import No, Stage, empty
from tests.law.road import APPLICANT, INSPECTOR, OFFICER, Road, a_clinic_application, an_application, at_stage


@pytest.mark.parametrize("decision", [FoundComplete, ApprovalAnswered, ConclusionSigned, Granted])
def test_who_signed_the_application_decides_nothing_in_it(decision: type) -> None:
    """Rules 20, as read in docs/law/readings.md."""
    road = Road()
    road.file_application()
    (role, *_) = ROLES[decision]
    said = road.may(decision, by=Actor(person=APPLICANT.person, role=role, office="KZ-75"))
    assert isinstance(said, No)
    assert (said.ref, "You are a party to this case" in str(said.why)) == ("Rules 20", True)


def test_the_applicants_own_steps_are_not_touched() -> None:
    """Rules 20: outside an office nobody is recused."""
    road = Road()
    road.file_application()
    assert road.may(Withdrawn, by=APPLICANT)


def test_the_parties_are_applicant_representative_and_specialists() -> None:
    assert "850101399004" in recusal.parties(an_application())
    clinic = a_clinic_application(represented=True)
    assert {clinic.applicant.iin, "920308499215"} <= recusal.parties(clinic)
    assert {one.iin for one in clinic.specialists} <= recusal.parties(clinic)


def test_who_is_named_in_it_is_stopped_and_others_are_not() -> None:
    """Rules 20."""
    road = Road()
    road.file_application()
    assert road.standing.application is not None
    named = road.standing.application.specialists[0].iin
    assert list(recusal.of_named(road.standing, by=OFFICER, iin=named))
    assert not list(recusal.of_named(road.standing, by=OFFICER, iin="920308499215"))
    assert not list(recusal.of_named(road.standing, by=APPLICANT, iin=named))


def test_who_signed_the_application_is_not_named_to_visit() -> None:
    """Rules 14, Rules 20: said when the visit is fixed, not first when it begins."""
    road = at_stage(Stage.COMPLETE)
    assert INSPECTOR.person is not None
    assert APPLICANT.person is not None
    plan = VisitScheduled(
        happened_at=road.at,
        visit=road.id(),
        facility="F1",
        starts_at=road.at + timedelta(hours=30),
        inspector=INSPECTOR.person,
    )
    assert road.may(plan, by=OFFICER)
    assert road.may(replace(plan, inspector=APPLICANT.person), by=OFFICER) == recusal.INSPECTOR_IS_PARTY


def test_who_is_named_in_the_application_is_not_named_to_visit() -> None:
    """Rules 14, Rules 20."""
    road = at_stage(Stage.COMPLETE)
    assert road.standing.application is not None
    named = road.standing.application.specialists[0].iin
    assert list(recusal.of_named_inspector(road.standing, iin=named)) == [recusal.INSPECTOR_IS_PARTY]
    assert not list(recusal.of_named_inspector(road.standing, iin="920308499215"))


def test_before_an_application_there_are_no_parties() -> None:
    """Rules 20."""
    road = Road()
    road.file_application()
    nothing = empty(road.standing.edition, road.standing.calendar)
    assert not list(recusal.of_named(nothing, by=OFFICER, iin="850101399004"))
    assert not list(recusal.of_signer(nothing, by=Actor(person=None, role=Role.OFFICER, office="KZ-75")))
