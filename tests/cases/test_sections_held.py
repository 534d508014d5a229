"""Which sections an application has that rests on a license that is held: List 8(1), List 8(2), List 8(3)."""

import pytest

from ruqsat.cases.drafting import Answers, Beginning, Section
from ruqsat.cases.sections import SECTIONS, Progress, sections_for, tasks
from ruqsat.cases.sections_held import arranged, described_annexes
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.reissue import GROUNDS
from tests.cases.filling_held import BY_KIND, begun
from tests.milestones import Stand
from tests.world import AIZHAN, person

FIXED: Answers = {"held": {"number": "26000001", "fixed": True}}
STATED: Answers = {"held": {"number": "13009902"}}
WORK = {Section.ACTIVITY, Section.FACILITY, Section.REQUIREMENTS, Section.QUALIFICATION, Section.SPECIALISTS}


def listed(service: Service, kind: ApplicantKind, answers: Answers, *, represented: bool = False) -> list[Section]:
    return list(sections_for(Beginning(kind=kind, represented=represented), service=service, answers=answers))


def because(ground: str, answers: Answers = FIXED, *papers: str) -> Answers:
    return {**answers, "ground": {"ground": ground}, "papers": {"papers": list(papers)}}


@pytest.mark.parametrize("kind", ApplicantKind)
def test_an_annex_asks_what_a_first_license_asks_and_the_license_if_it_is_only_stated(kind: ApplicantKind) -> None:
    """List 8(1)."""
    assert listed(Service.ISSUE, kind, {}) == list(SECTIONS[kind])
    assert listed(Service.ANNEX, kind, FIXED) == list(SECTIONS[kind])
    assert listed(Service.ANNEX, kind, STATED) == [Section.HELD, *SECTIONS[kind]]


@pytest.mark.parametrize("ground", [ground for ground in GROUNDS if ground in BY_KIND])
def test_a_reissue_asks_about_the_work_only_where_the_change_touches_it(ground: str) -> None:
    """Rules 19, Permits 33, List 8(2)."""
    found = listed(Service.REISSUE, BY_KIND[ground], because(ground, FIXED, "license", "001"))
    assert found[0] is Section.GROUND
    assert {Section.PAPERS, Section.CHANGE, Section.DOCUMENTS, Section.PAPER, Section.CONFIRMATIONS} <= set(found)
    assert bool(WORK & set(found)) == (ground == "Permits 33(7)")
    assert (Section.ANNEXES in found) == (ground == "Permits 33(6)")
    assert found.index(Section.CONSENT) < found.index(Section.PAPERS)
    assert Section.LOSS not in found


@pytest.mark.parametrize("kind", ApplicantKind)
def test_a_duplicate_asks_which_papers_and_what_became_of_them(kind: ApplicantKind) -> None:
    """List 8(3), Rules 19: by its own form, of a person and of an entity."""
    found = listed(Service.DUPLICATE, kind, STATED)
    assert found[0] is Section.HELD
    assert {Section.PAPERS, Section.LOSS, Section.CONTACTS, Section.BANK, Section.CONFIRMATIONS} <= set(found)
    assert not (WORK | {Section.DOCUMENTS, Section.PAPER, Section.CHANGE, Section.GROUND}) & set(found)
    assert (Section.NAME in found) == (kind is not ApplicantKind.LEGAL_ENTITY)
    assert (Section.ENTITY in found) == (kind is ApplicantKind.LEGAL_ENTITY)


def test_whoever_signs_for_another_attaches_the_power_to_a_duplicate_too() -> None:
    """Rules 6."""
    found = listed(Service.DUPLICATE, ApplicantKind.INDIVIDUAL, FIXED, represented=True)
    assert {Section.REPRESENTATIVE, Section.DOCUMENTS} <= set(found)


@pytest.mark.parametrize(
    ("answers", "annexes"),
    [
        (because("Permits 33(1)", FIXED, "license", "001"), ()),
        (because("Permits 33(1)", STATED, "license"), ()),
        (because("Permits 33(1)", STATED, "license", "001"), ("001",)),
        (because("Permits 33(6)", FIXED, "001", "002"), ("001", "002")),
        (because("Permits 33(6)", FIXED, "license"), ()),
        ({}, ()),
    ],
)
def test_an_annex_is_described_where_its_address_changed_or_is_not_known_here(
    answers: Answers, annexes: tuple[str, ...]
) -> None:
    """List 8(2), Permits 33(6)."""
    assert described_annexes(answers) == annexes
    assert (
        Section.ANNEXES in arranged(SECTIONS[ApplicantKind.INDIVIDUAL], service=Service.REISSUE, answers=answers)
    ) == bool(annexes)


@pytest.mark.parametrize("service", [Service.ANNEX, Service.REISSUE, Service.DUPLICATE])
def test_a_draft_is_done_when_everything_is_answered(stand: Stand, service: Service) -> None:
    """List 8."""
    road = stand("known")
    draft = begun(road, person(AIZHAN), service)
    assert {task.progress for task in tasks(draft)} == {Progress.DONE}


@pytest.mark.parametrize(
    ("service", "missing", "waiting"),
    [
        (Service.ANNEX, Section.HELD, set[Section]()),
        (Service.REISSUE, Section.GROUND, {Section.PAPERS, Section.CHANGE}),
        (Service.REISSUE, Section.CHANGE, {Section.DOCUMENTS}),
        (Service.REISSUE, Section.ANNEXES, {Section.DOCUMENTS}),
        (Service.DUPLICATE, Section.LOSS, set[Section]()),
        (Service.DUPLICATE, Section.HELD, {Section.PAPERS}),
    ],
)
def test_what_is_not_answered_is_open_and_what_needs_it_waits(
    stand: Stand, service: Service, missing: Section, waiting: set[Section]
) -> None:
    """List 8(2), List 8(3): each waiting task says why."""
    road = stand("known")
    found = {task.section: task for task in tasks(begun(road, person(AIZHAN), service, without=(missing,)))}
    assert found[missing].progress is Progress.TO_DO
    assert {section for section, task in found.items() if task.progress is Progress.CANNOT_START} == waiting
    assert all(found[section].why for section in waiting)
