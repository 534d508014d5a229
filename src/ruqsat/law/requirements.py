"""
The points of the qualification requirements that the conclusion of permit control answers: Rules 15, Rules 17.

The list is a value: the table beside the code is its first wording, the keepers enter the others (`book.Book`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruqsat.law.activities import SUBTYPES, Subtype
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


@dataclass(frozen=True, kw_only=True)
class RequirementList:
    """
    The points of one wording, in their order.

    Whatever has ended stays, so that old files can name it; its key is among the ``ended``.
    """

    points: Mapping[str, Requirement]
    ended: frozenset[str] = frozenset()


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


LIST = RequirementList(points=REQUIREMENTS)
"""The table beside the code."""


def for_facility(
    subtypes: Iterable[str], *, among: RequirementList = LIST, known: Mapping[str, Subtype] = SUBTYPES
) -> tuple[Requirement, ...]:
    """
    Rules 15, Rules 17: the points for a facility with these declared subtypes, in the order of the list.

    :param known: the subtypes of the same day, which say what each belongs to.
    """
    declared = {code for subtype in subtypes for code in _up(subtype, known)}
    there = (one for one in among.points.values() if one.key not in among.ended)
    return tuple(one for one in there if not one.subtypes or declared & set(one.subtypes))


def _up(code: str, known: Mapping[str, Subtype]) -> tuple[str, ...]:
    above = known[code].parent if code in known else ""
    return (code, *_up(above, known)) if above else (code,)
