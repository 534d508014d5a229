"""A table that somebody sent, as lines of text: CSV as it is written here, or a workbook of Excel (XLSX)."""

from pathlib import PurePath

from ruqsat.documents.checking import MEGABYTE, FileEmpty, FileTooLarge, NotAccepted, NotWhatItSays
from ruqsat.documents.tables import csv_text, workbooks
from ruqsat.documents.tables.lines import Line, Unreadable
from ruqsat.law.saying import say

MOST_BYTES = 10 * MEGABYTE
ENDINGS = (".csv", ".xlsx")


class NoTable(NotAccepted):
    """Files of this type are not read as tables."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("The file “%(name)s” is no table that can be read here. Save it as .xlsx or .csv.", name=name)
        )


def read(content: bytes, *, name: str) -> tuple[Line, ...]:
    """
    Every line that has something in it, with its number in the file, headings first.

    :raises NotAccepted: with a sentence, if the file is empty, too large, hostile, or no table.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS and not content.startswith(workbooks.OLD):
        raise NoTable(name)
    if not content:
        raise FileEmpty(name)
    if len(content) > MOST_BYTES:
        raise FileTooLarge(name, MOST_BYTES)
    try:
        lines = csv_text.read(content) if ending == ".csv" else workbooks.read(content, name=name)
    except Unreadable as error:
        raise NotWhatItSays(name) from error
    if not lines:
        raise FileEmpty(name)
    return lines
