"""
Whether a test that cites a clause fails when the code that claims it is broken.

    python scripts/planted.py --sample 40 --seed 7    so many places, one fault in each
    python scripts/planted.py --all                   every fault in every function that claims a clause
    python scripts/planted.py --all --part 1/2        every second place, for two processes at a time
    python scripts/planted.py --place law.terms.completeness

For each function in ``law/`` whose docstring opens with clauses, faults of ``scripts/mutants.py`` are planted one at a
time, and the tests in ``tests/law`` that cite one of these clauses are run: one of them must fail. With ``--all`` some
fault of a function must also be noticed by the tests of each single clause that it claims. Faults that change nothing
anybody can see stand in ``scripts/equivalent.toml`` with the reason. Exit status 1 when a fault went unnoticed.

Nothing is written: tests are collected once; each fault is a fork of that process, in which the function's code is
another. What is computed when a module is imported stays as it was. The first test that fails is enough, if it passes
without the fault; a fault has not gone unnoticed before all of them have run. The function's module's own come first.
Where every fault is tried, all tests are run as things are beforehand: those that were seen to call the function then
come before others, and the quick before the slow.
"""

import argparse
import gc
import os
import random
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import pytest  # noqa: E402 - found with the paths above
from _pytest.runner import runtestprotocol  # noqa: E402 - pytest tells plugins to run an item with it

from scripts.mutants import Mutant  # noqa: E402 - as above
from scripts.planting import SOURCE, Place, equivalent, file_of, places, plant  # noqa: E402 - as above

SECONDS, TIMES = 20, 10
"""
A fault under which a test uses the processor for so many seconds, and so many times as long as without if that is
known, has been noticed: it would never end.
"""
_LONG = 100_000
"""After so many calls the rest of a test is not looked at."""


@dataclass(kw_only=True)
class Report:
    """What came of it: how many faults were tried, and how many went unnoticed."""

    tried: int = 0
    unnoticed: int = 0

    def tell(self, line: str) -> None:
        """One more that nobody noticed, told at once: the whole takes its time."""
        self.unnoticed += 1
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


