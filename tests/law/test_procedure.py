"""The road from the first fact to the license."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ruqsat.law import procedure
from ruqsat.law.acts import (
    Actor,
    ApprovalRequested,
    DecisionPrepared,
    DecisionReturned,
    FoundComplete,
    Granted,
    Role,
    Verdict,
    VisitScheduled,
    Withdrawn,
)
from ruqsat.law.application import Application
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.procedure import Stage
from tests.law.road import APPLICANT, HEAD, OFFICER, Road, an_application, at_stage, refused


def test_a_license_end_to_end_is_permitted_at_every_step() -> None:
    """Rules 6, Rules 9, Rules 10(1), Rules 14, Rules 16, Rules 17, Rules 20."""
    road = Road()
    road.file_application()
    assert road.may(FoundComplete(happened_at=road.at), by=OFFICER)
    road.find_complete()
    road.approve()
    road.visit()
    road.prepare(grant=True)
    assert road.may(road.grant_act("F1"), by=HEAD)
    road.file(road.grant_act("F1"), by=HEAD)
    road.issue()
    assert road.standing.stage is Stage.ISSUED
    assert road.standing.duties == ()


def test_folding_the_whole_file_gives_what_folding_act_by_act_gave() -> None:
    road = at_stage(Stage.ISSUED)
    again = procedure.standing(road.acts, road.standing.edition, CALENDAR)
    assert again == road.standing


@pytest.mark.parametrize(
    ("verdict", "stage"),
    [
        (Verdict.PASSED, Stage.FILED),
        (Verdict.FAILED, Stage.SIGNATURE_FAILED),
        (Verdict.INDETERMINATE, Stage.RECEIVED),
    ],
)
def test_only_a_passed_signature_makes_the_application_filed(verdict: Verdict, stage: Stage) -> None:
    """Rules 6: certified by an electronic digital signature. Rules 2(2): only *passed* gives effect."""
    road = Road()
    received = road.receive()
    road.wait(hours=5)
    road.judge(received, verdict)
    assert road.standing.stage is stage
    assert road.standing.filed_at == (received.filed_at if verdict is Verdict.PASSED else None)


def test_an_indeterminate_signature_goes_on_once_it_passes() -> None:
    """Rules 2(2): indeterminate waits."""
    road = Road()
    received = road.receive()
    road.judge(received, Verdict.INDETERMINATE)
    road.judge(received)
    assert road.standing.filed_at == received.filed_at


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.FILED, Stage.COMPLETE, Stage.HEARING, Stage.DECIDING])
def test_the_applicant_may_withdraw_until_the_result(stage: Stage) -> None:
    """Rules 6: the application may be taken back."""
    road = at_stage(stage)
    act = Withdrawn(happened_at=road.at, reason="")
    assert road.may(act, by=APPLICANT)
    road.file(act, by=APPLICANT)
    assert road.standing.stage is Stage.WITHDRAWN
    assert road.standing.duties == ()


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.GRANTED, Stage.ISSUED])
def test_there_is_nothing_to_withdraw_before_filing_and_after_the_result(stage: Stage) -> None:
    """Rules 6."""
    road = at_stage(stage)
    assert not road.may(Withdrawn, by=APPLICANT)
    road.file(Withdrawn(happened_at=road.at, reason=""), by=APPLICANT)
    assert road.standing.stage is stage


def test_a_late_payment_is_recorded_and_changes_no_decision() -> None:
    """Rules 5: facts are always recorded."""
    road = at_stage(Stage.ISSUED)
    road.pay()
    assert len(road.standing.payments) == 2
    assert road.standing.stage is Stage.ISSUED


def test_a_draft_that_is_sent_back_can_be_prepared_anew() -> None:
    """Rules 20."""
    road = at_stage(Stage.DECIDING)
    road.file(DecisionReturned(happened_at=road.at, reason="the address"), by=HEAD)
    assert road.standing.stage is Stage.COMPLETE
    assert not road.may(Granted, by=HEAD)
    road.prepare(grant=True)
    assert road.may(Granted, by=HEAD)


@pytest.mark.parametrize(
    ("stage", "role", "step"),
    [
        (Stage.FILED, Role.OFFICER, "FoundComplete"),
        (Stage.COMPLETE, Role.OFFICER, "ApprovalRequested"),
        (Stage.HEARING, Role.APPLICANT, "ObjectionFiled"),
        (Stage.DECIDING, Role.HEAD, "Granted"),
        (Stage.DECIDING, Role.OFFICER, None),
        (Stage.ISSUED, Role.HEAD, None),
    ],
)
def test_each_role_has_one_next_step(stage: Stage, role: Role, step: str | None) -> None:
    found = procedure.next_step(at_stage(stage).standing, role)
    assert (found.__name__ if found else None) == step


def test_the_term_is_told_with_its_days() -> None:
    """Rules 19."""
    standing = at_stage(Stage.FILED).standing
    assert standing.service_due is not None
    assert str(standing.service_due.on) == "2026-11-26"
    assert (
        standing.at(standing.service_due.moment - timedelta(seconds=1)).overdue is True
    )  # completeness was due before
    assert not standing.at(standing.filed_at).overdue  # type: ignore[arg-type]  # the stage says that it is filed


def test_nobody_acts_in_a_capacity_that_is_not_theirs() -> None:
    """Rules 20."""
    road = at_stage(Stage.DECIDING)
    stranger = Actor(person=HEAD.person, role=Role.HEAD, office="KZ-71")
    assert [road.may(Granted, by=who).allowed for who in (HEAD, OFFICER, APPLICANT, stranger)] == [True] + [False] * 3


def three_facilities_in_two_regions() -> Application:
    """Two in Almaty, the third in Astana."""
    plain = an_application(facilities=3)
    sites = [
        replace(one, address=replace(one.address, region="71")) if one.id == "F3" else one for one in plain.facilities
    ]
    return replace(plain, facilities=tuple(sites))


def test_three_facilities_in_two_regions_are_each_approved_and_visited_and_only_the_one_that_fails_is_refused() -> None:
    """Rules 10, Rules 10(1), Rules 18, List 5: each office for its own; the case stays with the first."""
    road = Road()
    road.file_application(three_facilities_in_two_regions())
    road.find_complete()
    asked = {(duty.code, duty.facility): duty.office for duty in road.standing.duties}
    assert {asked["request_approval", one] for one in ("F1", "F2", "F3")} == {"KZ-75"}
    assert [asked["schedule_visit", one] for one in ("F1", "F2", "F3")] == ["KZ-75", "KZ-75", "KZ-71"]
    of_almaty = ApprovalRequested(happened_at=road.at, facility="F3", body="SES-75")
    assert refused(road.may(of_almaty, by=OFFICER))[0] == "Rules 10(1)"
    visit = VisitScheduled(
        happened_at=road.at, visit=road.id(), facility="F3", starts_at=road.at + timedelta(days=2), inspector=road.id()
    )
    assert refused(road.may(visit, by=OFFICER))[0] == "Rules 18"
    assert road.may(visit, by=replace(OFFICER, office="KZ-71"))

    for facility, positive in (("F1", True), ("F2", False), ("F3", True)):
        road.approve(facility)
        road.visit(facility, positive=positive)
    assert refused(road.may(DecisionPrepared(happened_at=road.at, grant=True), by=OFFICER))[0] == "Rules 12"
    road.serve("List 9(4)")
    whole = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)"))
    assert refused(road.may(whole, by=OFFICER))[0] == "Rules 10"
    road.prepare(grant=True)
    assert refused(road.may(road.grant_act("F1", "F3"), by=HEAD))[0] == "Rules 12"
    road.wait(days=7)
    assert refused(road.may(road.grant_act("F1", "F2", "F3"), by=HEAD))[0] == "Rules 20"
    grant = road.grant_act("F1", "F3")
    assert road.may(grant, by=HEAD)
    road.file(grant, by=HEAD)
    assert road.standing.stage is Stage.GRANTED
