"""Why a license or an annex is reissued: Permits 33, List 8(2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ruqsat.law.acts_of_decision import AnnexEntered
from ruqsat.law.application import Address, ApplicantKind, Application, Change
from ruqsat.law.names import Names
from ruqsat.law.permitted import No
from ruqsat.law.reference import load
from ruqsat.law.saying import say


@dataclass(frozen=True, kw_only=True)
class ReissueGround:
    """
    Permits 33: one ground: which applicants can have it, the inquiries that prove it, and whether a visit follows.

    ``visited`` says that such a change touches the premises or the subtypes (docs/law/readings.md, Rules 19).
    """

    key: str
    names: Names
    of: frozenset[ApplicantKind]
    proved_by: tuple[str, ...]
    visited: bool


GROUNDS: Mapping[str, ReissueGround] = {
    key: ReissueGround(
        key=key,
        names=Names.from_table(table),
        of=frozenset(ApplicantKind(kind) for kind in table["of"]),
        proved_by=tuple(table["proved_by"]),
        visited=table["visited"],
    )
    for key, table in load("reissue")["grounds"].items()
}


MOVED_ON_PAPER = "Permits 33(6)"
"""Permits 33(6): the address changed, and the facility stayed where it is."""


def annex_anew(application: Application, *, number: str, before: AnnexEntered | None) -> AnnexEntered:
    """
    List 8(2): how an annex reads once it is reissued.

    The facilities of the application stand for the annexes that it asks anew, in their order; an annex without one
    keeps what it said, but for the address where that is the change. What nobody knows stays empty.
    """
    asked = application.held.annexes if application.held else ()
    named = dict(zip(asked, application.facilities, strict=False)).get(number)
    if named is not None:
        return AnnexEntered(number=number, address=named.address, subtypes=named.subtypes)
    known = before or AnnexEntered(number=number, address=_NOWHERE, subtypes=())
    if application.change is None or application.change.ground != MOVED_ON_PAPER:
        return known
    return replace(known, address=replace(_NOWHERE, region=known.address.region, street=application.change.now))


_NOWHERE = Address(postal_code="", region="", city="", district="", locality="", street="", building="")


def faults(change: Change, kind: ApplicantKind) -> Iterator[No]:
    """Permits 33, List 8(2): what keeps *change* from being a ground for an applicant of *kind*."""
    ground = GROUNDS.get(change.ground)
    if ground is None:
        yield No(ref="Permits 33", why=say("That is not one of the grounds on which a license is reissued."))
        return
    if not ground.of:
        yield No(ref=ground.key, why=say("A license for medical activity cannot be handed over with its facility."))
    elif kind not in ground.of:
        yield No(ref=ground.key, why=say("This ground of reissue is for other applicants."))
    if not change.now.strip() or change.before.strip() == change.now.strip():
        yield No(ref="List 8(2)", why=say("The application says what was there before and what is there now."))
