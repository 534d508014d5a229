"""Docstrings and comments that open with a clause claim it; tests cite it anywhere in theirs."""

from pathlib import Path

import pytest

from ruqsat.lawbook.claims import citations, claims

CODE = '''
"""Annex 2(1), Annex 3(1): a form."""

# Annex 2(7): e-mail.
email = ""


class Term:
    """A term."""

    def due(self):
        """Rules 9: within two working days. Not a claim: Rules 11: ten."""


def told():
    """The text of Rules 12 opens nothing here."""
'''
TESTS = '''
def test_it_is_due():
    """Two working days. Rules 9, Rules 21-1, List 9(4)."""


def prepared():
    """Rules 7."""
'''


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files = {
        "src/law/forms.py": CODE,
        "src/demo/play.py": CODE,
        "tests/law/test_forms.py": TESTS,
        "tests/ground.py": TESTS,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_what_opens_with_a_clause_claims_it(tree: Path) -> None:
    assert claims(tree / "src") == {
        "Annex 2(1)": ("law.forms",),
        "Annex 2(7)": ("law.forms",),
        "Annex 3(1)": ("law.forms",),
        "Rules 9": ("law.forms.Term.due",),
    }


def test_tests_cite_clauses_anywhere_in_their_docstrings(tree: Path) -> None:
    one = ("law/test_forms.py::test_it_is_due",)
    assert citations(tree / "tests") == {"List 9(4)": one, "Rules 21-1": one, "Rules 9": one}


def test_one_clause_is_found_without_reading_the_others(tree: Path) -> None:
    assert claims(tree / "src", naming="Rules 9")["Rules 9"] == ("law.forms.Term.due",)
    assert claims(tree / "src", naming="Rules 26") == {}
    assert citations(tree / "tests", naming="Permits 51") == {}
