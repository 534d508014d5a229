"""Rows of tables for the tests, of people who are plainly invented."""

from collections.abc import Iterable, Sequence
from datetime import date

from ruqsat.cases.tables.checking import Surroundings
from ruqsat.cases.tables.columns import COLUMNS, Kind
from ruqsat.documents.tables.lines import Line
from ruqsat.law.identifiers import check_digit

ALONE = Surroundings(on=date(2026, 3, 18), subtypes=("outpatient_adult",), facilities=("F1",))
THREE = Surroundings(on=date(2026, 3, 18), subtypes=("outpatient_adult",), facilities=("F1", "F2", "F4"))

SPECIALIST = {
    "iin": "920308499215",
    "last": "Макетова",
    "first": "Сания",
    "patronymic": "Үлгіқызы",
    "speciality": "Кардиология",
    "graduated_in": "2016",
    "diploma": "ЖБ-Б 9900106, Үлгі университеті",
    "certificate": "KZ99VKC00990106",
    "employment": "«Үлгі Клиника» ЖШС, кардиолог, 2018 жылдан",
    "facility": "1",
}
PIECE = {
    "name": "УДЗ аппараты",
    "model": "Үлгі-40",
    "serial": "SN-17",
    "made_in": "2021",
    "count": "2",
    "facility": "1",
}


def iins(count: int) -> list[str]:
    """So many different numbers with right check digits."""
    found: list[str] = []
    place = 0
    while len(found) < count:
        day, order = divmod(place, 8_000)
        eleven = f"9{day // 336 % 10}{day // 28 % 12 + 1:02}{day % 28 + 1:02}4{order + 1:04}"
        digit = check_digit(eleven)
        if digit is not None:
            found.append(f"{eleven}{digit}")
        place += 1
    return found


def headings(kind: Kind, language: str = "kk") -> list[str]:
    """The headings of the template."""
    return [column.names.in_(language) for column in COLUMNS[kind]]


def cells(kind: Kind, row: dict[str, str]) -> list[str]:
    """A row in the order of the template."""
    return [row[column.key] for column in COLUMNS[kind]]


def lines(kind: Kind, *rows: dict[str, str], language: str = "kk") -> tuple[Line, ...]:
    """A whole table as it is read."""
    return as_lines([headings(kind, language), *(cells(kind, row) for row in rows)])


def as_lines(rows: Iterable[Sequence[str]]) -> tuple[Line, ...]:
    """Rows as a file gives them."""
    return tuple(Line(number=number, cells=tuple(row)) for number, row in enumerate(rows, start=1))
