"""Rules 8, List 9(8): consent after filing; the registers are asked after the commit."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ruqsat.cases.actions.inviting import put_answer
from ruqsat.cases.case_file import look
from ruqsat.consents import giving
from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways.registers import Registers
from ruqsat.journal.keys import blind_index
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, DocumentAdded, Role
from ruqsat.law.inquiries import APPLICANT, Ask, for_application, needing_consent
from ruqsat.law.procedure import Standing
from ruqsat.law.saying import say
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of


class NotTheOwnerError(RefusalError):
    """Rules 8: the code goes to the owner of the data alone, who is not the one that signed in."""

    def __init__(self) -> None:
        super().__init__(say("The consent is given by the owner of the data, by a code to that person's own phone."))


def inquiries_of(standing: Standing) -> tuple[Ask, ...]:
    """Rules 8: the inquiries of this application that rest on the applicant's own consent."""
    if standing.application is None:
        return ()
    asks = for_application(standing.application, education_year=standing.edition.education_year)
    return tuple(ask for ask in needing_consent(asks) if ask.owner == APPLICANT)


def is_owner(standing: Standing, person: Person) -> bool:
    """Rules 8: whether the data are this very person's: the applicant, or the head of the legal entity."""
    return standing.application is not None and standing.application.applicant.iin == iin_of(person)


def in_signers_place(standing: Standing) -> Actor:
    """Rules 8: the owner consents in person, whoever signed; the law is asked whether the signer's case is open."""
    return Actor(person=standing.received.by.person if standing.received else None, role=Role.APPLICANT)


def pending_of(case: UUID, *, by: Person, at: datetime) -> Pending | None:
    """The code that was sent to this person for this case and still holds."""
    return _mine(case, by).filter(over_at=None, expires_at__gt=at).order_by("-asked_at").first()


def ask_for_consent(
    case: UUID, *, by: Person, purpose: str, language: str, at: datetime, registers: Registers
) -> Pending:
    """
    Rules 8: have a code sent to the phone registered on the portal. Nothing has legal effect yet.

    :raises NotTheOwnerError: for anybody else, a representative too.
    :raises ruqsat.cases.case_file.NotPermittedError: once it has ended.
    :raises ruqsat.consents.giving.NoPhoneRegistered, ruqsat.consents.giving.ConsentService: with a sentence.
    """
    standing = _open(case, by=by, at=at)
    assert standing.application is not None  # noqa: S101 -- nothing else is open to an applicant
    return giving.request(
        case,
        owner=APPLICANT,
        iin=iin_of(by),
        office=standing.application.office,
        purpose=purpose,
        data=[ask.inquiry for ask in inquiries_of(standing)],
        language=language,
        at=at,
        registers=registers,
    )


def give_consent(case: UUID, *, by: Person, pending: UUID, code: str, at: datetime, registers: Registers) -> Consent:
    """
    Rules 8: the code came back: the consent is on file; the system then owes the case its inquiries.

    :raises NotTheOwnerError: for anybody else, a representative too.
    :raises ruqsat.cases.case_file.NotPermittedError: once it has ended.
    :raises ruqsat.consents.giving.CodeWrong, ruqsat.consents.giving.CodeOver: with a sentence.
    :raises ruqsat.consents.giving.NoSuchRequest: when the code was sent for another case, or answered.
    """
    _open(case, by=by, at=at)
    if not _mine(case, by).filter(id=pending).exists():
        raise giving.NoSuchRequest
    actor = Actor(person=by.id, role=Role.APPLICANT)
    record = put_answer(blind_index(iin_of(by)))  # the owner may have been asked by link too
    return giving.confirm(pending, code=code, at=at, by=actor, registers=registers, record=record)


def _mine(case: UUID, person: Person) -> QuerySet[Pending]:
    return Pending.objects.filter(file_id=case, person_index=blind_index(iin_of(person)), as_applicant=True)


def _open(case: UUID, *, by: Person, at: datetime) -> Standing:
    """The standing of a case in which the applicant can still put things right."""
    file = look(case, at=at)
    file.stop_unless_permitted(DocumentAdded, by=in_signers_place(file.standing))
    if not is_owner(file.standing, by):
        raise NotTheOwnerError
    return file.standing
