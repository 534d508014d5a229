"""Subtypes of medical activity and specialities: what a license and its annexes are issued for (Annex 2, Annex 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruqsat.law.names import Names
from ruqsat.law.reference import load


class UnknownSubtype(LookupError):
    """No subtype of activity of that code is in the reference data."""


@dataclass(frozen=True, kw_only=True)
class Speciality:
    """A medical speciality, as certificates name it."""

    code: str
    names: Names


@dataclass(frozen=True, kw_only=True)
class Subtype:
    """
    A subtype of medical activity: code, names, the subtype it belongs to (empty at the top), specialities offered.

    Only those without children are declared in an application.
    """

    code: str
    names: Names
    parent: str
    specialities: tuple[str, ...]


_TABLES = load("activities")

ACTIVITY = Names.from_table(_TABLES["activity"])
"""The licensed type of activity itself."""

SPECIALITIES: Mapping[str, Speciality] = {
    code: Speciality(code=code, names=Names.from_table(table)) for code, table in _TABLES["specialities"].items()
}

SUBTYPES: Mapping[str, Subtype] = {
    code: Subtype(
        code=code,
        names=Names.from_table(table),
        parent=table.get("parent", ""),
        specialities=tuple(table.get("specialities", ())),
    )
    for code, table in _TABLES["subtypes"].items()
}


def children(code: str) -> tuple[Subtype, ...]:
    """The subtypes directly below *code*; those at the top for the empty code."""
    return tuple(subtype for subtype in SUBTYPES.values() if subtype.parent == code)


def declarable() -> tuple[Subtype, ...]:
    """The subtypes that an application may declare: those with nothing below them, in the order of the list."""
    return tuple(subtype for subtype in SUBTYPES.values() if not children(subtype.code))


def full_names(code: str) -> Names:
    """
    Annex 2, Annex 3: the full name of a subtype, its group first.

    :raises UnknownSubtype: if the code is not in the list.
    """
    subtype = SUBTYPES.get(code)
    if subtype is None:
        raise UnknownSubtype(code)
    if not subtype.parent:
        return subtype.names
    group = full_names(subtype.parent)
    own = subtype.names
    return Names(kk=f"{group.kk}: {own.kk}", ru=f"{group.ru}: {own.ru}", en=f"{group.en}: {own.en}")


def specialities_for(codes: Iterable[str]) -> tuple[Speciality, ...]:
    """The specialities that the given subtypes offer, each once, in the order of the list."""
    wanted = {speciality for code in codes for speciality in _subtype(code).specialities}
    return tuple(speciality for code, speciality in SPECIALITIES.items() if code in wanted)


def _subtype(code: str) -> Subtype:
    if code not in SUBTYPES:
        raise UnknownSubtype(code)
    return SUBTYPES[code]
