"""Whatever permitted sequence of acts: what must always hold, and folding again gives the same."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ruqsat.law import procedure
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ComplaintDecided,
    ConclusionSealed,
    DecisionPrepared,
    DecisionReturned,
    FindingSetAside,
    FoundComplete,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    Refused,
    ResultDocument,
    UnreliabilityFound,
    VisitCancelled,
    VisitScheduled,
    VisitStarted,
    Withdrawn,
)
from ruqsat.law.acts_of_complaint import Order, Resolution
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.grounds import borne_out
from ruqsat.law.local_time import local
from ruqsat.law.procedure import Stage
from ruqsat.law.situation import earliest_result
from tests.law.road import APPLICANT, APPROVER, HEAD, INSPECTOR, OFFICER, SHA, Road


class CaseMachine(RuleBasedStateMachine):
    """Facts come as they like; decisions are taken whenever they are permitted."""

    def __init__(self) -> None:
        super().__init__()
        self.road = Road()
        self.road.file_application(paid=False)

    def decide(self, act: Act, by: Actor) -> None:
        if self.road.may(act, by=by):
            self.road.file(act, by=by)

    def each_visit(self, then: Callable[[procedure.Visit], None]) -> None:
        for visit in list(self.road.standing.visits.values()):
            then(visit)

    @rule(hours=st.sampled_from([1, 24, 72, 240]))
    def time_passes(self, hours: int) -> None:
        self.road.wait(hours=hours)

    @precondition(lambda self: len(self.road.standing.payments) < 2)
    @rule()
    def a_payment_comes(self) -> None:
        self.road.pay()

    @rule()
    def completeness(self) -> None:
        self.decide(FoundComplete(happened_at=self.road.at), OFFICER)

    @rule()
    def request(self) -> None:
        self.decide(ApprovalRequested(happened_at=self.road.at, facility="F1", body="SES-75"), OFFICER)

    @rule(approved=st.booleans())
    def answer(self, approved: bool) -> None:
        act = ApprovalAnswered(
            happened_at=self.road.at, facility="F1", approved=approved, reasons="as found", document=SHA
        )
        self.decide(act, APPROVER)

    @rule()
    def plan(self) -> None:
        assert INSPECTOR.person is not None
        act = VisitScheduled(
            happened_at=self.road.at,
            visit=self.road.id(),
            facility="F1",
            starts_at=self.road.at + timedelta(hours=30),
            inspector=INSPECTOR.person,
        )
        self.decide(act, OFFICER)

    @rule()
    def notice(self) -> None:
        self.each_visit(lambda visit: None if visit.notices else self.road.notify(visit.plan.visit))

    @rule()
    def start(self) -> None:
        self.each_visit(
            lambda visit: self.decide(VisitStarted(happened_at=self.road.at, visit=visit.plan.visit), INSPECTOR)
        )

    @rule()
    def call_off(self) -> None:
        self.each_visit(
            lambda visit: self.decide(
                VisitCancelled(happened_at=self.road.at, visit=visit.plan.visit, reason="ill"), OFFICER
            )
        )

    @rule(positive=st.booleans())
    def conclude(self, positive: bool) -> None:
        def conclusion(visit: procedure.Visit) -> None:
            if visit.started and not visit.recordings:
                self.road.record(visit.plan.visit)
            self.decide(self.road.conclusion(visit.plan.visit, positive=positive), INSPECTOR)

        self.each_visit(conclusion)

    @rule()
    def seal(self) -> None:
        def put(visit: procedure.Visit) -> None:
            if visit.conclusion and not visit.sealed:
                self.road.file(ConclusionSealed(happened_at=self.road.at, visit=visit.plan.visit, document=SHA))

        self.each_visit(put)

    @rule()
    def announce(self) -> None:
        grounds = self.road.grounds(*borne_out(self.road.standing))
        self.decide(PreliminaryDecisionMade(happened_at=self.road.at, grounds=grounds, document=SHA), OFFICER)
        intended = self.road.standing.intended
        if intended is not None and self.road.standing.intention_sent is None:
            act = PreliminaryDecisionSent(happened_at=self.road.at, decision=intended.id, document=SHA)
            self.road.file(act)

    @rule()
    def receive_the_announcement(self) -> None:
        if self.road.standing.intended is not None:
            self.decide(self.road.opened(self.road.standing.intended), APPLICANT)

    @rule(oral=st.booleans())
    def object(self, oral: bool) -> None:
        self.decide(self.road.objection(oral=oral), OFFICER if oral else APPLICANT)

    @rule()
    def find_unreliable(self) -> None:
        if self.road.at.hour % 5 == 0:  # now and then: a finding on every road would leave few licenses
            act = UnreliabilityFound(happened_at=self.road.at, what="the diploma", shown_by="a letter")
            self.decide(act, OFFICER)

    @rule()
    def set_aside(self) -> None:
        for finding in self.road.standing.unreliable:
            self.decide(FindingSetAside(happened_at=self.road.at, of=finding.id, reason="as it was found"), OFFICER)

    @rule(grant=st.booleans())
    def prepare(self, grant: bool) -> None:
        grounds = () if grant else self.road.grounds(*borne_out(self.road.standing))
        self.decide(DecisionPrepared(happened_at=self.road.at, grant=grant, grounds=grounds), OFFICER)

    @rule()
    def send_back(self) -> None:
        self.decide(DecisionReturned(happened_at=self.road.at, reason="see note"), HEAD)

    @rule()
    def grant(self) -> None:
        self.decide(self.road.grant_act("F1"), HEAD)

    @rule()
    def refuse(self) -> None:
        prepared = self.road.standing.prepared
        grounds = prepared.act.grounds if prepared and isinstance(prepared.act, DecisionPrepared) else ()
        document = ResultDocument(what="refusal", facility="", number="1", sha256=SHA)
        self.decide(Refused(happened_at=self.road.at, grounds=grounds, documents=(document,)), HEAD)

    @precondition(lambda self: self.road.at.hour == 7)
    @rule()
    def withdraw(self) -> None:
        self.decide(Withdrawn(happened_at=self.road.at, reason=""), APPLICANT)

    @precondition(lambda self: self.road.standing.decision is not None)
    @rule(order=st.sampled_from([Order.CONSIDER_ANEW, Order.ISSUE]), satisfied=st.booleans())
    def a_complaint_is_decided(self, order: Order, satisfied: bool) -> None:
        decision = self.road.standing.decision
        assert decision is not None
        act = ComplaintDecided(
            happened_at=self.road.at,
            complaint=self.road.id(),
            number="75-C-1",
            by="KMFK",
            on=local(self.road.at).date(),
            resolution=Resolution.IN_FULL if satisfied else Resolution.DISMISSED,
            orders=(order,) if satisfied else (),
            cancelled=(decision.id,) if satisfied else (),
            until=None,
        )
        self.road.file(act)

    @rule(far=st.sampled_from([3, 6, 9, 13, 16]), positive=st.booleans())
    def a_diligent_office(self, far: int, positive: bool) -> None:
        steps: tuple[Callable[[], object], ...] = (
            self.completeness,
            self.request,
            lambda: self.answer(approved=positive),
            self.plan,
            self.notice,
            lambda: self.road.wait(hours=30),
            self.start,
            lambda: self.conclude(positive=positive),
            self.seal,
            self.road.pay,
            self.announce,
            self.receive_the_announcement,
            lambda: self.road.wait(hours=240),
            lambda: self.prepare(grant=positive),
            self.grant,
            self.refuse,
        )
        for step in steps[:far]:
            step()

    @invariant()
    def folding_again_gives_the_same(self) -> None:
        again = procedure.standing(self.road.acts, self.road.standing.edition, CALENDAR)
        assert again == self.road.standing
        assert again.duties == self.road.standing.duties

    @invariant()
    def a_license_rests_on_all_that_the_law_asks_for(self) -> None:
        """Rules 10, Rules 16, Rules 17, Rules 20, List 9(2)."""
        standing = self.road.standing
        if standing.granted is None or standing.decision is None or standing.prepared is None:
            return
        visit = standing.concluded_visit("F1")
        assert standing.complete
        assert standing.payments
        assert standing.approvals["F1"].approved
        assert visit
        assert visit.positive
        assert visit.sealed
        assert visit.recordings
        assert visit.started
        assert visit.started.filed_at - visit.notices[0].filed_at >= timedelta(hours=24)
        assert standing.decision.by.person != standing.prepared.by.person

    @invariant()
    def nobody_is_refused_unheard(self) -> None:
        """Rules 12."""
        standing = self.road.standing
        if standing.refused is None or standing.decision is None:
            return
        earliest = earliest_result(standing)
        assert earliest is not None
        assert standing.intended is not None
        assert standing.intention_sent is not None
        assert standing.decision.filed_at >= earliest.moment

    @invariant()
    def what_is_considered_anew_is_not_under_the_cancelled_refusal(self) -> None:
        """Rules 25."""
        standing = self.road.standing
        if standing.anew is None:
            return
        assert isinstance(standing.anew.act, ComplaintDecided)
        assert standing.decision is None or standing.decision.id not in standing.anew.act.cancelled
        assert standing.preliminary is None or standing.preliminary.seq > standing.anew.seq
        assert standing.refused is None or Order.ISSUE not in standing.anew.act.orders

    @invariant()
    def what_has_ended_owes_at_most_its_result(self) -> None:
        standing = self.road.standing
        codes = {duty.code for duty in standing.duties}
        assert not standing.ended or codes <= {"issue_result"}
        assert standing.stage in Stage
        assert standing.at(self.road.at).moment == self.road.at
        assert len(procedure.story(standing)) == 11


TestCase = CaseMachine.TestCase
TestCase.settings = settings(deadline=None, max_examples=30, stateful_step_count=25)
