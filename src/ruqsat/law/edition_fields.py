"""Fields of an edition as people know them: what each is called, by which clauses it stands, in which unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruqsat.law.edition_amended import NEVER_OF_OPEN_CASES, EditionAmended
from ruqsat.law.edition_values import REPLACEABLE
from ruqsat.law.names import Names
from ruqsat.law.reference import load


@dataclass(frozen=True, kw_only=True)
class EditionField:
    """One field: ``refs`` are the clauses that set it, the first of them the one that an order amends."""

    name: str
    group: str
    refs: tuple[str, ...]
    names: Names
    unit: Names | None

    @property
    def may_apply_to_open_cases(self) -> bool:
        """Whether an order can apply it to cases that were filed before it."""
        return self.name not in NEVER_OF_OPEN_CASES


def _field(name: str, table: Mapping[str, Any]) -> EditionField:
    unit = table.get("unit")
    return EditionField(
        name=name,
        group=table["group"],
        refs=tuple(table["refs"]),
        names=Names.from_table(table),
        unit=Names.from_table(unit) if unit else None,
    )


_TABLES = load("edition_fields")
GROUPS: Mapping[str, Names] = {name: Names.from_table(table) for name, table in _TABLES["group"].items()}
"""What the groups of fields are called, in the order in which they are entered."""
FIELDS: Mapping[str, EditionField] = {name: _field(name, _TABLES["field"][name]) for name in REPLACEABLE}
"""Every field that an order can replace."""


def unworded(order: EditionAmended) -> Iterator[str]:
    """
    Rules 21-1: clauses whose numbers the order replaces and whose words it leaves: our short words may be untrue then.

    Only those clauses are told whose words name what they set; the List is rendered from the numbers themselves.
    """
    worded = {ref for ref, _ in order.replaces.get("texts", ())}
    for name in order.replaces:
        yield from (ref for ref in FIELDS[name].refs if ref not in worded and ref in _NAMES_ITS_NUMBER)


_NAMES_ITS_NUMBER = frozenset(
    {"Rules 9", "Rules 11", "Rules 12", "Rules 14", "Rules 19", "Rules 21-1", "Rules 23", "Rules 25", "Rules 26"}
) | {"List 3", "List 6(1)", "List 6(2)", "List 6(3)", "List 7(1)", "List 10(3)", "List 10(5)", "Permits 25"}
