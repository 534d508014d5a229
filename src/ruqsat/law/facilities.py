"""Facility by facility: who examines it, how far that is, what becomes of its annex: Rules 10, Rules 18, List 5."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ruqsat.law import grounds, merits, offices
from ruqsat.law.acts import AnnexRefused, GroundFound
from ruqsat.law.application import Facility
from ruqsat.law.standing import Approval, Standing, Visit


class Prospect(StrEnum):
    """What the file shows of an annex before the decision."""

    OPEN = "open"  # the approval or the conclusion is still awaited
    QUALIFIES = "qualifies"
    FAILS = "fails"


@dataclass(frozen=True, kw_only=True)
class FacilityStanding:
    """
    One facility: the approving body of its region and the department that visits it, what they said, and its prospect.

    ``visit`` is the one under way, else the last that was concluded; ``grounds`` are those that hinder this annex, each
    with the acts that bear it out.
    """

    facility: Facility
    body: str
    office: str
    approval: Approval | None
    visit: Visit | None
    prospect: Prospect
    grounds: Mapping[str, tuple[UUID, ...]]


def each(standing: Standing, *, at: datetime) -> tuple[FacilityStanding, ...]:
    """Rules 10, Rules 18, List 5: each facility has its own approval, visit and annex, by the offices of its region."""
    return tuple(
        FacilityStanding(
            facility=one,
            body=offices.approving_body(one.address.region, among=standing.lists.offices).code,
            office=offices.visiting_office(one, among=standing.lists.offices).code,
            approval=standing.approvals.get(one.id),
            visit=standing.open_visit(one.id) or standing.concluded_visit(one.id),
            prospect=prospect(standing, one.id, at=at),
            grounds=grounds_of(standing, one.id),
        )
        for one in standing.facilities
    )


def prospect(standing: Standing, facility: str, *, at: datetime) -> Prospect:
    """Rules 10: whether this facility can have its annex, cannot, or is still examined."""
    if merits.qualifies(standing, facility, at=at):
        return Prospect.QUALIFIES
    return Prospect.FAILS if merits.fails(standing, facility) else Prospect.OPEN


def grounds_of(standing: Standing, facility: str) -> Mapping[str, tuple[UUID, ...]]:
    """List 9(3), List 9(4): the grounds that hinder the annex of this facility, each with the acts that bear it out."""
    about, on_file = _about(standing, facility), grounds.borne_out(standing)
    found = {key: tuple(one for one in on_file.get(key, ()) if one in about) for key in grounds.BY_FACILITY}
    return {key: acts for key, acts in found.items() if acts}


def _about(standing: Standing, facility: str) -> frozenset[UUID]:
    """The acts on file that say something against this facility."""
    approval, conclusion = standing.approvals.get(facility), standing.conclusions.get(facility)
    said = [approval.refusal if approval else None, conclusion]
    staff = standing.application.specialists if standing.application else ()
    here = {one.iin for one in staff if one.facility == facility}
    said += [filed for iin, filed in merits.without_certificate(standing).items() if iin in here]
    return frozenset(filed.id for filed in said if filed is not None)


def not_granted(standing: Standing, *, at: datetime) -> tuple[Facility, ...]:
    """Rules 10: the facilities whose annex a grant to the others refuses."""
    return tuple(one for one in standing.facilities if not merits.qualifies(standing, one.id, at=at))


def mixed(standing: Standing, *, at: datetime) -> bool:
    """Rules 10: whether some facilities fail while others can have their annex, or still may."""
    found = {prospect(standing, one.id, at=at) for one in standing.facilities}
    return Prospect.FAILS in found and len(found) > 1


def annexes_refused(
    standing: Standing, *, at: datetime, reasons: Mapping[tuple[str, str], str] | None = None
) -> tuple[AnnexRefused, ...]:
    """
    Rules 10, List 9: what a grant to the other facilities says of those that do not qualify.

    :param reasons: the words for each facility and ground; asked only whether it may be done, none are needed.
    """
    return tuple(
        AnnexRefused(
            facility=one.id,
            grounds=tuple(
                GroundFound(ground=key, facts=acts, text=(reasons or {}).get((one.id, key), "" if reasons else "-"))
                for key, acts in grounds_of(standing, one.id).items()
                if key in grounds.announced(standing)
            ),
        )
        for one in not_granted(standing, at=at)
    )


def visited_by(standing: Standing, office: str) -> tuple[Facility, ...]:
    """
    Rules 18: the facilities that a department of another place visits for the one that has the case.

    The request and the documents are with it from the moment they were found complete (docs/law/readings.md).
    """
    if standing.complete is None or standing.application is None or office == standing.application.office:
        return ()
    return tuple(
        one for one in standing.facilities if offices.visiting_office(one, among=standing.lists.offices).code == office
    )


def concerned(standing: Standing, named: Iterable[GroundFound]) -> tuple[Facility, ...]:
    """Rules 12, List 9: the facilities that these grounds stand against; a ground of the whole is against them all."""
    told = {one.ground: set(one.facts) for one in named}
    if told.keys() - set(grounds.BY_FACILITY):
        return standing.facilities
    return tuple(
        one
        for one in standing.facilities
        if any(told.get(key, set()).intersection(acts) for key, acts in grounds_of(standing, one.id).items())
    )
