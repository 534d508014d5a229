"""
Workbooks of Excel (XLSX): the first sheet.

Such a file is an archive of XML. Before anything looks into it, its parts are counted, what they unpack to is limited,
and definitions of entities are refused; formulas are not worked out, links not followed.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ruqsat.documents.checking import MEGABYTE, NotAccepted
from ruqsat.documents.tables.lines import MOST_CELLS, MOST_LINES, Line, TooManyLines, Unreadable, trimmed
from ruqsat.law.saying import say

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Excel begin, and workbooks with a password."""

MOST_PARTS = 1_000
MOST_UNPACKED = 40 * MEGABYTE
EMPTY_ONES = 5 * MOST_LINES
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_WRONG = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    EOFError,
)
"""What the library raises, besides its own, where a part is missing or is not what it should be."""


class OldWorkbook(NotAccepted):
    """A workbook of the old Excel, or one with a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "The file “%(name)s” is an old Excel file or has a password. Save it as .xlsx without a password.",
                name=name,
            )
        )


class TooMuchInside(NotAccepted):
    """It unpacks to more than a table can be."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "The file “%(name)s” unpacks to more than %(most)s MB. Copy the table alone into a new workbook.",
                name=name,
                most=MOST_UNPACKED // MEGABYTE,
            )
        )


class DefinesEntities(NotAccepted):
    """Its XML defines entities, which no program that writes workbooks does."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "The file “%(name)s” holds definitions that no table needs. Copy the table into a new workbook.",
                name=name,
            )
        )


def read(content: bytes, *, name: str) -> tuple[Line, ...]:
    """
    The lines of the first sheet that have something in them.

    :raises NotAccepted: with a sentence. :raises Unreadable: if that is no workbook.
    """
    if content.startswith(OLD):
        raise OldWorkbook(name)
    _look_inside(content, name)
    import openpyxl  # with the first workbook: no start of a process waits for it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            return tuple(_lines(book.worksheets[0]))
        finally:
            book.close()
    except (InvalidFileException, *_WRONG, zipfile.BadZipFile) as error:
        raise Unreadable(str(error)) from error


def _look_inside(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise TooMuchInside(name)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _stop_at_definitions(archive.read(part), name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable(str(error)) from error


def _stop_at_definitions(xml: bytes, name: str) -> None:
    """Also where it is written in an encoding in which they would not be found."""
    strange = xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in xml[:100]
    if strange or any(word in xml for word in _FORBIDDEN):
        raise DefinesEntities(name)


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # what the file says of its own size
    found = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = trimmed(_text(cell.value) for cell in row[:MOST_CELLS])
        if cells:
            found += 1
            formulas = frozenset(place for place, cell in enumerate(row) if getattr(cell, "data_type", "") == "f")
            yield Line(number=number, cells=cells, formulas=formulas)
        if found > MOST_LINES + 1 or number > EMPTY_ONES:
            raise TooManyLines


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return f"{value:%d.%m.%Y}"
    return str(value).strip()
