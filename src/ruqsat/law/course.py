"""The course of a case as far as terms go: which step was taken when. What is `None` has not happened."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ruqsat.law import terms
from ruqsat.law.acts import PreliminaryDecisionServed
from ruqsat.law.application import Service
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.standing import Approval, Stage, Standing, Visit, act_of
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class FacilityCourse:
    """
    How far approval and permit control of one facility are.

    ``answer_due`` is the term of the request that is open; ``visit_at`` the hour for which a visit is fixed;
    ``notified_at`` the sending of the notice that counts.
    """

    id: str
    asked_at: datetime | None = None
    answer_due: Due | None = None
    answered_at: datetime | None = None
    visit_at: datetime | None = None
    notified_at: datetime | None = None
    visited_at: datetime | None = None
    concluded_at: datetime | None = None
    sealed_at: datetime | None = None

    def silent(self, at: datetime) -> bool:
        """Rules 11: whether the approving body let its ten working days pass without a word."""
        return self.answered_at is None and self.answer_due is not None and self.answer_due.passed(at)


@dataclass(frozen=True, kw_only=True)
class Course:
    """
    One application from its filing to its result, real or supposed; every moment is aware.

    ``facilities`` are those that need approval and a visit, perhaps none. ``drafted_at`` is the draft that awaits the
    authorized person.
    """

    service: Service
    edition: Edition
    calendar: WorkingCalendar
    filed_at: datetime
    registered_on: date | None = None
    completed_at: datetime | None = None
    facilities: tuple[FacilityCourse, ...] = ()
    received_at: datetime | None = None
    objected_at: datetime | None = None
    drafted_at: datetime | None = None
    decided_at: datetime | None = None
    issued_at: datetime | None = None

    @property
    def counted_from(self) -> date:
        """Rules 7: the working day for which the filing counts: as registered, or as it is to be."""
        return self.registered_on or self.calendar.registration_day(self.filed_at, closes=self.edition.closes)

    @cached_property
    def service_due(self) -> Due:
        """Rules 19: the term of the service."""
        return terms.service_term_from(
            self.service, registered_on=self.counted_from, calendar=self.calendar, edition=self.edition
        )

    @cached_property
    def completeness_due(self) -> Due:
        """Rules 9: the term for the check of completeness."""
        return terms.completeness(registered_on=self.counted_from, calendar=self.calendar, edition=self.edition)

    @cached_property
    def request_due(self) -> Due:
        """Permits 25: the term for the request to the approving body."""
        return terms.approval_request(registered_on=self.counted_from, calendar=self.calendar, edition=self.edition)

    @cached_property
    def earliest_refusal(self) -> Due | None:
        """Rules 12: from when a refusal may come; ``None`` while no preliminary decision was received."""
        if self.received_at is None:
            return None
        return terms.earliest_result(received_at=self.received_at, calendar=self.calendar, edition=self.edition)


_WITHOUT_A_RESULT = frozenset({Stage.PREPARING, Stage.SIGNATURE_FAILED, Stage.WITHDRAWN})


def course_of(standing: Standing) -> Course | None:
    """The course of the case; ``None`` where no application is on its way to a result."""
    if standing.application is None or standing.received is None or standing.stage in _WITHOUT_A_RESULT:
        return None
    receipt = None if standing.awaits_receipt else standing.preliminary
    objected = [one.filed_at for one in standing.objections if receipt is not None and one.seq > receipt.seq]
    return Course(
        service=standing.application.service,
        edition=standing.edition,
        calendar=standing.calendar,
        filed_at=standing.filed_at or standing.received.filed_at,
        registered_on=standing.registered_on,
        completed_at=standing.complete.filed_at if standing.complete else None,
        facilities=tuple(_facility(standing, facility.id) for facility in standing.facilities),
        received_at=act_of(receipt, PreliminaryDecisionServed).happened_at if receipt else None,
        objected_at=min(objected, default=None),
        drafted_at=standing.prepared.filed_at if standing.prepared and standing.stage is Stage.DECIDING else None,
        decided_at=standing.decision.filed_at if standing.decision else None,
        issued_at=standing.issued.filed_at if standing.issued else None,
    )


def _facility(standing: Standing, id_: str) -> FacilityCourse:
    approval = standing.approvals.get(id_, Approval())
    visit: Visit | None = standing.open_visit(id_) or standing.concluded_visit(id_)
    asked_at = approval.requested.filed_at if approval.requested else None
    answered_at = approval.said.filed_at if approval.said else None
    if visit is None:
        return FacilityCourse(id=id_, asked_at=asked_at, answer_due=approval.due, answered_at=answered_at)
    return FacilityCourse(
        id=id_,
        asked_at=asked_at,
        answer_due=approval.due,
        answered_at=answered_at,
        visit_at=visit.plan.starts_at,
        notified_at=visit.notified_at,
        visited_at=visit.started.filed_at if visit.started else None,
        concluded_at=visit.conclusion.filed_at if visit.conclusion else None,
        sealed_at=visit.sealed.filed_at if visit.sealed else None,
    )
