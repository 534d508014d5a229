"""What stands before every decision: capacity, department, stage, and the end of the case."""

from dataclasses import replace

import pytest

from ruqsat.law.acts import (
    KINDS,
    Act,
    Actor,
    ApprovalRequested,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    CourtActRecorded,
    DecisionPrepared,
    DecisionReturned,
    FindingSetAside,
    FoundComplete,
    Granted,
    Nature,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionServed,
    Refused,
    UnreliabilityFound,
    VisitScheduled,
    Withdrawn,
)
from ruqsat.law.permissions import ROLES
from ruqsat.law.procedure import Stage, Yes
from tests.law.road import APPLICANT, HEAD, OFFICER, SYSTEM, Road, at_stage, refused

FACTS = [kind for kind in KINDS.values() if kind not in ROLES and kind.NATURE is Nature.FACT]


@pytest.mark.parametrize(
    ("stage", "decision", "by"),
    [
        (Stage.FILED, FoundComplete, OFFICER),
        (Stage.FILED, ConsiderationRefusalDrafted, OFFICER),
        (Stage.FILED, ConsiderationRefused, HEAD),
        (Stage.FILED, CourtActRecorded, OFFICER),
        (Stage.FILED, UnreliabilityFound, OFFICER),
        (Stage.FILED, FindingSetAside, OFFICER),
        (Stage.COMPLETE, ApprovalRequested, OFFICER),
        (Stage.COMPLETE, PreliminaryDecisionMade, OFFICER),
        (Stage.COMPLETE, PreliminaryDecisionServed, OFFICER),
        (Stage.COMPLETE, ObjectionFiled, OFFICER),
        (Stage.COMPLETE, DecisionPrepared, OFFICER),
        (Stage.DECIDING, DecisionReturned, HEAD),
        (Stage.DECIDING, Granted, HEAD),
        (Stage.DECIDING, Refused, HEAD),
    ],
)
def test_another_department_takes_no_step_in_this_case(stage: Stage, decision: type[Act], by: Actor) -> None:
    """Rules 3."""
    road = at_stage(stage)
    assert refused(road.may(decision, by=replace(by, office="KZ-71")))[0] == "Rules 3"


@pytest.mark.parametrize(
    ("decision", "by"),
    [
        (FoundComplete, OFFICER),
        (ApprovalRequested, OFFICER),
        (VisitScheduled, OFFICER),
        (CourtActRecorded, OFFICER),
        (UnreliabilityFound, OFFICER),
        (PreliminaryDecisionMade, OFFICER),
        (DecisionPrepared, OFFICER),
    ],
)
def test_nothing_is_examined_before_the_signature_is_confirmed(decision: type[Act], by: Actor) -> None:
    """Rules 6."""
    road = Road()
    road.receive()
    assert refused(road.may(decision, by=by))[0] == "Rules 6"


@pytest.mark.parametrize("decision", [ApprovalRequested, VisitScheduled, PreliminaryDecisionMade, DecisionPrepared])
def test_nothing_is_decided_before_the_documents_are_found_complete(decision: type[Act]) -> None:
    """Rules 10."""
    assert refused(at_stage(Stage.FILED).may(decision, by=OFFICER))[0] == "Rules 10"


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        (Stage.CONSIDERATION_REFUSED, "Consideration of this application was refused."),
        (Stage.SIGNATURE_FAILED, "The signature on the application failed, so it was never filed."),
        (Stage.WITHDRAWN, "The applicant has withdrawn this application."),
        (Stage.GRANTED, "This case is decided: the license was granted."),
        (Stage.ISSUED, "This case is decided: the license was granted."),
        (Stage.REFUSED, "This case is decided: the license was refused."),
    ],
)
def test_after_the_end_every_decision_is_refused_with_how_it_ended(stage: Stage, why: str) -> None:
    """Rules 20."""
    road = at_stage(Stage.FILED)
    road.standing = replace(road.standing, stage=stage)
    assert refused(road.may(FoundComplete, by=OFFICER))[1] == why
    assert refused(road.may(Withdrawn, by=APPLICANT))[1] == why


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.KIND)
def test_what_nobody_decides_is_always_recorded(kind: type[Act]) -> None:
    """Facts go on file whenever they come, at every stage, before and after the end."""
    for stage in (Stage.PREPARING, Stage.FILED, Stage.HEARING, Stage.ISSUED):
        assert at_stage(stage).may(kind, by=SYSTEM) == Yes()
