"""
Whether a test that cites a clause fails when the code that claims it is broken.

    python scripts/planted.py --sample 40 --seed 7    so many places, one fault in each
    python scripts/planted.py --all                   every fault in every function that claims a clause
    python scripts/planted.py --place law.terms.completeness

For each function in ``law/`` whose docstring opens with clauses, faults of ``scripts/mutants.py`` are planted one at a
time, and the tests in ``tests/law`` that cite one of these clauses are run: one of them must fail. With ``--all`` some
fault of a function must also be noticed by the tests of each single clause that it claims. Faults that change nothing
anybody can see stand in ``scripts/equivalent.toml`` with the reason. Exit status 1 when a fault went unnoticed.

Nothing is written: tests are collected once; each fault is a fork of that process, in which the function's code is
another. What is computed when a module is imported stays as it was.
"""

import argparse
import inspect
import os
import random
import signal
import sys
import tomllib
import types
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import pytest  # noqa: E402 - found with the paths above
from _pytest.runner import runtestprotocol  # noqa: E402 - pytest tells plugins to run an item with it

from ruqsat.lawbook.claims import citations, claims  # noqa: E402 - as above
from scripts.mutants import Mutant, mutants, planted  # noqa: E402 - as above

SOURCE = ROOT / "src" / "ruqsat"
EQUIVALENT = ROOT / "scripts" / "equivalent.toml"
SECONDS = 60
"""A fault in which the tests use the processor for so long has been noticed: they would never end."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A function that claims clauses, and the tests that cite each of them."""

    name: str
    module: str
    function: str
    cited: Mapping[str, tuple[str, ...]]

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that cite any of its clauses."""
        return tuple(dict.fromkeys(test for tests in self.cited.values() for test in tests))

    @property
    def source(self) -> str:
        """The text of its module."""
        return _file(self.module).read_text(encoding="utf-8")

    def faults(self) -> tuple[Mutant, ...]:
        """What can be planted in it."""
        return tuple(one for one in mutants(self.source) if one.function == self.function)


@dataclass(kw_only=True)
class Report:
    """What came of it: faults tried, and what went unnoticed, a line each."""

    tried: int = 0
    unnoticed: list[str] = field(default_factory=list)


def _file(module: str) -> Path:
    return SOURCE / f"{module.replace('.', '/')}.py"


def places(tests: Path) -> tuple[Place, ...]:
    """Whatever in a module of ``law/`` claims clauses, with its citing tests; classes have no faults of their own."""
    clauses: dict[str, list[str]] = defaultdict(list)
    for reference, names in claims(SOURCE).items():
        for name in names:
            if name.startswith("law."):
                clauses[name].append(reference)
    cited = citations(tests)
    found = []
    for name in sorted(clauses):
        parts = name.split(".")
        module = ".".join(parts[:2])
        if parts[2:]:
            each = {reference: cited.get(reference, ()) for reference in clauses[name]}
            found.append(Place(name=name, module=module, function=".".join(parts[2:]), cited=each))
    return tuple(found)


def equivalent() -> Mapping[str, str]:
    """Faults that nobody can see, as ``module/key``, and why."""
    tables = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", ())
    return {f"{table['module']}/{table['fault']}": table["reason"] for table in tables}


# Planting


def plant(place: Place, mutant: Mutant) -> bool:
    """
    Give the function the code with the fault, in this process.

    ``False`` when that changes nothing: the fault is in a default, which was computed at import.
    """
    module = import_module(f"ruqsat.{place.module}")
    whole = compile(planted(place.source, mutant), str(_file(place.module)), "exec")
    function, code = _function(module, mutant.function), _code(whole, mutant.function)
    if function.__code__ == code:
        return False
    function.__code__ = code
    for name, known in list(sys.modules.items()):
        if name.startswith("ruqsat.law"):
            for value in list(vars(known).values()):
                getattr(value, "cache_clear", int)()
    return True


def _function(module: types.ModuleType, name: str) -> types.FunctionType:
    found: Any = module
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    for attribute in ("fget", "__func__", "func", "__wrapped__"):
        found = getattr(found, attribute, None) or found
    if not isinstance(found, types.FunctionType):
        raise TypeError(f"{module.__name__}.{name} is no function that can be given other code")
    return found


def _code(whole: types.CodeType, name: str) -> types.CodeType:
    waiting = [whole]
    while waiting:
        code = waiting.pop(0)
        if code.co_qualname == name and code.co_name == name.rpartition(".")[2]:
            return code
        waiting += [const for const in code.co_consts if isinstance(const, types.CodeType)]
    raise LookupError(f"no code of {name}")


# Running


@dataclass(kw_only=True)
class Planting:
    """A plugin that plants faults where pytest would run its tests once."""

    asked: argparse.Namespace
    places: Sequence[Place]
    report: Report = field(default_factory=Report)
    seconds: dict[str, float] = field(default_factory=dict)
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
        if self._sound([item for place, _ in chosen for item in self._citing(place.tests)]):
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
        once = list(dict.fromkeys(items))
        for item, following in zip(once, [*once[1:], *once[-1:]], strict=True):
            reports = runtestprotocol(item, log=False, nextitem=following)
            self.seconds[item.nodeid] = sum(report.duration for report in reports)
            if any(report.failed for report in reports):
                self.report.unnoticed.append(f"{item.nodeid} fails without any fault")
        return not self.report.unnoticed

    def _try(self, place: Place, faults: Sequence[Mutant]) -> None:
        quickest = sorted(self._citing(place.tests), key=lambda item: self.seconds[item.nodeid])
        if not quickest:
            self.report.unnoticed.append(f"{place.name}: no test cites {', '.join(place.cited)}")
            return
        for mutant in faults:
            self.report.tried += 1
            if not self._noticed(place, mutant, quickest):
                self.report.unnoticed.append(
                    f"{place.module}:{mutant.line} {mutant.key}\n    of {', '.join(place.cited)}"
                )
        for reference, tests in place.cited.items() if self.asked.sample is None and len(place.cited) > 1 else ():
            own = self._citing(tests)
            if not any(self._noticed(place, mutant, own) for mutant in faults):
                self.report.unnoticed.append(f"{place.name}: tests that cite {reference} notice none of its faults")

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
        """Whether one of *items* fails in a process with that fault."""
        sys.stdout.flush()
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            return status != 0
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        status = 1
        try:
            status = 1 if plant(place, mutant) and _fails(items) else 0
        finally:
            os._exit(status)


def _fails(items: Sequence[pytest.Item]) -> bool:
    items[0].session._setupstate.teardown_exact(items[0])  # the set-up left standing is of another module
    following = [*items[1:], items[-1]]
    pairs = zip(items, following, strict=True)
    return any(report.failed for item, after in pairs for report in runtestprotocol(item, log=False, nextitem=after))


def main() -> int:
    """Plant what was asked for and tell what went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", dest="sample", action="store_const", const=None, help="every fault (the default)")
    parser.add_argument("--sample", type=int, help="so many places, one fault in each")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another sample (%(default)s)")
    parser.add_argument("--place", action="append", default=[], help="only this function, as law.terms.completeness")
    parser.add_argument("--elsewhere", action="store_true", help="which test notices it that does not cite the clause")
    parser.add_argument("--tests", type=Path, default=ROOT / "tests", help="the tests that cite (%(default)s)")
    asked = parser.parse_args()
    asked.tests = asked.tests.resolve()
    found = [place for place in places(asked.tests) if not asked.place or place.name in asked.place]
    planting = Planting(asked=asked, places=found)
    arguments = ["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), "-m", "not long", "-p", "no:xdist", "-s"]
    status = pytest.main([*arguments, "--no-header", "-q", str(asked.tests / "law")], plugins=[planting])
    report = planting.report
    sys.stdout.write("".join(f"{line}\n" for line in report.unnoticed))
    sys.stdout.write(f"{report.tried} faults planted; not noticed: {len(report.unnoticed)}\n")
    collected = status in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    return 1 if report.unnoticed or not collected or not report.tried else 0


if __name__ == "__main__":
    sys.exit(main())
