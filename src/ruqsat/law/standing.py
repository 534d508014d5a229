"""
Where a case stands: what the acts on file add up to.

A `Standing` is frozen. What only time does, overdue terms, silence, open windows, is asked with `Standing.at`; whether
a decision may be taken, with `Standing.may`. Nothing here reads a clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from ruqsat.law import terms
from ruqsat.law.acts import (
    Act,
    Actor,
    ComplaintDecided,
    DocumentAdded,
    Filed,
    Granted,
    InquiryAnswered,
    Outcome,
    Refused,
    Registered,
    Role,
)
from ruqsat.law.application import Application, Facility
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.fees import MCI
from ruqsat.law.gathered import Approval, Consent, Visit, act_of
from ruqsat.law.lists import FIRST, Lists
from ruqsat.law.permitted import No, Permission, Yes
from ruqsat.law.saying import Saying
from ruqsat.law.service_rules import examined
from ruqsat.law.terms import Due
from ruqsat.law.timeline import Timeline

if TYPE_CHECKING:
    from ruqsat.law.situation import Situation

__all__ = [
    "ENDED",
    "Approval",
    "Consent",
    "Duty",
    "No",
    "Permission",
    "Stage",
    "Standing",
    "Visit",
    "Yes",
    "act_of",
]


class Stage(StrEnum):
    """How far a case is."""

    PREPARING = "preparing"  # the file is open, the application has not arrived
    RECEIVED = "received"  # arrived; the signature is not judged, or cannot be judged yet
    SIGNATURE_FAILED = "signature_failed"  # end: it was never filed
    FILED = "filed"  # Rules 7, 9: completeness is being checked
    CONSIDERATION_REFUSED = "consideration_refused"  # end: Rules 9
    COMPLETE = "complete"  # Rules 10: approval and permit control
    HEARING = "hearing"  # Rules 12: a preliminary decision was received
    DECIDING = "deciding"  # Rules 20: a draft awaits the authorized person
    GRANTED = "granted"  # decided; the sealed result is being made
    ISSUED = "issued"  # end: the sealed license is in the personal account
    REFUSED = "refused"  # end: List 9
    WITHDRAWN = "withdrawn"  # end: by the applicant


ENDED = frozenset(
    set(Stage) - {Stage.PREPARING, Stage.RECEIVED, Stage.FILED, Stage.COMPLETE, Stage.HEARING, Stage.DECIDING}
)
"""Stages after which no decision is taken any more."""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """
    What somebody owes: a stable code, the clause, the sentence, who, at which office, until when, since when.

    ``facility`` and ``visit`` say which one when there are several; ``person`` the specialist when one is named.
    ``since_counted`` says that the beginning may itself be the end of a term, which another calendar moves.
    """

    code: str
    ref: str
    what: Saying
    owed_by: Role
    office: str
    due: Due | None
    since: datetime
    facility: str = ""
    visit: UUID | None = None
    person: UUID | None = None
    since_counted: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the acts on file add up to, under one edition, one working calendar and the lists of one day."""

    edition: Edition
    calendar: WorkingCalendar = field(repr=False, compare=False)
    mci: Timeline[int] = field(repr=False, compare=False, default=MCI)
    lists: Lists = field(repr=False, compare=False, default=FIRST)
    seq: int = 0
    stage: Stage = Stage.PREPARING
    received: Filed | None = None
    application: Application | None = None
    signature: Filed | None = None
    filed_at: datetime | None = None
    registration: Filed | None = None
    receipt: Filed | None = None
    consents: Mapping[UUID, Consent] = field(default_factory=dict)
    consent_refusals: tuple[Filed, ...] = ()
    answers: Mapping[tuple[str, str], Filed] = field(default_factory=dict)
    staying_down: frozenset[tuple[str, str]] = frozenset()
    payments: tuple[Filed, ...] = ()
    added: tuple[Filed, ...] = ()
    complete: Filed | None = None
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    visits: Mapping[UUID, Visit] = field(default_factory=dict)
    court_acts: tuple[Filed, ...] = ()
    unreliable: tuple[Filed, ...] = ()
    intended: Filed | None = None
    intention_sent: Filed | None = None
    preliminary: Filed | None = None
    objections: tuple[Filed, ...] = ()
    prepared: Filed | None = None
    returned: Filed | None = None
    decision: Filed | None = None
    issued: Filed | None = None
    withdrawn: Filed | None = None
    returned_papers: tuple[Filed, ...] = ()
    handed_over: tuple[Filed, ...] = ()
    corrections: tuple[Filed, ...] = ()
    complaints: tuple[Filed, ...] = ()
    anew: Filed | None = None

    @property
    def ended(self) -> bool:
        """Whether no decision can be taken any more."""
        return self.stage in ENDED

    @property
    def number(self) -> str:
        """Rules 7: the registration number; empty before registration."""
        return act_of(self.registration, Registered).number if self.registration else ""

    @property
    def registered_on(self) -> date | None:
        """Rules 7: the working day that counts."""
        return act_of(self.registration, Registered).on if self.registration else None

    @property
    def counts_from(self) -> date | None:
        """Rules 7: day zero of every term; that of the decision on a complaint, when considered anew (readings.md)."""
        return act_of(self.anew, ComplaintDecided).on if self.anew else self.registered_on

    @cached_property
    def service_due(self) -> Due | None:
        """Rules 19: the term of the service; ``None`` before registration."""
        if self.application is None or self.counts_from is None:
            return None
        until = act_of(self.anew, ComplaintDecided).until if self.anew else None
        if until is not None:
            return terms.ordered_until(until)
        return terms.service_term_from(
            self.application.service, registered_on=self.counts_from, calendar=self.calendar, edition=self.edition
        )

    @cached_property
    def facilities(self) -> tuple[Facility, ...]:
        """The facilities that are approved and visited; none before the application arrives."""
        return examined(self.application) if self.application else ()

    def facility(self, id_: str) -> Facility | None:
        """The facility of that id, if it is one of those to be approved and visited."""
        return next((facility for facility in self.facilities if facility.id == id_), None)

    def answer(self, inquiry: str, about: str) -> InquiryAnswered | None:
        """The last definite answer to an inquiry, or the last *unavailable* when there was no definite one."""
        filed = self.answers.get((inquiry, about))
        return act_of(filed, InquiryAnswered) if filed else None

    def has_answered(self, inquiry: str, about: str) -> bool:
        """Rules 8: whether the register has answered: a value, or that it has none. That it is down is no answer."""
        answer = self.answer(inquiry, about)
        return answer is not None and answer.outcome is not Outcome.UNAVAILABLE

    @property
    def documents_added(self) -> tuple[DocumentAdded, ...]:
        """What the applicant added after filing."""
        return tuple(act_of(filed, DocumentAdded) for filed in self.added)

    @property
    def recordings(self) -> tuple[Filed, ...]:
        """Rules 16: the recordings of all visits."""
        return tuple(recording for visit in self.visits.values() for recording in visit.recordings)

    @property
    def conclusions(self) -> Mapping[str, Filed]:
        """Rules 17: the last conclusion on each facility."""
        found = ((visit.plan.facility, visit.conclusion) for visit in self.visits.values())
        return {facility: conclusion for facility, conclusion in found if conclusion is not None}

    def visits_to(self, facility: str) -> tuple[Visit, ...]:
        """All visits to one facility, in the order in which they were fixed."""
        return tuple(visit for visit in self.visits.values() if visit.plan.facility == facility)

    def concluded_visit(self, facility: str) -> Visit | None:
        """The last visit to the facility that has its conclusion."""
        return next((visit for visit in reversed(self.visits_to(facility)) if visit.conclusion is not None), None)

    def open_visit(self, facility: str) -> Visit | None:
        """The visit to the facility that is still to be made or concluded."""
        return next((visit for visit in self.visits_to(facility) if visit.open), None)

    @property
    def awaits_receipt(self) -> bool:
        """Rules 12: whether a preliminary decision was made that the applicant has not received yet."""
        if self.intended is None or self.preliminary is None:
            return self.intended is not None
        return self.preliminary.seq < self.intended.seq

    @property
    def granted(self) -> Granted | None:
        """The decision to issue, if that was taken."""
        return self.decision.act if self.decision and isinstance(self.decision.act, Granted) else None

    @property
    def refused(self) -> Refused | None:
        """The decision to refuse, if that was taken."""
        return self.decision.act if self.decision and isinstance(self.decision.act, Refused) else None

    @cached_property
    def borne_out(self) -> Mapping[str, tuple[UUID, ...]]:
        """List 9: the grounds of refusal that the file bears out, each with the acts that do; asked many times over."""
        from ruqsat.law.grounds import borne_out_by  # late: grounds are told of a standing, and import it

        return borne_out_by(self)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What is owed by whom until when, as far as the acts on file tell."""
        from ruqsat.law.duties import duties_of  # late: duties are told of a standing, and import it

        return duties_of(self)

    def at(self, moment: datetime) -> "Situation":
        """What time adds: which duties are overdue, who is silent, which windows are open at *moment*."""
        from ruqsat.law.situation import situation_at  # late: it imports the standing

        return situation_at(self, moment=moment)

    def may(self, decision: type[Act] | Act, *, by: Actor, at: datetime) -> Permission:
        """
        Whether *decision* may be taken by *by* at *at*.

        Given a class: whether such a decision may be taken at all now. Given an act: with exactly this content.
        """
        from ruqsat.law.permissions import permission  # late: it imports the standing

        return permission(self, decision, by=by, at=at)
