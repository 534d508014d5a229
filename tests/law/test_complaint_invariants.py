"""Whatever comes in a complaint, in whatever order: what must always hold, and folding again gives the same."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ruqsat.law import complaints
from ruqsat.law.acts import Act, Actor, Role, Verdict
from ruqsat.law.acts_of_complaint import Resolution
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.complaints import COMPLAINT_ENDED, ComplaintStage, court_is_open, effect_of
from tests.law.complaint_road import CASE, COMMITTEE, ComplaintRoad
from tests.law.road import APPLICANT, HEAD, OFFICER

OWED = {
    ComplaintStage.RECEIVED: {"judge_complaint_signature"},
    ComplaintStage.WITH_PROVIDER: {"register_complaint", "consider_complaint", "forward_complaint"},
    ComplaintStage.WITH_BODY: {"consider_complaint", "register_at_body", "decide_complaint"},
}


class ComplaintMachine(RuleBasedStateMachine):
    """Facts come as they like; decisions are taken whenever they are permitted."""

    def __init__(self) -> None:
        super().__init__()
        self.road = ComplaintRoad()
        self.ended_with: ComplaintStage | None = None

    def decide(self, act: Act, by: Actor) -> None:
        before = self.road.standing.stage
        if self.road.may(act, by=by):
            assert before not in COMPLAINT_ENDED, "nothing is decided after the end"
            self.road.file(act, by=by)

    @rule(hours=st.sampled_from([1, 24, 72, 240]))
    def time_passes(self, hours: int) -> None:
        self.road.wait(hours=hours)

    @rule()
    def it_arrives(self) -> None:
        self.road.receive()

    @precondition(lambda self: self.road.standing.received is not None)
    @rule(verdict=st.sampled_from([Verdict.PASSED, Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED]))
    def its_signature_is_judged(self, verdict: Verdict) -> None:
        self.road.judge(verdict)

    @rule()
    def it_is_registered(self) -> None:
        self.road.register()

    @rule()
    def the_body_registers_it(self) -> None:
        self.road.register_at_body()

    @rule()
    def satisfy(self) -> None:
        self.decide(self.road.satisfaction(), HEAD)

    @rule()
    def answer(self) -> None:
        self.decide(self.road.position(), HEAD)

    @rule()
    def forward(self) -> None:
        self.decide(self.road.forwarding(), OFFICER)

    @rule(resolution=st.sampled_from(Resolution))
    def the_body_decides(self, resolution: Resolution) -> None:
        self.decide(self.road.decision(resolution), COMMITTEE)

    @precondition(lambda self: self.road.at.hour % 5 == 0)
    @rule()
    def withdraw(self) -> None:
        self.decide(self.road.withdrawal(), APPLICANT)

    @rule(far=st.integers(2, 5))
    def a_diligent_office(self, far: int) -> None:
        if self.road.standing.received is not None:
            return
        self.road.file_complaint()
        for step in (self.forward, self.the_body_registers_it, self.answer)[: far - 2]:
            step()

    @invariant()
    def folding_again_gives_the_same(self) -> None:
        standing = self.road.standing
        again = complaints.standing(self.road.acts, standing.edition, CALENDAR)
        assert again == standing
        assert again.duties == standing.duties

    @invariant()
    def it_is_never_forwarded_and_satisfied_nor_decided_by_both(self) -> None:
        """Rules 26 part 3, Rules 25."""
        standing = self.road.standing
        assert standing.satisfied is None or (standing.forwarded is None and standing.decided is None)
        assert standing.withdrawn is None or (standing.satisfied is None and standing.decided is None)

    @invariant()
    def what_the_provider_satisfied_it_satisfied_in_time(self) -> None:
        """Rules 26 part 3: within three working days."""
        standing = self.road.standing
        if standing.satisfied is not None:
            assert standing.forward_by is not None
            assert standing.satisfied.filed_at < standing.forward_by.moment

    @invariant()
    def the_body_decides_what_was_forwarded_and_registered(self) -> None:
        """Rules 25, Rules 26 part 2."""
        standing = self.road.standing
        if standing.decided is not None:
            assert standing.forwarded is not None
            assert standing.at_body is not None
            assert standing.decided.by.office == standing.body_office

    @invariant()
    def an_end_is_an_end(self) -> None:
        stage = self.road.standing.stage
        assert self.ended_with in (None, stage)
        self.ended_with = stage if stage in COMPLAINT_ENDED else None

    @invariant()
    def duties_never_contradict_the_stage(self) -> None:
        standing = self.road.standing
        owed = {duty.code for duty in standing.duties}
        assert owed <= OWED.get(standing.stage, set())
        assert bool(owed) is (not standing.ended and standing.received is not None)
        assert all(duty.owed_by is not Role.APPLICANT for duty in standing.duties)

    @invariant()
    def the_case_and_the_court_learn_of_an_end_and_of_nothing_else(self) -> None:
        """Rules 25, Rules 27."""
        standing, at = self.road.standing, self.road.at
        told = effect_of(standing, id_=CASE, at=at)
        assert (told is not None) is (standing.stage in {ComplaintStage.SATISFIED, ComplaintStage.DECIDED})
        if court_is_open(standing, at=at).open:
            assert standing.decided is not None or standing.at(at).body_silent


TestCase = ComplaintMachine.TestCase
TestCase.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)
