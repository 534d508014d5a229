"""What can happen in a case, step by step: facts come as they like, decisions are taken whenever they are permitted."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import TypeAlias

from ruqsat.law import completeness as completeness_of
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ComplaintDecided,
    ConclusionSealed,
    ConsentWithdrawn,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    CourtActRecorded,
    DecisionPrepared,
    DecisionReturned,
    FindingSetAside,
    FoundComplete,
    Outcome,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    Refused,
    ResultDocument,
    Shortcoming,
    UnreliabilityFound,
    VisitCancelled,
    VisitScheduled,
    VisitStarted,
    Withdrawn,
)
from ruqsat.law.acts_of_complaint import Order, Resolution
from ruqsat.law.grounds import borne_out
from ruqsat.law.local_time import local
from ruqsat.law.procedure import Visit
from tests.law.road import APPLICANT, APPROVER, HEAD, IIN, INSPECTOR, OFFICER, SHA, Road

Step: TypeAlias = Callable[[Road], object]


def decide(road: Road, act: Act, by: Actor) -> None:
    """Take the decision, if it is permitted."""
    if road.may(act, by=by):
        road.file(act, by=by)


def each_visit(road: Road, then: Callable[[Visit], object]) -> None:
    """Do the same about every visit there is."""
    for visit in list(road.standing.visits.values()):
        then(visit)


def pay(road: Road, amount: int = 43250) -> None:
    if len(road.standing.payments) < 3:
        road.pay(amount)


def completeness(road: Road) -> None:
    decide(road, FoundComplete(happened_at=road.at), OFFICER)


def lacking(road: Road) -> tuple[Shortcoming, ...]:
    """What is missing or expired now, as a refusal of consideration names it."""
    missing = completeness_of.missing(road.standing, on=local(road.at).date())
    return tuple(one.shortcoming() for one in missing if one.held)


def draft_refusal_of_consideration(road: Road) -> None:
    draft = ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=lacking(road), text="as found")
    decide(road, draft, OFFICER)


def refuse_consideration(road: Road) -> None:
    refusal = ConsiderationRefused(happened_at=road.at, shortcomings=lacking(road), text="as found", document=SHA)
    decide(road, refusal, HEAD)


def request(road: Road) -> None:
    decide(road, ApprovalRequested(happened_at=road.at, facility="F1", body="SES-75"), OFFICER)


def answer(road: Road, approved: bool) -> None:
    act = ApprovalAnswered(happened_at=road.at, facility="F1", approved=approved, reasons="as found", document=SHA)
    decide(road, act, APPROVER)


def plan(road: Road) -> None:
    assert INSPECTOR.person is not None
    starts_at = road.at + timedelta(hours=30)
    visit = VisitScheduled(
        happened_at=road.at, visit=road.id(), facility="F1", starts_at=starts_at, inspector=INSPECTOR.person
    )
    decide(road, visit, OFFICER)


def notice(road: Road) -> None:
    each_visit(road, lambda visit: None if visit.notices else road.notify(visit.plan.visit))


def start(road: Road) -> None:
    each_visit(road, lambda visit: decide(road, VisitStarted(happened_at=road.at, visit=visit.plan.visit), INSPECTOR))


def call_off(road: Road) -> None:
    each_visit(
        road,
        lambda visit: decide(road, VisitCancelled(happened_at=road.at, visit=visit.plan.visit, reason="ill"), OFFICER),
    )


def record(road: Road) -> None:
    each_visit(road, lambda visit: road.record(visit.plan.visit) if visit.started and not visit.recordings else None)


def conclude(road: Road, positive: bool) -> None:
    each_visit(road, lambda visit: decide(road, road.conclusion(visit.plan.visit, positive=positive), INSPECTOR))


def seal(road: Road) -> None:
    def put(visit: Visit) -> None:
        if visit.conclusion and not visit.sealed:
            road.file(ConclusionSealed(happened_at=road.at, visit=visit.plan.visit, document=SHA))

    each_visit(road, put)


def announce(road: Road) -> None:
    grounds = road.grounds(*borne_out(road.standing))
    decide(road, PreliminaryDecisionMade(happened_at=road.at, grounds=grounds, document=SHA), OFFICER)
    intended = road.standing.intended
    if intended is not None and road.standing.intention_sent is None:
        road.file(PreliminaryDecisionSent(happened_at=road.at, decision=intended.id, document=SHA))


def receive_the_announcement(road: Road) -> None:
    if road.standing.intended is not None:
        decide(road, road.opened(road.standing.intended), APPLICANT)


def object_(road: Road, oral: bool) -> None:
    decide(road, road.objection(oral=oral), OFFICER if oral else APPLICANT)


def find_unreliable(road: Road) -> None:
    if road.at.hour % 5 == 0:  # now and then: a finding on every road would leave few licenses
        decide(road, UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), OFFICER)


def court_bans(road: Road) -> None:
    if road.at.hour % 7 == 0:
        act = CourtActRecorded(
            happened_at=road.at, ground="List 9(1)", court="a court", number="1", dated=date(2026, 11, 9)
        )
        decide(road, act, OFFICER)


def set_aside(road: Road) -> None:
    for finding in (*road.standing.unreliable, *road.standing.court_acts):
        decide(road, FindingSetAside(happened_at=road.at, of=finding.id, reason="as it was found"), OFFICER)


def prepare(road: Road, grant: bool) -> None:
    grounds = () if grant else road.grounds(*borne_out(road.standing))
    decide(road, DecisionPrepared(happened_at=road.at, grant=grant, grounds=grounds), OFFICER)


def send_back(road: Road) -> None:
    decide(road, DecisionReturned(happened_at=road.at, reason="see note"), HEAD)


def grant(road: Road) -> None:
    decide(road, road.grant_act("F1"), HEAD)


def refuse(road: Road) -> None:
    prepared = road.standing.prepared
    grounds = prepared.act.grounds if prepared and isinstance(prepared.act, DecisionPrepared) else ()
    document = ResultDocument(what="refusal", facility="", number="1", sha256=SHA)
    decide(road, Refused(happened_at=road.at, grounds=grounds, documents=(document,)), HEAD)


def issue(road: Road) -> None:
    if road.standing.decision is not None and road.standing.issued is None:
        road.issue()


def withdraw(road: Road) -> None:
    if road.at.hour % 6 == 1:
        decide(road, Withdrawn(happened_at=road.at, reason=""), APPLICANT)


def take_consent_back(road: Road) -> None:
    consent = next(iter(road.standing.consents))
    if road.at.hour % 11 == 0:
        road.file(ConsentWithdrawn(happened_at=road.at, consent=consent))


def complain(road: Road, order: Order, *, satisfied: bool) -> None:
    """A complaint about the decision comes back decided; now and then, or no case would ever rest."""
    decision = road.standing.decision
    if decision is None or road.at.hour % 3:
        return
    act = ComplaintDecided(
        happened_at=road.at,
        complaint=road.id(),
        number="75-C-1",
        by="KMFK",
        on=local(road.at).date(),
        resolution=Resolution.IN_FULL if satisfied else Resolution.DISMISSED,
        orders=(order,) if satisfied else (),
        cancelled=(decision.id,) if satisfied else (),
        until=None,
    )
    road.file(act)


def wait(road: Road, hours: int) -> None:
    road.wait(hours=hours)


STEPS: Mapping[str, Step] = {
    **{f"{hours} hours pass": partial(wait, hours=hours) for hours in (1, 5, 24, 72, 240)},
    "the fee is paid": pay,
    "a part of the fee is paid": partial(pay, amount=43249),
    "a register knows a ban": lambda road: road.answer("ban", IIN, banned="true") if road.at.hour % 5 == 0 else None,
    "a register knows no ban": lambda road: road.answer("ban", IIN, Outcome.NONE),
    "a register does not answer": lambda road: road.answer("ban", IIN, Outcome.UNAVAILABLE),
    "consent is taken back": take_consent_back,
    "found complete": completeness,
    "a refusal of consideration is drafted": draft_refusal_of_consideration,
    "consideration is refused": refuse_consideration,
    "approval is asked for": request,
    "approved": partial(answer, approved=True),
    "not approved": partial(answer, approved=False),
    "a visit is planned": plan,
    "the visit is told of": notice,
    "the visit starts": start,
    "the visit is called off": call_off,
    "the visit is recorded": record,
    "a good conclusion": partial(conclude, positive=True),
    "a bad conclusion": partial(conclude, positive=False),
    "the conclusion is sealed": seal,
    "a refusal is announced": announce,
    "the announcement is received": receive_the_announcement,
    "an objection": partial(object_, oral=False),
    "an objection by word": partial(object_, oral=True),
    "found unreliable": find_unreliable,
    "a court bans": court_bans,
    "findings are set aside": set_aside,
    "a license is drafted": partial(prepare, grant=True),
    "a refusal is drafted": partial(prepare, grant=False),
    "the draft comes back": send_back,
    "granted": grant,
    "refused": refuse,
    "the result is issued": issue,
    "withdrawn": withdraw,
    "a complaint is satisfied, to be considered anew": partial(complain, order=Order.CONSIDER_ANEW, satisfied=True),
    "a complaint is satisfied, to be issued": partial(complain, order=Order.ISSUE, satisfied=True),
    "a complaint is dismissed": partial(complain, order=Order.ISSUE, satisfied=False),
}
"""Every step of a case for a license, by what happens."""

_COMPLETENESS = ("a refusal of consideration is drafted", "consideration is refused", "found complete")
_UNTIL_EXAMINED = ("approval is asked for", "{approved}", "a visit is planned", "the visit is told of")
_VISIT = (
    "72 hours pass",
    "the visit starts",
    "the visit is recorded",
    "a {good} conclusion",
    "the conclusion is sealed",
)
_HEARING = ("a refusal is announced", "the announcement is received", "240 hours pass")
_END = ("a {license} is drafted", "granted", "refused", "the result is issued")


def a_diligent_office(*, positive: bool) -> tuple[str, ...]:
    """The steps that lead to a license, or to a refusal: seldom found by chance."""
    words = {
        "approved": "approved" if positive else "not approved",
        "good": "good" if positive else "bad",
        "license": "license" if positive else "refusal",
    }
    hearing = () if positive else _HEARING
    steps = ("the fee is paid", *_COMPLETENESS, *_UNTIL_EXAMINED, *_VISIT, *hearing, *_END)
    return tuple(step.format(**words) for step in steps)
