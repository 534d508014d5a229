"""Drafts of every kind of applicant, filled in without a page."""

from collections.abc import Mapping
from typing import Any

from ruqsat.cases import drafting, listing
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.models import Draft
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.people.models import Person
from tests.walking import HOME, PDF, TYPED, Road
from tests.world import AIZHAN

DINA = "790615499170"
"""The head of the clinic."""
SANIYA, MARIA = "920308499215", "961204499254"
"""Two who work there."""
CLINIC = "181240999010"

SPECIALIST: Mapping[str, Any] = {
    "iin": SANIYA,
    "last": "Макетова",
    "first": "Сания",
    "patronymic": "Үлгіқызы",
    "speciality": "cardiology",
    "graduated_in": 2016,
    "diploma": "ЖБ-Б 9900106",
    "certificate": "KZ99VKC00990106",
    "employment": "«Үлгі Клиника» ЖШС",
}
OF_ENTITY: Mapping[Section, Mapping[str, Any]] = {
    Section.ORGANIZATION: {"foreign": "no", "bin": CLINIC, "branch_bin": ""},
    Section.ENTITY: {"organization": "«Үлгі Клиника» ЖШС", "location": "Алматы, Клиника көшесі, 100"},
    Section.LEGAL_ADDRESS: {**HOME, "street": "Клиника көшесі", "building": "100"},
    Section.HEAD: {"last": "Образцова", "first": "Дина", "patronymic": "Макетовна"},
}
POWER: Mapping[str, Any] = {
    "applicant_iin": AIZHAN,
    "number": "Д-17",
    "issued_on": "2026-01-12",
    "valid_until": "2027-01-12",
}


def begun(road: Road, owner: Person, kind: ApplicantKind, *, represented: bool = False, **more: Any) -> Draft:
    """A draft of that kind with every section answered; specialists and documents apart."""
    beginning = Beginning(kind=kind, represented=represented)
    draft = drafting.start(owner, Service.ISSUE, at=road.now, beginning=beginning)
    typed: dict[Section, Mapping[str, Any]] = {
        **TYPED,
        **OF_ENTITY,
        Section.REGISTRATION: {"organization": "«Айжан Үлгі» ДК"},
    }
    if represented:
        typed[Section.REPRESENTATIVE] = {**POWER, **more}
    for section, values in typed.items():
        drafting.save_section(owner, draft.id, section, dict(values), at=road.now)
    road.case = draft.id
    return draft


def list_both(road: Road, owner: Person) -> None:
    """Both specialists of the clinic."""
    for iin in (SANIYA, MARIA):
        listing.keep_specialist(owner, road.case, {**SPECIALIST, "iin": iin}, at=road.now)
    listing.list_ended(owner, road.case, at=road.now)


def attach(road: Road, owner: Person, proves: str, about: str = "applicant") -> None:
    """One document."""
    content = PDF + f"% {proves} {about}".encode()
    drafting.attach(owner, road.case, content, name=f"{proves}.pdf", proves=proves, about=about, at=road.now)
