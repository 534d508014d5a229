"""What an act changes in the standing, and what it leaves as it was."""

from uuid import UUID

import pytest

from ruqsat.law import procedure
from ruqsat.law.acts import (
    Act,
    ConclusionSealed,
    ConsentLapsed,
    ConsentWithdrawn,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    Corrected,
    DecisionPrepared,
    FoundComplete,
    Lapse,
    PreliminaryDecisionSent,
    SignatureJudged,
    Verdict,
    VisitNoticeSent,
    VisitStarted,
)
from ruqsat.law.acts_of_complaint import ComplaintWithdrawn
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.folding import fold_all
from ruqsat.law.procedure import Stage
from ruqsat.law.replacing import replace
from tests.law.road import APPLICANT, MONDAY, OFFICER, SHA, Road, at_stage

NOBODYS = UUID(int=7)


@pytest.mark.parametrize(
    "act",
    [
        ConsentWithdrawn(happened_at=MONDAY, consent=NOBODYS),
        ConsentLapsed(happened_at=MONDAY, consent=NOBODYS, cause=Lapse.RAN_OUT),
        VisitStarted(happened_at=MONDAY, visit=NOBODYS),
        VisitNoticeSent(happened_at=MONDAY, visit=NOBODYS, means="sms", to_masked="", reference="", delivered=None),
        ConclusionSealed(happened_at=MONDAY, visit=NOBODYS, document=SHA),
        PreliminaryDecisionSent(happened_at=MONDAY, decision=NOBODYS, document=SHA),
    ],
)
def test_an_act_about_something_that_is_not_on_file_changes_nothing(act: Act) -> None:
    """It is recorded all the same: folding never judges."""
    for stage in (Stage.FILED, Stage.COMPLETE, Stage.HEARING, Stage.GRANTED):
        road = at_stage(stage)
        before = road.standing
        road.file(act)
        assert road.standing == replace(before, seq=before.seq + 1)


def test_the_judgement_of_another_signature_files_nothing() -> None:
    """Rules 6."""
    road = Road()
    judged = SignatureJudged(
        happened_at=road.at, of=NOBODYS, verdict=Verdict.PASSED, sub_indication="", reason="", report=SHA
    )
    road.file(judged)
    unsigned = road.standing
    received = road.receive()
    road.file(judged)
    another = road.standing
    assert (unsigned.signature, another.signature, another.stage) == (None, None, Stage.RECEIVED)
    road.judge(received)
    assert road.standing.filed_at == received.filed_at


def test_an_act_out_of_its_stage_moves_nothing() -> None:
    """Rules 9: completeness is found while the application is filed, and once."""
    road = at_stage(Stage.GRANTED)
    before = road.standing
    road.file(FoundComplete(happened_at=road.at))
    road.file(ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=(), text="late"))
    assert road.standing == replace(before, seq=before.seq + 2)


def test_what_comes_a_second_time_or_after_the_end_moves_nothing() -> None:
    """Rules 6, Rules 7, Rules 9, Rules 20: facts are recorded whenever they come."""
    road = at_stage(Stage.ISSUED)
    before, received = road.standing, road.standing.received
    assert received is not None
    road.file(received.act)
    road.file(ConsiderationRefused(happened_at=road.at, shortcomings=(), text="late", document=SHA))
    road.file(DecisionPrepared(happened_at=road.at, grant=False, grounds=()))
    assert road.standing == replace(before, seq=before.seq + 3)


def test_a_signature_judged_again_after_filing_is_on_file_and_files_nothing_anew() -> None:
    """Rules 7."""
    road = at_stage(Stage.COMPLETE)
    before, received = road.standing, road.standing.received
    assert received is not None
    road.judge(received)
    assert road.standing.signature is not None
    assert road.standing == replace(before, seq=before.seq + 1, signature=road.standing.signature)
    assert road.standing.signature.seq == before.seq + 1


@pytest.mark.parametrize("stage", [Stage.FILED, Stage.HEARING, Stage.ISSUED])
def test_folding_the_whole_file_or_its_tail_gives_what_folding_act_by_act_gave(stage: Stage) -> None:
    road = at_stage(stage)
    empty = procedure.empty(road.standing.edition, CALENDAR)
    assert fold_all(empty, road.acts) == road.standing
    for half in range(len(road.acts)):
        head = fold_all(empty, road.acts[:half])
        assert head.seq == half
        assert fold_all(head, road.acts[half:]) == road.standing
    assert fold_all(road.standing, []) is road.standing


def test_each_slip_put_right_stands_on_file_beside_those_before_it() -> None:
    """Rules 20: with its basis, and never silently."""
    road = at_stage(Stage.ISSUED)
    slip = Corrected(happened_at=road.at, of=road.acts[0].id, field_name="street", old="a", new="b", basis="passport")
    first = road.file(slip, by=OFFICER)
    second = road.file(replace(slip, old="b", new="c"), by=OFFICER)
    assert road.standing.corrections == (first, second)


def test_what_belongs_to_the_file_of_a_complaint_leaves_a_case_as_it_was() -> None:
    """Rules 22: a complaint has a file of its own; its outcome alone comes back."""
    road = at_stage(Stage.GRANTED)
    before = road.standing
    road.file(ComplaintWithdrawn(happened_at=road.at, reason="settled"), by=APPLICANT)
    assert road.standing == replace(before, seq=before.seq + 1)
