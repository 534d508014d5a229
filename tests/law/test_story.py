"""The procedure told to the applicant: List 10(1)."""

from dataclasses import replace

import pytest

from ruqsat.law.acts import ConsiderationRefusalDrafted, ConsiderationRefused, Outcome, ReceiptIssued, Role
from ruqsat.law.procedure import Stage, StepState, next_step, story
from ruqsat.law.story import STEP_KEYS
from tests.law.road import IIN, OFFICER, SHA, Road, an_application, at_stage


def states(road: Road) -> str:
    """One letter for each step: done, current, later, not needed."""
    letters = {StepState.DONE: "D", StepState.CURRENT: "C", StepState.LATER: "l", StepState.NOT_NEEDED: "-"}
    return "".join(letters[step.state] for step in story(road.standing))


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        # apply register fee completeness approval schedule visit conclusion hearing decision result
        (Stage.PREPARING, "llllllll-ll"),
        (Stage.RECEIVED, "Clllllll-ll"),
        (Stage.FILED, "DDDCllll-ll"),
        (Stage.COMPLETE, "DDDDCCll-ll"),
        (Stage.HEARING, "DDDDD---CCl"),
        (Stage.DECIDING, "DDDDDDDD-Cl"),
        (Stage.GRANTED, "DDDDDDDD-DC"),
        (Stage.ISSUED, "DDDDDDDD-DD"),
    ],
)
def test_each_stage_tells_what_is_done_and_whose_turn_it_is(stage: Stage, told: str) -> None:
    """List 10(1), Rules 13."""
    assert states(at_stage(stage)) == told


def test_a_current_step_says_who_until_when_and_why() -> None:
    """List 10(1)."""
    (step,) = [one for one in story(at_stage(Stage.FILED).standing) if one.state is StepState.CURRENT]
    assert (step.key, step.owed_by) == ("completeness", Role.OFFICER)
    assert step.due is not None
    assert step.why == step.due.derivation
    assert str(step.why[-1]) == "The last day of the term is 2026-11-11."


def test_a_refusal_of_consideration_leaves_later_steps_unneeded() -> None:
    """Rules 9."""
    road = Road()
    road.file_application(an_application(attached=False))
    road.answer("labor_activity", IIN, Outcome.NONE)
    assert next_step(road.standing, Role.HEAD) is None
    assert next_step(road.standing, Role.OFFICER) is ConsiderationRefusalDrafted
    draft = ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=(), text="")
    road.file(draft, by=OFFICER)
    assert next_step(road.standing, Role.HEAD) is ConsiderationRefused
    road.file(ConsiderationRefused(happened_at=road.at, shortcomings=(), text="", document=SHA))
    assert states(road) == "DDDD------C"


def test_the_steps_are_always_the_same_in_the_same_order() -> None:
    for stage in (Stage.PREPARING, Stage.HEARING, Stage.ISSUED):
        assert tuple(step.key for step in story(at_stage(stage).standing)) == STEP_KEYS


def test_steps_of_the_visit_are_told_of_the_facilities_that_are_visited() -> None:
    """Rules 10(3), List 9(4): not of one that the approving body refused."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.approve("F1", approved=False)
    road.approve("F2")
    assert states(road)[5:8] == "Cll"
    road.visit("F2")
    assert states(road)[5:8] == "DDD"


def test_a_payment_after_filing_closes_its_step() -> None:
    """Rules 5."""
    road = Road()
    road.file_application(paid=False)
    road.file(ReceiptIssued(happened_at=road.at, document=SHA))
    assert states(road) == "DDCCllll-ll"
    road.pay()
    assert states(road) == "DDDCllll-ll"


def test_a_hearing_is_told_of_no_longer_once_its_ground_has_been_put_right() -> None:
    """Rules 12, List 9(2)."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit()
    road.serve("List 9(2)")
    assert states(road) == "DDCDDDDDCCl"
    road.pay()
    assert states(road) == "DDDDDDDD-Cl"


def test_an_approving_head_may_do_what_the_approver_owes() -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    steps = [next_step(road.standing, role) for role in (Role.APPROVER, Role.APPROVING_HEAD)]
    assert steps[0] is not None
    assert steps[0] is steps[1]


def test_steps_of_several_facilities_are_done_when_all_are() -> None:
    """Rules 10."""
    road = Road()
    application = an_application(facilities=2)
    road.file_application(replace(application, sheets=1))
    road.find_complete()
    road.approve("F1")
    assert states(road)[4] == "C"
    road.approve("F2")
    assert states(road)[4] == "D"


def test_an_intended_refusal_is_told_before_it_is_received_and_a_decision_keeps_its_result() -> None:
    """List 10(1), Rules 12."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    road.intend("List 9(4)")
    (hearing,) = [one for one in story(road.standing) if one.key == "hearing"]
    assert hearing.state is StepState.CURRENT
    ended = replace(road.standing, stage=Stage.WITHDRAWN)
    told = {step.key: step.state for step in story(ended)}
    assert told["result"] is StepState.NOT_NEEDED
    assert told["decision"] is StepState.NOT_NEEDED


def test_registration_is_the_current_step_between_the_signature_and_the_number() -> None:
    """Rules 7."""
    road = Road()
    road.judge(road.receive())
    (current,) = [one for one in story(road.standing) if one.key == "register"]
    assert current.state is StepState.CURRENT
    assert current.owed_by is Role.SYSTEM


def test_of_several_duties_in_one_step_the_one_that_is_due_first_is_told() -> None:
    """List 10(1)."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.request_approval("F1")
    dues = {duty.code: duty.due for duty in road.standing.duties}
    (step,) = [one for one in story(road.standing) if one.key == "approval"]
    assert step.due == dues["request_approval"] != dues["answer_approval"]
