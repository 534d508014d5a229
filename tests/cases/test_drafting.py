"""Drafts: kept at once, section by section, of one person, for ninety days."""

from datetime import timedelta

import pytest

from ruqsat.cases import drafting
from ruqsat.cases.composing import application_of, document_demands
from ruqsat.cases.drafting import NoSuchDraftError, Section
from ruqsat.cases.models import Draft
from ruqsat.cases.sections import Progress, tasks
from ruqsat.law.application import Service
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import PDF, TYPED, draft_of
from tests.world import AIZHAN, PETR, person


def test_two_windows_keep_both_sections(stand_apart: Stand) -> None:
    road = stand_apart("known")
    owner, at = person(AIZHAN), road.now
    draft = drafting.start(owner, Service.ISSUE, at=at)
    sections = (Section.BANK, Section.CONTACTS, Section.PAPER, Section.FACILITY)

    def save(section: Section) -> object:
        return drafting.save_section(owner, draft.id, section, dict(TYPED[section]), at=at).id

    came = at_once(*[lambda section=section: save(section) for section in sections])
    assert came == [draft.id] * len(sections)
    kept = drafting.answers_of(Draft.objects.get(id=draft.id))
    assert {section: kept[section.value] for section in sections} == {section: TYPED[section] for section in sections}


def test_nobody_else_finds_it_or_writes_to_it(stand: Stand) -> None:
    road = stand("consented")
    stranger, at = person(PETR), road.now
    with pytest.raises(NoSuchDraftError):
        drafting.draft_of(stranger, road.case, at=at)
    with pytest.raises(NoSuchDraftError):
        drafting.save_section(stranger, road.case, Section.BANK, {"bank": "other"}, at=at)
    with pytest.raises(NoSuchDraftError):
        drafting.attach(stranger, road.case, PDF, name="a.pdf", proves="diploma", about="applicant", at=at)
    (attachment,) = draft_of(road).attachments.all()
    with pytest.raises(NoSuchDraftError):
        drafting.detach(stranger, road.case, attachment.id, at=at)
    assert drafting.answers_of(draft_of(road))["bank"]["bank"] == "Үлгі Банк"


def test_it_lasts_ninety_days_from_the_last_change(stand: Stand) -> None:
    road = stand("consented")
    owner, ends = person(AIZHAN), draft_of(road).expires_at
    drafting.draft_of(owner, road.case, at=ends - timedelta(seconds=1))
    with pytest.raises(NoSuchDraftError):
        drafting.draft_of(owner, road.case, at=ends)
    with pytest.raises(NoSuchDraftError):
        drafting.save_section(owner, road.case, Section.PAPER, {}, at=ends)
    drafting.attach(
        owner, road.case, PDF + b"%", name="b.pdf", proves="diploma", about="applicant", at=ends - timedelta(days=1)
    )
    assert draft_of(road).expires_at == ends + timedelta(days=89)


def test_what_was_typed_is_not_readable_in_the_database(stand: Stand) -> None:
    road = stand("consented")
    sealed = bytes(draft_of(road).answers_sealed)
    assert "Үлгі".encode() not in sealed
    assert b"aizhan" not in sealed


def test_the_same_document_twice_is_attached_once(stand: Stand) -> None:
    road = stand("consented")
    road.attach(PDF, name="again.pdf", proves="advanced_training", about=AIZHAN)
    (attachment,) = drafting.attachments_of(draft_of(road))
    assert attachment.name == "again.pdf"
    drafting.detach(person(AIZHAN), road.case, draft_of(road).attachments.get().id, at=road.now)
    assert drafting.attachments_of(draft_of(road)) == ()


def test_the_task_list_says_what_can_be_done_and_what_has_to_wait(stand: Stand) -> None:
    road = stand("known")
    owner, at = person(AIZHAN), road.now
    draft = drafting.start(owner, Service.ISSUE, at=at)
    progress = {task.section: task.progress for task in tasks(draft)}
    assert progress[Section.ACTIVITY] is Progress.TO_DO
    assert progress[Section.FACILITY] is Progress.CANNOT_START
    assert all(task.why for task in tasks(draft) if task.progress is Progress.CANNOT_START)
    drafting.save_section(owner, draft.id, Section.BANK, {"bank": "Үлгі Банк"}, at=at)
    draft.refresh_from_db()
    assert {task.section: task.progress for task in tasks(draft)}[Section.BANK] is Progress.STARTED


def test_a_filled_draft_is_the_application_that_is_signed(stand: Stand) -> None:
    road = stand("consented")
    draft = draft_of(road)
    assert {task.progress for task in tasks(draft)} == {Progress.DONE}
    made = application_of(draft, person(AIZHAN), at=road.now, language="kk")
    assert (made.office, made.applicant.iin, made.sheets, made.on_paper) == ("KZ-75", AIZHAN, 7, False)
    assert [one.proves for one in made.attachments] == ["advanced_training"]
    assert made.facilities[0].address.street == "Тәжірибе көшесі"
    assert road.prepare().act.happened_at <= road.now


def test_what_registers_answered_need_not_be_attached(stand: Stand) -> None:
    """List 8(1): the register's word stands in for the document; the training certificate is always asked for."""
    road = stand("consented")
    asked = document_demands(draft_of(road), person(AIZHAN), at=road.now)
    assert {one.document for one in asked} == {"advanced_training"}
