"""Drafts: answers typed page by page, kept at once, turned into an application when all is there."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from ruqsat.cases.models import Draft, DraftAttachment
from ruqsat.documents import checking, store
from ruqsat.journal import files, prepared
from ruqsat.journal.keys import instance_cipher
from ruqsat.law.application import Attachment, Service
from ruqsat.law.saying import Saying
from ruqsat.people.models import Person

KEPT_FOR = timedelta(days=90)
FORGOTTEN_AT_ONCE = 50

Answers = dict[str, dict[str, Any]]


class Section(StrEnum):
    """The tasks of an application, in the order in which they are best done."""

    ACTIVITY = "activity"
    CONSENT = "consent"
    NAME = "name"
    RESIDENCE = "residence"
    CONTACTS = "contacts"
    BANK = "bank"
    FACILITY = "facility"
    QUALIFICATION = "qualification"
    REQUIREMENTS = "requirements"
    DOCUMENTS = "documents"
    PAPER = "paper"
    CONFIRMATIONS = "confirmations"


class Progress(StrEnum):
    """How far a task is."""

    TO_DO = "to_do"
    STARTED = "started"
    DONE = "done"
    CANNOT_START = "cannot_start"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the task list."""

    section: Section
    progress: Progress
    why: Saying | None = None


class NoSuchDraftError(Exception):
    """There is no such draft of this person, or it has expired or was filed."""


def start(owner: Person, service: Service, *, at: datetime) -> Draft:
    """Begin an application. Its id is the id the case's file will have."""
    draft = Draft(owner=owner, service=service.value, created_at=at, changed_at=at, expires_at=at + KEPT_FOR)
    draft.answers_sealed = _seal(draft.id, {})
    draft.save(force_insert=True)
    return draft


def draft_of(owner: Person, draft: UUID, *, at: datetime) -> Draft:
    """
    The owner's draft, still open at *at*.

    :raises NoSuchDraftError: for anybody else's, an expired or a filed one.
    """
    found = Draft.objects.filter(id=draft, owner=owner, filed_at=None, expires_at__gt=at).first()
    if found is None:
        raise NoSuchDraftError(str(draft))
    return found


def answers_of(draft: Draft) -> Answers:
    """Everything typed so far, by section."""
    answers: Answers = json.loads(instance_cipher().decrypt(bytes(draft.answers_sealed), draft.id.bytes))
    return answers


def save_section(owner: Person, draft: UUID, section: Section, values: dict[str, Any], *, at: datetime) -> Draft:
    """Keep what was typed in one section, under the draft's lock: two windows do not undo each other's sections."""
    with transaction.atomic():
        kept = Draft.objects.select_for_update().filter(id=draft, owner=owner, filed_at=None).first()
        if kept is None or kept.expires_at <= at:
            raise NoSuchDraftError(str(draft))
        answers = answers_of(kept) | {section.value: values}
        kept.answers_sealed = _seal(kept.id, answers)
        kept.changed_at = at
        kept.expires_at = at + KEPT_FOR
        kept.save(update_fields=["answers_sealed", "changed_at", "expires_at"])
        return kept


def attach(
    owner: Person, draft: UUID, content: bytes, *, name: str, proves: str, about: str, at: datetime
) -> DraftAttachment:
    """
    Keep a document with the draft: checked, encrypted, on disk before this returns.

    :raises NotAccepted: if the file is empty, too large, or not what its name says.
    """
    kept = draft_of(owner, draft, at=at)
    media_type = checking.check_attachment(content, name=name)
    with transaction.atomic():
        files.open_file("case", id=kept.id, at=at)
        blob = store.keep(kept.id, content, name=name, media_type=media_type, at=at)
        attachment, _ = DraftAttachment.objects.update_or_create(
            draft=kept,
            sha256=blob.sha256,
            proves=proves,
            about=about,
            defaults={"name": name, "media_type": blob.media_type, "size": blob.size, "added_at": at},
        )
        Draft.objects.filter(id=kept.id).update(changed_at=at, expires_at=at + KEPT_FOR)
        return attachment


def detach(owner: Person, draft: UUID, attachment: int, *, at: datetime) -> None:
    """Take a document out of the draft; its bytes go when the draft expires."""
    draft_of(owner, draft, at=at).attachments.filter(id=attachment).delete()


def forget_expired(*, at: datetime) -> int:
    """
    Delete what was typed and attached in drafts that expired before *at*; how many.

    Of an application that was received only the draft goes: its documents are on file. A day is left for what was
    prepared for signing just before the end.
    """
    expired = Draft.objects.filter(expires_at__lt=at - prepared.KEPT_FOR).order_by("expires_at")[:FORGOTTEN_AT_ONCE]
    for draft in expired:
        with transaction.atomic():
            if draft.filed_at is None:
                store.forget(draft.id)
            draft.delete()
    return len(expired)


def attachments_of(draft: Draft) -> tuple[Attachment, ...]:
    """The documents attached, as the application will list them."""
    return tuple(
        Attachment(
            sha256=row.sha256,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            proves=row.proves,
            about=row.about,
        )
        for row in draft.attachments.order_by("added_at", "id")
    )


def _seal(draft: UUID, answers: Answers) -> bytes:
    return instance_cipher().encrypt(json.dumps(answers, ensure_ascii=False).encode(), draft.bytes)
