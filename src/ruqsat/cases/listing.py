"""The list of a legal entity's specialists in a draft: one is added, changed, removed, under the draft's lock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ruqsat.cases.drafting import Section, change_section
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say
from ruqsat.people.models import Person

MOST = 1_000


class AlreadyListedError(RefusalError):
    """One person is listed once; several subtypes need no second entry."""

    def __init__(self) -> None:
        super().__init__(say("This person is in the list already."))


class ListFullError(RefusalError):
    """More specialists than one application can hold."""

    def __init__(self) -> None:
        super().__init__(say("There can be at most %(most)s specialists in one application.", most=MOST))


def keep_specialist(
    owner: Person, draft: UUID, values: dict[str, Any], *, place: str | None = None, at: datetime
) -> str:
    """
    List 8(1): keep a specialist at *place*, or at a new one; gives the place.

    :raises AlreadyListedError: if another place has the same IIN. :raises ListFullError: if no more fit.
    :raises NoSuchDraftError: for anybody else's draft.
    """
    kept: list[str] = []

    def change(before: dict[str, Any]) -> dict[str, Any]:
        listed = list(before.get("listed", []))
        if any(one["iin"] == values["iin"] and one["id"] != place for one in listed):
            raise AlreadyListedError
        if place is None and len(listed) >= MOST:
            raise ListFullError
        number = int(before.get("last_place", 0)) + (place is None)
        kept.append(place or f"S{number}")
        entry = values | {"id": kept[-1]}
        fresh = [entry if one["id"] == place else one for one in listed]
        return before | {"listed": fresh if place else [*listed, entry], "last_place": number}

    change_section(owner, draft, Section.SPECIALISTS, change, at=at)
    return kept[-1]


def merged(before: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """
    List 8(1): the list with these people: who is in it already keeps the place, and what the entry leaves empty.

    :raises ListFullError: if no more fit; nobody is taken then.
    """
    listed = {one["iin"]: one for one in before.get("listed", [])}
    number = int(before.get("last_place", 0))
    for entry in entries:
        known = listed.get(entry["iin"])
        if known is None:
            number += 1
            listed[entry["iin"]] = {**entry, "id": f"S{number}"}
        else:
            listed[entry["iin"]] = known | {name: value for name, value in entry.items() if value}
    if len(listed) > MOST:
        raise ListFullError
    return {**before, "listed": list(listed.values()), "last_place": number}


def drop_specialist(owner: Person, draft: UUID, place: str, *, at: datetime) -> None:
    """Take a specialist out of the list, with the documents about that person; nobody else gets the place."""

    def change(before: dict[str, Any]) -> dict[str, Any]:
        return before | {"listed": [one for one in before.get("listed", []) if one["id"] != place]}

    kept = change_section(owner, draft, Section.SPECIALISTS, change, at=at)
    kept.attachments.filter(about=place).delete()


def list_ended(owner: Person, draft: UUID, *, at: datetime) -> None:
    """The applicant says that everybody is listed."""
    change_section(owner, draft, Section.SPECIALISTS, lambda before: before | {"all_listed": True}, at=at)
