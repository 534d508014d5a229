"""Acts on file, gathered by what they belong to: the approval of a facility, a visit, a consent."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from ruqsat.law.acts import (
    Act,
    ApprovalAnswered,
    ConclusionSigned,
    ConsentGiven,
    Filed,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.terms import Due

A = TypeVar("A", bound=Act)


def act_of(filed: Filed, kind: type[A]) -> A:
    """The act of an entry, known to be of *kind*."""
    assert isinstance(filed.act, kind)  # noqa: S101 - the fold puts each act where only its kind belongs
    return filed.act


@dataclass(frozen=True, kw_only=True)
class Approval:
    """
    Rules 10(1), 11: the approval for one facility: the request, its term, the answer.

    ``answered_late`` came when silence had already become consent (Permits 25): it is on file and changes nothing.
    ``before`` is what the body said when it was first asked; asked anew (APPC 73), it stands until another answer.
    """

    requested: Filed | None = None
    body: str = ""
    due: Due | None = None
    answered: Filed | None = None
    answered_late: Filed | None = None
    before: Filed | None = None

    @property
    def said(self) -> Filed | None:
        """The answer that is on file, with effect or without."""
        return self.answered or self.answered_late

    @property
    def stands(self) -> Filed | None:
        """Rules 11, APPC 73: the answer with effect: the last one given (docs/law/readings.md)."""
        return self.answered or self.before

    @property
    def refusal(self) -> Filed | None:
        """List 9(4): the answer that stands, if it is that the facility is not approved."""
        return self.stands if self.stands and not act_of(self.stands, ApprovalAnswered).approved else None

    @property
    def approved(self) -> bool | None:
        """What the approving body said; ``None`` while it has not answered what it was asked last."""
        return act_of(self.answered, ApprovalAnswered).approved if self.answered else None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Rules 14 to 17: one visit to one facility, from its hour to the sealed conclusion."""

    scheduled: Filed
    notices: tuple[Filed, ...] = ()
    recorded: tuple[Filed, ...] = ()
    cancelled: Filed | None = None
    started: Filed | None = None
    recordings: tuple[Filed, ...] = ()
    conclusion: Filed | None = None
    sealed: Filed | None = None

    @property
    def plan(self) -> VisitScheduled:
        """The hour, the facility and the inspector."""
        return act_of(self.scheduled, VisitScheduled)

    @property
    def notified_at(self) -> datetime | None:
        """Rules 14: when the first notice was given that is not known to have been lost; ``None`` before."""
        sent = (act_of(one, VisitNoticeSent) for one in self.notices)
        given = [one.happened_at for one in sent if one.delivered is not False]
        return min([*given, *(one.act.happened_at for one in self.recorded)], default=None)

    @property
    def open(self) -> bool:
        """Whether the visit is still to be made or concluded."""
        return self.cancelled is None and self.conclusion is None

    @property
    def positive(self) -> bool | None:
        """What the conclusion says; ``None`` while there is none."""
        return act_of(self.conclusion, ConclusionSigned).positive if self.conclusion else None


@dataclass(frozen=True, kw_only=True)
class Consent:
    """
    Rules 8: a consent on file, the act that took it back, and the one by which it was over when it was needed.

    Of the last the file tells only where a register was still to be asked: until when it holds stands in ``given``.
    """

    given: Filed
    withdrawn: Filed | None = None
    lapsed: Filed | None = None

    @property
    def over(self) -> bool:
        """Whether the file says that no inquiry rests on it any more."""
        return self.withdrawn is not None or self.lapsed is not None

    def bears(self, inquiry: str, *, owner: str, at: datetime | None) -> bool:
        """Rules 8: whether it is *owner*'s, to *inquiry*, and not over; with *at*, nor has run out by then."""
        act = act_of(self.given, ConsentGiven)
        ran_out = at is not None and act.valid_until <= at
        return not self.over and not ran_out and act.owner == owner and inquiry in act.data
