"""What may be done about an intended refusal: findings, the preliminary decision, its receipt, the objection."""

from collections.abc import Iterator
from datetime import datetime

from ruqsat.law import grounds
from ruqsat.law.acts import (
    Act,
    Actor,
    CourtActRecorded,
    FindingSetAside,
    GroundFound,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionServed,
    Role,
    UnreliabilityFound,
)
from ruqsat.law.local_time import local
from ruqsat.law.permissions_of_completeness import must_be_complete, must_be_filed, own_office
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Stage, Standing, act_of

OPENED = "account"
"""How a preliminary decision is received that the applicant opens in the personal account."""


def court_act_recorded(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """List 9(1), List 9(5), List 9(7): a court's act is recorded with its court, number and day."""
    yield from must_be_filed(standing)
    yield from own_office(standing, by)
    if not isinstance(act, CourtActRecorded):
        return
    if act.ground not in grounds.COURT_GROUNDS:
        yield No(ref="List 9", why=say("A court's act bears out none but the grounds about courts."))
    if not act.court.strip() or not act.number.strip():
        yield No(ref=act.ground, why=say("A court's act is recorded with the court's name and its number."))
    if act.dated > local(at).date():
        yield No(ref=act.ground, why=say("The court's act bears a day that has not come yet."))


def unreliability_found(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """List 9(6): what was found unreliable, and by what that is shown."""
    yield from must_be_filed(standing)
    yield from own_office(standing, by)
    if isinstance(act, UnreliabilityFound) and not (act.what.strip() and act.shown_by.strip()):
        yield No(ref="List 9(6)", why=say("Say which document or datum is unreliable, and by what that is shown."))


def finding_set_aside(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """APPC 73: after hearing the applicant the office may see that a finding of its own does not stand."""
    yield from own_office(standing, by)
    known = {one.id for one in (*standing.court_acts, *standing.unreliable)}
    if not known:
        yield No(ref="List 9", why=say("There is no recorded finding that could be set aside."))
    if isinstance(act, FindingSetAside):
        if act.of not in known:
            yield No(ref="List 9", why=say("This finding is not on file, or was set aside already."))
        if not act.reason.strip():
            yield No(ref="List 9", why=say("Setting a finding aside needs a reason."))


def preliminary_decision_made(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 12: an intended refusal is announced on grounds that the file bears out."""
    yield from must_be_complete(standing)
    yield from own_office(standing, by)
    if standing.stage is Stage.DECIDING:
        yield No(ref="Rules 20", why=say("A draft of the decision awaits the authorized person."))
    on_file = grounds.borne_out(standing)
    if not on_file:
        yield No(ref="List 9", why=say("The file bears out none of the grounds of refusal."))
    elif on_file.keys() <= grounds.announced(standing):
        yield No(ref="Rules 12", why=say("The applicant is already being told of every ground on file."))
    if isinstance(act, PreliminaryDecisionMade):
        yield from grounds_named(standing, act.grounds)


def grounds_named(standing: Standing, named: tuple[GroundFound, ...]) -> Iterator[No]:
    """List 9, Rules 13: each ground is on the closed list, borne out by the acts it names, and reasoned in words."""
    if not named:
        yield No(ref="List 9", why=say("A refusal names at least one ground."))
    on_file = grounds.borne_out(standing)
    for ground in named:
        if ground.ground not in standing.edition.grounds:
            yield No(ref="List 9", why=say("That is not one of the grounds of refusal."))
        elif not ground.facts or any(fact not in on_file.get(ground.ground, ()) for fact in ground.facts):
            yield No(ref=ground.ground, why=say("The file does not bear out this ground."))
        elif not ground.text.strip():
            yield No(ref="Rules 13", why=say("Each ground says in words why it is there."))


def preliminary_decision_served(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """
    Rules 12: received by opening it in the account, or in another way that an officer can show.

    That a message with it was delivered is no step of anybody: it goes on file with the provider's answer.
    """
    if by.role is Role.OFFICER:
        yield from own_office(standing, by)
    if standing.intended is None:
        yield No(ref="Rules 12", why=say("No preliminary decision has been made."))
    elif standing.intention_sent is None:
        yield No(ref="Rules 12", why=say("The preliminary decision is still being sealed and sent."))
    elif not standing.awaits_receipt:
        yield No(ref="Rules 12", why=say("The applicant has received the preliminary decision already."))
    if isinstance(act, PreliminaryDecisionServed):
        yield from _received(standing, act, by, at=at)


def _received(standing: Standing, act: PreliminaryDecisionServed, by: Actor, *, at: datetime) -> Iterator[No]:
    intended, sent = standing.intended, standing.intention_sent
    if intended is None or sent is None or act.decision != intended.id:
        yield No(ref="Rules 12", why=say("Another preliminary decision is the one to be received."))
        return
    if act.grounds != act_of(intended, PreliminaryDecisionMade).grounds:
        yield No(ref="Rules 12", why=say("The applicant receives the grounds that were decided on."))
    if not sent.filed_at <= act.happened_at <= at:
        yield No(ref="Rules 12", why=say("It cannot have been received before it was sent, nor later than now."))
    shown = all(said.strip() for said in (act.means, act.reference, act.evidence))
    if (act.means == OPENED) is (by.role is Role.OFFICER) or not (act.means == OPENED or shown):
        yield No(ref="Rules 12", why=say("Say by what means it was received, what shows that, and attach it."))


def objection_filed(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 12: it answers a preliminary decision; by word with a protocol (readings.md); a late one counts as late."""
    if by.role is Role.OFFICER:
        yield from own_office(standing, by)
    if standing.preliminary is None:
        yield No(ref="Rules 12", why=say("There is no preliminary decision to object to."))
    if not isinstance(act, ObjectionFiled):
        return
    if not act.text.strip():
        yield No(ref="Rules 12", why=say("The objection says in words what the applicant's position is."))
    if act.oral is not (by.role is Role.OFFICER):
        why = say("The applicant objects in writing; what was said by word an officer keeps in a protocol.")
        yield No(ref="Rules 12", why=why)
    if act.oral and not (act.place.strip() and act.present and act.heard_at is not None and act.heard_at <= at):
        why = say("The protocol says when and where the applicant was heard, and who was there.")
        yield No(ref="APPC 74", why=why)
