"""A test that cites a clause fails when the code that claims it is broken."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ruqsat.law import terms
from scripts.mutants import Mutant
from scripts.planted import EQUIVALENT, ROOT, Place, equivalent, places, plant

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
def test_every_fault_is_noticed_by_the_tests_that_cite_the_clause() -> None:
    done = planting("--all")
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


def test_functions_that_claim_clauses_are_found_with_the_tests_that_cite_them() -> None:
    assert COMPLETENESS.module == "law.terms"
    assert "law/test_terms.py::test_completeness_is_checked_within_two_working_days" in COMPLETENESS.tests


@pytest.mark.parametrize("name", ["law.calendar.WorkingCalendar.registration_day", "law.standing.Standing.service_due"])
def test_faults_are_planted_in_functions_and_in_methods_and_properties(name: str) -> None:
    place = next(one for one in places(ROOT / "tests") if one.name == name)
    assert all(in_a_fork(place, mutant) for mutant in place.faults())


def in_a_fork(place: Place, mutant: Mutant) -> bool:
    """Whether the fault can be planted, tried where it harms nobody."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    status = 1
    try:
        status = 0 if plant(place, mutant) else 1
    finally:
        os._exit(status)


def test_the_tree_and_this_process_stay_as_they_were() -> None:
    before = (ROOT / "src/ruqsat/law/terms.py").read_bytes()
    code = terms.completeness.__code__
    assert all(in_a_fork(COMPLETENESS, mutant) for mutant in COMPLETENESS.faults())
    assert (ROOT / "src/ruqsat/law/terms.py").read_bytes() == before
    assert terms.completeness.__code__ is code


def test_every_fault_that_nobody_can_see_still_exists_and_has_its_reason() -> None:
    known = {f"{place.module}/{fault.key}" for place in places(ROOT / "tests") for fault in place.faults()}
    assert set(equivalent()) - known == set()
    assert all(len(reason) > 20 for reason in equivalent().values())
    assert re.match(r"# Faults", EQUIVALENT.read_text(encoding="utf-8"))
