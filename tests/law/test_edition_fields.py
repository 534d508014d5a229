"""Fields of an edition as people know them."""

import pytest

from ruqsat.law.clauses import CLAUSES
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.edition_fields import FIELDS, GROUPS, unworded
from ruqsat.law.edition_values import REPLACEABLE
from ruqsat.law.names import LANGUAGES
from tests.law.test_book_changes import ORDER, WORDED


def test_every_field_that_an_order_can_replace_has_a_name_a_group_and_clauses_that_are_told() -> None:
    """Rules 21-1."""
    assert tuple(FIELDS) == REPLACEABLE
    assert {field.group for field in FIELDS.values()} == set(GROUPS)
    assert [ref for field in FIELDS.values() for ref in field.refs if ref not in CLAUSES] == []
    named = [len({field.names.in_(language) for language in LANGUAGES}) for field in FIELDS.values()]
    assert set(named) == {len(LANGUAGES)}


@pytest.mark.parametrize(
    ("replaces", "refs"),
    [
        ({"issue_days": 10}, ["Rules 19", "List 3"]),
        ({"issue_days": 10, "texts": {"Rules 19": WORDED}}, ["List 3"]),
        ({"issue_days": 10, "texts": {"Rules 19": WORDED, "List 3": WORDED}}, []),
        ({"issue_fee_mci": 8}, ["List 6(1)"]),
        ({"grounds": ["List 9(1)"]}, []),
    ],
)
def test_clauses_whose_number_is_replaced_and_whose_words_are_not_are_named(
    replaces: dict[str, object], refs: list[str]
) -> None:
    """Rules 21-1."""
    order = EditionAmended.read(ORDER | {"replaces": replaces, "open_cases": []})
    assert list(unworded(order)) == refs


def test_hours_contacts_and_words_never_apply_to_open_cases() -> None:
    applicable = {field.name for field in FIELDS.values() if field.may_apply_to_open_cases}
    assert {"issue_days", "approval_days", "grounds"} <= applicable
    assert not {"closes", "texts", "contact_centre", "education_year"} & applicable
