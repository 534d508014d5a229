"""What a table gave is kept in the draft, whole or not at all; what is wrong waits there to be corrected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ruqsat.cases.drafting import UNFINISHED, Answers, Section, answers_of, change_answers, draft_of
from ruqsat.cases.facilities import at_facility, places_in, subtypes_in, with_section
from ruqsat.cases.listing import merged
from ruqsat.cases.tables.checking import NOBODY, Checked, Surroundings, check
from ruqsat.cases.tables.columns import EQUIPMENT, Kind
from ruqsat.documents.tables.lines import Line
from ruqsat.law.local_time import local
from ruqsat.people.models import Person

WAITING = "tables"
"""Where the answers of a draft keep the tables of which it is not decided yet what to take over."""

POINT = "equipment"
"""The qualification requirement that a table of equipment states."""


def surroundings(answers: Answers, *, at: datetime) -> Surroundings:
    """What rows are held against in this draft."""
    return Surroundings(on=local(at).date(), subtypes=subtypes_in(answers), facilities=places_in(answers))


def take(owner: Person, draft: UUID, kind: Kind, lines: Sequence[Line], *, language: str, at: datetime) -> Checked:
    """
    Check a table. Without any fault it is taken over at once; otherwise nothing is, and it waits for a choice.

    :raises NoSuchDraftError: for anybody else's draft. :raises RefusalError: with a sentence, if a column is missing
        or not all of it fits.
    """
    checked = check(kind, lines, surroundings(answers_of(draft_of(owner, draft, at=at)), at=at))
    if checked.faults:
        change_answers(owner, draft, lambda answers: _waiting(answers, kind, lines), at=at)
    else:
        change_answers(owner, draft, lambda answers: _taken(answers, kind, checked, language=language), at=at)
    return checked


def waiting(answers: Answers, kind: Kind, *, at: datetime) -> Checked | None:
    """The table that waits, checked anew: what is right in it may have changed with the draft."""
    lines = lines_waiting(answers, kind)
    if not lines:
        return None
    return check(kind, lines, surroundings(answers, at=at), seen=answers[WAITING][kind.value]["seen"])


def lines_waiting(answers: Answers, kind: Kind) -> tuple[Line, ...]:
    """The lines of the table that waits, headings first."""
    kept = answers.get(WAITING, {}).get(kind.value, {}).get("lines", [])
    return tuple(
        Line(number=number, cells=tuple(cells), formulas=frozenset(formulas)) for number, cells, formulas in kept
    )


def take_right_ones(owner: Person, draft: UUID, kind: Kind, *, language: str, at: datetime) -> Checked | None:
    """
    Take over the right rows of the table that waits; the wrong ones go on waiting. ``None`` if none waits.

    :raises NoSuchDraftError: for anybody else's draft. :raises RefusalError: with a sentence, if not all of it fits.
    """
    found: list[Checked] = []

    def change(answers: Answers) -> Answers:
        checked, lines = waiting(answers, kind, at=at), lines_waiting(answers, kind)
        if checked is None:
            return answers
        found.append(checked)
        left = _taken(answers, kind, checked, language=language)
        wrong = (lines[0], *checked.wrong_lines) if checked.wrong_lines else ()
        return _waiting(left, kind, wrong, seen=_right_ones(checked))

    change_answers(owner, draft, change, at=at)
    return found[0] if found else None


def let_go(owner: Person, draft: UUID, kind: Kind, *, at: datetime) -> None:
    """Nothing of the table that waits is taken over."""
    change_answers(owner, draft, lambda answers: _waiting(answers, kind, ()), at=at)


def _right_ones(checked: Checked) -> dict[str, int]:
    wrong = {line.number for line in checked.wrong_lines}
    return {number: row for number, row in checked.seen.items() if row not in wrong}


def _waiting(answers: Answers, kind: Kind, lines: Sequence[Line], *, seen: Mapping[str, int] = NOBODY) -> Answers:
    kept = {name: table for name, table in answers.get(WAITING, {}).items() if name != kind.value}
    if lines:
        listed = [[line.number, list(line.cells), sorted(line.formulas)] for line in lines]
        kept[kind.value] = {"lines": listed, "seen": dict(seen)}
    return answers | {WAITING: kept}


def _taken(answers: Answers, kind: Kind, checked: Checked, *, language: str) -> Answers:
    left = _waiting(answers, kind, ())
    if kind is Kind.EQUIPMENT:
        return _stated(left, checked.entries, language=language)
    section = Section.SPECIALISTS.value
    return left | {section: merged(left.get(section, {}), checked.entries)}


def _stated(answers: Answers, entries: Sequence[Mapping[str, Any]], *, language: str) -> Answers:
    """Form of information (List 8(1)): the table is what the applicant states on the equipment of each facility."""
    for place in places_in(answers):
        mine = [one for one in entries if place in one["facilities"]]
        if not mine:
            continue
        text = equipment_in_words(mine, language=language)
        before = at_facility(answers, place).get(Section.REQUIREMENTS.value, {})
        stated = before | {POINT: text}
        if UNFINISHED in before:
            stated[UNFINISHED] = before[UNFINISHED] | {POINT: [text]}
        answers = with_section(answers, place, Section.REQUIREMENTS, stated)
    return answers


def equipment_in_words(entries: Sequence[Mapping[str, Any]], *, language: str) -> str:
    """The table as text: a line of headings, then one numbered line for each piece."""
    columns = [one for one in EQUIPMENT if one.key != "facility"]
    headings = " | ".join(("№", *(one.names.in_(language) for one in columns)))
    lines = (
        " | ".join((str(number), *(str(one[column.key]) or "–" for column in columns)))
        for number, one in enumerate(entries, start=1)
    )
    return "\n".join((headings, *lines))
