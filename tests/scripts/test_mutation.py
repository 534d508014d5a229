"""Faults are planted in the law with the tests that run their line, and what comes of it is told."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts import mutation
from scripts.mutants import mutants
from scripts.watched import LAW, Watched

ROOT = Path(__file__).parents[2]
FEES = str(LAW / "fees.py")


def a_fault(module: str = "fees") -> mutation.Fault:
    return mutation.faults([module])[0]


def watched(**of: tuple[float, Mapping[str, set[int]]]) -> dict[str, Watched]:
    return {name: Watched(seconds=seconds, lines=lines) for name, (seconds, lines) in of.items()}


def test_every_listed_survivor_is_a_fault_that_can_be_planted_and_has_its_reason() -> None:
    known = {(path.stem, mutant.key) for path in LAW.glob("*.py") for mutant in mutants(path.read_text())}
    listed = mutation.reasons()
    assert set(listed) - known == set()
    assert [key for key, reason in listed.items() if len(reason.why) < 20] == []


@pytest.mark.parametrize(
    ("share", "of", "low", "high"),
    [(0.95, 400, 0.9240, 0.9674), (1.0, 10, 0.7225, 1.0), (0.5, 2, 0.0945, 0.9055), (0.0, 0, 0.0, 1.0)],
)
def test_the_interval_of_a_share_is_wilsons(share: float, of: int, low: float, high: float) -> None:
    assert mutation.wilson(share, of) == pytest.approx((low, high), abs=5e-5)


def test_the_tests_that_run_the_line_are_chosen_those_of_the_module_first_and_quick_ones_before_slow_ones() -> None:
    fault = a_fault()
    here = {FEES: {fault.mutant.line}}
    tests = watched(
        **{
            "tests/law/test_terms.py::slow": (0.5, here),
            "tests/law/test_terms.py::quick": (0.1, here),
            "tests/law/test_fees.py::own": (0.9, here),
            "tests/law/test_story.py::elsewhere": (0.1, {FEES: {1}}),
        }
    )
    assert mutation.chosen(fault, tests) == [
        "tests/law/test_fees.py::own",
        "tests/law/test_terms.py::quick",
        "tests/law/test_terms.py::slow",
    ]


def test_what_runs_at_import_is_held_against_every_test_and_a_test_that_fails_anyway_against_nothing() -> None:
    fault = a_fault()
    tests = watched(**{"": (0.0, {FEES: {fault.mutant.line}}), "one": (0.1, {}), "broken": (0.1, {})})
    tests["broken"].passed = False
    assert mutation.chosen(fault, tests) == ["one"]


def test_a_survivor_without_a_reason_is_told_and_is_not_good_enough() -> None:
    every = mutation.faults(["fees"])
    noticed = dict.fromkeys(every, True)
    told, good = mutation.report(noticed, of=len(every))
    assert good
    assert "all of them" in told
    told, good = mutation.report({**noticed, every[0]: False}, of=1_000)
    assert not good
    assert every[0].mutant.key in told
    assert "a sample: 95 % interval" in told


PLANT = """
import os
from scripts import mutation, watched
watched.ready()
fault = next(one for one in mutation.faults(["replacing"]) if one.mutant.kind == "return")
source, path = fault.path.read_text(), fault.path
tests = ["tests/law/test_replacing.py::test_what_was_derived_is_derived_anew"]
for module in (compile(source, path, "exec"), compile(mutation.planted(source, fault.mutant), path, "exec")):
    _, status = os.waitpid(watched.fork_with(module, path, tests, seconds=60), 0)
    print(os.waitstatus_to_exitcode(status))
"""


def test_the_law_as_it_is_passes_and_with_a_fault_it_does_not() -> None:
    came = subprocess.run([sys.executable, "-c", PLANT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert came.stdout.split() == ["0", "1"], came.stderr
