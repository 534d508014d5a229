"""``ruqsat law collisions``: which terms cannot all be kept in the worst case."""

import argparse
from collections.abc import Iterable
from datetime import date
from typing import Any

from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR, CalendarUnknown
from ruqsat.law.collisions import (
    REFS,
    WHAT_ROAD,
    Collision,
    Limit,
    RoadProof,
    Schedule,
    Verdict,
    collisions,
    days_of,
)
from ruqsat.law.collisions import what as what_limit
from ruqsat.law.editions import EDITIONS, Edition, UnknownEdition
from ruqsat.law.editions import edition as edition_called
from ruqsat.law.saying import say
from ruqsat.law.steps import what
from ruqsat.lawbook import reading
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language, said

_VERDICTS = {
    Verdict.ALWAYS: say("all terms can be kept, on whatever day of its own term each step is taken"),
    Verdict.SOMETIMES: say("in the worst case not all terms can be kept"),
    Verdict.NEVER: say("the terms cannot all be kept, whatever anybody does"),
}


def find(asked: argparse.Namespace) -> Answer:
    """Every road of the service with its colliding terms; exit status 1 when there are any."""
    spoken, service, edition = language(asked.language), reading.service(asked.service), _edition(asked.edition)
    registered_on = reading.day(asked.registered) if asked.registered else None
    found = collisions(service, edition=edition)
    try:
        roads = [_road(one, service, edition, registered_on, spoken=spoken) for one in found]
    except CalendarUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    data = {"service": service.value, "edition": edition.id, "registered_on": asked.registered, "roads": roads}
    lines = tuple(line for one in roads for line in _lines(one))
    return Answer(data=data, lines=lines, status=1 if any(one.collisions for one in found) else 0)


def _edition(name: str | None) -> Edition:
    if name is None:
        return list(EDITIONS)[-1].value
    try:
        return edition_called(name)
    except UnknownEdition:
        known = ", ".join(wording.value.id for wording in EDITIONS)
        raise CannotAnswer(f"“{name}” is no edition: it is one of {known}.") from None


def _road(
    proof: RoadProof, service: Service, edition: Edition, registered_on: date | None, *, spoken: str
) -> dict[str, Any]:
    return {
        "road": proof.road.value,
        "what": said(WHAT_ROAD[proof.road], language=spoken),
        "facilities": proof.facilities,
        "verdict": proof.verdict.value,
        "verdict_in_words": said(_VERDICTS[proof.verdict], language=spoken),
        "terms": [
            {
                "term": limit.value,
                "ref": REFS[limit],
                "days": days_of(limit, service, edition=edition),
                "what": said(what_limit(limit, service, edition=edition), language=spoken),
            }
            for limit in proof.limits
        ],
        "worst": _schedule(proof.worst, registered_on, spoken=spoken),
        "collisions": [_collision(one, registered_on, spoken=spoken) for one in proof.collisions],
        "compatible": [_in_order(one) for one in proof.compatible],
    }


def _in_order(limits: Iterable[Limit]) -> list[str]:
    return [limit.value for limit in Limit if limit in limits]


def _collision(one: Collision, registered_on: date | None, *, spoken: str) -> dict[str, Any]:
    return {
        "terms": _in_order(one.limits),
        "never": one.never,
        "due": one.due,
        "schedule": _schedule(one.schedule, registered_on, spoken=spoken),
    }


def _schedule(schedule: Schedule, registered_on: date | None, *, spoken: str) -> list[dict[str, Any]]:
    start = None if registered_on is None else CALENDAR.next_working(registered_on)
    return [
        {
            "step": step.value,
            "what": said(what(step), language=spoken),
            "day": day,
            "on": None if start is None else str(CALENDAR.add(start, day).on if day else start),
        }
        for step, day in schedule
    ]


def _lines(road: dict[str, Any]) -> Iterable[str]:
    named = {term["term"]: term for term in road["terms"]}
    yield f"{road['what']}: {road['verdict_in_words']}."
    for one in road["collisions"]:
        yield "  " + " + ".join(f"{named[term]['ref']} ({named[term]['days']})" for term in one["terms"])
        yield from (f"      {named[term]['ref']:<11} {named[term]['what']}" for term in one["terms"])
        for taken in one["schedule"]:
            on = f" {taken['on']}" if taken["on"] else ""
            late = f" > R+{one['due']}" if taken is one["schedule"][-1] else ""
            yield f"    R+{taken['day']:<2}{on}  {taken['what']}{late}"
