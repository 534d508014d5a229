"""
The latest safe moment of every step of a case: backwards from the term of the service, forwards from what happened.

A plan is a function of the acts on file, so it is new after every act. *Safe* means that either decision is still in
time: also a refusal, which is announced three working days before (Rules 12).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ruqsat.law import terms
from ruqsat.law.acts import Role
from ruqsat.law.course import Course, FacilityCourse, course_of
from ruqsat.law.local_time import local
from ruqsat.law.saying import say
from ruqsat.law.standing import Standing
from ruqsat.law.steps import CaseStep
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class Planned:
    """
    A step still to be taken.

    ``safe`` is its latest safe moment; ``for_a_grant`` the latest for which a grant is in time, ``None`` where only a
    refusal needs it. ``allowed`` is until when it may lawfully come if everybody uses the whole of their terms.
    """

    step: CaseStep
    ref: str
    owed_by: Role
    safe: Due
    for_a_grant: Due | None = None
    allowed: Due | None = None
    not_before: Due | None = None
    facility: str = ""

    @property
    def fits(self) -> bool:
        """Whether its own term ends soon enough for everything after it."""
        return self.allowed is None or self.allowed.moment <= self.safe.moment


@dataclass(frozen=True, kw_only=True)
class Plan:
    """
    What is still to be done at a moment, and until when.

    ``refusal_not_before`` counts from the receipt of the preliminary decision or, where there is none, from one at this
    moment; ``refusal_at_worst`` from the last day on which an answer that is awaited may come.
    """

    at: datetime
    service_due: Due
    hearing_closes: Due
    refusal_not_before: Due
    refusal_at_worst: Due
    steps: tuple[Planned, ...]

    @property
    def refusal_in_time(self) -> bool:
        """Rules 12, 19: whether a refusal can still be announced, or was announced, so that it comes in time."""
        return self.refusal_not_before.moment < self.service_due.moment

    def until(self, one: Planned) -> Due:
        """The latest safe moment or, where a refusal in time is impossible anyway, the latest for a grant."""
        return one.safe if self.refusal_in_time or one.for_a_grant is None else one.for_a_grant

    @property
    def late(self) -> tuple[Planned, ...]:
        """The steps whose latest moment has passed."""
        return tuple(one for one in self.steps if self.until(one).passed(self.at))

    def of(self, step: CaseStep, facility: str = "") -> Planned | None:
        """The step, if it is still to be taken."""
        return next((one for one in self.steps if (one.step, one.facility) == (step, facility)), None)


def hearing_closes(standing: Standing) -> Due | None:
    """Rules 12, 19: the last day for a preliminary decision if the refusal is to be in time."""
    if standing.service_due is None:
        return None
    return terms.hearing_closes(standing.service_due, calendar=standing.calendar, edition=standing.edition)


def plan(standing: Standing, *, at: datetime) -> Plan | None:
    """What is still to be done in the case, and until when; ``None`` where no result is on its way."""
    course = course_of(standing)
    return None if course is None or course.issued_at is not None else plan_of(course, at=at)


def plan_of(course: Course, *, at: datetime) -> Plan:
    """Rules 9 to 20: what is still to be done in such a course at *at*, and until when."""
    due = course.service_due
    closes = terms.hearing_closes(due, calendar=course.calendar, edition=course.edition)
    assert closes is not None  # noqa: S101 - the terms of all services are in days
    soonest = course.earliest_refusal or _refusal_after(course, at)
    worst = max(_answers_at_worst(course, at=at), default=at)
    return Plan(
        at=at,
        service_due=due,
        hearing_closes=closes,
        refusal_not_before=soonest,
        refusal_at_worst=_refusal_after(course, worst) if worst > at else soonest,
        steps=tuple(_steps(_Backwards(course=course, at=at, due=due, closes=closes))),
    )


def _refusal_after(course: Course, receipt: datetime) -> Due:
    return terms.earliest_result(received_at=receipt, calendar=course.calendar, edition=course.edition)


def _answers_at_worst(course: Course, *, at: datetime) -> Iterator[datetime]:
    if course.drafted_at or course.decided_at:
        return
    for facility in course.facilities:
        allowed = _answer_allowed(course, facility, at=at)
        if facility.answered_at is None and not allowed.passed(at):
            yield allowed.moment - timedelta.resolution


def _answer_allowed(course: Course, facility: FacilityCourse, *, at: datetime) -> Due:
    """Rules 11: until when the answer may come; before the request, as if that were made on its last day."""
    if facility.answer_due is not None:
        return facility.answer_due
    asked = max(at, course.request_due.moment - timedelta.resolution)
    return terms.approval(requested_at=asked, calendar=course.calendar, edition=course.edition)


@dataclass(frozen=True, kw_only=True)
class _Backwards:
    """Terms counted back from the end of the hearing window, or from the term of the service."""

    course: Course
    at: datetime
    due: Due
    closes: Due

    def finding(self, until: Due) -> Due:
        """Rules 12, List 9(4): answer and conclusion, on which a decision rests."""
        told = say(
            "The decision rests on it, so it is needed by %(last)s.",
            last=local(until.moment - timedelta.resolution).date(),
        )
        return Due(ref=until.ref, on=until.on, moment=until.moment, derivation=(told, *until.derivation))

    def request(self, until: Due) -> Due:
        """Permits 25, Rules 11: the request."""
        closes = terms.approval_request_closes(until, calendar=self.course.calendar, edition=self.course.edition)
        assert closes is not None  # noqa: S101 - counted from a term in days
        return _sooner(self.course.request_due, closes)

    def notice(self, facility: FacilityCourse, until: Due) -> Due:
        """Rules 14: the notice, for a visit just in time, or for the one that is fixed."""
        starts_at = min(until.moment, facility.visit_at or until.moment)
        return terms.notice_by(starts_at=starts_at, edition=self.course.edition)

    def completeness(self, until: Due) -> Due:
        """Rules 9, 10: completeness comes before the request and the visit."""
        after = [self.course.completeness_due, until]
        for facility in self.course.facilities:
            after += [self.request(until), self.notice(facility, until)]
        return _sooner(*after)

    def registration(self, until: Due) -> Due:
        """Rules 7: registration comes on its day, and before all else."""
        course = self.course
        own = terms.registration(filed_at=course.filed_at, calendar=course.calendar, edition=course.edition)
        return _sooner(own, self.completeness(until))


def _sooner(*dues: Due) -> Due:
    return min(dues, key=lambda due: due.moment)


def _steps(back: _Backwards) -> Iterator[Planned]:
    course, examining = back.course, not (back.course.drafted_at or back.course.decided_at)
    if examining:
        yield from _opening(back)
        for facility in course.facilities:
            yield from _approval(back, facility)
            yield from _permit_control(back, facility)
        yield from _hearing(back)
    heard = course.earliest_refusal
    if course.decided_at is None:
        yield _decided(back, CaseStep.DECISION, "Rules 20", Role.HEAD, not_before=heard)
    yield _decided(
        back, CaseStep.RESULT, "Rules 19", Role.SYSTEM, not_before=heard if course.decided_at is None else None
    )


def _decided(back: _Backwards, step: CaseStep, ref: str, owed_by: Role, *, not_before: Due | None) -> Planned:
    return Planned(
        step=step,
        ref=ref,
        owed_by=owed_by,
        safe=back.due,
        for_a_grant=back.due,
        allowed=back.due,
        not_before=not_before,
    )


def _opening(back: _Backwards) -> Iterator[Planned]:
    course = back.course
    if course.registered_on is None:
        own = back.registration(back.due)
        yield Planned(
            step=CaseStep.REGISTRATION,
            ref="Rules 7",
            owed_by=Role.SYSTEM,
            safe=back.registration(back.closes),
            for_a_grant=own,
            allowed=own,
        )
    if course.completed_at is None:
        yield Planned(
            step=CaseStep.COMPLETENESS,
            ref="Rules 9",
            owed_by=Role.OFFICER,
            safe=back.completeness(back.closes),
            for_a_grant=back.completeness(back.due),
            allowed=course.completeness_due,
        )


def _approval(back: _Backwards, facility: FacilityCourse) -> Iterator[Planned]:
    course = back.course
    if facility.asked_at is None:
        yield Planned(
            step=CaseStep.REQUEST,
            ref="Rules 10(1)",
            owed_by=Role.OFFICER,
            safe=back.request(back.closes),
            for_a_grant=back.request(back.due),
            allowed=course.request_due,
            facility=facility.id,
        )
    if facility.answered_at is None and not (course.edition.silence_is_consent and facility.silent(back.at)):
        allowed = _answer_allowed(course, facility, at=back.at)
        yield Planned(
            step=CaseStep.ANSWER,
            ref="Rules 11",
            owed_by=Role.APPROVER,
            safe=_sooner(allowed, back.finding(back.closes)),
            for_a_grant=_sooner(allowed, back.finding(back.due)),
            allowed=allowed,
            facility=facility.id,
        )


def _permit_control(back: _Backwards, facility: FacilityCourse) -> Iterator[Planned]:
    safe, for_a_grant = back.finding(back.closes), back.finding(back.due)
    if facility.notified_at is None and facility.visited_at is None:
        yield Planned(
            step=CaseStep.NOTICE,
            ref="Rules 14",
            owed_by=Role.SYSTEM,
            safe=back.notice(facility, back.closes),
            for_a_grant=back.notice(facility, back.due),
            facility=facility.id,
        )
    earliest = terms.visit_notice(sent_at=facility.notified_at or back.at, edition=back.course.edition)
    for step, ref, owed_by, taken_at, not_before in (
        (CaseStep.VISIT, "Rules 14", Role.INSPECTOR, facility.visited_at, earliest),
        (CaseStep.CONCLUSION, "Rules 17", Role.INSPECTOR, facility.concluded_at, None),
        (CaseStep.SEAL, "Rules 17", Role.SYSTEM, facility.sealed_at, None),
    ):
        if taken_at is None:
            yield Planned(
                step=step,
                ref=ref,
                owed_by=owed_by,
                safe=safe,
                for_a_grant=for_a_grant,
                not_before=not_before,
                facility=facility.id,
            )


def _hearing(back: _Backwards) -> Iterator[Planned]:
    course = back.course
    if course.received_at is None:
        yield Planned(step=CaseStep.PRELIMINARY_DECISION, ref="Rules 12", owed_by=Role.OFFICER, safe=back.closes)
    if course.objected_at is None:
        received = course.received_at or back.closes.moment - timedelta.resolution
        term = terms.objection(received_at=received, calendar=course.calendar, edition=course.edition)
        if course.received_at is None or not term.passed(back.at):
            yield Planned(step=CaseStep.OBJECTION, ref="Rules 12", owed_by=Role.APPLICANT, safe=term, allowed=term)
