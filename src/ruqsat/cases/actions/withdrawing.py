"""Rules 6: the applicant takes the application back, with a signature as it was filed."""

from datetime import datetime
from uuid import UUID

from ruqsat.cases import signing
from ruqsat.cases.case_file import case_file
from ruqsat.journal.prepared import Prepared
from ruqsat.law.acts import Actor, Filed, Role, Withdrawn
from ruqsat.people.models import Person


def prepare_withdrawal(case: UUID, *, reason: str, by: Person, at: datetime) -> Prepared:
    """
    Rules 6: the statement by which the applicant takes the application back; a reason may be given.

    :raises NotPermittedError: once the case is decided, or for anybody who did not sign the application.
    """
    with case_file(case, at=at) as file:
        act = Withdrawn(happened_at=at, reason=reason)
        return signing.prepare(file, act, by=by, actor=_applicant(by), documents=())


def withdraw(act: UUID, *, cms: bytes, by: Person, at: datetime) -> Filed:
    """
    Rules 6: the signed withdrawal goes on file and ends the case.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=_applicant(by))


def _applicant(person: Person) -> Actor:
    return Actor(person=person.id, role=Role.APPLICANT)
