"""Rules 8: consent by a one-time password to the phone registered on the portal; how long it lives."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from ruqsat.consents.models import Consent, Pending, Untaken
from ruqsat.consents.owners import owner_of, sealed
from ruqsat.consents.resting import place_of_token
from ruqsat.consents.sparing import one_at_a_time
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import (
    ConsentConfirmed,
    ConsentDenied,
    ConsentRequested,
    NoPhone,
    Registers,
    RequestOver,
    Said,
    WrongCode,
)
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.journal.keys import blind_index, file_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, ConsentGiven, ConsentRefused, ConsentWithdrawn
from ruqsat.law.consent_terms import CODE_LIVES, WISHED_FOR
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.saying import say

TRIES = 5
"""A code is tried so often; then a new one must be asked for."""

LOOKED_BACK_FOR = timedelta(hours=1)
"""After its code is over by its own word the service is asked so long what came of it: its clock may be another."""

FOLLOWED_WITHIN = timedelta(minutes=2)
"""Whoever took a consent has asked the registers by then, or is gone: what did not leave in a minute leaves no more."""


class ConsentService(RefusalError):
    """The digital document service cannot be reached; ``why`` is for the operator's log."""

    def __init__(self, why: str) -> None:
        super().__init__(say("The digital document service does not answer now. Try again in a few minutes."))
        self.why = why


class NoPhoneRegistered(RefusalError):
    """Rules 8: consent goes through the phone number registered on the portal, and there is none."""

    def __init__(self) -> None:
        super().__init__(
            say("No phone number is registered for this person on the portal. Register one on egov.kz, or call 1414.")
        )


class NoSuchRequest(RefusalError):
    """No code was sent under this id, or it was used already."""

    def __init__(self) -> None:
        super().__init__(say("This request for consent was answered already. Ask for a new code if you need one."))


class AnsweredOtherwise(NoSuchRequest):
    """The owner had said the other thing already, by SMS: that stands, and is on file now."""


class CodeWrong(RefusalError):
    """The code is not the one that was sent."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(
            say("The code is not right. Look at the SMS from 1414 again. Tries left: %(tries)s.", tries=tries_left)
        )
        self.tries_left = tries_left


class CodeOver(RefusalError):
    """The code's time ran out, or it was tried too often."""

    def __init__(self) -> None:
        super().__init__(say("This code can no longer be used. Ask for a new one."))


class NoSuchConsent(RefusalError):
    """There is no such consent in this file, or it was withdrawn already."""

    def __init__(self) -> None:
        super().__init__(say("There is no consent here that could be withdrawn."))


def request(
    file: UUID,
    *,
    owner: str,
    iin: str,
    office: str,
    purpose: str,
    data: Sequence[str],
    language: str,
    at: datetime,
    registers: Registers,
    link: str = "",
) -> Pending:
    """
    Rules 8: have a one-time password sent to the owner's registered phone. Network: not inside a transaction.

    A request under way to the same owner in the same file is over with it: one code at a time.

    :param owner: "applicant" or a specialist's IIN, as the case names whose data they are. :param data: inquiries.
    :param link: the page on which the owner can answer, sent along.
    :raises NoPhoneRegistered: if there is no number to send it to. :raises ConsentService: if it cannot be reached.
    :raises ruqsat.consents.sparing.TooManyCodes: if several were just sent, for whatever file.
    """
    person_index = blind_index(iin)
    until = at + WISHED_FOR
    with one_at_a_time(person_index, at=at):
        answer = registers.request_consent(
            iin=iin, office=office, purpose=purpose, data=data, language=language, until=until, link=link
        )
        sent = _sent(answer, owner=owner, at=at, until=until)
        with transaction.atomic():
            whose = {"person_index": person_index, "as_applicant": owner == APPLICANT}
            Pending.objects.filter(file_id=file, over_at=None, **whose).update(over_at=at)
            asked = {"data": list(data), "purpose": purpose, "office": office, "asked_at": at, "until": until}
            return Pending.objects.create(file_id=file, **whose, **asked, **sent)


def _sent(
    answer: ConsentRequested | NoPhone | Unavailable, *, owner: str, at: datetime, until: datetime
) -> dict[str, Any]:
    match answer:
        case Unavailable(why=why):
            raise ConsentService(why)
        case NoPhone():
            raise NoPhoneRegistered
    return {
        "id": answer.request,
        "owner_encrypted": sealed(owner, request=answer.request),
        "phone_masked": answer.phone_masked,
        "number": answer.number,
        "expires_at": min(answer.expires_at, at + CODE_LIVES),
        "look_until": max(min(answer.expires_at, until), at + CODE_LIVES) + LOOKED_BACK_FOR,
    }


def confirm(pending: UUID, *, code: str, at: datetime, by: Actor, registers: Registers, record: FileFacts) -> Consent:
    """
    Rules 8: the owner gave the code: the consent goes on file, which opens with it if it is the first.

    Network: not inside a transaction.

    :raises CodeWrong: with the tries left. :raises CodeOver: a new code must be asked for.
    :raises NoSuchRequest: if there is none, or it was answered. :raises ConsentService: if it cannot be reached.
    """
    row, answer = _with_code(pending, Said.YES, code=code, at=at, registers=registers)
    if isinstance(answer, ConsentDenied):  # the owner's no came first, by SMS
        put_refusal(row, answer, at=at, by=by, record=record)
        raise AnsweredOtherwise
    try:
        return put_consent(row, answer, at=at, by=by, record=record)
    except NoSuchRequest:  # the same yes was put on file a moment ago: by a second press, or looked up by the system
        there = Consent.objects.filter(id=answer.consent, file_id=row.file_id).first()
        if there is None:
            raise
        return there


