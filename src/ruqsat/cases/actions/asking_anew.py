"""Rules 8, List 9(8): a consent that was over when a register was to be asked: on file, and its owner is asked anew."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from ruqsat.cases.actions.consenting_later import inquiries_of
from ruqsat.cases.case_file import look
from ruqsat.cases.invited import anew, asked_again
from ruqsat.cases.recording import put_new_on_file
from ruqsat.consents.models import Consent, Invitation
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.keys import instance_cipher
from ruqsat.law.acts import SYSTEM, Act, Actor, ConsentLapsed, Filed, Lapse
from ruqsat.law.identifiers import masked
from ruqsat.law.inquiries import APPLICANT


def put_run_out(case: UUID, consents: Sequence[UUID], *, at: datetime) -> None:
    """Rules 8: these consents ran out before the registers had answered; each owner is asked for another."""
    facts = [(ConsentLapsed(happened_at=at, consent=one, cause=Lapse.RAN_OUT), None) for one in consents]
    ids = [uuid5(one, ConsentLapsed.KIND) for one in consents]
    put_answers(case, facts, at=at, by=SYSTEM, ids=ids)


def put_answers(
    file: UUID,
    facts: Sequence[tuple[Act, ProofBytes | None]],
    *,
    at: datetime,
    by: Actor,
    ids: Sequence[UUID],
) -> Sequence[Filed]:
    """As `ruqsat.cases.recording.put_new_on_file`; the owner of a consent that lapsed is asked anew with it."""
    with transaction.atomic():
        filed = put_new_on_file(file, facts, at=at, by=by, ids=ids)
        for act in (one.act for one in filed):
            if isinstance(act, ConsentLapsed):
                _ask_owner(file, act.consent, at=at)
    return filed


def _ask_owner(file: UUID, consent: UUID, *, at: datetime) -> None:
    """The request stands in the owner's account, and goes with a link to the registered phone after the commit."""
    given = Consent.objects.get(id=consent)
    if asked_again(given, at=at) or not given.as_applicant:
        return
    whose = {"person_index": bytes(given.person_index), "as_applicant": True}
    Invitation.objects.create(file_id=file, **whose, **anew(at=at), **_of_applicant(file, at=at))


def _of_applicant(case: UUID, *, at: datetime) -> dict[str, Any]:
    """What a request to the applicant, or the head of a legal entity, says and seals."""
    standing = look(case, at=at).standing
    assert standing.application is not None  # noqa: S101 -- of a draft nobody but its page asks on the applicant's consent
    applicant = standing.application.applicant
    who = {
        "owner": APPLICANT,
        "asked_by": applicant.called(),
        "masked": masked(applicant.number()),
        "iin": applicant.iin,
    }
    return {
        "sealed": instance_cipher().encrypt(json.dumps(who, ensure_ascii=False).encode(), case.bytes),
        "data": [ask.inquiry for ask in inquiries_of(standing)],
    }
