"""
The facilities of a draft: Annex 2(11), Annex 3(11), each with its subtypes, premises and statements.

The first stands in the sections of the form themselves, as in every draft that has one facility alone; further ones
stand beside them, each with sections of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ruqsat.cases.drafting import Answers, Section, change_answers, specialists_in
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say
from ruqsat.people.models import Person

FIRST = "F1"
MOST = 50
FACILITIES = "facilities"
"""Where the answers of a draft keep which place the first facility has, and the further ones."""

OF_FACILITY = (Section.ACTIVITY, Section.FACILITY, Section.REQUIREMENTS)
"""The sections that each facility has of its own."""


class NoSuchFacilityError(LookupError):
    """The draft has no facility at that place."""


class FacilitiesFullError(RefusalError):
    """More facilities than one application can hold."""

    def __init__(self) -> None:
        super().__init__(say("There can be at most %(most)s facilities in one application.", most=MOST))


def places_in(answers: Answers) -> tuple[str, ...]:
    """The places of the facilities ("F1", "F2", …), the first one first; there is always one."""
    return (_first(answers), *(str(one["id"]) for one in _further(answers)))


def number_of(place: str) -> str:
    """The number by which people know a facility, on every page: it stays when another one is removed."""
    return place.removeprefix("F")


def next_place(answers: Answers) -> str:
    """The place of the facility that is added next, which no other one of the draft ever had."""
    return f"F{int(answers.get(FACILITIES, {}).get('last_place', 1)) + 1}"


def at_facility(answers: Answers, place: str) -> Answers:
    """
    The answers as that facility has them: its own subtypes, premises and statements in the sections of the form.

    :raises NoSuchFacilityError: if there is none.
    """
    if place == _first(answers):
        return answers
    found = next((one for one in _further(answers) if one["id"] == place), None)
    if found is None:
        raise NoSuchFacilityError(place)
    return answers | {section.value: found.get(section.value, {}) for section in OF_FACILITY}


def every_facility(answers: Answers) -> tuple[Answers, ...]:
    """The answers as each facility has them, in the order of their places."""
    return tuple(at_facility(answers, place) for place in places_in(answers))


def subtypes_in(answers: Answers) -> tuple[str, ...]:
    """Annex 2(4), Annex 3(4): the subtypes of all facilities, each once."""
    chosen = (one.get(Section.ACTIVITY.value, {}).get("subtypes", ()) for one in every_facility(answers))
    return tuple(dict.fromkeys(code for subtypes in chosen for code in subtypes))


def works_at(specialist: Mapping[str, Any], places: Sequence[str]) -> tuple[str, ...]:
    """List 8(1): at which of the *places* a specialist works; who was listed while there was one works at the first."""
    if len(places) == 1 or "facilities" not in specialist:
        return tuple(places[:1])
    return tuple(place for place in places if place in specialist["facilities"])


def keep_of_facility(
    owner: Person, draft: UUID, place: str, section: Section, values: dict[str, Any], *, at: datetime
) -> None:
    """
    Keep what was typed in one section of one facility.

    :raises NoSuchFacilityError: if it is not there any more. :raises NoSuchDraftError: for anybody else's draft.
    """
    change_answers(owner, draft, lambda answers: with_section(answers, place, section, values), at=at)


def with_section(answers: Answers, place: str, section: Section, values: dict[str, Any]) -> Answers:
    """
    The answers with another section of one facility.

    :raises NoSuchFacilityError: if it is not there any more.
    """
    return _with(answers, place, {section.value: values})


def add_facility(owner: Person, draft: UUID, premises: dict[str, Any], *, at: datetime) -> str:
    """
    Annex 2(11), Annex 3(11): one more facility; gives its place, which no other facility of the draft ever had.

    :raises FacilitiesFullError: if no more fit. :raises NoSuchDraftError: for anybody else's draft.
    """
    added: list[str] = []

    def change(answers: Answers) -> Answers:
        further, kept = _further(answers), answers.get(FACILITIES, {})
        if len(further) + 1 >= MOST:
            raise FacilitiesFullError
        added.append(next_place(answers))
        entry = {"id": added[-1], Section.FACILITY.value: premises}
        last = int(number_of(added[-1]))
        return answers | {FACILITIES: kept | {"further": [*further, entry], "last_place": last}}

    change_answers(owner, draft, change, at=at)
    return added[-1]


def drop_facility(owner: Person, draft: UUID, place: str, *, at: datetime) -> None:
    """
    Take a facility out of the draft with its statements and the documents about it; the last one stays.

    Who worked there only has to be told a place anew.

    :raises NoSuchDraftError: for anybody else's draft.
    """
    kept = change_answers(owner, draft, lambda answers: _without(answers, place), at=at)
    kept.attachments.filter(about=place).delete()


def _without(answers: Answers, place: str) -> Answers:
    places = places_in(answers)
    if place not in places or len(places) == 1:
        return answers
    left = _moved_out(answers, place, places)
    kept, further = left.get(FACILITIES, {}), _further(left)
    if place != places[0]:
        return left | {FACILITIES: kept | {"further": [one for one in further if one["id"] != place]}}
    first, *others = further
    own = {section.value: first.get(section.value, {}) for section in OF_FACILITY}
    return left | own | {FACILITIES: kept | {"first": first["id"], "further": others}}


def _moved_out(answers: Answers, place: str, places: Sequence[str]) -> Answers:
    listed = [
        one | {"facilities": [each for each in works_at(one, places) if each != place]}
        for one in specialists_in(answers)
    ]
    if not listed:
        return answers
    section = Section.SPECIALISTS.value
    return answers | {section: answers[section] | {"listed": listed}}


def _with(answers: Answers, place: str, sections: Answers) -> Answers:
    if place == _first(answers):
        return answers | sections
    at_facility(answers, place)
    changed = [one | sections if one["id"] == place else one for one in _further(answers)]
    return answers | {FACILITIES: answers[FACILITIES] | {"further": changed}}


def _first(answers: Answers) -> str:
    return str(answers.get(FACILITIES, {}).get("first", FIRST))


def _further(answers: Answers) -> list[dict[str, Any]]:
    further: list[dict[str, Any]] = answers.get(FACILITIES, {}).get("further", [])
    return further
