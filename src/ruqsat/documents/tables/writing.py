"""Tables that people take away to fill in or to correct."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

Rows = Iterable[Sequence[str]]
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 24


def as_csv(rows: Rows) -> bytes:
    """Semicolons and UTF-8 with its mark, as the Excel of this country opens it; nothing in it is worked out."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: Rows, *, title: str, further: Sequence[tuple[str, Rows]] = ()) -> bytes:
    """A workbook with the rows on its first sheet, the first of them in bold, every cell text; further sheets after."""
    import openpyxl  # with the first workbook, as in `workbooks`
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    bold = Font(bold=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in ((title, rows), *further):
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for place in range(1, 13):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
        for number, line in enumerate(lines, start=1):
            for place, text in enumerate(line, start=1):
                cell = sheet.cell(row=number, column=place)
                _write(cell, text)
                if number == 1:
                    cell.font = bold
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(cell: Any, text: str) -> None:
    cell.value = _printable(text)
    cell.data_type = "s"  # never a formula
    cell.number_format = "@"


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_LIKE_A_FORMULA) else text
