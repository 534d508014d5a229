"""Which decision may be taken on a complaint, by whom and until when: Rules 22, 23, 25, 26."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from ruqsat.law.acts import (
    Act,
    Actor,
    BodyDecided,
    ComplaintFiled,
    ComplaintForwarded,
    ComplaintSatisfied,
    ComplaintWithdrawn,
    ProviderConsidered,
    Role,
)
from ruqsat.law.acts_of_complaint import Against, Order, Resolution
from ruqsat.law.local_time import local
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Permission, Yes
from ruqsat.law.standing_of_complaint import ComplaintStage, ComplaintStanding

Judge: TypeAlias = Callable[[ComplaintStanding, Act | None, Actor, datetime], Iterator[No]]

_SHA256 = 64
_SATISFYING = frozenset({Resolution.IN_FULL, Resolution.IN_PART})
_CANCELLING = frozenset({Order.CONSIDER_ANEW, Order.ISSUE})

COMPLAINT_ROLES: Mapping[type[Act], frozenset[Role]] = {
    ComplaintFiled: frozenset({Role.APPLICANT, Role.OFFICER}),
    ComplaintWithdrawn: frozenset({Role.APPLICANT}),
    ComplaintSatisfied: frozenset({Role.HEAD}),
    ProviderConsidered: frozenset({Role.HEAD}),
    ComplaintForwarded: frozenset({Role.OFFICER, Role.HEAD}),
    BodyDecided: frozenset({Role.COMPLAINT_OFFICER}),
}
"""Rules 22, 25, 26: in which capacity each step of a complaint is taken."""


def permission(standing: ComplaintStanding, decision: type[Act] | Act, *, by: Actor, at: datetime) -> Permission:
    """Rules 22, Rules 26: whether *decision* may be taken; the first obstacle is the answer."""
    kind, act = (decision, None) if isinstance(decision, type) else (type(decision), decision)
    judge = _JUDGES.get(kind)
    if judge is None:
        return Yes()
    return next(_obstacles(standing, kind, act, judge=judge, by=by, at=at), Yes())


def _obstacles(
    standing: ComplaintStanding, kind: type[Act], act: Act | None, *, judge: Judge, by: Actor, at: datetime
) -> Iterator[No]:
    if by.role not in COMPLAINT_ROLES[kind]:
        yield No(ref="Rules 22", why=say("Somebody acting in another capacity takes this step."))
    yield from _ended(standing)
    yield from _own_complaint(standing, by)
    yield from judge(standing, act, by, at)


def _ended(standing: ComplaintStanding) -> Iterator[No]:
    match standing.stage:
        case ComplaintStage.SIGNATURE_FAILED:
            yield No(ref="Rules 22", why=say("The signature on the complaint failed, so it was never filed."))
        case ComplaintStage.SATISFIED:
            yield No(ref="Rules 26", why=say("The provider has satisfied this complaint in full."))
        case ComplaintStage.DECIDED:
            yield No(ref="Rules 25", why=say("The body considering the complaint has decided on it."))
        case ComplaintStage.WITHDRAWN:
            yield No(ref="Rules 22", why=say("The applicant has taken this complaint back."))


def _own_complaint(standing: ComplaintStanding, by: Actor) -> Iterator[No]:
    """Rules 22: the complaint is the applicant's to take back, and nobody decides on a complaint of their own."""
    complaint = standing.complaint
    if standing.received is None or complaint is None or complaint.oral:
        return
    own = by.person == standing.received.by.person
    if by.role is Role.APPLICANT and not own:
        yield No(ref="Rules 22", why=say("This complaint was signed by another person."))
    if by.office and own:
        yield No(ref="Rules 22", why=say("You signed this complaint yourself. Somebody else takes this step."))


def _filed(standing: ComplaintStanding) -> Iterator[No]:
    """Rules 22, Rules 7: nothing is considered before the complaint is signed and registered."""
    if standing.stage in (ComplaintStage.PREPARING, ComplaintStage.RECEIVED):
        yield No(ref="Rules 22", why=say("The complaint is not filed yet: its signature has to be confirmed first."))
    elif standing.registration is None:
        yield No(ref="Rules 7", why=say("The complaint is not registered yet."))


def _provider(standing: ComplaintStanding, by: Actor) -> Iterator[No]:
    """Rules 26: the provider whose decision, action or inaction is complained of."""
    yield from _filed(standing)
    if standing.complaint is not None and by.office != standing.complaint.office:
        yield No(ref="Rules 26", why=say("The complaint is about another territorial department."))


