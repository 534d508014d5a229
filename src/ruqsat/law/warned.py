"""What the office is told before it is too late, each with its clause: read off the plan of the case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ruqsat.law.course import Course, FacilityCourse
from ruqsat.law.local_time import day_end, day_start, local
from ruqsat.law.planning import Plan
from ruqsat.law.saying import Saying, say
from ruqsat.law.steps import CaseStep

REMINDED_ON_DAY = 7
"""The working day of the service's term on which a missing answer is asked after (docs/law/readings.md)."""


@dataclass(frozen=True, kw_only=True)
class Warned:
    """Something the office should know before it is too late: the clause and the sentence."""

    ref: str
    what: Saying


def warnings(course: Course, plan: Plan) -> tuple[Warned, ...]:
    """All that is to be told at the moment of the plan, each sentence once."""
    found: list[Warned] = []
    for one in _warnings(course, plan):
        if one not in found:
            found.append(one)
    return tuple(found)


def _warnings(course: Course, plan: Plan) -> Iterator[Warned]:
    if course.received_at is None:
        yield _window(course, plan)
    if course.drafted_at is None:
        for facility in course.facilities:
            yield from _request(course, plan, facility)
            yield from _answer(course, plan, facility)
            yield from _visit(plan, facility)
    if plan.service_due.passed(plan.at):
        yield Warned(
            ref="Rules 19", what=say("The term of the service ended on %(due)s.", due=_day(plan.service_due.on))
        )
        told = say(
            "Since the end of %(due)s this counts as a refusal of which the applicant may complain; the case goes on.",
            due=_day(plan.service_due.on),
        )
        yield Warned(ref="APPC 91", what=told)


def _day(on: date | None) -> date:
    assert on is not None  # noqa: S101 - the terms that are told here are all in days
    return on


def _window(course: Course, plan: Plan) -> Warned:
    """Rules 12, 19: until when a refusal can still be announced, and the day on which that becomes impossible."""
    closes, last = plan.hearing_closes, _day(plan.hearing_closes.on)
    if closes.passed(course.filed_at):
        told = say(
            "The term of this service leaves no room for announcing a refusal %(days)s working days before it.",
            days=course.edition.hearing_days,
        )
    elif closes.passed(plan.at):
        told = say("A refusal in time is no longer possible: it had to be announced by %(last)s.", last=last)
    elif closes.moment <= day_end(course.counted_from):
        told = say(
            "A refusal is in time only if it is announced on the first day: to the applicant by %(last)s.", last=last
        )
    else:
        told = say("If there is to be a refusal, it is announced to the applicant by %(last)s.", last=last)
    return Warned(ref="Rules 12", what=told)


def _request(course: Course, plan: Plan, facility: FacilityCourse) -> Iterator[Warned]:
    """Permits 25, Rules 11, 12: ask in time for the answer to leave room for a refusal."""
    step = plan.of(CaseStep.REQUEST, facility.id)
    if step is None or plan.hearing_closes.passed(plan.at) or step.safe.passed(course.filed_at):
        return
    if not step.safe.passed(plan.at):
        told = say(
            "The approving body is asked by %(asked)s: only then does its term leave room for announcing a refusal.",
            asked=_day(step.safe.on),
        )
        yield Warned(ref="Permits 25", what=told)
        return
    answer = plan.of(CaseStep.ANSWER, facility.id)
    if answer is not None and answer.allowed is not None:
        told = say(
            "The approving body, asked only now, may answer until %(answer)s; a refusal is announced by %(last)s.",
            answer=_day(answer.allowed.on),
            last=_day(plan.hearing_closes.on),
        )
        yield Warned(ref="Permits 25", what=told)


def _answer(course: Course, plan: Plan, facility: FacilityCourse) -> Iterator[Warned]:
    """Rules 11: an answer that may come too late, one that is to be asked after, silence."""
    if facility.answered_at is not None or facility.answer_due is None:
        return
    answer, last = _day(facility.answer_due.on), _day(plan.hearing_closes.on)
    if facility.silent(plan.at):
        yield Warned(ref="Rules 11", what=_silence(course, facility))
        return
    if facility.answer_due.moment > plan.service_due.moment:
        told = say(
            "The approving body may answer on %(answer)s, after the term of the service, %(due)s.",
            answer=answer,
            due=_day(plan.service_due.on),
        )
        yield Warned(ref="Rules 19", what=told)
    elif facility.answer_due.moment > plan.hearing_closes.moment:
        told = say(
            "The approving body may answer on %(answer)s, after the last day for announcing a refusal, %(last)s.",
            answer=answer,
            last=last,
        )
        yield Warned(ref="Rules 11", what=told)
    yield from _reminder(course, plan, facility)


def _reminder(course: Course, plan: Plan, facility: FacilityCourse) -> Iterator[Warned]:
    """Rules 11, 12: an answer missing on the seventh working day is asked after, while a refusal can be announced."""
    reminded = course.calendar.add(course.counted_from, REMINDED_ON_DAY).on
    if plan.at >= day_start(reminded):
        told = say(
            "Working day %(day)s of the term, and no answer for %(facility)s: the approving body is to be reminded.",
            day=course.calendar.between(course.counted_from, local(plan.at).date()),
            facility=facility.id,
        )
        yield Warned(ref="Rules 11", what=told)


def _silence(course: Course, facility: FacilityCourse) -> Saying:
    if course.edition.silence_is_consent:
        return say(
            "The approving body did not answer in time for %(facility)s: its silence counts as consent.",
            facility=facility.id,
        )
    return say(
        "The approving body did not answer in time for %(facility)s; nothing follows from that by itself.",
        facility=facility.id,
    )


def _visit(plan: Plan, facility: FacilityCourse) -> Iterator[Warned]:
    """Rules 14, 12: twenty-four hours of notice, and the visit, before the last day for announcing a refusal."""
    if plan.hearing_closes.passed(plan.at) or facility.visited_at is not None:
        return
    last, visit = _day(plan.hearing_closes.on), plan.of(CaseStep.VISIT, facility.id)
    earliest = visit.not_before if visit is not None and facility.notified_at is None else None
    if earliest is not None and earliest.moment >= plan.hearing_closes.moment:
        told = say(
            "The notice of a visit to %(facility)s no longer fits before %(last)s, when a refusal is last announced.",
            facility=facility.id,
            last=last,
        )
        yield Warned(ref="Rules 14", what=told)
    elif facility.visit_at is not None and facility.visit_at >= plan.hearing_closes.moment:
        told = say(
            "The visit to %(facility)s at %(starts_at)s comes after %(last)s, when a refusal is last announced.",
            facility=facility.id,
            starts_at=local(facility.visit_at),
            last=last,
        )
        yield Warned(ref="Rules 14", what=told)
