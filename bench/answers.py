"""
What one answer of a register costs a clinic of 300 employees, over what it costs one doctor.

    python -m bench.answers [--quick]

The answers to Rules 8 of a registered application go on file through `recording.put_new_on_file`: those of one doctor
as they come, about ten in one batch; those of the clinic, about two thousand, in batches of a hundred.
"""

import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from bench.ground import alternate, databases, django_at, median

if TYPE_CHECKING:
    from bench.road import Road

GOAL = 2.0
BATCH = 100


@dataclass(frozen=True)
class Measured:
    """Answers on file of each, milliseconds for each of them, and how many times as much an answer costs a clinic."""

    answers: tuple[int, int]
    small: float
    clinic: float
    ratio: float


def run(*, quick: bool) -> Measured:
    """Clinics and doctors by turns."""
    employees, rounds = (30, 2) if quick else (300, 5)
    with databases(1) as (url,):
        from bench.road import Cast, Road, application, outside_left_out
        from ruqsat.cases.recording import put_new_on_file
        from ruqsat.journal.append import ProofBytes
        from ruqsat.law.acts import SYSTEM

        counts: dict[bool, int] = {}

        def answered(road: "Road") -> float:
            """Milliseconds for each answer."""
            asks = [ask for ask in road.asks() if ask.inquiry != "fee_payment"]
            facts = [(road.answer(ask), ProofBytes("answer", b"a" * 300)) for ask in asks]
            started = perf_counter()
            for start in range(0, len(facts), BATCH):
                batch = facts[start : start + BATCH]
                put_new_on_file(road.case, batch, at=road.at, by=SYSTEM, ids=[uuid4() for _ in batch])
            counts[len(road.form.specialists) > 1] = len(facts)
            return (perf_counter() - started) / len(facts) * 1000

        with django_at(url), outside_left_out():
            cast, doctor, clinic = Cast.found(), application(), application(employees=employees)

            def small(_number: int) -> float:
                return median([answered(_registered(Road(cast=cast, form=doctor))) for _ in range(5)])

            def large(_number: int) -> float:
                return answered(_registered(Road(cast=cast, form=clinic)))

            small(0)
            large(0)
            pairs = alternate(large, small, rounds=rounds)
    return Measured(
        answers=(counts[False], counts[True]),
        small=median([pair[1] for pair in pairs]),
        clinic=median([pair[0] for pair in pairs]),
        ratio=median([pair[0] / pair[1] for pair in pairs]),
    )


def _registered(road: "Road") -> "Road":
    road.put([road.consent(road.asks())])
    road.file()
    road.judge()
    return road


def report(found: Measured) -> str:
    """The figures in words."""
    small, large = found.answers
    return "\n".join(
        [
            f"Goal: at most {GOAL:.0f} times as much.",
            "",
            "| answers on file | one doctor, ms an answer | clinic, ms an answer | ratio |",
            "|---|---|---|---|",
            f"| {small} and {large:,} | {found.small:.2f} | {found.clinic:.2f} | **{found.ratio:.2f}** |",
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
