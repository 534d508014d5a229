"""What follows from filing without: Rules 9, List 9(2), List 9(8)."""

import pytest

from ruqsat.law.clauses import CLAUSES
from ruqsat.law.gaps import CONSEQUENCES, Gap


@pytest.mark.parametrize(("gap", "ref"), [("documents", "Rules 9"), ("consent", "List 9(8)"), ("fee", "List 9(2)")])
def test_each_gap_has_its_clause_and_its_sentence(gap: str, ref: str) -> None:
    """Rules 9, List 9(2), List 9(8): filing is possible; what the law makes of it is said before."""
    consequence = CONSEQUENCES[Gap(gap)]
    assert consequence.ref == ref
    assert ref in CLAUSES
    assert str(consequence.saying)