def complaint_filed(standing: ComplaintStanding, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 22: a signed statement that says against what it is; by word, an officer draws up a protocol (APPC 74)."""
    if standing.received is not None:
        yield No(ref="Rules 22", why=say("This complaint is already on file."))
    if not isinstance(act, ComplaintFiled):
        return
    if not act.text.strip() or not act.demands.strip():
        yield No(ref="Rules 22", why=say("The complaint says what is wrong and what it demands."))
    if act.against is Against.DECISION and act.act is None:
        yield No(ref="Rules 22", why=say("A complaint against a decision names the decision."))
    if act.against is Against.INACTION and not act.duty:
        yield No(ref="Rules 22", why=say("A complaint against inaction names what was not done."))
    if act.learned_on > local(at).date():
        yield No(ref="APPC 91", why=say("The day on which the applicant learned of it lies in the future."))
    yield from _by_word(act, by)


def _by_word(act: ComplaintFiled, by: Actor) -> Iterator[No]:
    if act.oral != (by.role is Role.OFFICER):
        why = say("A complaint by word is drawn up by an officer; in writing, the applicant signs it.")
        yield No(ref="Rules 22", why=why)
    if act.oral and by.office != act.office:
        yield No(ref="Rules 26", why=say("The complaint is about another territorial department."))
    protocol = act.heard_at is not None and act.place.strip() and len(act.document) == _SHA256
    if act.oral and not protocol:
        why = say("A complaint by word needs the protocol: when and where it was made, and the document.")
        yield No(ref="APPC 74", why=why)


def complaint_withdrawn(standing: ComplaintStanding, _act: Act | None, _by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 22: until it is decided, the complaint may be taken back, without a reason."""
    if standing.stage is ComplaintStage.PREPARING:
        yield No(ref="Rules 22", why=say("No complaint has been sent yet, so there is nothing to take back."))


def complaint_satisfied(standing: ComplaintStanding, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 26: in full, by the head, within the three working days, and only while it was not forwarded."""
    yield from _provider(standing, by)
    if standing.stage is ComplaintStage.WITH_BODY:
        yield No(ref="Rules 26", why=say("The complaint was forwarded; the body considering it decides."))
    if standing.forward_by is not None and standing.forward_by.passed(at):
        last = standing.forward_by.on or at
        why = say("The term for satisfying the complaint ended on %(last)s: it is forwarded.", last=last)
        yield No(ref="Rules 26", why=why)
    if isinstance(act, ComplaintSatisfied):
        yield from _worded(act.text, act.document, ref="Rules 26")
        yield from _ordered(standing, act.orders, act.cancelled, ref="Rules 26")


def provider_considered(standing: ComplaintStanding, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 23: the head states the provider's position once, before the complaint is decided."""
    yield from _provider(standing, by)
    if standing.considered is not None:
        yield No(ref="Rules 23", why=say("The provider has already answered this complaint."))
    if isinstance(act, ProviderConsidered):
        yield from _worded(act.text, act.document, ref="Rules 23")


def complaint_forwarded(standing: ComplaintStanding, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 26: to the body that the applicant chose, with the administrative file; late, but never not at all."""
    yield from _provider(standing, by)
    if standing.stage is ComplaintStage.WITH_BODY:
        yield No(ref="Rules 26", why=say("The complaint has already been forwarded."))
    if not isinstance(act, ComplaintForwarded):
        return
    if standing.complaint is not None and act.body is not standing.complaint.body:
        yield No(ref="Rules 25", why=say("The applicant chose the other body to consider the complaint."))
    if not act.office:
        yield No(ref="Rules 26", why=say("The complaint is forwarded to an office that is named."))
    if len(act.package) != _SHA256:
        yield No(ref="Rules 26", why=say("The administrative file that goes with it is named by its hash."))


def body_decided(standing: ComplaintStanding, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 25: by the body to which it was forwarded, once it is registered there; late, but never not at all."""
    yield from _filed(standing)
    if standing.stage is ComplaintStage.WITH_PROVIDER:
        yield No(ref="Rules 26", why=say("The provider has not forwarded the complaint yet."))
    if by.office != standing.body_office:
        yield No(ref="Rules 25", why=say("Another body considers this complaint."))
    if standing.at_body is None:
        yield No(ref="Rules 25", why=say("The body considering the complaint has not registered it yet."))
    if isinstance(act, BodyDecided):
        yield from _worded(act.text, act.document, ref="Rules 25")
        yield from _resolved(standing, act, on=local(at).date())


def _resolved(standing: ComplaintStanding, act: BodyDecided, *, on: date) -> Iterator[No]:
    if act.resolution in _SATISFYING:
        yield from _ordered(standing, act.orders, act.cancelled, ref="Rules 25")
    elif act.orders or act.cancelled or act.until is not None:
        why = say("A complaint that is dismissed or left without consideration orders nothing and cancels nothing.")
        yield No(ref="Rules 25", why=why)
    if act.until is not None and act.until < on:
        yield No(ref="Rules 25", why=say("The day by which the decision is carried out lies in the past."))


def _worded(text: str, document: str, *, ref: str) -> Iterator[No]:
    if not text.strip():
        yield No(ref=ref, why=say("The answer to a complaint gives its reasons."))
    if len(document) != _SHA256:
        yield No(ref=ref, why=say("Each document that was shown is named by its hash."))


def _ordered(
    standing: ComplaintStanding, orders: tuple[Order, ...], cancelled: tuple[UUID, ...], *, ref: str
) -> Iterator[No]:
    """Rules 25: a complaint that is satisfied has a consequence, and one that fits what it is against."""
    complaint = standing.complaint
    if not orders:
        yield No(ref=ref, why=say("A complaint that is satisfied says what follows from that."))
    if len(_CANCELLING.intersection(orders)) > 1:
        yield No(ref=ref, why=say("Either the matter is considered anew, or the office is obliged to issue."))
    if bool(cancelled) != bool(_CANCELLING.intersection(orders)):
        yield No(ref=ref, why=say("What is considered anew or issued rests on an act that is cancelled, and named."))
    if complaint is None:
        return
    if cancelled and complaint.act is not None and complaint.act not in cancelled:
        yield No(ref=ref, why=say("The act that is complained of is not among those that are cancelled."))
    if Order.ACKNOWLEDGE in orders and complaint.against is Against.DECISION:
        yield No(ref=ref, why=say("The complaint is against a decision, not against an action or inaction."))


_JUDGES: Mapping[type[Act], Judge] = {
    ComplaintFiled: complaint_filed,
    ComplaintWithdrawn: complaint_withdrawn,
    ComplaintSatisfied: complaint_satisfied,
    ProviderConsidered: provider_considered,
    ComplaintForwarded: complaint_forwarded,
    BodyDecided: body_decided,
}
