"""The license enters the register: the first act of its own file, and what the public sees."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Model

from ruqsat.journal import append as journal_append
from ruqsat.journal import files, read
from ruqsat.journal.append import Judged
from ruqsat.journal.keys import blind_index
from ruqsat.journal.writing import Part, columns, write
from ruqsat.law.acts import SYSTEM, AnnexEntered, LicenseEntered, ResultDocument
from ruqsat.law.application import Address, Applicant, Application
from ruqsat.law.calendar import local
from ruqsat.law.identifiers import masked
from ruqsat.licenses.models import Annex, IssuedDocument, License
from ruqsat.people.models import Person
from ruqsat.people.persons import by_iin, know


def file_of(number: str) -> UUID:
    """The id of a license's file, the same whoever computes it, so that a license cannot be entered twice."""
    return uuid5(NAMESPACE_URL, f"ruqsat:license:{number}")


def enter(
    application: Application,
    *,
    number: str,
    case: UUID,
    documents: Sequence[ResultDocument],
    judged: Judged,
    at: datetime,
) -> UUID:
    """
    Rules 20: open the license's file with `LicenseEntered` and show it, inside the transaction of the case's act.

    Locks the license's file after the case's, never before. Annexes are numbered in the order of *documents*.
    """
    file = file_of(number)
    files.open_file("license", id=file, at=at)
    act = LicenseEntered(
        happened_at=at,
        number=number,
        case=case,
        holder=application.applicant,
        office=application.office,
        licensor=application.licensor,
        issued_on=local(at).date(),
        annexes=_annexes(application, documents),
        documents=tuple(documents),
    )
    journal_append.append(file, act, at=at, by=SYSTEM, judged=judged, derived=project(file, act, at=at))
    return file


def _annexes(application: Application, documents: Sequence[ResultDocument]) -> tuple[AnnexEntered, ...]:
    facilities = {facility.id: facility for facility in application.facilities}
    return tuple(
        AnnexEntered(
            number=document.number,
            address=facilities[document.facility].address,
            subtypes=facilities[document.facility].subtypes,
        )
        for document in documents
        if document.what == "annex"
    )


def _holder(applicant: Applicant, *, at: datetime) -> Person:
    """
    Rules 20: in whose account the license is: the applicant's or that of the entity's head, whoever signed for them.

    Who never signed in, because a representative did, is entered under the name in the application.
    """
    return by_iin(applicant.iin) or know(applicant.iin, applicant.name, at=at)


def project(file: UUID, act: LicenseEntered, *, at: datetime) -> list[Part]:
    """What writes the rows that the register shows of a license, where none stand yet."""
    identifier = act.holder.number()
    shown = (
        file,
        act.number,
        act.case,
        _holder(act.holder, at=at).id,
        act.holder.called(),
        masked(identifier),
        blind_index(identifier),
        act.office,
        act.licensor,
        act.issued_on,
        "valid",
    )
    annexes = [
        (file, annex.number, annex.address.region, one_line(annex.address), list(annex.subtypes))
        for annex in act.annexes
    ]
    documents = [(file, document.what, document.number, document.sha256) for document in act.documents]
    return [
        _inserting("license", License, _LICENSE, [shown]),
        _inserting("annexes", Annex, _ANNEX, annexes),
        _inserting("documents", IssuedDocument, _DOCUMENT, documents),
    ]


def _inserting(name: str, model: type[Model], named: Mapping[str, str], rows: Sequence[Sequence[object]]) -> Part:
    listed = ", ".join(f'"{column}"' for column in named)
    sql = f"{name} AS (INSERT INTO {model._meta.db_table} ({listed}) SELECT {listed} FROM {{rows}})"  # noqa: S608 -- names of columns
    return Part(sql, columns({f'"{column}"': kind for column, kind in named.items()}), rows)


_LICENSE = {
    "id": "uuid",
    "number": "text",
    "case": "uuid",
    "holder_id": "uuid",
    "holder_name": "text",
    "holder_masked": "text",
    "holder_index": "bytea",
    "office": "text",
    "licensor": "text",
    "issued_on": "date",
    "status": "text",
}
_ANNEX = {"license_id": "uuid", "number": "text", "region": "text", "address": "text", "subtypes": "jsonb"}
_DOCUMENT = {"license_id": "uuid", "what": "text", "number": "text", "sha256": "text"}


def one_line(address: Address) -> str:
    """The address as one line, as written by whoever wrote it: postal code, city, district, street, building."""
    return address.in_line()


def rebuild(file: UUID, *, at: datetime) -> None:
    """Derive the register's rows again from the license's file, where none stand any more."""
    for filed in read.acts_of(file):
        if isinstance(filed.act, LicenseEntered):
            write(project(file, filed.act, at=at))
