"""
The List of basic requirements, Annex 1 to the Rules, for the public page: Rules 4, List 1 to List 10.

Each row is generated from the very data by which cases are decided: terms, fees, hours, documents, grounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.editions import Edition
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.reference import load


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the List: number from 1 to 10, reference, title, and what it says, item by item."""

    number: int
    ref: str
    title: Names
    items: tuple[Names, ...]


_TABLES = load("list_of_requirements")


def rows(edition: Edition) -> tuple[Row, ...]:
    """
    Rules 4, List 1, List 2, List 4, List 5, List 10(3), List 10(5): the ten rows of the List under *edition*.
    """
    return tuple(
        Row(
            number=number,
            ref=f"List {number}",
            title=Names.from_table(_TABLES[str(number)]["title"]),
            items=(*_items(number, edition), *_from_data(number, edition)),
        )
        for number in range(1, 11)
    )


def _items(number: int, edition: Edition) -> tuple[Names, ...]:
    values = {field.name: getattr(edition, field.name) for field in fields(edition)}
    hours = ("opens", "closes", "lunch_from", "lunch_until")
    values |= {name: values[name].strftime("%H:%M") for name in hours}
    return tuple(_filled(table, values) for table in _TABLES[str(number)].get("items", ()))


def _filled(table: Mapping[str, str], values: Mapping[str, object]) -> Names:
    said = {language: table[language] % values for language in LANGUAGES}
    return Names.from_table(said)


def _from_data(number: int, edition: Edition) -> tuple[Names, ...]:
    """List 8, List 9: the documents and the grounds themselves."""
    if number == 8:
        return tuple(DOCUMENTS[key].names for key in edition.documents_issue)
    if number == 9:
        return tuple(GROUNDS[key].names for key in edition.grounds)
    return ()
