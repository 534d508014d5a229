"""The documents' font has every letter of the three languages; what it lacks is replaced, not left out."""

import pytest

from ruqsat.documents import glyphs


@pytest.mark.parametrize("letters", ["ӘәҒғҚқҢңӨөҰұҮүҺһІі", "ЁёЪъЫыЭэЯя", "№₸«»“”–—…·", "AZaz09"])
def test_the_font_has_these(letters: str) -> None:
    assert [letter for letter in letters if ord(letter) not in glyphs.covered()] == []


def test_text_is_composed_and_what_the_font_lacks_is_replaced() -> None:
    assert glyphs.printable("и\u0306 😀\tа\r\nб") == "й \N{REPLACEMENT CHARACTER} а\nб"


def test_a_file_that_is_no_font_is_named(tmp_path: object) -> None:
    with pytest.raises(glyphs.FontMissing, match="broken"):
        glyphs._mapped(b"not a font", "broken.ttf")