def deny(pending: UUID, *, code: str, at: datetime, by: Actor, registers: Registers, record: FileFacts) -> None:
    """
    List 9(8): the owner refuses, and the code shows that it is the owner. Network: not inside a transaction.

    :raises CodeWrong, CodeOver, NoSuchRequest, ConsentService: as `confirm`.
    """
    row, answer = _with_code(pending, Said.NO, code=code, at=at, registers=registers)
    if isinstance(answer, ConsentConfirmed):  # the owner's yes came first, by SMS
        put_consent(row, answer, at=at, by=by, record=record)
        raise AnsweredOtherwise
    put_refusal(row, answer, at=at, by=by, record=record)


def _with_code(
    pending: UUID, said: Said, *, code: str, at: datetime, registers: Registers
) -> tuple[Pending, ConsentConfirmed | ConsentDenied]:
    """Ten minutes and five tries are kept here as well as by the service."""
    row = Pending.objects.filter(id=pending, over_at=None).first()
    if row is None:
        raise NoSuchRequest
    if row.expires_at <= at:  # the service is still asked whether an answer of its own was lost, or comes
        raise CodeOver
    answer = registers.confirm_consent(pending, code=code.strip(), said=said)
    match answer:
        case Unavailable():
            raise ConsentService(answer.why)
        case WrongCode(tries_left=tries_left):
            raise _wrong(row, tries_left, at=at)
        case RequestOver():
            _close(row, at=at)
            raise CodeOver
    return row, answer


def _wrong(row: Pending, tries_left: int, *, at: datetime) -> RefusalError:
    Pending.objects.filter(id=row.id, tries__lt=TRIES).update(tries=F("tries") + 1)
    row.refresh_from_db(fields=["tries"])
    left = min(tries_left, TRIES - row.tries)
    if left > 0:
        return CodeWrong(left)
    _close(row, at=at)
    return CodeOver()


def _close(row: Pending, *, at: datetime) -> bool:
    """The request is over; ``False`` when it was already, by somebody else."""
    return bool(Pending.objects.filter(id=row.id, over_at=None).update(over_at=at))


def withdraw(file: UUID, consent: UUID, *, at: datetime, by: Actor, record: FileFacts) -> None:
    """
    Rules 8: the owner takes the consent back; no inquiry may rest on it from then on.

    A code under way to the same person for the file opens nothing either. The service is told after the commit.

    :raises NoSuchConsent: if there is none that could be.
    """
    with transaction.atomic():
        live = Consent.objects.filter(id=consent, file_id=file, withdrawn_at=None)
        if not live.update(withdrawn_at=at, tell_at=at):
            raise NoSuchConsent
        given = Consent.objects.get(id=consent)
        whose = {"person_index": bytes(given.person_index), "as_applicant": given.as_applicant}
        Pending.objects.filter(file_id=file, over_at=None, **whose).update(over_at=at)
        act = ConsentWithdrawn(happened_at=at, consent=consent)
        record(file, [(act, None)], at=at, by=by, ids=[uuid5(consent, act.KIND)])


def put_consent(row: Pending, answer: ConsentConfirmed, *, at: datetime, by: Actor, record: FileFacts) -> Consent:
    """
    Rules 8: the owner's yes, whatever road it came by, goes on file once.

    It holds as long as the service says, and no longer than the owner was asked for.

    :raises NoSuchRequest: if it is there already, or has run out; or the request was over: the service is told of that.
    """
    owner, valid_until = owner_of(row), min(answer.valid_until, row.until or answer.valid_until)
    if valid_until <= at:  # by SMS, and the service was away for longer than it holds
        _close(row, at=at)
        raise NoSuchRequest
    act = ConsentGiven(
        happened_at=at,
        consent=answer.consent,
        owner=owner,
        data=tuple(row.data),
        purpose=row.purpose,
        valid_until=valid_until,
        phone_masked=row.phone_masked,
    )
    with transaction.atomic():
        if _close(row, at=at):
            record(row.file_id, [(act, ProofBytes("answer", answer.raw))], at=at, by=by, ids=[uuid5(row.id, act.KIND)])
            return Consent.objects.create(
                id=answer.consent,
                file_id=row.file_id,
                owner_index=blind_index(owner),
                person_index=row.person_index,
                data=row.data,
                purpose=row.purpose,
                office=row.office,
                given_at=at,
                valid_until=valid_until,
                follow_at=at + FOLLOWED_WITHIN,
                token_encrypted=file_cipher(row.file_id).encrypt(answer.token.encode(), place_of_token(answer.consent)),
            )
    _leave_untaken(answer.consent, row.file_id, at=at)
    raise NoSuchRequest


def _leave_untaken(consent: UUID, file: UUID, *, at: datetime) -> None:
    """Rules 8: a yes to a request that was over bears nothing; the service, where it is in force, is told."""
    if not Consent.objects.filter(id=consent).exists():
        Untaken.objects.get_or_create(id=consent, defaults={"file_id": file, "came_at": at, "tell_at": at})


def put_refusal(row: Pending, answer: ConsentDenied, *, at: datetime, by: Actor, record: FileFacts) -> None:
    """
    List 9(8): the owner's no, whatever road it came by, goes on file once.

    :raises NoSuchRequest: if it is there already.
    """
    act = ConsentRefused(happened_at=at, owner=owner_of(row))
    with transaction.atomic():
        if not _close(row, at=at):
            raise NoSuchRequest
        record(row.file_id, [(act, ProofBytes("answer", answer.raw))], at=at, by=by, ids=[uuid5(row.id, act.KIND)])
