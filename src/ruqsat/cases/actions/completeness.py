"""Rules 9: completeness of the documents, or a refusal of further consideration, within two working days."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ruqsat.cases import papers, signing
from ruqsat.cases.case_file import case_file
from ruqsat.cases.papers import Paper
from ruqsat.journal.prepared import Prepared
from ruqsat.law.acts import (
    Actor,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    Filed,
    FoundComplete,
    Shortcoming,
)
from ruqsat.law.standing import act_of
from ruqsat.people.models import Person


def find_complete(case: UUID, *, by: Actor, seen: int, at: datetime) -> Filed:
    """
    Rules 9: the documents of List 8 and the answers of the registers are complete and in force.

    :raises NotPermittedError: while something is missing, with the clause that asks for it.
    :raises CaseMovedOnError: if an answer or a document arrived since the officer looked.
    """
    with case_file(case, at=at) as file:
        return file.append(FoundComplete(happened_at=at), by=by, seen=seen)


def draft_refusal(
    case: UUID, *, shortcomings: tuple[Shortcoming, ...], text: str, by: Actor, seen: int, at: datetime
) -> Filed:
    """
    Rules 9: an officer puts a refusal of further consideration before the authorised person.

    :param shortcomings: of those that `ruqsat.law.completeness.missing` holds against the applicant.
    :raises NotPermittedError: for a document that is not missing, or after the two working days.
    """
    with case_file(case, at=at) as file:
        act = ConsiderationRefusalDrafted(happened_at=at, shortcomings=shortcomings, text=text)
        return file.append(act, by=by, seen=seen)


def prepare_refusal(case: UUID, *, by: Person, actor: Actor, at: datetime) -> tuple[Prepared, Paper]:
    """
    Rules 9: the refusal as a PDF to read, and the statement that names its hash, for the authorised person.

    :raises NotPermittedError: if no officer has drafted it, or this very person has.
    """
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(ConsiderationRefused, by=actor)
        assert file.standing.prepared is not None  # noqa: S101 -- permitted only on a draft
        draft = act_of(file.standing.prepared, ConsiderationRefusalDrafted)
        said = ConsiderationRefused(happened_at=at, shortcomings=draft.shortcomings, text=draft.text, document="")
        pdf = papers.refusal_of_consideration(file, said, by=by, actor=actor)
        act = replace(said, document=pdf.sha256)
        return signing.prepare(file, act, by=by, actor=actor, documents=(pdf.sha256,)), pdf


def refuse_consideration(act: UUID, *, cms: bytes, by: Person, actor: Actor, at: datetime) -> Filed:
    """
    Rules 9: the signed refusal of further consideration goes on file and ends the case; the seal follows.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    :raises CaseMovedOnError: if a document or an answer arrived since the refusal was set.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=actor)
