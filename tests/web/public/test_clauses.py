import pytest

from ruqsat.law.clauses import CLAUSES
from ruqsat.law.names import Names
from ruqsat.web.public import clauses

pytestmark = pytest.mark.django_db


def test_the_clauses_stand_in_the_order_of_their_text() -> None:
    refs = [clause.ref for clause in clauses.of_source("Rules")]
    assert refs.index("Rules 2") < refs.index("Rules 2(1)") < refs.index("Rules 3") < refs.index("Rules 10")
    assert refs.index("Rules 21") < refs.index("Rules 21-1") < refs.index("Rules 22")


def test_no_clause_is_left_out() -> None:
    shown = [clause.ref for source in clauses.SOURCES for clause in clauses.of_source(source)]
    assert sorted(shown + [clause.ref for clause in clauses.others()]) == sorted(CLAUSES)


@pytest.mark.parametrize(
    ("slug", "ref"),
    [("rules-9", "Rules 9"), ("list-9-4", "List 9(4)"), ("rules-9-77", "Rules 9"), ("rules-21-1", "Rules 21-1")],
)
def test_a_clause_is_found_at_its_address_or_its_paragraph_is(slug: str, ref: str) -> None:
    found = clauses.by_slug(slug)
    assert found is not None
    assert found.ref == ref


@pytest.mark.parametrize("slug", ["", "nothing", "order-93"])
def test_there_is_no_page_for_a_clause_that_nobody_cites(slug: str) -> None:
    assert clauses.by_slug(slug) is None


def test_a_paragraph_knows_its_subparagraphs() -> None:
    paragraph = clauses.Clause(ref="List 9", slug="list-9", says=Names(kk="", ru="", en=""))
    assert [part.ref for part in clauses.parts_of(paragraph)] == [f"List 9({number})" for number in range(1, 9)]
