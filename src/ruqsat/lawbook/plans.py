"""``ruqsat law plan``: the latest safe moment of each step of a supposed case."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CalendarUnknown
from ruqsat.law.course import Course, FacilityCourse
from ruqsat.law.local_time import local
from ruqsat.law.planning import Plan, Planned, plan_of
from ruqsat.law.steps import what
from ruqsat.law.terms import Due
from ruqsat.law.warned import Warned, warnings
from ruqsat.lawbook import reading
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language, said

_AFTER: Mapping[str, str] = {
    "completed": "filed",
    "asked": "completed",
    "answered": "asked",
    "notified": "completed",
    "visited": "notified",
    "concluded": "visited",
    "sealed": "concluded",
    "received": "completed",
    "objected": "received",
    "decided": "completed",
}
"""Each step that can be supposed, and the one that it cannot come before."""

_OF_FACILITIES = ("asked", "answered", "notified", "visited", "concluded", "sealed")


def plan(asked: argparse.Namespace) -> Answer:
    """What is still to be done in such a case, and until when; exit status 1 when a latest moment has passed."""
    spoken = language(asked.language)
    taken = _taken(asked)
    at = reading.moment(asked.at) if asked.at else max(taken.values())
    if at < max(taken.values()):
        raise CannotAnswer(f"“--at {asked.at}” is before what is said to have happened.")
    try:
        course = _course(asked, taken)
        found = plan_of(course, at=at)
        warned = warnings(course, found)
    except CalendarUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    return Answer(
        data=_data(course, found, warned, spoken=spoken),
        lines=(*_lines(found, spoken=spoken), *(f"! {said(one.what, language=spoken)}  ({one.ref})" for one in warned)),
        status=1 if found.late else 0,
    )


def _taken(asked: argparse.Namespace) -> Mapping[str, datetime]:
    taken = {"filed": reading.moment(asked.filed)}
    for step, before in _AFTER.items():
        text = getattr(asked, step)
        if text is None:
            continue
        if before not in taken:
            raise CannotAnswer(f"“--{step}” needs “--{before}”: the one comes after the other.")
        taken[step] = reading.moment(text)
        if taken[step] < taken[before]:
            raise CannotAnswer(f"“--{step} {text}” is before “--{before}”: the one comes after the other.")
    return taken


def _course(asked: argparse.Namespace, taken: Mapping[str, datetime]) -> Course:
    service, filed_at = reading.service(asked.service), taken["filed"]
    course = Course(
        service=service,
        edition=reading.edition(local(filed_at).date(), book=asked.book),
        calendar=asked.book.calendar,
        filed_at=filed_at,
        completed_at=taken.get("completed"),
        received_at=taken.get("received"),
        objected_at=taken.get("objected"),
        decided_at=taken.get("decided"),
    )
    registered_on = course.counted_from if "completed" in taken else None
    site = _facility(course, taken)
    sites = tuple(replace(site, id=f"F{number}") for number in range(1, _how_many(asked, service, taken) + 1))
    return replace(course, registered_on=registered_on, facilities=sites)


def _how_many(asked: argparse.Namespace, service: Service, taken: Mapping[str, datetime]) -> int:
    if asked.facilities is None:
        number = 1 if service in {Service.ISSUE, Service.ANNEX} else 0
    else:
        number = 0 if asked.facilities == "0" else reading.count(asked.facilities, of="facilities")
    lost = next((step for step in _OF_FACILITIES if step in taken), None)
    if number == 0 and lost is not None:
        raise CannotAnswer(f"“--{lost}” is about a facility, and this case has none: say “--facilities 1”.")
    if number > 100:
        raise CannotAnswer("A plan is told for at most 100 facilities.")
    return number


def _facility(course: Course, taken: Mapping[str, datetime]) -> FacilityCourse:
    asked_at, due = taken.get("asked"), None
    if asked_at is not None:
        due = terms.approval(requested_at=asked_at, calendar=course.calendar, edition=course.edition)
    return FacilityCourse(
        id="",
        asked_at=asked_at,
        answer_due=due,
        answered_at=taken.get("answered"),
        notified_at=taken.get("notified"),
        visited_at=taken.get("visited"),
        concluded_at=taken.get("concluded"),
        sealed_at=taken.get("sealed"),
    )


def _due(due: Due | None, *, spoken: str) -> dict[str, Any] | None:
    if due is None:
        return None
    return {
        "ref": due.ref,
        "on": str(due.on) if due.on else None,
        "moment": local(due.moment).isoformat(),
        "derivation": [said(step, language=spoken) for step in due.derivation],
    }


def _data(course: Course, found: Plan, warned: tuple[Warned, ...], *, spoken: str) -> dict[str, Any]:
    return {
        "service": course.service.value,
        "edition": course.edition.id,
        "filed_at": course.filed_at.isoformat(),
        "registered_on": str(course.counted_from),
        "at": found.at.isoformat(),
        "service_due": _due(found.service_due, spoken=spoken),
        "hearing_closes": _due(found.hearing_closes, spoken=spoken),
        "refusal_in_time": found.refusal_in_time,
        "refusal_not_before": _due(found.refusal_not_before, spoken=spoken),
        "refusal_at_worst": _due(found.refusal_at_worst, spoken=spoken),
        "steps": [_step(one, found, spoken=spoken) for one in found.steps],
        "warnings": [{"ref": one.ref, "what": said(one.what, language=spoken)} for one in warned],
    }


def _step(one: Planned, found: Plan, *, spoken: str) -> dict[str, Any]:
    return {
        "step": one.step.value,
        "facility": one.facility,
        "ref": one.ref,
        "what": said(what(one.step), language=spoken),
        "owed_by": one.owed_by.value,
        "until": _due(found.until(one), spoken=spoken),
        "safe": _due(one.safe, spoken=spoken),
        "for_a_grant": _due(one.for_a_grant, spoken=spoken),
        "allowed": _due(one.allowed, spoken=spoken),
        "not_before": _due(one.not_before, spoken=spoken),
        "fits": one.fits,
        "late": one in found.late,
    }


def _lines(found: Plan, *, spoken: str) -> tuple[str, ...]:
    lines: list[str] = []
    for one in found.steps:
        name = f"{said(what(one.step), language=spoken)} {one.facility}".rstrip()
        mark = "!" if one in found.late else " "
        until = found.until(one)
        lines.append(f"{mark} {_until(until)}  {one.ref:<11}  {name}")
        lines += [f"      {said(step, language=spoken)}" for step in until.derivation]
    return tuple(lines)


def _until(due: Due) -> str:
    """A term in days by its day, one in hours by its minute; of equal width."""
    return f"{due.on}      " if due.on else f"{local(due.moment):%Y-%m-%d %H:%M}"
