"""Rules 8: consent by a one-time password to the phone registered on the portal; how long it lives."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import ConsentConfirmed, NoPhone, Registers, RequestOver, WrongCode
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.journal.keys import blind_index, file_cipher, instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, ConsentGiven, ConsentWithdrawn
from ruqsat.law.saying import say


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
) -> Pending:
    """
    Rules 8: have a one-time password sent to the owner's registered phone. Network: not inside a transaction.

    :param owner: "applicant" or a specialist's IIN, as the case names whose data they are. :param data: inquiries.
    :raises NoPhoneRegistered: if there is no number to send it to.
    :raises ConsentService: if the service cannot be reached.
    """
    answer = registers.request_consent(iin=iin, office=office, purpose=purpose, data=data, language=language)
    match answer:
        case Unavailable():
            raise ConsentService(answer.why)
        case NoPhone():
            raise NoPhoneRegistered
    return Pending.objects.create(
        id=answer.request,
        file_id=file,
        owner_encrypted=instance_cipher().encrypt(owner.encode(), _place_of_owner(answer.request)),
        person_index=blind_index(iin),
        data=list(data),
        purpose=purpose,
        office=office,
        phone_masked=answer.phone_masked,
        asked_at=at,
        expires_at=answer.expires_at,
    )


def confirm(pending: UUID, *, code: str, at: datetime, by: Actor, registers: Registers, record: FileFacts) -> Consent:
    """
    Rules 8: the owner gave the code: the consent goes on file, which opens with it if it is the first.

    Network: not inside a transaction.

    :raises CodeWrong: with the tries left. :raises CodeOver: a new code must be asked for.
    :raises NoSuchRequest: if there is none, or it was answered. :raises ConsentService: if it cannot be reached.
    """
    row = Pending.objects.filter(id=pending, over_at=None).first()
    if row is None:
        raise NoSuchRequest
    answer = registers.confirm_consent(pending, code=code.strip())
    match answer:
        case Unavailable():
            raise ConsentService(answer.why)
        case WrongCode(tries_left=tries_left):
            raise CodeWrong(tries_left)
        case RequestOver():
            Pending.objects.filter(id=pending, over_at=None).update(over_at=at)
            raise CodeOver
    return _given(row, answer, at=at, by=by, record=record)


def withdraw(file: UUID, consent: UUID, *, at: datetime, by: Actor, record: FileFacts) -> None:
    """
    Rules 8: the owner takes the consent back; no inquiry may rest on it from then on.

    :raises NoSuchConsent: if there is none that could be.
    """
    with transaction.atomic():
        changed = Consent.objects.filter(id=consent, file_id=file, withdrawn_at=None).update(withdrawn_at=at)
        if not changed:
            raise NoSuchConsent
        act = ConsentWithdrawn(happened_at=at, consent=consent)
        record(file, [(act, None)], at=at, by=by, ids=[uuid5(consent, act.KIND)])


def live_consent(file: UUID, *, owner: str, inquiry: str, at: datetime) -> Consent | None:
    """Rules 8: the owner's consent to this inquiry that is in force at *at*; ``None`` if there is none."""
    return (
        Consent.objects.filter(
            file_id=file,
            owner_index=blind_index(owner),
            data__contains=[inquiry],
            given_at__lte=at,
            valid_until__gt=at,
            withdrawn_at=None,
        )
        .order_by("-given_at")
        .first()
    )


def token_of(consent: Consent) -> str:
    """The token that opens the registers; for `asking` alone."""
    return file_cipher(consent.file_id).decrypt(bytes(consent.token_encrypted), _place_of_token(consent.id)).decode()


def _given(row: Pending, answer: ConsentConfirmed, *, at: datetime, by: Actor, record: FileFacts) -> Consent:
    owner = instance_cipher().decrypt(bytes(row.owner_encrypted), _place_of_owner(row.id)).decode()
    act = ConsentGiven(
        happened_at=at,
        consent=answer.consent,
        owner=owner,
        data=tuple(row.data),
        purpose=row.purpose,
        valid_until=answer.valid_until,
        phone_masked=row.phone_masked,
    )
    with transaction.atomic():
        taken = Pending.objects.filter(id=row.id, over_at=None).update(over_at=at)
        if not taken:
            raise NoSuchRequest
        proof = ProofBytes("answer", answer.raw)
        record(row.file_id, [(act, proof)], at=at, by=by, ids=[uuid5(row.id, act.KIND)])
        return Consent.objects.create(
            id=answer.consent,
            file_id=row.file_id,
            owner_index=blind_index(owner),
            person_index=row.person_index,
            data=row.data,
            purpose=row.purpose,
            office=row.office,
            given_at=at,
            valid_until=answer.valid_until,
            token_encrypted=file_cipher(row.file_id).encrypt(answer.token.encode(), _place_of_token(answer.consent)),
        )


def _place_of_owner(pending: UUID) -> bytes:
    return b"consents/pending/" + pending.bytes


def _place_of_token(consent: UUID) -> bytes:
    return b"consents/token/" + consent.bytes
