"""
Offices: the territorial departments of the licensor (Rules 3, List 1) and the approving bodies (Rules 10(1)).

The list is a value: the table beside the code is its first wording, the keepers enter the others (`book.Book`).
"""

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
    """
    An office: code ("KZ-75", "SES-75"), kind, region ("75"; empty for the Committee), full and short names.

    ``access`` is what it offers to persons with disabilities (List 10(4)), by the codes of `OfficeList.access`; none
    (``None``) until somebody has recorded it.
    """

    code: str
    kind: OfficeKind
    region: str
    names: Names
    short: Names
    access: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeList:
    """
    The regions and offices of one wording: which office serves which region, and what can be offered there.

    Whatever has ended stays, so that old files can name it; its code is among the ``ended``.
    """

    regions: Mapping[str, Region]
    offices: Mapping[str, Office]
    licensors: Mapping[str, str]  # by region
    approving: Mapping[str, str]  # by region
    access: Mapping[str, Names]
    ended: frozenset[str] = frozenset()

    @property
    def served(self) -> Mapping[str, Region]:
        """The regions that there are, without those that have ended."""
        return {code: region for code, region in self.regions.items() if code not in self.ended}

    @property
    def open(self) -> Mapping[str, Office]:
        """The offices that there are, without those that have ended."""
        return {code: office for code, office in self.offices.items() if code not in self.ended}


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


ACCESS: Mapping[str, Names] = {code: Names.from_table(table) for code, table in _TABLES["access"].items()}
"""List 10(4): what there is for persons with disabilities."""

LIST = OfficeList(
    regions=REGIONS,
    offices=OFFICES,
    licensors={code: f"KZ-{code}" for code in REGIONS},
    approving={code: f"SES-{code}" for code in REGIONS},
    access=ACCESS,
)
"""The table beside the code."""


def committee(*, among: OfficeList = LIST) -> Office:
    """List 1: the Committee, the licensor itself; its departments stand for it where the region is known."""
    return next(office for office in among.offices.values() if office.kind is OfficeKind.COMMITTEE)


def licensor(region: str, *, among: OfficeList = LIST) -> Office:
    """
    List 1: the licensor's territorial department for *region*.

    :raises UnknownRegion: if there is no such region.
    """
    return among.offices[_serving(region, by=among.licensors, among=among)]


def approving_body(region: str, *, among: OfficeList = LIST) -> Office:
    """
    Rules 10(1): the territorial division of the sanitary and epidemiological authority for *region*.

    :raises UnknownRegion: if there is no such region.
    """
    return among.offices[_serving(region, by=among.approving, among=among)]


def _serving(region: str, *, by: Mapping[str, str], among: OfficeList) -> str:
    if region not in among.regions or region in among.ended:
        raise UnknownRegion(region)
    return by[region]


def visiting_office(facility: Facility, *, among: OfficeList = LIST) -> Office:
    """Rules 18: permit control is carried out by the department of the place where the facility is."""
    return licensor(facility.address.region, among=among)


def offered(office: Office, *, among: OfficeList = LIST) -> tuple[Names, ...] | None:
    """List 10(4): what the office offers to persons with disabilities; ``None`` until somebody has recorded it."""
    if office.access is None:
        return None
    return tuple(among.access[code] for code in office.access)


def for_application(
    applicant: Applicant, *, address: Address, facilities: Sequence[Facility], among: OfficeList = LIST
) -> Office:
    """
    Rules 3: the department at the applicant's location.

    An individual applies by residence, a legal entity by its legal address, a foreign legal entity where it works in
    the country: at the place of the facility (docs/law/readings.md).

    :raises UnknownRegion: if the address names no region of Kazakhstan, and no facility does.
    """
    if applicant.kind is ApplicantKind.LEGAL_ENTITY and address.country != HOME:
        if not facilities:
            raise UnknownRegion(address.country)
        return licensor(facilities[0].address.region, among=among)
    return licensor(address.region, among=among)


def for_statement(application: Application, *, among: OfficeList = LIST) -> Office:
    """Rules 3: the department for a whole application."""
    return for_application(
        application.applicant, address=application.address, facilities=application.facilities, among=among
    )
