"""Offices: the territorial departments of the licensor (Rules 3, List 1) and the approving bodies (Rules 10(1))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ruqsat.law.application import Address, Applicant, ApplicantKind, Application, Facility
from ruqsat.law.names import Names
from ruqsat.law.reference import load

HOME = "KZ"


class UnknownRegion(LookupError):
    """That is not one of the twenty regions of Kazakhstan, so no office can be named."""


class OfficeKind(StrEnum):
    """What an office does in the service."""

    LICENSOR = "licensor"
    APPROVING = "approving"
    COMMITTEE = "committee"


@dataclass(frozen=True, kw_only=True)
class Region:
    """A region by the first two digits of its KATO code, with its centre."""

    code: str
    names: Names
    centre: Names


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office: code ("KZ-75", "SES-75"), kind, region ("75"; empty for the Committee), full and short names."""

    code: str
    kind: OfficeKind
    region: str
    names: Names
    short: Names


_TABLES = load("offices")


def _filled(template: Mapping[str, str], region: Mapping[str, str]) -> Names:
    return Names(kk=template["kk"] % region["kk"], ru=template["ru"] % region["of"], en=template["en"] % region["en"])


def _regions() -> dict[str, Region]:
    return {
        code: Region(code=code, names=Names.from_table(table), centre=Names.from_table(table["centre"]))
        for code, table in sorted(_TABLES["regions"].items())
    }


def _offices() -> dict[str, Office]:
    found: dict[str, Office] = {}
    kinds: tuple[tuple[str, OfficeKind, str], ...] = (
        ("KZ", OfficeKind.LICENSOR, "licensor"),
        ("SES", OfficeKind.APPROVING, "approving"),
    )
    for prefix, kind, template in kinds:
        for region, table in sorted(_TABLES["regions"].items()):
            code = f"{prefix}-{region}"
            full, short = _filled(_TABLES[template], table), _filled(_TABLES[f"{template}_short"], table)
            found[code] = Office(code=code, kind=kind, region=region, names=full, short=short)
    committee: Mapping[str, Any] = _TABLES["committee"]
    names = Names.from_table(committee)
    code = committee["code"]
    found[code] = Office(code=code, kind=OfficeKind.COMMITTEE, region="", names=names, short=names)
    return found


REGIONS: Mapping[str, Region] = _regions()
OFFICES: Mapping[str, Office] = _offices()


def licensor(region: str) -> Office:
    """
    List 1: the licensor's territorial department for *region*.

    :raises UnknownRegion: if there is no such region.
    """
    if region not in REGIONS:
        raise UnknownRegion(region)
    return OFFICES[f"KZ-{region}"]


def approving_body(region: str) -> Office:
    """
    Rules 10(1): the territorial division of the sanitary and epidemiological authority for *region*.

    :raises UnknownRegion: if there is no such region.
    """
    if region not in REGIONS:
        raise UnknownRegion(region)
    return OFFICES[f"SES-{region}"]


def visiting_office(facility: Facility) -> Office:
    """Rules 18: permit control is carried out by the department of the place where the facility is."""
    return licensor(facility.address.region)


def for_application(applicant: Applicant, *, address: Address, facilities: Sequence[Facility]) -> Office:
    """
    Rules 3: the department at the applicant's location.

    An individual applies by residence, a legal entity by its legal address, a foreign legal entity where it works in
    the country: at the place of the facility (docs/law/readings.md).

    :raises UnknownRegion: if the address names no region of Kazakhstan, and no facility does.
    """
    if applicant.kind is ApplicantKind.LEGAL_ENTITY and address.country != HOME:
        if not facilities:
            raise UnknownRegion(address.country)
        return licensor(facilities[0].address.region)
    return licensor(address.region)


def for_statement(application: Application) -> Office:
    """Rules 3: the department for a whole application."""
    return for_application(application.applicant, address=application.address, facilities=application.facilities)
