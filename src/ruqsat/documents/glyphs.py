"""Which characters the documents' own font can show."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
INSTEAD = "\N{REPLACEMENT CHARACTER}"


class FontMissing(Exception):
    """The documents' font is not there, or cannot be read: the set-up builds it."""


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """
    The code points that every file of the font has a glyph for.

    :raises FontMissing: without fonts no document can be made.
    """
    files = sorted(FONTS.glob("*.ttf"))
    if not files:
        raise FontMissing("The documents' font is missing. Build it with “make setup”.")
    return frozenset.intersection(*(frozenset(_mapped(file.read_bytes(), file.name)) for file in files))


def printable(text: str) -> str:
    """*text* in NFC, with what the font cannot show replaced by a sign that says so; line breaks stay."""
    known = covered()
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    strange = {ord(letter) for letter in set(composed)} - known - {ord("\n")}
    return composed.translate(dict.fromkeys(strange, INSTEAD)) if strange else composed


def _mapped(font: bytes, name: str) -> set[int]:
    """The keys of the font's Unicode character map (OpenType `cmap`, formats 4 and 12)."""
    try:
        start = _table(font, b"cmap")
        (count,) = struct.unpack_from(">H", font, start + 2)
        mapped: set[int] = set()
        for place in range(count):
            _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * place)
            mapped |= _subtable(font, start + offset)
    except (struct.error, KeyError) as error:
        raise FontMissing(f"The font {name} cannot be read. Build it anew with “make setup”.") from error
    return mapped


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    starts: dict[bytes, int] = {name: offset for name, _, offset, _ in tables}
    return starts[tag]


def _subtable(font: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        (count,) = struct.unpack_from(">I", font, at + 12)
        groups = (struct.unpack_from(">III", font, at + 16 + 12 * place) for place in range(count))
        return {code for first, last, _ in groups for code in range(first, last + 1)}
    if form != 4:
        return set()
    (twice,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}
