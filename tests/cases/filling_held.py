"""Drafts that rest on a license that is held, filled in without a page."""

from collections.abc import Mapping
from typing import Any

from ruqsat.cases import drafting
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.models import Draft
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.people.models import Person
from tests.cases.filling import OF_ENTITY
from tests.walking import HOME, TYPED, Road

NUMBER = "13009902"
"""A license that this register does not know."""
BY_KIND: Mapping[str, ApplicantKind] = {
    "Permits 33(1)": ApplicantKind.INDIVIDUAL,
    "Permits 33(2)": ApplicantKind.ENTREPRENEUR,
    "Permits 33(3)": ApplicantKind.LEGAL_ENTITY,
    "Permits 33(4)": ApplicantKind.LEGAL_ENTITY,
    "Permits 33(6)": ApplicantKind.INDIVIDUAL,
    "Permits 33(7)": ApplicantKind.INDIVIDUAL,
}
"""Each ground that somebody has, and an applicant who can have it."""


def annex_001(**subtypes: list[str]) -> dict[str, Any]:
    """The address of annex 001, and its subtypes where they are asked for."""
    return {f"{part}_001": value for part, value in HOME.items()} | {
        f"{part}_001": ones for part, ones in subtypes.items()
    }


OF_LICENSE: Mapping[Section, Mapping[str, Any]] = {
    Section.HELD: {"number": NUMBER},
    Section.PAPERS: {"papers": ["license", "001"]},
    Section.CHANGE: {"changed_on": "2026-03-02", "before": "Черновикова Айжан", "now": "Үлгібаева Айжан Сынаққызы"},
    Section.LOSS: {"loss": "lost"},
    Section.ANNEXES: annex_001(subtypes=["outpatient_adult"]),
    Section.REGISTRATION: {"organization": "«Айжан Үлгі» ДК"},
}


def begun(
    road: Road, owner: Person, service: Service, *, ground: str = "Permits 33(1)", without: tuple[Section, ...] = ()
) -> Draft:
    """A draft for *service* with every section answered that any applicant of it has; documents apart."""
    kind = BY_KIND[ground] if service is Service.REISSUE else ApplicantKind.INDIVIDUAL
    draft = drafting.start(owner, service, at=road.now, beginning=Beginning(kind=kind))
    typed: dict[Section, Mapping[str, Any]] = {**TYPED, **OF_ENTITY, **OF_LICENSE, Section.GROUND: {"ground": ground}}
    for section, values in typed.items():
        if section not in without:
            drafting.save_section(owner, draft.id, section, dict(values), at=road.now)
    road.case = draft.id
    draft.refresh_from_db()
    return draft