@dataclass(kw_only=True)
class Planting:
    """A plugin that plants faults where pytest would run its tests once."""

    asked: argparse.Namespace
    places: Sequence[Place]
    report: Report = field(default_factory=Report)
    seconds: dict[str, float] = field(default_factory=dict)
    calls: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)
    items: dict[str, list[pytest.Item]] = field(default_factory=lambda: defaultdict(list))

    def pytest_configure(self) -> None:
        """What fails under a fault is not kept as an example for other runs; another run does the same."""
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)  # the smallest example of a fault is of no use to anybody
        settings.register_profile("planted", database=None, derandomize=True, phases=phases)
        settings.load_profile("planted")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of the tests' own run."""
        for item in session.items:
            path = item.path.relative_to(self.asked.tests).as_posix()
            name = item.nodeid.partition("::")[2].partition("[")[0].replace("::", ".")
            self.items[f"{path}::{name}"].append(item)
        chosen = self._chosen()
        beforehand = [] if self.asked.sample else [item for place, _ in chosen for item in self._citing(place.tests)]
        if self._sound(beforehand):
            gc.collect()
            gc.freeze()  # a fork that collects garbage copies all that there is
            for place, faults in chosen:
                self._try(place, faults)
        return True

    def _chosen(self) -> list[tuple[Place, tuple[Mutant, ...]]]:
        of_each = [(place, self._open(place)) for place in self.places]
        of_each = [(place, faults) for place, faults in of_each if faults]
        if self.asked.sample is None:
            return of_each
        chance = random.Random(self.asked.seed)  # noqa: S311 - a sample, not a secret
        some = chance.sample(of_each, min(self.asked.sample, len(of_each)))
        return [(place, (chance.choice(faults),)) for place, faults in some]

    @cached_property
    def _known(self) -> Mapping[str, str]:
        return equivalent()

    def _open(self, place: Place) -> tuple[Mutant, ...]:
        return tuple(one for one in place.faults() if f"{place.module}/{one.key}" not in self._known)

    def _citing(self, tests: Iterable[str]) -> list[pytest.Item]:
        return [item for test in tests for item in self.items.get(test, ())]

    def _sound(self, items: Sequence[pytest.Item]) -> bool:
        """Run the tests once as things are: what fails by itself notices nothing. Their set-up stays for the forks."""
        once = [item for item in dict.fromkeys(items) if item.nodeid not in self.seconds]
        _leave_other_modules(once)
        for item, following in zip(once, [*once[1:], *once[-1:]], strict=True):
            with _watching() as self.calls[item.nodeid]:
                reports = runtestprotocol(item, log=False, nextitem=following)
            self.seconds[item.nodeid] = sum(report.duration for report in reports)
            if any(report.failed for report in reports):
                self.unsound.add(item.nodeid)
                self.report.tell(f"{item.nodeid} fails without any fault")
        return not any(item.nodeid in self.unsound for item in items)

    def _try(self, place: Place, faults: Sequence[Mutant]) -> None:
        if not self._citing(place.tests):
            self.report.tell(f"{place.name}: no test cites {', '.join(place.cited)}")
            return
        for mutant in faults:
            self.report.tried += 1
            if not self._noticed(place, mutant, self._citing(place.tests)):
                clauses, elsewhere = ", ".join(place.cited), self._elsewhere(place, mutant)
                self.report.tell(f"{place.module}:{mutant.line} {mutant.key}\n    of {clauses}{elsewhere}")
        for reference, tests in place.cited.items() if self.asked.sample is None and len(place.cited) > 1 else ():
            own = self._citing(tests)
            if not any(self._noticed(place, mutant, own) for mutant in faults):
                self.report.tell(f"{place.name}: tests that cite {reference} notice none of its faults")

    def _elsewhere(self, place: Place, mutant: Mutant) -> str:
        """With ``--elsewhere``, a test that notices the fault and does not cite the clause; its own module's first."""
        if not self.asked.elsewhere:
            return ""
        own = f"test_{place.module.partition('.')[2]}.py"
        for items in sorted(self.items.values(), key=lambda items: items[0].path.name != own):
            if self._noticed(place, mutant, items):
                return f"\n    noticed by {items[0].nodeid}"
        return "\n    noticed by no test"

    def _noticed(self, place: Place, mutant: Mutant, items: Sequence[pytest.Item]) -> bool:
        """Whether one of *items* fails in a process with that fault, and not in one without."""
        sys.stdout.flush()
        likely = self._likely(place, items)
        begun, note = os.pipe()
        child = os.fork()
        if not child:
            status = 1
            try:
                status = 1 if plant(place, mutant) and self._fails(likely, note) else 0
            finally:
                os._exit(status)
        os.close(note)
        with os.fdopen(begun, "rb") as told:
            tried = len(told.read())
        _, status = os.waitpid(child, 0)
        return status != 0 and self._sound(likely[tried - 1 : tried])

    def _likely(self, place: Place, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        """Those that call the function first, of these its module's own, and the quick ones before the slow ones."""
        function, own = (str(file_of(place.module)), place.function), f"test_{place.module.partition('.')[2]}.py"

        def key(item: pytest.Item) -> tuple[bool, bool, float]:
            seconds = self.seconds.get(item.nodeid, 0.0)
            return function not in self.calls.get(item.nodeid, ()), item.path.name != own or seconds > 1, seconds

        return sorted(items, key=key)

    def _fails(self, items: Sequence[pytest.Item], note: int) -> bool:
        """Whether one of them fails; a byte goes to *note* as each begins, for it may never end."""
        _leave_other_modules(items)
        for item, following in zip(items, [*items[1:], *items[-1:]], strict=True):
            os.write(note, b".")
            signal.setitimer(signal.ITIMER_PROF, SECONDS + TIMES * self.seconds.get(item.nodeid, 0.0))
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return True
        return False


def _leave_other_modules(items: Sequence[pytest.Item]) -> None:
    """The set-up left standing is of another module."""
    for item in items[:1]:
        item.session._setupstate.teardown_exact(item)


@contextmanager
def _watching() -> Iterator[set[tuple[str, str]]]:
    """Note which functions of the law are called, as the file and the name; a test that is long is not quick anyway."""
    called: set[tuple[str, str]] = set()
    law, left = str(SOURCE / "law"), [_LONG]

    def call(frame: FrameType, _event: str, _arg: object) -> None:
        code = frame.f_code
        left[0] -= 1
        if not left[0]:
            sys.settrace(None)
        if code.co_filename.startswith(law):
            called.add((code.co_filename, code.co_qualname))

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield called
    finally:
        sys.settrace(before)


def _part(text: str) -> tuple[int, int]:
    part, of = (int(number) for number in text.split("/"))
    if not 1 <= part <= of:
        raise ValueError(text)
    return part, of


def main() -> int:
    """Plant what was asked for and tell what went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", dest="sample", action="store_const", const=None, help="every fault (the default)")
    parser.add_argument("--sample", type=int, help="so many places, one fault in each")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another sample (%(default)s)")
    parser.add_argument("--place", action="append", default=[], help="only this function, as law.terms.completeness")
    parser.add_argument("--part", type=_part, default=(1, 1), help="1/2 and 2/2: every second place")
    parser.add_argument("--elsewhere", action="store_true", help="which test notices it that does not cite the clause")
    parser.add_argument("--tests", type=Path, default=ROOT / "tests", help="the tests that cite (%(default)s)")
    asked = parser.parse_args()
    asked.tests = asked.tests.resolve()
    part, of = asked.part
    found = [place for place in places(asked.tests) if not asked.place or place.name in asked.place][part - 1 :: of]
    planting = Planting(asked=asked, places=found)
    arguments = ["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), "-m", "not long", "-p", "no:xdist", "-s"]
    status = pytest.main([*arguments, "--no-header", "-q", str(asked.tests / "law")], plugins=[planting])
    report = planting.report
    sys.stdout.write(f"{report.tried} faults planted; not noticed: {report.unnoticed}\n")
    collected = status in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    return 1 if report.unnoticed or not collected or not report.tried else 0


if __name__ == "__main__":
    sys.exit(main())
