"""CSV: with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1251, as programs here write it."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from ruqsat.documents.tables.lines import MOST_CELLS, MOST_LINES, Line, TooManyLines, Unreadable, trimmed

SEPARATORS = ";,\t"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told; it hides that line
_QUOTED = re.compile(r'"[^"]*"')
_SPARED = re.compile(r"^'(?=[=+\-@])")  # the mark with which a text that looks like a formula is written


def read(content: bytes) -> tuple[Line, ...]:
    """
    The lines that have something in them.

    :raises Unreadable: if that is no text. :raises TooManyLines: beyond what is read at once.
    """
    text = _decoded(content)
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text)
    reader = csv.reader(io.StringIO(text[said.end() :] if said else text, newline=""), delimiter=separator)
    found = []
    try:
        for line in _lines(reader):
            found.append(line)
            if len(found) > MOST_LINES + 1:
                raise TooManyLines
    except csv.Error as error:
        raise Unreadable(str(error)) from error
    return tuple(found)


def _lines(reader: Iterator[list[str]]) -> Iterator[Line]:
    for number, row in enumerate(reader, start=1):
        cells = trimmed(_SPARED.sub("", cell.strip()) for cell in row[:MOST_CELLS])
        if cells:
            yield Line(number=number, cells=cells)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in(content, "utf-16")
    if b"\0" in content:
        raise Unreadable("null bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _in(content, "cp1251")


def _in(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(encoding) from error


def _separator(text: str) -> str:
    """The one that the first line uses most, outside quotation marks."""
    first = _QUOTED.sub("", next((line for line in text.splitlines() if line.strip()), ""))
    return max(SEPARATORS, key=first.count)
