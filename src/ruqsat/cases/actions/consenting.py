"""Rules 8: before filing, the applicant lets the registers be asked, and what they say fills the form."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases import sections_held
from ruqsat.cases.composing import addresses_in, applicant_iin, applicant_of
from ruqsat.cases.drafting import NoSuchDraftError, answers_of, beginning_of, draft_of
from ruqsat.cases.facilities import places_in
from ruqsat.cases.inquiring import NOWHERE, question_of
from ruqsat.cases.invited import asked_again
from ruqsat.cases.models import Draft
from ruqsat.cases.recording import put_on_file
from ruqsat.consents import asking, giving
from ruqsat.consents.following import followed
from ruqsat.consents.models import Consent, Pending
from ruqsat.consents.waiting import Asked
from ruqsat.gateways.registers import Registers
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.keys import blind_index
from ruqsat.keeping import books
from ruqsat.law.acts import SYSTEM, Act, Actor, ConsentLapsed, Filed, Role
from ruqsat.law.application import Applicant, ApplicantKind, Service
from ruqsat.law.inquiries import (
    APPLICANT,
    PAYMENT,
    Ask,
    needing_consent,
    of_applicant,
    of_facility,
    of_specialist,
    on_the_change,
)
from ruqsat.law.local_time import local
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of

NOTHING: Collection[Asked] = frozenset()
"""Of a consent just given: nothing was asked on it yet."""


def inquiries_for(kind: ApplicantKind, iin: str, *, draft: Draft, at: datetime) -> tuple[Ask, ...]:
    """
    Rules 8: what is asked with the applicant's consent: about the applicant and each facility, and of an individual or
    entrepreneur, who is the one specialist, what is asked about specialists too.

    List 8(2): where nothing is examined, only about the applicant and what proves the change.
    """
    answers, service = answers_of(draft), Service(draft.service)
    places = places_in(answers)
    if not sections_held.examined(service, answers):
        ground = sections_held.ground_in(answers) if service is Service.REISSUE else ""
        proof = on_the_change(ground, iin=iin, facilities=places)
        return needing_consent(dict.fromkeys((*of_applicant(kind), *proof)))
    specialist = () if kind is ApplicantKind.LEGAL_ENTITY else _of_specialist(iin, owner=APPLICANT, at=at)
    facilities = (ask for place in places for ask in of_facility(place))
    return needing_consent((*of_applicant(kind), *specialist, *facilities))


def inquiries_about_specialist(iin: str, *, at: datetime) -> tuple[Ask, ...]:
    """Rules 8(7) to 8(11): what is asked about a specialist with that specialist's own consent."""
    return needing_consent(_of_specialist(iin, owner=iin, at=at))


def _of_specialist(iin: str, *, owner: str, at: datetime) -> tuple[Ask, ...]:
    year = books.in_force().edition_on(local(at).date()).education_year
    return of_specialist(iin, graduated_in=None, owner=owner, education_year=year)


def ask_for_consent(
    draft: UUID, *, owner: Person, office: str, purpose: str, language: str, at: datetime, registers: Registers
) -> Pending:
    """
    Rules 8: have a code sent to the phone registered on the portal. Nothing has legal effect yet.

    :raises NoSuchDraftError: for anybody else's draft, and for one that a representative fills in: the code goes to
        the owner of the data alone, who answers in their own account (`inviting`).
    :raises ruqsat.consents.giving.NoPhoneRegistered, ruqsat.consents.giving.ConsentService: with a sentence.
    """
    kept = draft_of(owner, draft, at=at)
    answers = answers_of(kept)
    if beginning_of(answers).represented:
        raise NoSuchDraftError(str(draft))
    iin = applicant_iin(answers, owner)
    return giving.request(
        kept.id,
        owner=APPLICANT,
        iin=iin,
        office=office,
        purpose=purpose,
        data=[ask.inquiry for ask in inquiries_for(beginning_of(answers).kind, iin, draft=kept, at=at)],
        language=language,
        at=at,
        registers=registers,
    )


