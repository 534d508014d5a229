"""
Subtypes of medical activity and specialities: what a license and its annexes are issued for (Annex 2, Annex 3).

The list is a value: the table beside the code is its first wording, the keepers enter the others (`book.Book`).
"""

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


@dataclass(frozen=True, kw_only=True)
class ActivityList:
    """
    Subtypes and specialities of one wording, in their order.

    Whatever has ended stays, so that old files can name it; its code is among the ``ended`` subtypes or specialities,
    which have codes of their own each.
    """

    subtypes: Mapping[str, Subtype]
    specialities: Mapping[str, Speciality]
    ended: frozenset[str] = frozenset()
    ended_specialities: frozenset[str] = frozenset()

    @property
    def there(self) -> Mapping[str, Subtype]:
        """The subtypes without those that have ended."""
        return {code: one for code, one in self.subtypes.items() if code not in self.ended}

    @property
    def practiced(self) -> Mapping[str, Speciality]:
        """The specialities without those that have ended."""
        return {code: one for code, one in self.specialities.items() if code not in self.ended_specialities}


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


LIST = ActivityList(subtypes=SUBTYPES, specialities=SPECIALITIES)
"""The table beside the code."""


def children(code: str, *, among: ActivityList = LIST) -> tuple[Subtype, ...]:
    """The subtypes directly below *code*, but for those that have ended; those at the top for the empty code."""
    return tuple(one for one in among.there.values() if one.parent == code)


def declarable(*, among: ActivityList = LIST) -> tuple[Subtype, ...]:
    """The subtypes that an application may declare: those with nothing below them, in the order of the list."""
    return tuple(one for one in among.there.values() if not children(one.code, among=among))


def full_names(code: str, *, among: ActivityList = LIST) -> Names:
    """
    Annex 2, Annex 3: the full name of a subtype, its group first.

    :raises UnknownSubtype: if the code is not in the list.
    """
    subtype = _subtype(code, among)
    if not subtype.parent:
        return subtype.names
    group = full_names(subtype.parent, among=among)
    own = subtype.names
    return Names(kk=f"{group.kk}: {own.kk}", ru=f"{group.ru}: {own.ru}", en=f"{group.en}: {own.en}")


def specialities_for(codes: Iterable[str], *, among: ActivityList = LIST) -> tuple[Speciality, ...]:
    """The specialities that the given subtypes offer, each once, in the order of the list."""
    wanted = {speciality for code in codes for speciality in _subtype(code, among).specialities}
    return tuple(one for code, one in among.specialities.items() if code in wanted)


def _subtype(code: str, among: ActivityList) -> Subtype:
    if code not in among.subtypes:
        raise UnknownSubtype(code)
    return among.subtypes[code]
