"""A new draft after an end without a license: nothing that was typed or attached has to be done again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases import drafting
from ruqsat.cases.case_file import look
from ruqsat.cases.drafting import Answers, NoSuchDraftError, Section
from ruqsat.cases.facilities import FACILITIES
from ruqsat.cases.models import Draft
from ruqsat.documents import store
from ruqsat.law import documents
from ruqsat.law.acts import DocumentAdded
from ruqsat.law.application import Service
from ruqsat.law.procedure import Stage, Standing
from ruqsat.people.models import Person

GIVEN_ANEW = (Section.CONSENT, Section.CONFIRMATIONS)
"""Rules 8: a consent holds for the file it was given in; what is confirmed is confirmed of the new application."""

ENDED_WITHOUT_LICENSE = frozenset({Stage.SIGNATURE_FAILED, Stage.CONSIDERATION_REFUSED, Stage.REFUSED, Stage.WITHDRAWN})


def possible(owner: Person, case: UUID) -> bool:
    """Whether what was typed in the owner's application is still kept."""
    return Draft.objects.filter(id=case, owner=owner, filed_at__isnull=False).exists()


def copy_of_ended(owner: Person, case: UUID, *, at: datetime) -> Draft:
    """
    A draft with the answers and documents of an application that ended without a license, those added later as well.

    :raises NoSuchDraftError: for anybody else's, or when its answers are no longer kept.
    """
    ended = Draft.objects.filter(id=case, owner=owner, filed_at__isnull=False).first()
    standing = look(case, at=at).standing
    if ended is None or standing.stage not in ENDED_WITHOUT_LICENSE:
        raise NoSuchDraftError(str(case))
    with transaction.atomic():
        answers = drafting.answers_of(ended)
        fresh = drafting.start(owner, Service(ended.service), at=at, beginning=drafting.beginning_of(answers))
        for section in Section:
            if section.value in answers and section not in GIVEN_ANEW:
                drafting.save_section(owner, fresh.id, section, answers[section.value], at=at)
        if FACILITIES in answers:
            drafting.change_section(owner, fresh.id, FACILITIES, lambda _before: answers[FACILITIES], at=at)
        for one in ended.attachments.order_by("added_at", "id"):
            content = store.read(case, one.sha256)
            drafting.attach(owner, fresh.id, content, name=one.name, proves=one.proves, about=one.about, at=at)
        for added in _asked_for(standing):
            content, about = store.read(case, added.sha256), _place(added.about, answers, standing)
            drafting.attach(owner, fresh.id, content, name=added.name, proves=added.proves, about=about, at=at)
    fresh.refresh_from_db()
    return fresh


def _asked_for(standing: Standing) -> list[DocumentAdded]:
    """List 8: the documents added after filing that a new application is asked for too."""
    service = standing.application.service if standing.application else Service.ISSUE
    wanted = documents.asked_for(service, edition=standing.edition)
    return [one for one in standing.documents_added if one.proves in wanted]


def _place(about: str, answers: Answers, standing: Standing) -> str:
    """Rows of a draft carry no identification number."""
    own = standing.application.applicant.iin if standing.application else ""
    return drafting.place_of(about, answers=answers, iin=own)
