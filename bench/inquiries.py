"""
The inquiries of one case end to end, over one question to its slowest source.

    python -m bench.inquiries [--quick]

Ours is `consents.asking.ask_all` with all that an individual's application asks of the registers (Rules 8): basis,
ledger, twelve questions over HTTP to the sandbox, a process of its own, the answers on file with what is derived from
them. The floor is one question to one source by the same client. One source is made slow by a fixed time before its
question leaves, on both sides; the cadastre, to which one case has two questions. The last row has no delay at all.
"""

import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from bench.ground import alternate, databases, django_at, median

if TYPE_CHECKING:
    from ruqsat.consents.asking import Question
    from ruqsat.gateways.registers import Registers
    from tests.walking import Road

GOAL = 1.5
SLOW = "cadastre"


@dataclass(frozen=True)
class Measured:
    """Questions of a case; by the delay in seconds: milliseconds of the case, of one question, and the ratio."""

    questions: int
    by_delay: dict[float, tuple[float, float, float]]


@dataclass(frozen=True)
class Slow:
    """The registers, one source of them slow by so many seconds."""

    registers: "Registers"
    seconds: float

    @property
    def past(self) -> Any:
        """As it is."""
        return self.registers.past

    def request_consent(self, **asked: Any) -> Any:
        """As it is."""
        return self.registers.request_consent(**asked)

    def confirm_consent(self, request: UUID, **said: Any) -> Any:
        """As it is."""
        return self.registers.confirm_consent(request, **said)

    def consent_state(self, request: UUID) -> Any:
        """As it is."""
        return self.registers.consent_state(request)

    def withdraw_consent(self, consent: UUID) -> Any:
        """As it is."""
        return self.registers.withdraw_consent(consent)

    def ask(self, inquiry: str, **asked: Any) -> Any:
        """The question, after the delay where it goes to the slow source."""
        from ruqsat.law.inquiries import INQUIRIES

        if INQUIRIES[inquiry].source == SLOW:
            time.sleep(self.seconds)
        return self.registers.ask(inquiry, **asked)


def run(*, quick: bool) -> Measured:
    """Cases and single questions by turns."""
    from django.conf import settings

    folder = Path(mkdtemp(prefix="ruqsat-bench-world-"))
    try:
        with databases(1) as (url,):
            from ruqsat.running.outside import gateways
            from tests.walking import Road
            from tests.world import running_world

            with running_world(folder) as world, django_at(url):
                settings.GATEWAYS = gateways({}, sandbox_url=world.address, var=world.folder)
                settings.TRUST_DIR, settings.SEALS_DIR = folder / "trust", folder / "seals"
                settings.CLOCK_FILE = world.clock_file
                road = Road(world=world)
                road.know()
                road.fill()
                road.consent()
                return _measured(road, delays=(0.2,) if quick else (1.0, 0.5, 0.2, 0.0), rounds=2 if quick else 11)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(road: "Road", *, delays: Sequence[float], rounds: int) -> Measured:
    from django.conf import settings

    from ruqsat.gateways import registers

    gateway = registers.connect(settings.GATEWAYS)
    questions = _questions(road)
    found = {}
    for delay in delays:
        slow = Slow(gateway, delay)

        def case(_number: int, slow: Slow = slow) -> float:
            return _asked(road, questions, slow)

        def single(_number: int, slow: Slow = slow) -> float:
            return _one(road, slow)

        case(0)
        single(0)
        pairs = alternate(case, single, rounds=rounds)
        found[delay] = (
            median([pair[0] for pair in pairs]),
            median([pair[1] for pair in pairs]),
            median([pair[0] / pair[1] for pair in pairs]),
        )
    return Measured(len(questions), found)


def _questions(road: "Road") -> "list[Question]":
    """Rules 8: what is asked of the applicant, the specialist and the premises, and the ban."""
    from ruqsat.cases.actions.consenting import inquiries_for
    from ruqsat.cases.composing import applicant_of
    from ruqsat.cases.drafting import answers_of
    from ruqsat.cases.inquiring import question_of
    from ruqsat.law.inquiries import PAYMENT
    from tests.walking import draft_of
    from tests.world import AIZHAN, person

    draft, owner = draft_of(road), person(AIZHAN)
    applicant = applicant_of(answers_of(draft), owner)
    asks = inquiries_for(applicant.kind, applicant.iin, draft=draft, at=road.now)
    return [question_of(ask, applicant) for ask in asks if ask.inquiry != PAYMENT]


def _asked(road: "Road", questions: "Sequence[Question]", slow: Slow) -> float:
    """Milliseconds from the first look for a consent to the last answer on file."""
    from ruqsat.cases.recording import put_on_file
    from ruqsat.consents.asking import ask_all
    from ruqsat.law.acts import SYSTEM

    started = perf_counter()
    asked = ask_all(road.case, questions, now=road.world.now, by=SYSTEM, registers=slow, record=put_on_file)
    if len(asked.filed) != len(questions):
        raise RuntimeError(f"{len(asked.filed)} answers to {len(questions)} questions")
    return (perf_counter() - started) * 1000


def _one(road: "Road", slow: Slow) -> float:
    """Milliseconds of one question to the slow source, answered."""
    from ruqsat.consents.models import Consent
    from ruqsat.consents.resting import basis_of
    from ruqsat.gateways.answers import Unavailable
    from ruqsat.gateways.registers import Subject
    from tests.world import AIZHAN

    basis = basis_of(Consent.objects.get(file_id=road.case), ref="Rules 8")
    started = perf_counter()
    answer = slow.ask("premises_title", about=Subject(iin=AIZHAN), basis=basis, message_id=uuid4())
    if isinstance(answer, Unavailable):
        raise RuntimeError(answer.why)  # noqa: TRY004 -- not a wrong type: no answer
    return (perf_counter() - started) * 1000


def report(found: Measured) -> str:
    """The figures as a table."""
    lines = [
        f"{found.questions} questions. Goal: at most {GOAL} times the slowest source.",
        "",
        "| the slow source is slow by, ms | the case, ms | one question to it, ms | ratio |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {delay * 1000:.0f} | {case:.0f} | {one:.0f} | **{ratio:.2f}** |"
        for delay, (case, one, ratio) in found.by_delay.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
