"""
Which terms cannot all be kept in the worst case, for each service and edition, and the schedule that shows it.

Searched exhaustively over working days counted from registration, R+0: whoever has a term may take the step on any day
of it, everything else is done at once. A set of terms collides when some such schedule leaves a step no day. Visits
are made on working days, so the twenty-four hours of Rules 14 are one of them; parts of a day are not counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.editions import Edition
from ruqsat.law.saying import Saying, say
from ruqsat.law.steps import CaseStep


class Road(StrEnum):
    """How a case goes."""

    GRANT = "grant"
    REFUSAL_ON_THE_ANSWER = "refusal_on_the_answer"
    REFUSAL_ON_THE_VISIT = "refusal_on_the_visit"
    REFUSAL_ON_THE_FILE = "refusal_on_the_file"
    CONSIDERATION_REFUSED = "consideration_refused"


class Limit(StrEnum):
    """A term that binds a step, or a wait that the law asks for."""

    COMPLETENESS = "completeness"
    REQUEST = "request"
    ANSWER = "answer"
    NOTICE = "notice"
    HEARING = "hearing"
    OBJECTION = "objection"
    SERVICE = "service"


REFS: Mapping[Limit, str] = {
    Limit.COMPLETENESS: "Rules 9",
    Limit.REQUEST: "Permits 25",
    Limit.ANSWER: "Rules 11",
    Limit.NOTICE: "Rules 14",
    Limit.HEARING: "Rules 12",
    Limit.OBJECTION: "Rules 12",
    Limit.SERVICE: "Rules 19",
}

Schedule = tuple[tuple[CaseStep, int], ...]
"""Steps in their order, each with its working day: 0 is the day of registration."""


class Verdict(StrEnum):
    """Whether all terms of a road can be kept: whatever day each step is taken on, on some days, on none."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Collision:
    """
    A smallest set of terms that cannot all be kept in the worst case.

    ``schedule`` ends with the step that comes too late: it cannot come before its day, and is due on ``due``.
    ``never`` where no schedule keeps them.
    """

    limits: frozenset[Limit]
    schedule: Schedule
    due: int
    never: bool


@dataclass(frozen=True, kw_only=True)
class RoadProof:
    """
    What was found for one road: ``compatible`` are the largest sets that are always kept, ``worst`` the latest result.

    ``facilities`` says whether facilities are examined: approval and visit.
    """

    road: Road
    facilities: bool
    verdict: Verdict
    limits: tuple[Limit, ...]
    worst: Schedule
    collisions: tuple[Collision, ...]
    compatible: tuple[frozenset[Limit], ...]


def collisions(service: Service, *, edition: Edition) -> tuple[RoadProof, ...]:
    """Rules 9, 11, 12, 14, 19, Permits 25: every road of the service, with and without facilities where both occur."""
    return tuple(
        _proved(road, facilities, service, edition)
        for facilities in _EXAMINED[service]
        for road in Road
        if facilities or road not in _OF_FACILITIES
    )


_OF_FACILITIES = frozenset({Road.REFUSAL_ON_THE_ANSWER, Road.REFUSAL_ON_THE_VISIT})
_EXAMINED: Mapping[Service, tuple[bool, ...]] = {
    Service.ISSUE: (True,),
    Service.ANNEX: (True,),
    Service.REISSUE: (False, True),  # only where the change touches a facility (docs/law/readings.md)
    Service.DUPLICATE: (False,),
}


