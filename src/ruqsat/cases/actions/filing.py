"""Rules 6, 7: an application is prepared, signed, received at once, judged, registered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases import numbering, signing
from ruqsat.cases.case_file import CaseFile, case_file
from ruqsat.cases.composing import application_of
from ruqsat.cases.drafting import draft_of
from ruqsat.journal import files, prepared
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.prepared import Prepared
from ruqsat.journal.writing import execute
from ruqsat.law.acts import SYSTEM, Actor, Filed, Received, Registered, Role, SignatureJudged, Verdict
from ruqsat.people.models import Person


def prepare_application(draft: UUID, *, owner: Person, at: datetime, language: str) -> Prepared:
    """
    Rules 6: freeze the statement that the applicant signs: every field of Annex 2 and the hash of every document.

    :raises NotReadyError: while a task of the draft is open.
    """
    kept = draft_of(owner, draft, at=at)
    act = Received(happened_at=at, application=application_of(kept, owner, at=at, language=language))
    with transaction.atomic():
        files.open_file("case", id=kept.id, at=at)  # gives the file its key; it holds no act until one is appended
        return prepared.prepare(
            act,
            file=kept.id,
            for_person=owner.id,
            at=at,
            relies_seq=0,
            documents=tuple(one.sha256 for one in act.application.attachments),
        )


def receive(case: UUID, *, act: UUID, cms: bytes, by: Person, at: datetime) -> Filed:
    """
    Rules 6, 7: the application is on file from this moment, before anybody judges its signature.

    Sending the form twice, even signed twice, gives the first act back: one draft is one application.

    :raises NoSuchPreparedError: also for anybody else, whose application this is not.
    :raises PreparedExpiredError: with a sentence for the person; nothing typed is lost.
    """
    with case_file(case, at=at) as file:
        already = next((filed for filed in file.acts if isinstance(filed.act, Received)), None)
        if already is not None:
            if already.by.person != by.id:
                raise prepared.NoSuchPreparedError
            return already
        frozen = prepared.take(act, for_person=by.id, at=at)
        filed = file.append(
            frozen.act,
            by=Actor(person=by.id, role=Role.APPLICANT),
            proof=ProofBytes("cms", cms),
            statement=frozen.statement,
            id=frozen.id,
        )
        execute(_FILED, [case, at])
        return filed


_FILED = "UPDATE cases_draft SET filed_at = $2 WHERE id = $1 AND filed_at IS NULL RETURNING id"


def record_verdict(case: UUID, *, of: UUID, judgement: signing.Judgement, at: datetime) -> None:
    """
    Rules 7: record the verdict on the application's signature; *passed* registers it as of the moment it came.

    An indeterminate verdict is recorded once: the case waits where it can be seen until a later one settles it.
    """
    with case_file(case, at=at) as file:
        earlier = [filed.act for filed in file.acts if isinstance(filed.act, SignatureJudged) and filed.act.of == of]
        if any(act.verdict is not Verdict.INDETERMINATE for act in earlier):
            return
        if earlier and judgement.verdict is Verdict.INDETERMINATE:
            return
        file.append(judgement.as_act(of=of, at=at), by=SYSTEM, proof=judgement.proof())
        if judgement.verdict is Verdict.PASSED:
            _register(file, of=of)


def _register(file: CaseFile, *, of: UUID) -> None:
    """Rules 7: the day that counts is that of receiving, or the next working day after hours."""
    received = next(filed for filed in file.acts if filed.id == of)
    assert isinstance(received.act, Received)  # noqa: S101 -- narrows the type for what follows
    on = file.book.calendar.registration_day(received.filed_at, closes=file.edition.closes)
    number = numbering.next_registration(received.act.application.office, on=on)
    file.append(Registered(happened_at=file.at, number=number, on=on), by=SYSTEM)
