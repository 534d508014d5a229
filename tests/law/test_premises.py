"""Rules 8(4): the kinds of title to premises, in words."""

import pytest

from ruqsat.law.premises import TITLE_BASES, title_in_words


@pytest.mark.parametrize(
    ("basis", "document", "language", "said"),
    [
        ("lease", "No. 17 of 3 March 2026", "en", "Lease: No. 17 of 3 March 2026"),
        ("ownership", "", "ru", "Право собственности"),
        ("gratuitous", "", "kk", "Өтеусіз пайдалану"),
        ("by word of mouth", "", "en", "by word of mouth"),
    ],
)
def test_a_title_is_said_with_its_document(basis: str, document: str, language: str, said: str) -> None:
    assert title_in_words(basis, document, language=language) == said


def test_rules_name_five_kinds_of_title() -> None:
    """Rules 8(4)."""
    assert set(TITLE_BASES) == {"ownership", "lease", "gratuitous", "trust", "ppp"}
