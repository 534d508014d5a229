"""``ruqsat law collisions``: which terms cannot all be kept in the worst case."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruqsat.law.application import Service
from ruqsat.law.book import Book
from ruqsat.law.calendar import CalendarUnknown, WorkingCalendar
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
from ruqsat.law.editions import Edition
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


@dataclass(frozen=True)
class _Days:
    """The days of the calendar that working days from the registration fall on, where its day is supposed."""

    calendar: WorkingCalendar
    registered_on: date | None

    def on(self, number: int) -> str | None:
        if self.registered_on is None:
            return None
        start = self.calendar.next_working(self.registered_on)
        return str(self.calendar.add(start, number).on if number else start)


def find(asked: argparse.Namespace) -> Answer:
    """Every road of the service with its colliding terms; exit status 1 when there are any."""
    spoken, service = language(asked.language), reading.service(asked.service)
    edition = _edition(asked.edition, book=asked.book)
    days = _Days(asked.book.calendar, reading.day(asked.registered) if asked.registered else None)
    found = collisions(service, edition=edition)
    try:
        roads = [_road(one, service, edition, days, spoken=spoken) for one in found]
    except CalendarUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    data = {"service": service.value, "edition": edition.id, "registered_on": asked.registered, "roads": roads}
    lines = tuple(line for one in roads for line in _lines(one))
    return Answer(data=data, lines=lines, status=1 if any(one.collisions for one in found) else 0)


def _edition(name: str | None, *, book: Book) -> Edition:
    known = {wording.value.id: wording.value for wording in book.editions}
    found = known.get(list(known)[-1] if name is None else name)
    if found is None:
        raise CannotAnswer(f"“{name}” is no edition: it is one of {', '.join(known)}.")
    return found


def _road(proof: RoadProof, service: Service, edition: Edition, days: _Days, *, spoken: str) -> dict[str, Any]:
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
        "worst": _schedule(proof.worst, days, spoken=spoken),
        "collisions": [_collision(one, days, spoken=spoken) for one in proof.collisions],
        "compatible": [_in_order(one) for one in proof.compatible],
    }


def _in_order(limits: Iterable[Limit]) -> list[str]:
    return [limit.value for limit in Limit if limit in limits]


def _collision(one: Collision, days: _Days, *, spoken: str) -> dict[str, Any]:
    return {
        "terms": _in_order(one.limits),
        "never": one.never,
        "due": one.due,
        "schedule": _schedule(one.schedule, days, spoken=spoken),
    }


def _schedule(schedule: Schedule, days: _Days, *, spoken: str) -> list[dict[str, Any]]:
    return [
        {
            "step": step.value,
            "what": said(what(step), language=spoken),
            "day": day,
            "on": days.on(day),
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
