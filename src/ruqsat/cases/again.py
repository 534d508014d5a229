"""A new draft after a signature that did not pass: nothing that was typed or attached has to be done again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases import drafting
from ruqsat.cases.case_file import look
from ruqsat.cases.drafting import NoSuchDraftError, Section
from ruqsat.cases.models import Draft
from ruqsat.documents import store
from ruqsat.law.application import Service
from ruqsat.law.procedure import Stage
from ruqsat.people.models import Person

GIVEN_ANEW = (Section.CONSENT, Section.CONFIRMATIONS)
"""Rules 8: a consent holds for the file it was given in; what is confirmed is confirmed of the new application."""


def copy_of_failed(owner: Person, case: UUID, *, at: datetime) -> Draft:
    """
    A draft with the answers and documents of an application that was never filed, because its signature failed.

    :raises NoSuchDraftError: for anybody else's, or when its answers are no longer kept.
    """
    failed = Draft.objects.filter(id=case, owner=owner, filed_at__isnull=False).first()
    if failed is None or look(case, at=at).standing.stage is not Stage.SIGNATURE_FAILED:
        raise NoSuchDraftError(str(case))
    with transaction.atomic():
        answers = drafting.answers_of(failed)
        fresh = drafting.start(owner, Service(failed.service), at=at, beginning=drafting.beginning_of(answers))
        for section in Section:
            if section.value in answers and section not in GIVEN_ANEW:
                drafting.save_section(owner, fresh.id, section, answers[section.value], at=at)
        for one in failed.attachments.order_by("added_at", "id"):
            content = store.read(case, one.sha256)
            drafting.attach(owner, fresh.id, content, name=one.name, proves=one.proves, about=one.about, at=at)
    fresh.refresh_from_db()
    return fresh
