"""``ruqsat law explain`` and ``ruqsat law check``."""

import pytest

from ruqsat.law.clauses import CLAUSES
from tests.lawbook.asking import answer, ask, refusal


def test_a_clause_is_told_with_what_keeps_it_and_what_proves_it() -> None:
    found = answer("explain", "Rules 9")
    assert list(found) == ["ref", "says", "obligations", "kept_in", "proved_by"]
    assert (found["ref"], found["says"]) == ("Rules 9", CLAUSES["Rules 9"].en)
    assert "law.terms.completeness" in found["kept_in"]
    assert "law/test_terms.py::test_completeness_is_checked_within_two_working_days" in found["proved_by"]
    assert "R9.1" in {one["id"] for one in found["obligations"]}


@pytest.mark.parametrize("written", ["rules 9", " Rules  9 ", "rules-9"])
def test_a_clause_is_found_as_people_write_it(written: str) -> None:
    assert answer("explain", written)["ref"] == "Rules 9"


def test_a_clause_is_told_in_the_language_asked_for() -> None:
    assert CLAUSES["Rules 9"].kk in ask("explain", "Rules 9", "--language", "kk").out
    assert answer("explain", "List 9(4)", "--language", "ru")["says"] == CLAUSES["List 9(4)"].ru


def test_an_obligation_that_no_code_keeps_whole_says_why() -> None:
    said = ask("explain", "List 10(1)").out
    assert "not kept whole by code:" in said
    assert all(one["reason"] for one in answer("explain", "List 10(1)")["obligations"])


@pytest.mark.parametrize("clause", ["Rules 99", "Rules", "", "Rules 8(99)"])
def test_an_unknown_clause_gets_one_sentence(clause: str) -> None:
    assert "is no clause that is told here" in refusal("explain", clause)


def test_every_obligation_is_reported_kept_or_with_its_reason() -> None:
    found = answer("check")
    assert list(found) == ["obligations", "kept", "reasoned", "faults", "found_in"]
    assert (found["faults"], found["found_in"]) == ([], "tree")
    assert len(found["kept"]) + len(found["reasoned"]) == found["obligations"]
    assert all(one["reason"] for one in found["reasoned"])
    assert ask("check").out.startswith(f"{found['obligations']} obligations: {len(found['kept'])} kept by code")
