"""Every clause that the system cites can be looked up in three languages."""

import ast
import re
from pathlib import Path

import pytest

from ruqsat.law.clauses import CLAUSES, anchor
from ruqsat.law.names import LANGUAGES

LAW = Path(__file__).resolve().parents[2] / "src" / "ruqsat" / "law"
CITED = re.compile(r"^(?:Rules|List|APPC|Permits|Tax) \d+(?:-\d+)?(?:\(\d+\))?$")


def cited() -> set[str]:
    """References that stand as strings of their own in the law's code."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in LAW.glob("*.py")]
    strings = [
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {text for text in strings if CITED.match(text)}


def test_every_clause_cited_in_a_sentence_is_told() -> None:
    everywhere = cited()
    assert len(everywhere) > 20
    assert everywhere - CLAUSES.keys() == set()


@pytest.mark.parametrize(
    "family", [[f"Rules {n}" for n in range(1, 28)] + ["Rules 21-1"], [f"List {n}" for n in range(1, 11)]]
)
def test_the_rules_and_the_list_are_told_whole(family: list[str]) -> None:
    assert [ref for ref in family if ref not in CLAUSES] == []


def test_every_clause_is_told_in_each_language_and_not_copied_from_another() -> None:
    told = {ref: [names.in_(language) for language in LANGUAGES] for ref, names in CLAUSES.items()}
    assert [ref for ref, said in told.items() if not all(said)] == []
    assert [ref for ref, said in told.items() if len(set(said)) < 3] == []


@pytest.mark.parametrize(
    ("ref", "name"), [("Rules 9", "rules-9"), ("Rules 8(7)", "rules-8-7"), ("Rules 21-1", "rules-21-1")]
)
def test_a_clause_has_an_address_of_its_own(ref: str, name: str) -> None:
    assert anchor(ref) == name
