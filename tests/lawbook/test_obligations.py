"""Every obligation is kept by code that a test shows, or has a reason; what is generated about it is fresh."""

from dataclasses import replace

import pytest

from ruqsat.law.clauses import CLAUSES
from ruqsat.lawbook.obligations import Kept, faults, kept, obligations
from scripts.generate_law_docs import ROOT, found, generated


def test_every_obligation_is_kept_and_shown_or_has_its_reason() -> None:
    assert faults(found()) == ()
    assert len(obligations()) == 119


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_what_is_generated_is_fresh(path: str) -> None:
    text = {str(one): made for one, made in generated().items()}[str(path)]
    assert (ROOT / path).read_text(encoding="utf-8") == text, "run: python scripts/generate_law_docs.py"


def test_every_clause_of_an_obligation_is_told_in_our_words() -> None:
    named = {ref for one in obligations() for ref in one.refs}
    assert named - CLAUSES.keys() == set()


@pytest.fixture
def whole() -> Kept:
    return next(one for one in kept(found()) if one.code and one.tests and not one.reason)


def test_a_claim_without_a_test_is_a_fault_and_so_is_neither(whole: Kept) -> None:
    assert whole.fault == ""
    assert "no code claims it" in replace(whole, code=(), tests=()).fault
    assert "no test cites it" in replace(whole, tests=()).fault
    assert replace(whole, code=(), tests=(), reason="No code can.").fault == ""


def test_a_reason_for_nothing_and_an_empty_reason_are_faults() -> None:
    stranger = replace(found(), reasons={**found().reasons, "R99": "There is no such row."})
    silent = replace(found(), reasons={**found().reasons, "R22": " "})
    assert faults(stranger) == ("R99: docs/law/not_code.toml names no such obligation",)
    assert "R22: docs/law/not_code.toml gives an empty reason" in faults(silent)


def test_an_obligation_whose_code_or_tests_go_is_noticed() -> None:
    proof = found()
    without_code = replace(proof, code={ref: places for ref, places in proof.code.items() if ref != "Rules 9"})
    without_tests = replace(proof, tests={ref: tests for ref, tests in proof.tests.items() if ref != "Rules 9"})
    assert any("no code claims it" in fault for fault in faults(without_code))
    assert any("no test cites it" in fault for fault in faults(without_tests))
