"""Functions that claim clauses are found with their tests, and a fault is planted in this process and nowhere else."""

import os
import re

import pytest

from ruqsat.law import terms
from scripts.mutants import Mutant
from scripts.planting import EQUIVALENT, ROOT, Place, equivalent, places, plant

COMPLETENESS = next(place for place in places(ROOT / "tests") if place.name == "law.terms.completeness")


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
