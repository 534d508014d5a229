"""A test that cites a clause fails when the code that claims it is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.planting import ROOT, places

COMPLETENESS = next(place for place in places(ROOT / "tests") if place.name == "law.terms.completeness")
LOOKING = '''
from datetime import date

from ruqsat.law import terms
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.editions import EDITIONS


def test_two_working_days() -> None:
    """Rules 9."""
    day = date(2026, 11, 9)
    due = terms.completeness(registered_on=day, calendar=CALENDAR, edition=EDITIONS.on(day))
    assert due.on == date(2026, 11, 11)
'''
LOOKING_AWAY = '''
def test_that_looks_at_nothing() -> None:
    """Rules 9."""
'''
FAILING = '''
def test_that_always_fails() -> None:
    """Rules 9."""
    raise AssertionError
'''


def planting(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of its own: what this one has of pytest and its workers stays here."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "RUQSAT_"))}
    command = [sys.executable, str(ROOT / "scripts" / "planted.py"), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_sample_of_faults_is_noticed_by_the_tests_that_cite_the_clause() -> None:
    done = planting("--sample", "40", "--seed", "20261127")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stdout.endswith("40 faults planted; not noticed: 0\n")


@pytest.mark.long
@pytest.mark.parametrize("part", ["1/4", "2/4", "3/4", "4/4"])
def test_every_fault_is_noticed_by_the_tests_that_cite_the_clause(part: str) -> None:
    done = planting("--all", "--part", part)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        (LOOKING, 0, "1 faults planted; not noticed: 0"),
        (LOOKING_AWAY, 1, "law.terms:{line} completeness: return"),
        (FAILING, 1, "test_that_always_fails fails without any fault"),
        ("", 1, "law.terms.completeness: no test cites Rules 9"),
    ],
)
def test_what_tests_do_not_notice_is_told(tmp_path: Path, code: str, status: int, told: str) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    (folder / "test_clauses.py").write_text(code or "def test_something_else() -> None:\n    assert True\n")
    done = planting("--tests", str(tmp_path), "--place", "law.terms.completeness")
    line = next(fault.line for fault in COMPLETENESS.faults())
    assert done.returncode == status, done.stdout + done.stderr
    assert told.format(line=line) in done.stdout


@pytest.mark.parametrize(("part", "status"), [("2/2", 1), ("3/2", 2)])
def test_a_part_is_every_so_manieth_place_and_one_without_faults_proves_nothing(
    tmp_path: Path, part: str, status: int
) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    (folder / "test_clauses.py").write_text(LOOKING)
    done = planting("--tests", str(tmp_path), "--place", "law.terms.completeness", "--part", part)
    assert done.returncode == status, done.stdout + done.stderr
