"""Rules 10(1), 11: the approving body is asked, and answers under its own signature."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ruqsat.cases import papers, signing
from ruqsat.cases.case_file import case_file
from ruqsat.journal.prepared import Prepared
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import offices
from ruqsat.law.acts import Actor, ApprovalAnswered, ApprovalRequested, Filed
from ruqsat.law.saying import say
from ruqsat.people.models import Person


class NoSuchFacilityError(RefusalError):
    """The application declares no such facility."""

    def __init__(self, facility: str) -> None:
        super().__init__(say("The application declares no facility %(facility)s.", facility=facility))


def request_approval(case: UUID, *, facility: str, by: Actor, seen: int, at: datetime) -> Filed:
    """
    Rules 10(1): ask the sanitary body of the facility's region to approve the issue.

    :raises NotPermittedError: before the documents are found complete, or if it was asked already.
    """
    with case_file(case, at=at) as file:
        place = file.standing.facility(facility)
        if place is None:
            raise NoSuchFacilityError(facility)
        body = offices.approving_body(place.address.region, among=file.standing.lists.offices)
        act = ApprovalRequested(happened_at=at, facility=facility, body=body.code)
        return file.append(act, by=by, seen=seen)


def prepare_answer(
    case: UUID, *, facility: str, approved: bool, reasons: str, by: Person, actor: Actor, at: datetime
) -> tuple[Prepared, bytes]:
    """
    Rules 11: the answer as a PDF to read, and the statement that names its hash, ready to sign.

    :raises NotPermittedError: if this body was not asked about this facility, or has answered.
    """
    with case_file(case, at=at) as file:
        said = ApprovalAnswered(happened_at=at, facility=facility, approved=approved, reasons=reasons, document="")
        file.stop_unless_permitted(said, by=actor)
        pdf = papers.approval_answer(file, said, by=by, actor=actor)
        act = replace(said, document=pdf.sha256)
        return signing.prepare(file, act, by=by, actor=actor, documents=(pdf.sha256,)), pdf.content


def answer(act: UUID, *, cms: bytes, by: Person, actor: Actor, at: datetime) -> Filed:
    """
    Rules 11: the signed answer goes on file; silence ends with it, on time or late.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=actor)
