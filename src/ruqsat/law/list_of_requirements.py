"""
The List of basic requirements, Annex 1 to the Rules, for the public page: Rules 4, List 1 to List 10.

Each row is generated from the very data by which cases are decided: terms, fees, hours, documents, grounds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.editions import Edition
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.reference import load


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that a row says, under its own clause; ``only`` is the condition on which a document is asked for."""

    ref: str
    says: Names
    only: Names | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a row says on one subject; ``title`` is ``None`` where the row has only one."""

    title: Names | None
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the List: number from 1 to 10, reference, title, and what it says, part by part."""

    number: int
    ref: str
    title: Names
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Names, ...]:
        """All that the row says, item by item."""
        return tuple(item.says for part in self.parts for item in part.items)


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
            parts=tuple(_parts(number, edition)),
        )
        for number in range(1, 11)
    )


def _parts(number: int, edition: Edition) -> Iterator[Part]:
    if number == 8:
        yield from _documents(edition)
    elif number == 9:
        yield Part(title=None, items=tuple(Item(ref=key, says=GROUNDS[key].names) for key in edition.grounds))
    else:
        yield Part(title=None, items=_written(_TABLES[str(number)]["items"], f"List {number}", edition))


def _documents(edition: Edition) -> Iterator[Part]:
    """List 8(1), List 8(2), List 8(3): the documents of each service, and what is given back after a reissue."""
    asked = {
        "List 8(1)": edition.documents_issue,
        "List 8(2)": tuple(key for key in edition.documents_reissue if _of_every_reissue(key)),
        "List 8(3)": edition.documents_duplicate,
    }
    for ref, keys in asked.items():
        table = _TABLES["8"]["parts"][ref]
        named = tuple(Item(ref=ref, says=DOCUMENTS[key].names, only=_only(key, edition)) for key in keys)
        yield Part(title=Names.from_table(table["title"]), items=named + _written(table.get("items", ()), ref, edition))


def _of_every_reissue(key: str) -> bool:
    """List 8(2): the form and the copy on the change; the rest only where the change is examined (Rules 19)."""
    return DOCUMENTS[key].part_of_form or DOCUMENTS[key].ref == "List 8(2)"


def _only(document: str, edition: Edition) -> Names | None:
    """List 8(1), List 8(2): on what condition a document is asked for; ``None`` where it always is."""
    table = _TABLES["8"]["only"].get(document)
    return _filled(table, {"education_year": edition.education_year}) if table else None


def _written(tables: tuple[Mapping[str, str], ...], ref: str, edition: Edition) -> tuple[Item, ...]:
    values = {field.name: getattr(edition, field.name) for field in fields(edition)}
    hours = ("opens", "closes", "lunch_from", "lunch_until")
    values |= {name: values[name].strftime("%H:%M") for name in hours}
    values["contact_centre"] = ", ".join(edition.contact_centre)
    return tuple(Item(ref=table.get("ref", ref), says=_filled(table, values)) for table in tables)


def _filled(table: Mapping[str, str], values: Mapping[str, object]) -> Names:
    said = {language: table[language] % values for language in LANGUAGES}
    return Names.from_table(said)
