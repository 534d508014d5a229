"""What the register shows of a license: rows derived from its file, written over and over, never by hand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from ruqsat.journal import read
from ruqsat.journal.keys import blind_index
from ruqsat.journal.writing import Part, columns, write
from ruqsat.law import license as life
from ruqsat.law.acts import (
    AnnexAdded,
    AnnexReissued,
    DuplicateIssued,
    Filed,
    LicenseEntered,
    LicenseReissued,
    LicenseSuperseded,
    ResultDocument,
)
from ruqsat.law.application import Address, Applicant
from ruqsat.law.identifiers import masked
from ruqsat.law.license import LicenseStanding, LicenseState
from ruqsat.law.local_time import local
from ruqsat.law.standing import act_of
from ruqsat.licenses.models import Annex, IssuedDocument, License, PaperOriginal
from ruqsat.people.models import Person
from ruqsat.people.persons import by_iin, know


def project(file: UUID, acts: Sequence[Filed], standing: LicenseStanding, *, at: datetime) -> list[Part]:
    """What writes the rows of a license as its file says; nothing to show where none was entered."""
    license_ = standing.license
    if license_ is None:
        return []
    # What it is on the day of the last act: a row is written with an act, and does not change because days pass.
    state = standing.state_on(local(acts[-1].filed_at).date()) or LicenseState.VALID
    return [
        _writing("license", License, _LICENSE, ["id"], [_license(file, license_, standing, state=state, at=at)]),
        _writing("annexes", Annex, _ANNEX, ["license_id", "number"], list(_annexes(file, standing))),
        _writing("documents", IssuedDocument, _DOCUMENT, ["sha256"], list(_documents(file, acts))),
        _writing("papers", PaperOriginal, _PAPER, ["license_id", "annex", "blank"], list(_papers(file, standing))),
    ]


def _license(
    file: UUID, entered: LicenseEntered, standing: LicenseStanding, *, state: LicenseState, at: datetime
) -> tuple[object, ...]:
    identifier = entered.holder.number()
    superseded = _superseded(standing)
    return (
        file,
        entered.number,
        entered.case,
        _holder(entered.holder, at=at).id,
        entered.holder.called(),
        masked(identifier),
        blind_index(identifier),
        entered.office,
        entered.licensor,
        entered.issued_on,
        state.value,
        plain(entered.number),
        _stands_for(standing),
        plain(_stands_for(standing)),
        superseded.by_license if superseded else "",
        superseded.on if superseded else None,
    )


def _superseded(standing: LicenseStanding) -> LicenseSuperseded | None:
    acts = (filed.act for filed in standing.in_effect(""))
    return next((act for act in acts if isinstance(act, LicenseSuperseded)), None)


def _stands_for(standing: LicenseStanding) -> str:
    acts = (act_of(filed, LicenseReissued) for filed in standing.reissues)
    return next((act.of_license for act in acts if not act.annex), "")


def _annexes(file: UUID, standing: LicenseStanding) -> Iterator[tuple[object, ...]]:
    for number, annexed in standing.annexes.items():
        last = max((on for on, _ in annexed.reissued), default=None)
        worded = annexed.worded_on(last) if last else annexed.entered
        yield (
            file,
            number,
            worded.address.region,
            one_line(worded.address),
            list(worded.subtypes),
            annexed.issued_on,
            last,
        )


def _documents(file: UUID, acts: Sequence[Filed]) -> Iterator[tuple[object, ...]]:
    for filed in acts:
        act = filed.act
        if isinstance(act, LicenseEntered | AnnexAdded | AnnexReissued | DuplicateIssued):
            yield from ((file, act.case, *_said(one), local(filed.filed_at).date()) for one in act.documents)


def _said(document: ResultDocument) -> tuple[str, str, str]:
    return document.what, document.number, document.sha256


def _papers(file: UUID, standing: LicenseStanding) -> Iterator[tuple[object, ...]]:
    for paper in standing.papers:
        yield file, paper.annex, paper.blank, paper.issued_on, paper.returned_on


def _holder(applicant: Applicant, *, at: datetime) -> Person:
    """
    Rules 20: in whose account the license is: the applicant's or that of the entity's head, whoever signed for them.

    Who never signed in, because a representative did, is entered under the name in the application.
    """
    return by_iin(applicant.iin) or know(applicant.iin, applicant.name, at=at)


def _writing(
    name: str, model: type[Model], named: Mapping[str, str], key: Sequence[str], rows: Sequence[Sequence[object]]
) -> Part:
    """What inserts *rows*, and writes over those that stand under the same *key*."""
    listed = ", ".join(f'"{column}"' for column in named)
    known = ", ".join(f'"{column}"' for column in key)
    others = ", ".join(f'"{column}" = EXCLUDED."{column}"' for column in named if column not in key)
    sql = (
        f"{name} AS (INSERT INTO {model._meta.db_table} ({listed}) SELECT {listed} FROM {{rows}}"  # noqa: S608 -- names of columns
        f" ON CONFLICT ({known}) DO UPDATE SET {others})"
    )
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
    "number_plain": "text",
    "stands_for": "text",
    "stands_for_plain": "text",
    "superseded_by": "text",
    "superseded_on": "date",
}
_ANNEX = {
    "license_id": "uuid",
    "number": "text",
    "region": "text",
    "address": "text",
    "subtypes": "jsonb",
    "issued_on": "date",
    "reissued_on": "date",
}
_DOCUMENT = {
    "license_id": "uuid",
    "case": "uuid",
    "what": "text",
    "number": "text",
    "sha256": "text",
    "issued_on": "date",
}
_PAPER = {"license_id": "uuid", "annex": "text", "blank": "text", "issued_on": "date", "returned_on": "date"}


def plain(number: str) -> str:
    """A license's number by its letters and digits: spaces, dashes and capitals make no other license."""
    return "".join(sign for sign in number if sign.isalnum()).casefold()


def one_line(address: Address) -> str:
    """The address as one line, as written by whoever wrote it: postal code, city, district, street, building."""
    parts = (address.postal_code, address.city, address.district, address.locality, address.street, address.building)
    return ", ".join(part for part in parts if part)


def rebuild(file: UUID, *, at: datetime) -> None:
    """Derive the register's rows again from the license's file, where none stand any more."""
    acts = read.acts_of(file)
    parts = project(file, acts, life.standing(acts), at=at) if acts else []
    if parts:
        write(parts)
