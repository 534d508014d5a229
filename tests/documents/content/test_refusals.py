"""Rules 9, 12, List 9: what refusals say."""

import pytest

from ruqsat.documents.rendering import Kind
from ruqsat.law.grounds import GROUNDS
from tests.documents.content.said import everything, texts


@pytest.mark.parametrize(("language", "clause"), [("kk", "Тізбе, 9(4)"), ("ru", "Перечень, 9(4)"), ("en", "List 9(4)")])
def test_a_refusal_names_its_ground_with_the_clause_in_the_language_of_the_applicant(
    language: str, clause: str
) -> None:
    said = set(texts(everything(language)[Kind.REFUSAL]))
    assert clause in said
    assert GROUNDS["List 9(4)"].names.in_(language) in said


def test_a_refusal_says_how_to_appeal_and_a_preliminary_decision_how_to_object() -> None:
    """Rules 12, Rules 22–27."""
    refusal = " ".join(texts(everything("en")[Kind.REFUSAL]))
    preliminary = " ".join(texts(everything("en")[Kind.PRELIMINARY_DECISION]))
    assert "Rules 27" in refusal
    assert "within two working days" in preliminary
    assert "has not been taken yet" in preliminary


def test_a_refusal_of_consideration_names_each_document_and_whether_it_is_missing_or_expired() -> None:
    """Rules 9: which documents are incomplete or expired."""
    table = everything("en")[Kind.REFUSAL_OF_CONSIDERATION]["sections"][0]
    assert [(cells[1]["text"], cells[2]["text"]) for cells in table["rows"]] == [
        ("missing", "List 8(1)"),
        ("expired", "List 8(1)"),
    ]