def days_of(limit: Limit, service: Service, *, edition: Edition) -> int:
    """How many working days that term has; of the notice's hours, the days they reach over."""
    return {
        Limit.COMPLETENESS: edition.completeness_days,
        Limit.REQUEST: edition.approval_request_days,
        Limit.ANSWER: edition.approval_days,
        Limit.NOTICE: -(-edition.visit_notice_hours // 24),
        Limit.HEARING: edition.hearing_days,
        Limit.OBJECTION: edition.objection_days,
        Limit.SERVICE: terms.service_days(service, edition=edition),
    }[limit]


def _limits(road: Road, *, facilities: bool) -> tuple[Limit, ...]:
    found = [Limit.COMPLETENESS, Limit.SERVICE]
    if road is Road.REFUSAL_ON_THE_ANSWER or (road is Road.GRANT and facilities):
        found += [Limit.REQUEST, Limit.ANSWER]
    if road is Road.REFUSAL_ON_THE_VISIT or (road is Road.GRANT and facilities):
        found.append(Limit.NOTICE)
    if road not in {Road.GRANT, Road.CONSIDERATION_REFUSED}:
        found += [Limit.HEARING, Limit.OBJECTION]
    return tuple(limit for limit in Limit if limit in found)


@dataclass(frozen=True, kw_only=True)
class _Search:
    """One road under a set of terms: those outside it are as if the step were done at once, and never late."""

    road: Road
    asked: bool
    visited: bool
    days: Mapping[Limit, int]

    def schedules(self) -> Iterator[tuple[Schedule, int | None]]:
        """Every schedule to its end, or to the step that comes too late, with the day on which that one is due."""
        for checked in range(self.days.get(Limit.COMPLETENESS, 0) + 1):
            start: Schedule = ((CaseStep.REGISTRATION, 0), (CaseStep.COMPLETENESS, checked))
            if self.road is Road.CONSIDERATION_REFUSED:
                yield self._result(start, checked)
                continue
            yield from self._asked(start, checked) if self.asked else self._visited(start, checked, checked)

    def _asked(self, so_far: Schedule, checked: int) -> Iterator[tuple[Schedule, int | None]]:
        last = self.days.get(Limit.REQUEST, checked)
        if checked > last:
            yield (*so_far, (CaseStep.REQUEST, checked)), last
        for asked in range(checked, last + 1):
            for taken in range(self.days.get(Limit.ANSWER, 0) + 1):
                answered = asked + taken
                step: Schedule = ((CaseStep.REQUEST, asked), (CaseStep.ANSWER, answered))
                yield from self._visited((*so_far, *step), checked, answered)

    def _visited(self, so_far: Schedule, checked: int, known: int) -> Iterator[tuple[Schedule, int | None]]:
        if self.visited:
            visit = checked + self.days.get(Limit.NOTICE, 0)
            so_far = (*so_far, (CaseStep.NOTICE, checked), (CaseStep.VISIT, visit), (CaseStep.CONCLUSION, visit))
            known = max(known, visit)
        if self.road is Road.GRANT:
            yield self._result(so_far, known)
            return
        told: Schedule = (*so_far, (CaseStep.PRELIMINARY_DECISION, known))
        heard = known + self.days.get(Limit.HEARING, 0)
        if Limit.OBJECTION not in self.days:
            yield self._result(told, heard)
            return
        for objected in range(known, known + self.days[Limit.OBJECTION] + 1):
            yield self._result((*told, (CaseStep.OBJECTION, objected)), max(heard, objected))

    def _result(self, so_far: Schedule, day: int) -> tuple[Schedule, int | None]:
        due = self.days.get(Limit.SERVICE)
        return (*so_far, (CaseStep.RESULT, day)), due if due is not None and day > due else None


def _search(road: Road, facilities: bool, active: frozenset[Limit], service: Service, edition: Edition) -> _Search:
    days = {limit: days_of(limit, service, edition=edition) for limit in active}
    granted = road is Road.GRANT and facilities
    return _Search(
        road=road,
        asked=granted or road is Road.REFUSAL_ON_THE_ANSWER,
        visited=granted or road is Road.REFUSAL_ON_THE_VISIT,
        days=days,
    )


def _last(found: tuple[Schedule, int | None]) -> tuple[int, int]:
    """How late the last step is; of schedules equally late, the one in which least time was taken."""
    return found[0][-1][1], -sum(day for _, day in found[0])


@cache
def _proved(road: Road, facilities: bool, service: Service, edition: Edition) -> RoadProof:
    limits = _limits(road, facilities=facilities)
    colliding: list[Collision] = []
    compatible: list[frozenset[Limit]] = []
    for size in range(1, len(limits) + 1):
        for chosen in map(frozenset, combinations(limits, size)):
            if any(known.limits <= chosen for known in colliding):
                continue
            found = list(_search(road, facilities, chosen, service, edition).schedules())
            late: list[tuple[Schedule, int]] = [(schedule, due) for schedule, due in found if due is not None]
            if not late:
                compatible = [*(known for known in compatible if not known <= chosen), chosen]
                continue
            schedule, due = max(late, key=_last)
            never = len(late) == len(found)
            colliding.append(Collision(limits=chosen, schedule=schedule, due=due, never=never))
    whole = list(_search(road, facilities, frozenset(limits), service, edition).schedules())
    kept = [due is None for _, due in whole]
    verdict = Verdict.ALWAYS if all(kept) else Verdict.SOMETIMES if any(kept) else Verdict.NEVER
    return RoadProof(
        road=road,
        facilities=facilities,
        verdict=verdict,
        limits=limits,
        worst=max(whole, key=_last)[0],
        collisions=tuple(colliding),
        compatible=tuple(compatible),
    )


WHAT_ROAD: Mapping[Road, Saying] = {
    Road.GRANT: say("The result is issued"),
    Road.REFUSAL_ON_THE_ANSWER: say("It is refused because the approving body does not approve"),
    Road.REFUSAL_ON_THE_VISIT: say("It is refused because of what the visit shows"),
    Road.REFUSAL_ON_THE_FILE: say("It is refused on a ground that the file shows once it is complete"),
    Road.CONSIDERATION_REFUSED: say("Further consideration is refused"),
}
"""What each road is called."""

WHAT_LIMIT: Mapping[Limit, Saying] = {
    Limit.COMPLETENESS: say("completeness is checked within %(days)s working days of registration"),
    Limit.REQUEST: say("the approving body is asked within %(days)s working days of registration"),
    Limit.ANSWER: say("the approving body answers within %(days)s working days of the request"),
    Limit.NOTICE: say("the notice of the visit is sent %(hours)s hours before, which reach over %(days)s working days"),
    Limit.HEARING: say("the preliminary decision is received %(days)s working days before the result"),
    Limit.OBJECTION: say("the applicant may object within %(days)s working days of the receipt"),
    Limit.SERVICE: say("the result comes within %(days)s working days of registration"),
}
"""What each term says."""


def what(limit: Limit, service: Service, *, edition: Edition) -> Saying:
    """What that term says in this edition."""
    values = {"days": days_of(limit, service, edition=edition), "hours": edition.visit_notice_hours}
    return Saying(text=WHAT_LIMIT[limit].text, values=values)
