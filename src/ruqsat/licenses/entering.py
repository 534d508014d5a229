"""The license enters the register: the first act of its own file, and what the public sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import AnnexEntered, Granted, InquiryAnswered, LicenseEntered, ResultDocument
from ruqsat.law.application import Application
from ruqsat.law.local_time import local
from ruqsat.law.saying import say
from ruqsat.licenses.license_file import LicenseFile, Recording, license_file


class NumberTakenError(RefusalError):
    """A license stands under this number already."""

    def __init__(self, number: str) -> None:
        super().__init__(say("License %(number)s stands in the register already.", number=number))


@dataclass(frozen=True, kw_only=True)
class Result:
    """
    Rules 19, 20: what a case gave, as the register needs it.

    ``documents`` are the sealed ones of ``granted``; ``known`` is the register's answer about the license that is held.
    """

    case: UUID
    application: Application
    granted: Granted
    documents: tuple[ResultDocument, ...]
    known: InquiryAnswered | None
    recording: Recording

    @property
    def number(self) -> str:
        """The number of the license that the result is, or belongs to."""
        return self.granted.license_number


def enter(result: Result) -> None:
    """
    Rules 20: open the license's file with `LicenseEntered` and show it, inside the transaction of the case's act.

    Locks the license's file after the case's, never before. Annexes are numbered as their documents are.
    """
    annexes = annexes_of_facilities(result.application, result.documents)
    with license_file(result.number, recording=result.recording) as file:
        enter_in(file, result, annexes)


def enter_in(file: LicenseFile, result: Result, annexes: Sequence[AnnexEntered]) -> None:
    """
    Rules 20: the license as the first act of *file*.

    :raises NumberTakenError: where one stands there already.
    """
    if file.standing.license is not None:
        raise NumberTakenError(result.number)
    application, at = result.application, result.recording.at
    entry = LicenseEntered(
        happened_at=at,
        number=result.number,
        case=result.case,
        holder=application.applicant,
        office=application.office,
        licensor=application.licensor,
        issued_on=local(at).date(),
        annexes=tuple(annexes),
        documents=result.documents,
    )
    file.append(entry)


def annexes_of_facilities(application: Application, documents: Sequence[ResultDocument]) -> list[AnnexEntered]:
    """Rules 10, Rules 18: the annexes among *documents*, each with the facility that it is for."""
    facilities = {facility.id: facility for facility in application.facilities}
    return [
        AnnexEntered(
            number=document.number,
            address=facilities[document.facility].address,
            subtypes=facilities[document.facility].subtypes,
        )
        for document in documents
        if document.what == "annex"
    ]
