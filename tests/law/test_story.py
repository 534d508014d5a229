"""The procedure told to the applicant: List 10(1)."""

from dataclasses import replace

import pytest

from ruqsat.law.acts import (
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    Outcome,
    ReceiptIssued,
    Refused,
    ResultDocument,
    Role,
    UnreliabilityFound,
    VisitCancelled,
)
from ruqsat.law.procedure import Stage, StepState, next_step, story
from ruqsat.law.story import STEP_KEYS, Step
from tests.law.road import APPLICANT, HEAD, IIN, INSPECTOR, OFFICER, SHA, Road, an_application, at_stage


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


def the_step(road: Road, key: str) -> Step:
    """One step of the story by its key."""
    (step,) = [one for one in story(road.standing) if one.key == key]
    return step


def test_a_step_of_several_facilities_was_done_when_the_last_of_them_was() -> None:
    """List 10(1), Rules 10: and is not while one is open."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    second = road.approve("F2").filed_at
    assert the_step(road, "approval").done_at is None
    first = road.approve("F1").filed_at
    assert the_step(road, "approval").done_at == first > second
    road.visit("F2")
    assert [the_step(road, key).done_at for key in ("schedule", "visit", "conclusion")] == [None] * 3
    before = road.at
    road.visit("F1")
    done = [the_step(road, key).done_at for key in ("schedule", "visit", "conclusion")]
    assert done[-1] == road.at
    assert all(one is not None and one > before for one in done)


def test_a_visit_that_was_called_off_is_fixed_no_longer() -> None:
    """Rules 14: another may then be fixed."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.notify(visit)
    assert the_step(road, "schedule").state is StepState.DONE
    road.file(VisitCancelled(happened_at=road.at, visit=visit, reason="ill"), by=OFFICER)
    step = the_step(road, "schedule")
    assert (step.state, step.done_at) == (StepState.CURRENT, None)


def test_a_hearing_is_told_of_from_the_ground_on_file_until_it_is_answered() -> None:
    """Rules 12: a ground that is yet to be announced makes the hearing needed, one announced keeps it."""
    road = at_stage(Stage.COMPLETE)
    assert the_step(road, "hearing").state is StepState.NOT_NEEDED
    road.approve(approved=False)
    assert (the_step(road, "hearing").state, the_step(road, "hearing").owed_by) == (StepState.CURRENT, Role.OFFICER)
    road.serve("List 9(4)")
    assert (the_step(road, "hearing").state, the_step(road, "hearing").owed_by) == (StepState.CURRENT, Role.APPLICANT)
    objection = road.file(road.objection(), by=APPLICANT)
    assert (the_step(road, "hearing").state, the_step(road, "hearing").done_at) == (StepState.DONE, objection.filed_at)


def test_a_hearing_is_still_told_of_when_its_refusal_awaits_a_signature() -> None:
    """Rules 12: as long as one of the grounds stands that were announced."""
    road = at_stage(Stage.HEARING)
    road.prepare(grant=False, grounds=("List 9(4)",))
    assert the_step(road, "hearing").state is StepState.LATER


def test_a_ground_found_while_a_license_awaits_its_signature_makes_a_hearing_needed() -> None:
    """Rules 12: before any refusal the applicant can state a position."""
    road = at_stage(Stage.DECIDING)
    assert the_step(road, "hearing").state is StepState.NOT_NEEDED
    road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), by=OFFICER)
    assert the_step(road, "hearing").state is StepState.LATER


def test_when_each_step_was_done_is_told() -> None:
    """List 10(1): the moment of the act that did it."""
    road = at_stage(Stage.ISSUED)
    standing = road.standing
    assert standing.registration is not None
    assert standing.complete is not None
    assert standing.decision is not None
    assert standing.issued is not None
    done = {step.key: step.done_at for step in story(standing) if step.state is StepState.DONE}
    assert done.pop("approval") == standing.approvals["F1"].answered.filed_at  # type: ignore[union-attr]  # it answered
    (visit,) = standing.visits.values()
    assert [done.pop(key) for key in ("schedule", "visit", "conclusion")] == [
        one.filed_at for one in (visit.scheduled, visit.started, visit.sealed) if one is not None
    ]
    assert done == {
        "apply": standing.filed_at,
        "register": standing.registration.filed_at,
        "fee": standing.payments[-1].filed_at,
        "completeness": standing.complete.filed_at,
        "decision": standing.decision.filed_at,
        "result": standing.issued.filed_at,
    }


def test_the_receipt_belongs_to_registration_and_does_not_undo_it() -> None:
    """Rules 7, Permits 25: registered is registered, before the receipt is out too."""
    step = the_step(at_stage(Stage.FILED), "register")
    assert (step.state, step.owed_by, step.due) == (StepState.DONE, None, None)


def test_of_duties_with_and_without_a_term_the_one_with_a_term_is_told() -> None:
    """List 10(1), Rules 16, Rules 17: a seal has no term of its own, the conclusion on the other facility has."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    first, second = road.schedule("F1"), road.schedule("F2")
    for visit in (first, second):
        road.notify(visit)
    road.wait(hours=49)
    road.start(first)
    road.record(first)
    road.file(road.conclusion(first), by=INSPECTOR)
    assert (the_step(road, "conclusion").owed_by, the_step(road, "conclusion").due) == (Role.SYSTEM, None)
    road.start(second)
    assert {"seal_conclusion", "add_recording"} <= {one.code for one in road.standing.duties}
    step = the_step(road, "conclusion")
    assert (step.owed_by, step.due) == (Role.INSPECTOR, road.standing.service_due)


def test_a_refusal_that_was_decided_is_still_put_into_the_account() -> None:
    """Rules 20: the end of the case does not end the step of its result."""
    road = at_stage(Stage.HEARING)
    road.prepare(grant=False, grounds=("List 9(4)",))
    road.wait(days=10)
    document = ResultDocument(what="refusal", facility="", number="1", sha256=SHA)
    road.file(Refused(happened_at=road.at, grounds=road.grounds("List 9(4)"), documents=(document,)), by=HEAD)
    assert states(road) == "DDDDD----DC"
