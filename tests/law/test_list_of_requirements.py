"""The public List says what the engine decides by: Rules 4."""

from dataclasses import replace
from datetime import date

from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.editions import EDITIONS
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.list_of_requirements import rows
from ruqsat.law.names import LANGUAGES

RULES = EDITIONS.on(date(2026, 11, 9))


def test_the_list_has_ten_rows_in_three_languages() -> None:
    """Rules 4, List 1, List 2, List 4, List 5, List 10(3), List 10(5)."""
    found = rows(RULES)
    said = [name.in_(language) for row in found for name in (row.title, *row.items) for language in LANGUAGES]
    assert [row.ref for row in found] == [f"List {number}" for number in range(1, 11)]
    assert all(said)
    assert not any("%(" in text for text in said)


def test_documents_and_grounds_are_those_of_the_edition_and_no_other_row_has_them() -> None:
    """List 8, List 9."""
    amended = replace(RULES, documents_issue=("diploma",), grounds=("List 9(4)",))
    found = {row.number: row.items for row in rows(amended)}
    assert DOCUMENTS["diploma"].names in found[8]
    assert DOCUMENTS["labor_activity"].names not in found[8]
    assert found[9] == (GROUNDS["List 9(4)"].names,)
    elsewhere = [item for number, items in found.items() if number not in {8, 9} for item in items]
    assert DOCUMENTS["diploma"].names not in elsewhere
    assert GROUNDS["List 9(4)"].names not in elsewhere


def test_the_documents_of_each_service_stand_under_their_own_clause() -> None:
    """List 8(1), List 8(2), List 8(3): a reissue asks for specialists and premises only where they are examined."""
    parts = {part.items[0].ref: part for part in rows(RULES)[7].parts}
    written = {ref: [item.says.en for item in part.items] for ref, part in parts.items()}
    named = {key: DOCUMENTS[key].names.en for key in RULES.documents_reissue}
    assert written == {
        "List 8(1)": [DOCUMENTS[key].names.en for key in RULES.documents_issue],
        "List 8(2)": [
            named["application"],
            named["change_document"],
            "When the reissued license is received, the license and (or) annex issued earlier on paper are given back",
        ],
        "List 8(3)": [named["application"]],
    }
    assert all(part.title and {item.ref for item in part.items} == {ref} for ref, part in parts.items())


def test_a_document_says_on_what_condition_it_is_asked_for() -> None:
    """List 8(1), List 8(2): the year comes from the edition."""
    found = rows(replace(RULES, education_year=2017))[7]
    only = {item.says: item.only.en for part in found.parts for item in part.items if item.only}
    assert {key for key in RULES.documents_reissue if DOCUMENTS[key].names in only} == {
        "diploma",
        "labor_activity",
        "premises_title",
        "change_document",
    }
    assert only[DOCUMENTS["diploma"].names].endswith("before 2017")


def test_an_amended_edition_changes_what_the_list_says() -> None:
    """Rules 4: always current."""
    amended = replace(
        RULES,
        issue_days=11,
        issue_fee_mci=12,
        grounds=RULES.grounds[:2],
        contact_centre=("1415",),
        committee_email="new@example.kz",
    )
    found = {row.number: " ".join(item.en for item in row.items) for row in rows(amended)}
    assert "working days: 11" in found[3]
    assert "in MCI: 12" in found[6]
    assert "new@example.kz" in found[10]
    assert "center: 1415" in found[10]
    assert len(rows(amended)[8].items) == 2
