"""Which sections each applicant has: Rules 6, Annex 2, Annex 3."""

from datetime import date
from typing import Any

import pytest

from ruqsat.cases import sections_held
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.sections import REQUIRED, SECTIONS, WAITS_FOR, Progress, finished, sections_for, tasks
from ruqsat.keeping import at_hand
from ruqsat.law import book_changes
from ruqsat.law.application import ApplicantKind
from ruqsat.law.book import FIRST, Chapter
from tests.cases.filling import SPECIALIST, attach, begun, list_both
from tests.milestones import Stand
from tests.walking import HOME, TYPED, draft_of
from tests.world import AIZHAN, PETR, person

ENTITYS = {Section.ORGANIZATION, Section.ENTITY, Section.LEGAL_ADDRESS, Section.HEAD, Section.SPECIALISTS}
PERSONS = {Section.NAME, Section.RESIDENCE, Section.QUALIFICATION}


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        (ApplicantKind.INDIVIDUAL, PERSONS, ENTITYS | {Section.REGISTRATION}),
        (ApplicantKind.ENTREPRENEUR, PERSONS | {Section.REGISTRATION}, ENTITYS),
        (ApplicantKind.LEGAL_ENTITY, ENTITYS, PERSONS | {Section.REGISTRATION}),
    ],
)
def test_each_kind_fills_in_its_own_form(kind: ApplicantKind, has: set[Section], has_not: set[Section]) -> None:
    """Rules 6, Rules 2(4): individuals and entrepreneurs by Annex 2, legal entities by Annex 3."""
    listed = set(SECTIONS[kind])
    assert has <= listed
    assert not has_not & listed
    assert Section.REPRESENTATIVE not in listed


def test_a_representative_says_first_for_whom() -> None:
    """Rules 6: the power comes right after what is asked for."""
    for kind in ApplicantKind:
        listed = sections_for(Beginning(kind=kind, represented=True))
        assert listed[1] is Section.REPRESENTATIVE
        assert tuple(one for one in listed if one is not Section.REPRESENTATIVE) == SECTIONS[kind]


def test_every_section_is_somebodys_and_says_what_it_needs() -> None:
    own = {section for sections in SECTIONS.values() for section in sections} | {Section.REPRESENTATIVE}
    of_licenses = {*sections_held.REQUIRED, Section.ANNEXES}
    assert own | of_licenses == set(Section)
    assert not own & of_licenses
    assert set(REQUIRED) | {Section.REQUIREMENTS, Section.ANNEXES} == set(Section)
    assert set(WAITS_FOR) <= set(Section)


@pytest.mark.parametrize("kind", [ApplicantKind.INDIVIDUAL, ApplicantKind.ENTREPRENEUR])
def test_a_persons_draft_is_done_when_everything_is_answered(stand: Stand, kind: ApplicantKind) -> None:
    road = stand("known")
    draft = begun(road, person(AIZHAN), kind)
    draft.refresh_from_db()
    assert {task.progress for task in tasks(draft)} == {Progress.DONE}


def test_a_clinics_draft_waits_for_its_specialists(stand: Stand) -> None:
    road = stand("known")
    owner = person(AIZHAN)
    draft = begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    draft.refresh_from_db()
    progress = {task.section: task.progress for task in tasks(draft)}
    assert progress[Section.SPECIALISTS] is Progress.TO_DO
    assert progress[Section.DOCUMENTS] is Progress.CANNOT_START
    list_both(road, owner)
    assert {task.progress for task in tasks(draft_of(road))} == {Progress.DONE}


@pytest.mark.parametrize("lacking", ["speciality", "graduated_in", "diploma", "employment"])
def test_a_specialist_is_finished_when_the_form_of_information_is(lacking: str) -> None:
    """List 8(1): the certificate alone may be known to the register only."""
    assert finished({**SPECIALIST, "certificate": ""})
    assert not finished({**SPECIALIST, lacking: 0 if lacking == "graduated_in" else ""})


def test_without_the_power_attached_the_documents_are_not_done(stand: Stand) -> None:
    """Rules 6: nobody files for another without the power on file."""
    road = stand("known")
    owner = person(PETR)
    begun(road, owner, ApplicantKind.INDIVIDUAL, represented=True)
    assert {task.section: task.progress for task in tasks(draft_of(road))}[Section.DOCUMENTS] is Progress.STARTED
    attach(road, owner, "power_of_attorney")
    assert {task.progress for task in tasks(draft_of(road))} == {Progress.DONE}


@pytest.mark.parametrize(
    ("chapter", "tables", "section"),
    [
        (Chapter.ACTIVITIES, {"ended": [TYPED[Section.ACTIVITY]["subtypes"][0]]}, Section.ACTIVITY),
        (Chapter.OFFICES, {"ended": [HOME["region"]]}, Section.FACILITY),
    ],
)
def test_what_was_chosen_from_a_list_and_has_ended_since_is_chosen_anew(
    stand: Stand, chapter: Chapter, tables: dict[str, Any], section: Section
) -> None:
    """Annex 2(4), Rules 3: an application is filed by the lists of its own day."""
    draft = begun(stand("known"), person(AIZHAN), ApplicantKind.INDIVIDUAL)
    draft.refresh_from_db()
    said = book_changes.read(chapter, {"basis": "x", "since": "2027-01-01", **tables})
    at_hand.take(book_changes.amended([said]), on=date(2027, 1, 1))
    assert {task.section: task.progress for task in tasks(draft)}[section] is not Progress.DONE
    at_hand.take(FIRST, on=date(2027, 1, 1))
    assert {task.section: task.progress for task in tasks(draft)}[section] is Progress.DONE
