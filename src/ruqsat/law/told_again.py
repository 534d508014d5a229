"""Whether a message that did not get through still says what is so: it would arrive later than it was meant to."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from ruqsat.law import terms
from ruqsat.law.acts import Filed, PreliminaryDecisionSent, Registered, ResultIssued, VisitScheduled
from ruqsat.law.gathered import act_of
from ruqsat.law.permitted import No, Permission, Yes
from ruqsat.law.saying import say
from ruqsat.law.standing import Standing

_UNTIL_THE_END: Mapping[str, str] = {
    Registered.KIND: "List 10(1)",
    VisitScheduled.KIND: "Rules 14",
    PreliminaryDecisionSent.KIND: "Rules 12",
}
"""By which clause a message about an act of that kind is; the others tell of the end itself."""


def ends_with_its_case(kind: str) -> bool:
    """Rules 12, Rules 14, List 10(1): whether a message about an act of that kind says nothing after the end."""
    return kind in _UNTIL_THE_END


def still_holds(standing: Standing, *, about: Filed, at: datetime) -> Permission:
    """
    Rules 12, Rules 14, List 10(1): what the message about that act says is so while nothing has overtaken it.

    A notice of a visit that is late holds too: its hours run from then, and the office sees that they do not suffice.
    """
    return next(_overtaken(standing, about, at=at), Yes())


def may_be_told_again(standing: Standing, *, about: Filed, at: datetime) -> Permission:
    """
    Rules 12, Rules 14, List 10(1): a message may go out once more while it holds.

    The notice of a visit also only while it can still be given in time, or was given otherwise.
    """
    return next(chain(_overtaken(standing, about, at=at), _too_late(standing, about, at=at)), Yes())


def _overtaken(standing: Standing, about: Filed, *, at: datetime) -> Iterator[No]:
    kind = about.act.KIND
    if standing.ended and ends_with_its_case(kind):
        why = say("The case has ended, and what this message says does not hold any more.")
        yield No(ref=_UNTIL_THE_END[kind], why=why)
    match about.act:
        case VisitScheduled():
            yield from _visit(standing, act_of(about, VisitScheduled), at=at)
        case PreliminaryDecisionSent():
            yield from _preliminary(standing, about)
        case ResultIssued() if standing.issued != about:
            yield No(ref="List 10(1)", why=say("The decision that this message tells of does not stand any more."))


def _visit(standing: Standing, plan: VisitScheduled, *, at: datetime) -> Iterator[No]:
    visit = standing.visits.get(plan.visit)
    if visit is None or not visit.open or visit.started is not None:
        yield No(ref="Rules 14", why=say("This visit has begun, is over, or is not on file."))
    elif at >= plan.starts_at:
        yield No(ref="Rules 14", why=say("The hour of this visit has passed: fix another one."))


def _too_late(standing: Standing, about: Filed, *, at: datetime) -> Iterator[No]:
    """Rules 14: at least twenty-four hours before the visit, unless another notice was given in time."""
    plan = about.act
    if not isinstance(plan, VisitScheduled):
        return
    visit = standing.visits[plan.visit]
    if visit.notified_at is None and at > terms.notice_by(starts_at=plan.starts_at, edition=standing.edition).moment:
        why = say(
            "The visit begins in less than %(hours)s hours, too late for its notice: fix another hour.",
            hours=standing.edition.visit_notice_hours,
        )
        yield No(ref="Rules 14", why=why)


def _preliminary(standing: Standing, about: Filed) -> Iterator[No]:
    """Rules 12: while the applicant has not received that decision, and no other was made since."""
    if standing.intention_sent != about or not standing.awaits_receipt:
        why = say("The applicant has received this preliminary decision, or another one was made since.")
        yield No(ref="Rules 12", why=why)