def give_consent(
    draft: UUID, *, owner: Person, pending: UUID, code: str, now: Callable[[], datetime], registers: Registers
) -> Consent:
    """
    Rules 8: the code came back: the consent is on file, and the registers are asked for what fills the form.

    :raises ruqsat.consents.giving.CodeWrong, ruqsat.consents.giving.CodeOver: with a sentence.
    :raises ruqsat.consents.giving.NoSuchRequest: when the code was sent for another draft, or answered.
    """
    at = now()
    kept = draft_of(owner, draft, at=at)
    mine = Pending.objects.filter(file_id=kept.id, person_index=blind_index(iin_of(owner)), as_applicant=True)
    if not mine.filter(id=pending).exists():
        raise giving.NoSuchRequest
    by = Actor(person=owner.id, role=Role.APPLICANT)
    consent = giving.confirm(pending, code=code, at=at, by=by, registers=registers, record=put_on_file)
    ask_about(kept.id, APPLICANT, now=now, registers=registers)
    return consent


def inquiries_of(owner: str, applicant: Applicant, *, draft: Draft, at: datetime) -> tuple[Ask, ...]:
    """Rules 8: what is asked with this owner's consent: "applicant", or a specialist's IIN, as the case names them."""
    if owner == APPLICANT:
        return inquiries_for(applicant.kind, applicant.iin, draft=draft, at=at)
    return inquiries_about_specialist(owner, at=at)


def ask_about(
    file: UUID, owner: str, *, now: Callable[[], datetime], registers: Registers, known: Collection[Asked] = NOTHING
) -> None:
    """
    Rules 8: of a draft, ask the registers what fills the form; one that is down leaves its fields to be typed.

    Of a filed case nothing: the system owes it its inquiries. :param known: what was asked on the consent before.
    """
    at = now()
    draft = Draft.objects.select_related("owner").filter(id=file, filed_at=None, expires_at__gt=at).first()
    if draft is not None:
        answers = answers_of(draft)
        applicant, addresses = applicant_of(answers, draft.owner), addresses_in(answers)
        asks = inquiries_of(owner, applicant, draft=draft, at=at)
        put_questions(file, asks, applicant, now=now, registers=registers, addresses=addresses, known=known)
    followed(file, owner, at=at)


def put_questions(
    file: UUID,
    asks: Sequence[Ask],
    applicant: Applicant,
    *,
    now: Callable[[], datetime],
    registers: Registers,
    addresses: Mapping[str, str] = NOWHERE,
    known: Collection[Asked] = NOTHING,
) -> None:
    """Rules 8: put these inquiries to the registers; of the fee there is no order yet that one could be about."""
    left = [ask for ask in asks if ask.inquiry != PAYMENT and (ask.inquiry, blind_index(ask.about)) not in known]
    questions = [question_of(ask, applicant, addresses=addresses) for ask in left]
    asking.ask_all(file, questions, now=now, by=SYSTEM, registers=registers, record=_put)


def _put(
    file: UUID, facts: Sequence[tuple[Act, ProofBytes | None]], *, at: datetime, by: Actor, ids: Sequence[UUID]
) -> Sequence[Filed]:
    """Whoever was asked by link is asked again, where a register says that the consent is not in force there."""
    with transaction.atomic():
        filed = put_on_file(file, facts, at=at, by=by, ids=ids)
        lapsed = [one.act.consent for one in filed if isinstance(one.act, ConsentLapsed)]
        for given in Consent.objects.filter(id__in=lapsed):
            asked_again(given, at=at)
    return filed


def take_back(draft: UUID, consent: UUID, *, owner: Person, at: datetime) -> None:
    """
    Rules 8: the applicant takes the consent back; what was asked stays on record.

    :raises ruqsat.consents.giving.NoSuchConsent: if there is none.
    """
    kept = draft_of(owner, draft, at=at)
    by = Actor(person=owner.id, role=Role.APPLICANT)
    giving.withdraw(kept.id, consent, at=at, by=by, record=put_on_file)
