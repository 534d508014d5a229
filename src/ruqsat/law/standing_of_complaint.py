"""
Where a complaint stands: what the acts on its own file add up to (Rules 22 to 27).

A `ComplaintStanding` is frozen, as a case's is; time is asked with `at`, a decision with `may`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from ruqsat.law import terms
from ruqsat.law.acts import (
    Act,
    Actor,
    BodyDecided,
    ComplaintFiled,
    ComplaintForwarded,
    Filed,
    Registered,
    RegisteredByBody,
)
from ruqsat.law.acts_of_complaint import Resolution
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import local
from ruqsat.law.standing import Duty, Permission, act_of
from ruqsat.law.terms import Due


class ComplaintStage(StrEnum):
    """How far a complaint is."""

    PREPARING = "preparing"  # the file is open, the complaint has not arrived
    RECEIVED = "received"  # arrived; the signature is not judged, or cannot be judged yet
    SIGNATURE_FAILED = "signature_failed"  # end: it was never filed
    WITH_PROVIDER = "with_provider"  # Rules 23, 26: the provider considers, satisfies or forwards it
    WITH_BODY = "with_body"  # Rules 25: forwarded to the body considering it
    SATISFIED = "satisfied"  # end: by the provider, in full
    DECIDED = "decided"  # end: by the body
    WITHDRAWN = "withdrawn"  # end: by the applicant


COMPLAINT_ENDED = frozenset(
    {
        ComplaintStage.SIGNATURE_FAILED,
        ComplaintStage.SATISFIED,
        ComplaintStage.DECIDED,
        ComplaintStage.WITHDRAWN,
    }
)
"""Stages after which nothing is decided on a complaint any more."""


@dataclass(frozen=True, kw_only=True)
class ComplaintSituation:
    """
    A complaint at a moment: the duties whose term is broken, whether it came late, and who let the term pass.

    ``satisfaction_open``: the provider may still satisfy it in full instead of forwarding it (Rules 26).
    """

    moment: datetime
    overdue: tuple[Duty, ...]
    late: bool
    satisfaction_open: bool
    body_silent: bool


@dataclass(frozen=True, kw_only=True)
class ComplaintStanding:
    """What the acts on a complaint's file add up to, under one edition and one working calendar."""

    edition: Edition
    calendar: WorkingCalendar = field(repr=False, compare=False)
    seq: int = 0
    stage: ComplaintStage = ComplaintStage.PREPARING
    received: Filed | None = None
    signature: Filed | None = None
    registration: Filed | None = None
    considered: Filed | None = None
    satisfied: Filed | None = None
    forwarded: Filed | None = None
    at_body: Filed | None = None
    decided: Filed | None = None
    withdrawn: Filed | None = None

    @property
    def complaint(self) -> ComplaintFiled | None:
        """What is complained of; ``None`` before it arrives."""
        return act_of(self.received, ComplaintFiled) if self.received else None

    @property
    def ended(self) -> bool:
        """Whether nothing can be decided any more."""
        return self.stage in COMPLAINT_ENDED

    @property
    def number(self) -> str:
        """Rules 7: the number under which the provider registered it; empty before."""
        return act_of(self.registration, Registered).number if self.registration else ""

    @property
    def registered_on(self) -> date | None:
        """Rules 7, 23: the working day that counts at the provider."""
        return act_of(self.registration, Registered).on if self.registration else None

    @property
    def body_office(self) -> str:
        """Rules 25: the office of the body considering it; empty before it was forwarded."""
        return act_of(self.forwarded, ComplaintForwarded).office if self.forwarded else ""

    @property
    def resolution(self) -> Resolution | None:
        """How the complaint was decided, by whichever of the two; ``None`` while it is not."""
        if self.satisfied is not None:
            return Resolution.IN_FULL
        return act_of(self.decided, BodyDecided).resolution if self.decided else None

    @cached_property
    def file_by(self) -> Due | None:
        """APPC 91: until when the complaint had to come; nobody learns of an act after complaining of it."""
        if self.received is None:
            return None
        learned_on = min(act_of(self.received, ComplaintFiled).learned_on, local(self.received.filed_at).date())
        return terms.complaint_until(learned_on=learned_on, calendar=self.calendar, edition=self.edition)

    @cached_property
    def consider_by(self) -> Due | None:
        """Rules 23: until when the provider considers it; ``None`` before registration."""
        day = self.registered_on
        if day is None:
            return None
        return terms.complaint_at_provider(registered_on=day, calendar=self.calendar, edition=self.edition)

    @cached_property
    def forward_by(self) -> Due | None:
        """Rules 26: until when the provider forwards it, or satisfies it in full."""
        if self.received is None:
            return None
        return terms.complaint_forwarding(
            received_at=self.received.filed_at, calendar=self.calendar, edition=self.edition
        )

    @cached_property
    def decide_by(self) -> Due | None:
        """
        Rules 25: until when the body decides, from the day it registered the complaint.

        While the provider holds it back, or the body has not registered it, the term counts from the last day for
        forwarding: nobody's delay closes the way to court (docs/law/readings.md).
        """
        day = act_of(self.at_body, RegisteredByBody).on if self.at_body else None
        if day is None and self.forward_by is not None:
            day = self.forward_by.on
        if day is None:
            return None
        return terms.complaint_at_body(registered_on=day, calendar=self.calendar, edition=self.edition)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What is owed by whom until when, as far as the acts on file tell."""
        from ruqsat.law.duties_of_complaint import duties_of  # late: duties are told of a standing, and import it

        return duties_of(self)

    def at(self, moment: datetime) -> ComplaintSituation:
        """What time adds: which terms are broken, whether it came late, whether the body let its term pass."""
        late = self.received is not None and self.file_by is not None and self.file_by.passed(self.received.filed_at)
        running = self.forward_by is not None and not self.forward_by.passed(moment)
        return ComplaintSituation(
            moment=moment,
            overdue=tuple(duty for duty in self.duties if duty.due is not None and duty.due.passed(moment)),
            late=late,
            satisfaction_open=self.stage is ComplaintStage.WITH_PROVIDER and running,
            body_silent=self.stage in (ComplaintStage.WITH_PROVIDER, ComplaintStage.WITH_BODY)
            and self.decide_by is not None
            and self.decide_by.passed(moment),
        )

    def may(self, decision: type[Act] | Act, *, by: Actor, at: datetime) -> Permission:
        """Whether *decision* may be taken by *by* at *at*: at all, or, given an act, with exactly this content."""
        from ruqsat.law.permissions_of_complaint import permission  # late: it imports the standing

        return permission(self, decision, by=by, at=at)
