"""A table row by row: what can be taken over, and what is wrong in which cell of the others. Nothing is kept here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruqsat.cases.facilities import number_of
from ruqsat.cases.tables.columns import COLUMNS, Column, Kind, NoRows, places
from ruqsat.documents.tables.lines import Line
from ruqsat.keeping import at_hand
from ruqsat.law.activities import Speciality, specialities_for
from ruqsat.law.discrepancies import plain
from ruqsat.law.identifiers import iin_fault
from ruqsat.law.names import LANGUAGES
from ruqsat.law.saying import Saying, say

EARLIEST_GRADUATION = 1945
EARLIEST_MAKE = 1950
MOST_PIECES = 9_999
_LOST_LETTER = re.compile(r"\w\?|\?\w")  # what Windows-1251 leaves of a Kazakh letter
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the rows are held against: the day, the declared subtypes, and the facilities of the application."""

    on: date
    subtypes: tuple[str, ...]
    facilities: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong in one cell: the row's number in the file, the column, its text, and what to do about it."""

    row: int
    column: Column
    text: str
    wrong: Saying
    remedy: Saying


@dataclass(frozen=True, kw_only=True)
class Checked:
    """
    A table that was read whole: the entries of its right rows, the faults of the others, and those rows as sent.

    ``seen`` says of each number in which row it stood first.
    """

    entries: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]
    wrong_lines: tuple[Line, ...]
    seen: Mapping[str, int]

    @property
    def rows(self) -> int:
        """How many rows there are below the headings."""
        return len(self.entries) + len(self.wrong_lines)


NOBODY: Mapping[str, int] = {}


@dataclass
class _Reading:
    kind: Kind
    where: Mapping[str, int]
    around: Surroundings
    specialities: Mapping[str, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)


def check(kind: Kind, lines: Sequence[Line], around: Surroundings, *, seen: Mapping[str, int] = NOBODY) -> Checked:
    """
    List 8(1): every row of the table, headings first; a row with a fault gives no entry.

    *seen* are the numbers of rows that were taken over from the same table before.

    :raises ruqsat.cases.tables.columns.HeadingMissing, ruqsat.cases.tables.columns.HeadingTwice,
        ruqsat.cases.tables.columns.NoRows: with a sentence.
    """
    reading = _Reading(
        kind=kind,
        where=places(kind, lines[0]),
        around=around,
        specialities=_by_name(specialities_for(around.subtypes, among=at_hand.lists().activities)),
        seen=dict(seen),
    )
    if len(lines) == 1:
        raise NoRows
    entries, faults, wrong_lines = [], [], []
    for line in lines[1:]:
        entry: dict[str, Any] = {}
        found = list(_faults(line, reading, entry))
        if found:
            faults += found
            wrong_lines.append(line)
        else:
            entries.append(entry)
    return Checked(entries=tuple(entries), faults=tuple(faults), wrong_lines=tuple(wrong_lines), seen=reading.seen)


def _by_name(specialities: Sequence[Speciality]) -> dict[str, str]:
    named = {plain(one.names.in_(language)): one.code for one in specialities for language in LANGUAGES}
    return named | {one.code: one.code for one in specialities}


def _faults(line: Line, reading: _Reading, entry: dict[str, Any]) -> Iterator[Fault]:
    """What is wrong in a row; its values go into *entry*."""
    for column in COLUMNS[reading.kind]:
        place = reading.where.get(column.key)
        text = "" if place is None else " ".join(line.cell(place).split())
        told = _plain_fault(column, text, formula=place in line.formulas)
        value: Any = text
        if told is None:
            value, told = _READERS.get(column.key, _as_written)(text, reading, line)
        if told is not None:
            yield Fault(row=line.number, column=column, text=text, wrong=told[0], remedy=told[1])
        entry[_KEYS.get(column.key, column.key)] = value


Told = tuple[Saying, Saying] | None
"""What is wrong, and what to do."""


def _plain_fault(column: Column, text: str, *, formula: bool) -> Told:
    if formula:
        return say("This is a formula."), say("Put its value there: copy the column and paste the values only.")
    if column.needed and not text:
        return say("This is empty."), say("Fill it in; no row can be taken without it.")
    if len(text) > column.longest:
        wrong = say("This is longer than %(most)s letters.", most=column.longest)
        return wrong, say("Shorten it.")
    return None


def _as_written(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    return text, None


def _iin(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    """A zero at the beginning that a spreadsheet took for nothing is put back, if the check digit bears it out."""
    number = text.replace(" ", "")
    restored = number.zfill(12) if number.isdigit() and 10 <= len(number) < 12 else number
    number = restored if iin_fault(restored) is None else number
    fault = iin_fault(number)
    if fault is not None:
        return number, (fault, say("Look at the identity card; keep the column as text, so that no zero is lost."))
    before = reading.seen.setdefault(number, line.number)
    if before != line.number:
        wrong = say("This number stands in row %(row)s already.", row=before)
        return number, (wrong, say("Leave one row for each person; several facilities stand in one cell, like 1, 2."))
    return number, None


def _name(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    if _LOST_LETTER.search(text):
        return text, (say("Letters were lost when the file was saved."), say("Save it as .xlsx or as CSV UTF-8."))
    return text, None


def _speciality(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    code = reading.specialities.get(plain(text) if text not in reading.specialities else text, "")
    if text and not code:
        wrong = say("None of the subtypes that you chose has this speciality.")
        return "", (wrong, say("Copy its name from the second sheet of the template."))
    return code, None


def _graduated_in(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    return _year(text, first=EARLIEST_GRADUATION, reading=reading, none=0)


def _made_in(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    return _year(text, first=EARLIEST_MAKE, reading=reading, none="")


def _year(text: str, *, first: int, reading: _Reading, none: object) -> tuple[Any, Told]:
    if not text:
        return none, None
    if text.isascii() and text.isdigit() and first <= int(text[:9]) <= reading.around.on.year:
        return int(text), None
    wrong = say("This is no year from %(first)s to %(last)s.", first=first, last=reading.around.on.year)
    return none, (wrong, say("Write the year in four digits, like 2019."))


def _count(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PIECES:
        return int(text), None
    wrong = say("This is no whole number from 1 to %(most)s.", most=MOST_PIECES)
    return 0, (wrong, say("Write how many there are, in digits."))


def _facilities(text: str, reading: _Reading, line: Line) -> tuple[Any, Told]:
    """The facilities by their numbers on the page; where there is one, nothing has to be said."""
    known = reading.around.facilities
    parts = [part.strip() for part in re.split(r"[,;/]", text) if part.strip()]
    if not parts and len(known) == 1:
        return list(known), None
    by_number = {number_of(place): place for place in known}
    numbers = ", ".join(by_number)
    remedy = say("Write the number of a facility: %(numbers)s. Several stand in one cell, like 1, 2.", numbers=numbers)
    if not parts:
        return [], (say("It is not said at which facility."), remedy)
    named = [_NUMBER.findall(part) for part in parts]
    chosen = {by_number.get(str(int(one[0][:9]))) if len(one) == 1 else None for one in named}
    if None in chosen:
        return [], (say("There is no such facility in the application."), remedy)
    return [place for place in known if place in chosen], None


_KEYS = {"facility": "facilities"}
_READERS = {
    "iin": _iin,
    "last": _name,
    "first": _name,
    "patronymic": _name,
    "speciality": _speciality,
    "graduated_in": _graduated_in,
    "made_in": _made_in,
    "count": _count,
    "facility": _facilities,
}
