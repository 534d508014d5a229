"""Rules 8: before filing, the applicant lets the registers be asked, and what they say fills the form."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from ruqsat.cases.composing import THE_FACILITY
from ruqsat.cases.drafting import draft_of
from ruqsat.cases.recording import put_on_file
from ruqsat.consents import asking, giving
from ruqsat.consents.asking import Question
from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways.registers import Registers, Subject
from ruqsat.journal.keys import blind_index
from ruqsat.law.acts import SYSTEM, Actor, Role
from ruqsat.law.application import ApplicantKind
from ruqsat.law.editions import EDITIONS
from ruqsat.law.inquiries import (
    APPLICANT,
    INQUIRIES,
    Ask,
    Scope,
    needing_consent,
    of_applicant,
    of_facility,
    of_specialist,
)
from ruqsat.law.local_time import local
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of


def inquiries_for(iin: str, *, at: datetime) -> tuple[Ask, ...]:
    """Rules 8: what is asked with the consent of an individual with one facility, who is the one specialist."""
    year = EDITIONS.on(local(at).date()).education_year
    asks = (
        *of_applicant(ApplicantKind.INDIVIDUAL),
        *of_specialist(iin, graduated_in=None, owner=APPLICANT, education_year=year),
        *of_facility(THE_FACILITY),
    )
    return needing_consent(asks)


def ask_for_consent(
    draft: UUID, *, owner: Person, office: str, purpose: str, language: str, at: datetime, registers: Registers
) -> Pending:
    """
    Rules 8: have a code sent to the phone registered on the portal. Nothing has legal effect yet.

    :raises NoSuchDraftError: for anybody else's draft.
    :raises ruqsat.consents.giving.NoPhoneRegistered, ruqsat.consents.giving.ConsentService: with a sentence.
    """
    kept, iin = draft_of(owner, draft, at=at), iin_of(owner)
    return giving.request(
        kept.id,
        owner=APPLICANT,
        iin=iin,
        office=office,
        purpose=purpose,
        data=[ask.inquiry for ask in inquiries_for(iin, at=at)],
        language=language,
        at=at,
        registers=registers,
    )


def give_consent(
    draft: UUID, *, owner: Person, pending: UUID, code: str, at: datetime, registers: Registers
) -> Consent:
    """
    Rules 8: the code came back: the consent is on file, and the registers are asked for what fills the form.

    :raises ruqsat.consents.giving.CodeWrong, ruqsat.consents.giving.CodeOver: with a sentence.
    :raises ruqsat.consents.giving.NoSuchRequest: when the code was sent for another draft, or answered.
    """
    kept = draft_of(owner, draft, at=at)
    if not Pending.objects.filter(id=pending, file_id=kept.id, person_index=blind_index(iin_of(owner))).exists():
        raise giving.NoSuchRequest
    by = Actor(person=owner.id, role=Role.APPLICANT)
    consent = giving.confirm(pending, code=code, at=at, by=by, registers=registers, record=put_on_file)
    fill(kept.id, owner=owner, at=at, registers=registers)
    return consent


def fill(draft: UUID, *, owner: Person, at: datetime, registers: Registers) -> None:
    """Rules 8: ask the registers what fills the form; a register that is down leaves its fields to be typed."""
    questions = list(_questions(iin_of(owner), at=at))
    asking.ask_all(draft, questions, at=at, by=SYSTEM, registers=registers, record=put_on_file)


def take_back(draft: UUID, consent: UUID, *, owner: Person, at: datetime) -> None:
    """
    Rules 8: the applicant takes the consent back; what was asked stays on record.

    :raises ruqsat.consents.giving.NoSuchConsent: if there is none.
    """
    kept = draft_of(owner, draft, at=at)
    by = Actor(person=owner.id, role=Role.APPLICANT)
    giving.withdraw(kept.id, consent, at=at, by=by, record=put_on_file)


def _questions(iin: str, *, at: datetime) -> Iterator[Question]:
    for ask in inquiries_for(iin, at=at):
        if ask.inquiry == "fee_payment":  # there is no order yet that it could be about
            continue
        about = THE_FACILITY if INQUIRIES[ask.inquiry].scope is Scope.FACILITY else ask.about
        yield Question(inquiry=ask.inquiry, about=about, owner=ask.owner, subject=Subject(iin=iin))
