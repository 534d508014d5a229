"""The subtypes of medical activity as the page shows them: in groups, by name in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from ruqsat.keeping import at_hand
from ruqsat.law import activities
from ruqsat.law.activities import Subtype


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A subtype that can be declared."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Subtypes that belong together; a group of one has no name of its own."""

    name: str
    choices: tuple[Choice, ...]


def groups(*, language: str) -> tuple[Group, ...]:
    """Annex 2: every subtype that an application may declare, in the order of the list."""
    alone = tuple(_choice(one, language) for one in _below("") if not _below(one.code))
    together = tuple(_group(one, language) for one in _below("") if _below(one.code))
    return (*together, Group(name="", choices=alone)) if alone else together


def speciality_choices(subtypes: Sequence[str], *, language: str) -> list[tuple[str, str]]:
    """The specialities in which the chosen subtypes are practiced, by name."""
    among = at_hand.lists().activities
    known = [code for code in subtypes if code in among.subtypes]
    named = ((one.code, one.names.in_(language)) for one in activities.specialities_for(known, among=among))
    return sorted(named, key=lambda pair: pair[1])


def speciality_by_name(name: str) -> str:
    """The code of the speciality that a register names, in whichever of the three languages; "" for none."""
    wanted = name.strip().casefold()
    for code, one in at_hand.lists().activities.specialities.items():
        if wanted in {code, one.names.kk.casefold(), one.names.ru.casefold(), one.names.en.casefold()}:
            return code
    return ""


def _below(code: str) -> tuple[Subtype, ...]:
    return activities.children(code, among=at_hand.lists().activities)


def _group(parent: Subtype, language: str) -> Group:
    below = tuple(_choice(one, language) for one in _leaves(parent.code))
    return Group(name=parent.names.in_(language), choices=below)


def _leaves(code: str) -> tuple[Subtype, ...]:
    found: list[Subtype] = []
    for one in _below(code):
        found += _leaves(one.code) or (one,)
    return tuple(found)


def _choice(one: Subtype, language: str) -> Choice:
    name = one.names.in_(language)
    return Choice(code=one.code, name=name[:1].upper() + name[1:])
