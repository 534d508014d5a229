"""The points of the qualification requirements that the conclusion of permit control answers: Rules 15, Rules 17."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruqsat.law.activities import SUBTYPES
from ruqsat.law.names import Names
from ruqsat.law.reference import load


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """
    One point: key, the clause that shows it, names, what is looked at, and the subtypes it is for (empty: all).

    A subtype named here stands for everything below it too.
    """

    key: str
    ref: str
    names: Names
    hint: Names
    subtypes: tuple[str, ...]


def _read() -> dict[str, Requirement]:
    return {
        key: Requirement(
            key=key,
            ref=table["ref"],
            names=Names.from_table(table),
            hint=Names.from_table(table["hint"]),
            subtypes=tuple(table.get("subtypes", ())),
        )
        for key, table in load("requirements")["requirements"].items()
    }


REQUIREMENTS: Mapping[str, Requirement] = _read()


def for_facility(subtypes: Iterable[str]) -> tuple[Requirement, ...]:
    """Rules 15, Rules 17: the points for a facility with these declared subtypes, in the order of the list."""
    declared = {code for subtype in subtypes for code in (subtype, _parent(subtype))}
    return tuple(one for one in REQUIREMENTS.values() if not one.subtypes or declared & set(one.subtypes))


def _parent(subtype: str) -> str:
    return SUBTYPES[subtype].parent if subtype in SUBTYPES else ""
