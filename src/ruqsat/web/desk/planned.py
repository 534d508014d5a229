"""Every step ahead of a case and its latest safe moment, as the desk shows it."""

from dataclasses import dataclass
from datetime import datetime

from ruqsat.law.planning import plan
from ruqsat.law.saying import Saying
from ruqsat.law.standing import Standing
from ruqsat.law.steps import what
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class StepAhead:
    """A step still to be taken, and until when."""

    name: Saying
    ref: str
    facility: str
    until: Due
    late: bool


@dataclass(frozen=True, kw_only=True)
class PlanShown:
    """The steps in the order of the procedure; ``several`` facilities need to be told apart."""

    refusal_in_time: bool
    several: bool
    steps: tuple[StepAhead, ...]


def planned(standing: Standing, *, at: datetime) -> PlanShown | None:
    """The plan of the case; ``None`` where no result is on its way."""
    found = plan(standing, at=at)
    if found is None:
        return None
    steps = tuple(
        StepAhead(
            name=what(one.step),
            ref=one.ref,
            facility=one.facility,
            until=found.until(one),
            late=one in found.late,
        )
        for one in found.steps
    )
    return PlanShown(refusal_in_time=found.refusal_in_time, several=len(standing.facilities) > 1, steps=steps)
