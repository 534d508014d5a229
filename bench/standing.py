"""
Where a case of thirty acts stands, over a plain loop over the same acts.

    python -m bench.standing [--quick]

Ours folds the acts, which are in memory as objects, into the standing (``procedure.standing``); beside it, the same
with what is owed by whom until when, which is told only when asked. The loop remembers the last act of each kind, and
does nothing else. Time is the processor's, so that what else the machine has to do counts for neither.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

from bench.ground import alternate, median
from ruqsat.law import procedure
from ruqsat.law.acts import DecisionReturned, Filed
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.standing import Stage
from tests.law.road import APPLICANT, HEAD, IIN, INSPECTOR, Road

GOAL, ACTS = 200, 30


@dataclass(frozen=True)
class Measured:
    """Microseconds for the standing, for the standing with its duties and for the loop; the ratio of first and last."""

    standing: float
    with_duties: float
    loop: float
    ratio: float


def case() -> Road:
    """A case of thirty acts: registers, examination, a hearing, a draft that came back, the license."""
    road = Road()
    for inquiry in ("ban", "medical_license", "name_change"):
        road.answer(inquiry, IIN)
    road.file_application()
    road.find_complete()
    road.approve()
    visit = road.schedule()
    road.notify(visit)
    road.wait(hours=48)
    road.start(visit)
    for _ in range(3):
        road.record(visit)
    road.file(road.conclusion(visit), by=INSPECTOR)
    road.file(road.objection(), by=APPLICANT)
    for _ in range(3):
        road.prepare(grant=True)
        road.file(DecisionReturned(happened_at=road.at, reason="see note"), by=HEAD)
    road.prepare(grant=True)
    road.file(road.grant_act("F1"), by=HEAD)
    road.issue()
    assert (len(road.acts), road.standing.stage) == (ACTS, Stage.ISSUED), len(road.acts)  # noqa: S101 -- what is told
    return road


def run(*, quick: bool) -> Measured:
    """Both sides by turns; the duties of a case under way, whose last three acts are not taken yet."""
    times, rounds = (200, 3) if quick else (3_000, 9)
    road = case()
    edition = road.standing.edition

    def of(acts: list[Filed]) -> procedure.Standing:
        return procedure.standing(acts, edition, CALENDAR)

    under_way = road.acts[:-3]
    pairs = alternate(_timed(lambda: of(road.acts), times), _timed(lambda: _last(road.acts), times), rounds=rounds)
    owed, _ = zip(
        *alternate(_timed(lambda: of(under_way).duties, times), _timed(lambda: _last(under_way), times), rounds=rounds),
        strict=True,
    )
    return Measured(
        standing=median([ours for ours, _ in pairs]),
        with_duties=median(owed),
        loop=median([loop for _, loop in pairs]),
        ratio=median([ours / loop for ours, loop in pairs]),
    )


def _last(acts: list[Filed]) -> dict[str, Filed]:
    last = {}
    for filed in acts:
        last[filed.act.KIND] = filed
    return last


def _timed(what: Callable[[], object], times: int) -> Callable[[int], float]:
    def timed(_number: int) -> float:
        started = process_time()
        for _ in range(times):
            what()
        return (process_time() - started) / times * 1e6

    return timed


def report(found: Measured) -> str:
    """The figures as a table."""
    return "\n".join(
        [
            f"A case of {ACTS} acts. Goal: at most {GOAL} µs.",
            "",
            "| standing, µs | a plain loop, µs | ratio | standing with duties, µs |",
            "|---|---|---|---|",
            f"| **{found.standing:.0f}** | {found.loop:.1f} | {found.ratio:.0f} | {found.with_duties:.0f} |",
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
