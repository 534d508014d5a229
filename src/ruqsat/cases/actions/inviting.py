"""
Rules 8: owners of data who do not fill in the form consent in their own account, by their own phone: each specialist of
a legal entity, and the applicant, or the head of one, whom a representative signs for.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from ruqsat.cases.actions.consenting import ask_about, inquiries_of
from ruqsat.cases.case_file import NoSuchCaseError, look
from ruqsat.cases.composing import applicant_iin, applicant_of
from ruqsat.cases.drafting import NoSuchDraftError, answers_of, beginning_of, draft_of, specialists_in
from ruqsat.cases.invited import Invited, anew, answered, codes_of, opened
from ruqsat.cases.models import Draft
from ruqsat.cases.recording import put_on_file
from ruqsat.consents import giving
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.gateways.registers import Registers
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.journal.keys import blind_index, instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, ConsentGiven, ConsentRefused, Filed, Role
from ruqsat.law.application import Applicant, ApplicantKind
from ruqsat.law.consent_terms import WISHED_FOR
from ruqsat.law.identifiers import masked
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.saying import say
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of


class NoSuchInvitationError(RefusalError):
    """Nobody asks this person for a consent here, or not any more."""

    def __init__(self) -> None:
        super().__init__(say("You are not asked for this consent any more."))


def invite(draft: UUID, *, owner: Person, iin: str, at: datetime) -> Invited:
    """
    Rules 8: ask a specialist who is listed for consent. The person finds the request when signing in, and by the link
    that goes to their registered phone after the commit (`linking`).

    The head of a legal entity who is a specialist there too is asked for both apart, each with its link and its code
    (docs/law/readings.md); whoever applies in their own name is asked once.

    :raises NoSuchDraftError: for anybody else's draft, or for somebody the draft does not name.
    """
    kept = draft_of(owner, draft, at=at)
    answers = answers_of(kept)
    if all(one["iin"] != iin for one in specialists_in(answers)):
        raise NoSuchDraftError(str(draft))
    applicant = applicant_of(answers, owner)
    in_own_name = applicant.kind is not ApplicantKind.LEGAL_ENTITY and applicant.iin == iin
    return _invited(kept, APPLICANT if in_own_name else iin, applicant, asked_by=owner, at=at)


def invite_applicant(draft: UUID, *, owner: Person, at: datetime) -> Invited:
    """
    Rules 8: ask the applicant, or the head of a legal entity, for whom a representative signs.

    :raises NoSuchDraftError: for anybody else's draft, or one that no representative fills in.
    """
    kept = draft_of(owner, draft, at=at)
    answers = answers_of(kept)
    if not beginning_of(answers).represented or not applicant_iin(answers, owner):
        raise NoSuchDraftError(str(draft))
    return _invited(kept, APPLICANT, applicant_of(answers, owner), asked_by=owner, at=at)


def _invited(draft: Draft, name: str, applicant: Applicant, *, asked_by: Person, at: datetime) -> Invited:
    asked = _invitation(draft, name, applicant, asked_by=asked_by, at=at)
    whose = {
        "file_id": draft.id,
        "person_index": blind_index(applicant.iin if name == APPLICANT else name),
        "as_applicant": asked.pop("as_applicant"),
    }
    row, _ = Invitation.objects.update_or_create(**whose, defaults=asked)
    codes_of(row).filter(over_at=None).update(over_at=at)
    return opened(row)


def invite_everybody(draft: UUID, *, owner: Person, at: datetime) -> int:
    """Rules 8: ask every specialist of the list who was not asked yet; how many. :raises NoSuchDraftError"""
    kept = draft_of(owner, draft, at=at)
    answers = answers_of(kept)
    applicant = applicant_of(answers, owner)
    fresh = [
        Invitation(file_id=kept.id, person_index=index, **_invitation(kept, iin, applicant, asked_by=owner, at=at))
        for index, iin in not_asked(kept.id, specialists_in(answers)).items()
    ]
    Invitation.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def not_asked(draft: UUID, specialists: Sequence[Mapping[str, Any]]) -> dict[bytes, str]:
    """The specialists who were not asked for consent: the blind index of each, and the IIN."""
    rows = Invitation.objects.filter(file_id=draft, as_applicant=False).values_list("person_index", flat=True)
    asked = {bytes(index) for index in rows}
    indexed = {bytes(blind_index(str(one["iin"]))): str(one["iin"]) for one in specialists}
    return {index: iin for index, iin in indexed.items() if index not in asked}


def _invitation(draft: Draft, name: str, applicant: Applicant, *, asked_by: Person, at: datetime) -> dict[str, Any]:
    who = {
        "owner": name,
        "asked_by": applicant.organization or applicant.name.full() or asked_by.full_name(),
        "masked": masked(applicant.number()),
        "iin": applicant.iin if name == APPLICANT else name,
    }
    return {
        "as_applicant": name == APPLICANT,
        "sealed": instance_cipher().encrypt(json.dumps(who, ensure_ascii=False).encode(), draft.id.bytes),
        "data": [ask.inquiry for ask in inquiries_of(name, applicant, draft=draft, at=at)],
        **anew(at=at),
    }


def invitations_to(person: Person) -> tuple[Invited, ...]:
    """What this person is or was asked for, the newest first."""
    rows = Invitation.objects.filter(person_index=blind_index(iin_of(person))).order_by("-asked_at")
    return tuple(opened(row) for row in rows)


def invitation_to(person: Person, id: UUID) -> Invited:
    """One of them; :raises NoSuchInvitationError: if it is nobody's or somebody else's."""
    row = Invitation.objects.filter(id=id, person_index=blind_index(iin_of(person))).first()
    if row is None:
        raise NoSuchInvitationError
    return opened(row)


def invitations_of(draft: UUID) -> tuple[Invited, ...]:
    """Whom the draft asks, and what they answered."""
    return tuple(opened(row) for row in Invitation.objects.filter(file_id=draft).order_by("asked_at"))


def ask_for_code(
    id: UUID, *, person: Person, office: str, purpose: str, language: str, at: datetime, registers: Registers
) -> Pending:
    """
    Rules 8: have the code sent to this person's own phone.

    :raises NoSuchInvitationError: if there is nothing to answer.
    :raises ruqsat.consents.giving.NoPhoneRegistered, ruqsat.consents.giving.ConsentService: with a sentence.
    """
    invited = _open(person, id, at=at)
    return giving.request(
        invited.row.file_id,
        owner=invited.owner,
        iin=iin_of(person),
        office=office,
        purpose=purpose,
        data=invited.row.data,
        language=language,
        at=at,
        registers=registers,
    )


def consent(
    id: UUID, *, person: Person, pending: UUID, code: str, now: Callable[[], datetime], registers: Registers
) -> Consent:
    """
    Rules 8: the code came back: the consent is on file; of a draft the registers are asked at once, of a case the
    system asks them.

    :raises NoSuchInvitationError: if there is nothing to answer.
    :raises ruqsat.consents.giving.CodeWrong, ruqsat.consents.giving.CodeOver: with a sentence.
    """
    return take_yes(_open(person, id, at=now()), pending, code=code, by=_actor(person), now=now, registers=registers)


def take_yes(
    invited: Invited, pending: UUID, *, code: str, by: Actor, now: Callable[[], datetime], registers: Registers
) -> Consent:
    """
    Rules 8: the yes with its code, on whichever page it was typed.

    :raises ruqsat.consents.giving.NoSuchRequest: when the code was sent for another request, or answered.
    """
    row = invited.row
    if not codes_of(row).filter(id=pending).exists():
        raise giving.NoSuchRequest
    record = put_answer(bytes(row.person_index))
    given = giving.confirm(pending, code=code, at=now(), by=by, registers=registers, record=record)
    follow_consent(invited, now=now, registers=registers)
    return given


def put_answer(person_index: bytes) -> FileFacts:
    """`FileFacts` of what this person answers: in one transaction the request, if there is one, is answered too."""

    def record(
        file: UUID, facts: Sequence[tuple[Act, ProofBytes | None]], *, at: datetime, by: Actor, ids: Sequence[UUID]
    ) -> Sequence[Filed]:
        filed = put_on_file(file, facts, at=at, by=by, ids=ids)
        for act, _ in facts:
            if isinstance(act, ConsentGiven | ConsentRefused):
                as_applicant, given = act.owner == APPLICANT, isinstance(act, ConsentGiven)
                answered(file, person_index, as_applicant=as_applicant, given=given, at=at)
        return filed

    return record


def follow_consent(invited: Invited, *, now: Callable[[], datetime], registers: Registers) -> None:
    """Rules 8: the request is answered with yes; of a draft the registers are asked at once."""
    row = invited.row
    answered(row.file_id, bytes(row.person_index), as_applicant=row.as_applicant, given=True, at=now())
    ask_about(invited.row.file_id, invited.owner, now=now, registers=registers)


def refuse(id: UUID, *, person: Person, at: datetime) -> None:
    """
    Rules 8, List 9(8): the owner of the data was asked and refused; the documents of List 8 stand in for the registers.

    :raises NoSuchInvitationError: if there is nothing to answer.
    """
    invited = _open(person, id, at=at)
    row = invited.row
    with transaction.atomic():
        act = ConsentRefused(happened_at=at, owner=invited.owner)
        place = uuid5(invited.row.id, f"{act.KIND} {invited.row.asked_at.isoformat()}")
        put_on_file(invited.row.file_id, [(act, None)], at=at, by=_actor(person), ids=[place])
        answered(row.file_id, bytes(row.person_index), as_applicant=row.as_applicant, given=False, at=at)


def live_consent_of(invited: Invited, *, at: datetime) -> Consent | None:
    """The consent that came of it and is in force."""
    live = _consents_of(invited).filter(withdrawn_at=None, ended_at=None, valid_until__gt=at)
    return live.order_by("-given_at").first()


def consented_before(invited: Invited) -> bool:
    """Rules 8: whether the request is for another consent, one that was not taken back having ended."""
    before = _consents_of(invited).filter(withdrawn_at=None, given_at__lt=invited.row.asked_at)
    return invited.row.answered_at is None and before.exists()


def _consents_of(invited: Invited) -> QuerySet[Consent]:
    of_person = Consent.objects.filter(file_id=invited.row.file_id, person_index=bytes(invited.row.person_index))
    return of_person.filter(owner_index=blind_index(invited.owner))


def pending_code(invited: Invited, *, at: datetime) -> Pending | None:
    """The code that was sent for it and can still be typed."""
    return codes_of(invited.row).filter(over_at=None, expires_at__gt=at).order_by("-asked_at").first()


def asked_until(invited: Invited, *, at: datetime) -> datetime:
    """Rules 8: up to when at most the consent is to hold: as it was asked for, or would be now."""
    pending = pending_code(invited, at=at)
    return pending.until if pending and pending.until else at + WISHED_FOR


def _open(person: Person, id: UUID, *, at: datetime) -> Invited:
    return still_open(invitation_to(person, id), at=at)


def still_open(invited: Invited, *, at: datetime) -> Invited:
    """The same, if it can still be answered; :raises NoSuchInvitationError: otherwise."""
    if not is_open(invited, at=at):
        raise NoSuchInvitationError
    return invited


def is_open(invited: Invited, *, at: datetime) -> bool:
    """Whether it can be answered: nobody did, its time runs, and the draft or case is not over."""
    return invited.open(at=at) and not _over(invited.row.file_id, at=at)


def _over(file: UUID, *, at: datetime) -> bool:
    """Whether the draft is gone, or the case that it became has ended."""
    draft = Draft.objects.filter(id=file).first()
    if draft is not None and draft.filed_at is None:
        return draft.expires_at <= at
    try:
        return look(file, at=at).standing.ended
    except NoSuchCaseError:
        return True


def _actor(person: Person) -> Actor:  # on the applicant's side of the file
    return Actor(person=person.id, role=Role.APPLICANT)
