"""
Mutation testing of the law: small faults are planted in ``ruqsat.law``, one at a time, and its tests have to notice.

    python scripts/mutation.py [--minutes 55] [--sample N] [--seed 1] [--processes 2] [--only calendar,terms]

Faults come in random order until all were planted, the sample is full or the time is over; what was not planted is
told, and the share of faults that were noticed has its interval (Wilson, 95 %). A fault is planted with the tests that
run its line. Survivors stand with their reason in tests/law/survivors.toml; ``equivalent`` there means that no test can
tell the fault from the code. Exit status 1: fewer than 95 % were noticed, or a survivor without a reason.
"""

import argparse
import ast
import os
import random
import signal
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)] * (str(ROOT) not in sys.path)

from scripts.mutants import Mutant, mutants, planted  # noqa: E402 - found from the line above
from scripts.watched import FAILED, LAW, NOT_COLLECTED, PASSED, TESTS, Watched, fork_with, ready, watch  # noqa: E402 - likewise

SURVIVORS = TESTS / "survivors.toml"
GOAL = 0.95
_CACHES = {"cache", "lru_cache"}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A mutant of one module of the law, and the lines of the function it is in."""

    path: Path
    mutant: Mutant
    function: range
    remembers: bool

    @property
    def key(self) -> tuple[str, str]:
        """By what it is listed: the module and the mutant's own key."""
        return self.path.stem, self.mutant.key


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a survivor is let live."""

    why: str
    equivalent: bool


def faults(only: Iterable[str] = ()) -> list[Fault]:
    """Every fault that can be planted in the law, or in the modules named."""
    wanted = set(only)
    found = []
    for path in sorted(LAW.glob("*.py")):
        if wanted and path.stem not in wanted:
            continue
        source = path.read_text()
        functions = dict(_functions(ast.parse(source), within=""))
        for mutant in mutants(source):
            node = functions[mutant.function]
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            found.append(Fault(path=path, mutant=mutant, function=lines, remembers=_remembers(node)))
    return found


def _functions(tree: ast.AST, *, within: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions and methods by the names that mutants have."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield f"{within}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, within=f"{within}{node.name}.")


def _remembers(node: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Name) and one.id in _CACHES for one in node.decorator_list)


def reasons() -> dict[tuple[str, str], Reason]:
    """The survivors that are listed, by module and key."""
    rows = tomllib.loads(SURVIVORS.read_text())["survivor"]
    return {
        (row["module"], row["mutant"]): Reason(why=row["why"], equivalent=row.get("equivalent", False)) for row in rows
    }


def chosen(fault: Fault, tests: Mapping[str, Watched]) -> list[str]:
    """
    The tests that run the line of *fault*, those of its module first, then the quick ones.

    What runs while modules are imported, or is remembered from an earlier test, can be noticed by every test.
    """
    name = str(fault.path)
    line = {fault.mutant.line}

    def those_running(lines: Iterable[int]) -> list[str]:
        wanted = set(lines)
        return [test for test, watched in tests.items() if wanted & watched.lines.get(name, set())]

    by = those_running(line)
    if not by:  # the rest of a statement that is written over several lines, or a part that has no line of its own
        by = those_running(fault.function)
    if "" in by or fault.remembers:
        by = list(tests)
    good = [test for test in by if test and tests[test].passed]
    own = f"test_{fault.path.stem}.py::"
    return sorted(good, key=lambda test: (own not in test or tests[test].seconds > 1, tests[test].seconds))


def plant(wanted: Sequence[Fault], tests: Mapping[str, Watched], *, processes: int, until: float) -> dict[Fault, bool]:
    """Whether each fault was noticed; left out are those for which *until*, of ``time.monotonic``, left no time."""
    noticed: dict[Fault, bool] = {}
    under_way: dict[int, Fault] = {}
    waiting = list(reversed(wanted))
    while waiting or under_way:
        while waiting and len(under_way) < processes and time.monotonic() < until:
            fault = waiting.pop()
            by = chosen(fault, tests)
            if not by:
                noticed[fault] = False
                continue
            code = compile(planted(fault.path.read_text(), fault.mutant), str(fault.path), "exec")
            seconds = 30 + int(5 * sum(tests[test].seconds for test in by))
            under_way[fork_with(code, fault.path, by, seconds=seconds)] = fault
        if not under_way:
            break
        pid, status = os.wait()
        fault = under_way.pop(pid)
        noticed[fault] = _was_noticed(fault, status)
        if not noticed[fault]:
            print(f"{len(noticed)}: survived, {fault.path.name}:{fault.mutant.line}: {fault.mutant.key}", flush=True)
    return noticed


def _was_noticed(fault: Fault, status: int) -> bool:
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGALRM  # it went on and on
    code = os.WEXITSTATUS(status)
    if code not in (PASSED, FAILED, NOT_COLLECTED):
        raise RuntimeError(f"{fault.path.name}, {fault.mutant.key}: the tests ended with {code}")
    return code != PASSED


def wilson(share: float, of: int) -> tuple[float, float]:
    """The 95 % interval of a *share* that was found in a sample *of* so many."""
    if not of:
        return 0.0, 1.0
    z = 1.959964
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return middle - half, middle + half


def report(noticed: Mapping[Fault, bool], *, of: int) -> tuple[str, bool]:
    """What came of it in words, and whether it is good enough."""
    listed = reasons()
    survived = [fault for fault, was in noticed.items() if not was]
    same = [fault for fault in survived if fault.key in listed and listed[fault.key].equivalent]
    unlisted = [fault for fault in survived if fault.key not in listed]
    counted = len(noticed) - len(same)
    share = (len(noticed) - len(survived)) / counted if counted else 1.0
    low, high = wilson(share, counted)
    interval = "all of them" if len(noticed) == of else f"a sample: 95 % interval {low:.1%} to {high:.1%}"
    lines = [f"no reason, {fault.path.name}:{fault.mutant.line}: {fault.mutant.key}" for fault in unlisted]
    lines.append(
        f"{len(noticed)} of {of} faults planted ({interval}): {len(noticed) - len(survived)} noticed,"
        f" {len(survived)} survived, of which {len(same)} are no fault that a test could see and"
        f" {len(unlisted)} have no reason. Noticed: {share:.1%}."
    )
    return "\n".join(lines), share >= GOAL and not unlisted


def main(said: Sequence[str]) -> int:
    """Plant faults as the command line says; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=55)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", default="")
    asked = parser.parse_args(said)
    until = time.monotonic() + asked.minutes * 60
    every = faults(filter(None, asked.only.split(",")))
    random.Random(asked.seed).shuffle(every)  # noqa: S311 - a sample, not a secret
    ready()
    tests = watch()
    failed = [test for test, watched in tests.items() if not watched.passed]
    for test in failed:
        print(f"fails without any fault, and is left out: {test}")
    noticed = plant(every[: asked.sample], tests, processes=asked.processes, until=until)
    told, good = report(noticed, of=len(every))
    print(told)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
