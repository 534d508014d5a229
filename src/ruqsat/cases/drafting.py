"""Drafts: answers typed page by page, kept at once, turned into an application when all is there."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ruqsat.cases.models import Draft, DraftAttachment
from ruqsat.consents.models import Invitation
from ruqsat.documents import checking, store
from ruqsat.journal import files, prepared
from ruqsat.journal.keys import instance_cipher
from ruqsat.law.application import ApplicantKind, Attachment, Service
from ruqsat.law.documents import POWER
from ruqsat.law.inquiries import APPLICANT
from ruqsat.people.models import Person

PRESSED_TWICE = timedelta(seconds=30)
KEPT_FOR = timedelta(days=90)
FORGOTTEN_AT_ONCE = 50

Answers = dict[str, dict[str, Any]]


class Section(StrEnum):
    """What an application is made of. Which of them one applicant needs, and in what order: `sections`."""

    ACTIVITY = "activity"
    REPRESENTATIVE = "representative"
    ORGANIZATION = "organization"
    CONSENT = "consent"
    NAME = "name"
    RESIDENCE = "residence"
    REGISTRATION = "registration"
    ENTITY = "entity"
    LEGAL_ADDRESS = "legal_address"
    HEAD = "head"
    CONTACTS = "contacts"
    BANK = "bank"
    FACILITY = "facility"
    QUALIFICATION = "qualification"
    SPECIALISTS = "specialists"
    REQUIREMENTS = "requirements"
    DOCUMENTS = "documents"
    PAPER = "paper"
    CONFIRMATIONS = "confirmations"
    HELD = "held"
    GROUND = "ground"
    PAPERS = "papers"
    CHANGE = "change"
    ANNEXES = "annexes"
    LOSS = "loss"


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """
    For whom an application is, and whether somebody else signs it on a power. Fixed when the draft is begun.

    ``bin`` and ``organization`` are those of the certificate with which the head of a legal entity signed in.
    """

    kind: ApplicantKind = ApplicantKind.INDIVIDUAL
    represented: bool = False
    bin: str = ""
    organization: str = ""


UNFINISHED = "unfinished"
"""Where a section of a draft keeps what was typed and could not be taken yet, as it was typed."""

BEGINNING = "beginning"
"""Where the answers of a draft keep its `Beginning`."""


class NoSuchDraftError(Exception):
    """There is no such draft of this person, or it has expired or was filed."""


def start(
    owner: Person,
    service: Service,
    *,
    at: datetime,
    beginning: Beginning | None = None,
    prefilled: Answers | None = None,
) -> Draft:
    """
    Begin an application, an individual's own unless *beginning* says otherwise. Its id becomes the case's.

    *prefilled* are answers, by section, that are known from the license that it rests on.

    The same begun a moment ago, and nothing done to it yet, is given back: the button was pressed twice.
    """
    begun = beginning or Beginning()
    draft = Draft(owner=owner, service=service.value, created_at=at, changed_at=at, expires_at=at + KEPT_FOR)
    answers: Answers = {BEGINNING: asdict(begun)}
    if begun.bin:
        answers[Section.ORGANIZATION.value] = {"foreign": "no", "bin": begun.bin, "branch_bin": ""}
    answers |= prefilled or {}
    draft.answers_sealed = _seal(draft.id, answers)
    with transaction.atomic():
        Person.objects.select_for_update().get(id=owner.id)  # two presses at once take turns
        lately = (at - PRESSED_TWICE, at + PRESSED_TWICE)  # whoever took the earlier moment may come second
        untouched = Draft.objects.filter(owner=owner, service=draft.service, changed_at=F("created_at"), filed_at=None)
        for begun_before in untouched.filter(created_at__range=lately):
            if answers_of(begun_before) == answers:
                return begun_before
        draft.save(force_insert=True)
    return draft


def beginning_of(answers: Answers) -> Beginning:
    """For whom the application is; drafts begun before anybody but individuals could apply are an individual's."""
    kept = answers.get(BEGINNING)
    if kept is None:
        return Beginning()
    return Beginning(**(kept | {"kind": ApplicantKind(kept["kind"])}))


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
    return change_section(owner, draft, section, lambda _before: values, at=at)


def change_section(
    owner: Person,
    draft: UUID,
    section: Section | str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    at: datetime,
) -> Draft:
    """
    Keep what *change* makes of a section, under the draft's lock.

    :raises NoSuchDraftError: for anybody else's, an expired or a filed one.
    """

    def changed(answers: Answers) -> Answers:
        return answers | {str(section): change(answers.get(str(section), {}))}

    return change_answers(owner, draft, changed, at=at)


def change_answers(owner: Person, draft: UUID, change: Callable[[Answers], Answers], *, at: datetime) -> Draft:
    """
    Keep what *change* makes of all the answers, under the draft's lock.

    :raises NoSuchDraftError: for anybody else's, an expired or a filed one.
    """
    with transaction.atomic():
        kept = Draft.objects.select_for_update().filter(id=draft, owner=owner, filed_at=None).first()
        if kept is None or kept.expires_at <= at:
            raise NoSuchDraftError(str(draft))
        kept.answers_sealed = _seal(kept.id, change(answers_of(kept)))
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
                Invitation.objects.filter(file_id=draft.id).delete()
            draft.delete()
    return len(expired)


def attachments_of(draft: Draft) -> tuple[Attachment, ...]:
    """The documents attached, as the application will list them."""
    answers = answers_of(draft)
    until = answers.get(Section.REPRESENTATIVE.value, {}).get("valid_until")
    return tuple(
        Attachment(
            sha256=row.sha256,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            proves=row.proves,
            about=about_in_law(row.about, answers),
            valid_until=date.fromisoformat(until) if row.proves == POWER and until else None,
        )
        for row in draft.attachments.order_by("added_at", "id")
    )


def about_in_law(place: str, answers: Answers) -> str:
    """Whom a row of a draft is about, as the law names it: a specialist's place ("S1") is that person's IIN."""
    return next((one["iin"] for one in specialists_in(answers) if one["id"] == place), place)


def place_of(about: str, *, answers: Answers, iin: str) -> str:
    """
    The way back: rows of a draft carry no identification number, so a specialist stands there as a place.

    :param iin: of the applicant, or of the head of the legal entity.
    """
    listed = next((str(one["id"]) for one in specialists_in(answers) if one["iin"] == about), None)
    return listed or (APPLICANT if about == iin else about)


def specialists_in(answers: Answers) -> list[dict[str, Any]]:
    """The specialists listed so far, each with its place in the draft ("S1", "S2", …) under ``id``."""
    listed: list[dict[str, Any]] = answers.get(Section.SPECIALISTS.value, {}).get("listed", [])
    return listed


def _seal(draft: UUID, answers: Answers) -> bytes:
    return instance_cipher().encrypt(json.dumps(answers, ensure_ascii=False).encode(), draft.bytes)
