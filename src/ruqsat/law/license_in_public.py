"""What the public check shows of a license for a day: Rules 2(1)."""

from dataclasses import dataclass
from datetime import date

from ruqsat.law.acts import (
    DuplicateIssued,
    Filed,
    LicenseReissued,
    LicenseSuperseded,
    LicenseSuspended,
    LicenseTerminated,
    SuspensionCarriedOver,
)
from ruqsat.law.acts_of_license import LegalBasis
from ruqsat.law.application import Address
from ruqsat.law.identifiers import masked
from ruqsat.law.license import LicenseStanding, LicenseState
from ruqsat.law.licensed import Annexed
from ruqsat.law.standing import act_of


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which license, and which annex of it when not the whole."""

    license: str
    annex: str


@dataclass(frozen=True, kw_only=True)
class Condition:
    """
    What a license or annex is on a day, since when, until when if that is known, and on what basis it is so.

    ``basis`` is ``None`` for what is valid, and for what was reissued: that rests on the application for it.
    """

    state: LicenseState
    since: date
    until: date | None = None
    basis: LegalBasis | None = None
    replaced_by: Place | None = None


@dataclass(frozen=True, kw_only=True)
class ShownAnnex:
    """One annex as the public sees it: its facility and subtypes, and what it is on the day."""

    number: str
    address: Address
    subtypes: tuple[str, ...]
    issued_on: date
    reissued_on: date | None
    condition: Condition
    stands_for: Place | None


@dataclass(frozen=True, kw_only=True)
class ShownLicense:
    """A license as the public sees it for a day: of whom only the name and the last digits of the number."""

    number: str
    holder: str
    holder_masked: str
    licensor: str
    issued_on: date
    condition: Condition
    stands_for: Place | None
    annexes: tuple[ShownAnnex, ...]
    duplicates: int


def shown_on(standing: LicenseStanding, *, day: date) -> ShownLicense | None:
    """Rules 2(1): what the register shows of the license for *day*; ``None`` where it did not stand in it yet."""
    license_ = standing.license
    condition = condition_on(standing, day=day)
    if license_ is None or condition is None:
        return None
    return ShownLicense(
        number=license_.number,
        holder=license_.holder.called(),
        holder_masked=masked(license_.holder.number()),
        licensor=license_.licensor,
        issued_on=license_.issued_on,
        condition=condition,
        stands_for=_stands_for(standing, "", day=day),
        annexes=tuple(_annexes(standing, day=day)),
        duplicates=sum(1 for change in standing.duplicates if _issued_by(change, day)),
    )


def condition_on(standing: LicenseStanding, *, day: date, annex: str = "") -> Condition | None:
    """Rules 2(1): the state of the license or annex on *day*, since when and on what basis."""
    state, issued_on = standing.state_on(day, annex=annex), standing.issued_on(annex)
    if state is None or issued_on is None:
        return None
    match state:
        case LicenseState.SUPERSEDED | LicenseState.ENDED:
            return _ended(standing, state, day=day, annex=annex)
        case LicenseState.SUSPENDED:
            return _suspended(standing, day=day, annex=annex)
        case LicenseState.VALID:
            return Condition(state=state, since=issued_on)


def _ended(standing: LicenseStanding, state: LicenseState, *, day: date, annex: str) -> Condition:
    filed = standing.ended_by(day, annex=annex)
    assert filed is not None  # noqa: S101 - the state says so
    if isinstance(filed.act, LicenseSuperseded):
        place = Place(license=filed.act.by_license, annex=filed.act.by_annex)
        return Condition(state=state, since=filed.act.on, replaced_by=place)
    ended = act_of(filed, LicenseTerminated)
    return Condition(state=state, since=ended.since, basis=ended.basis)


def _suspended(standing: LicenseStanding, *, day: date, annex: str) -> Condition:
    filed = standing.suspended_by(day, annex=annex)
    assert filed is not None  # noqa: S101 - the state says so
    held = filed.act
    assert isinstance(held, LicenseSuspended | SuspensionCarriedOver)  # noqa: S101 - as above
    return Condition(state=LicenseState.SUSPENDED, since=held.since, until=held.until, basis=held.basis)


def _annexes(standing: LicenseStanding, *, day: date) -> list[ShownAnnex]:
    found = []
    for number, annexed in standing.annexes.items():
        condition = condition_on(standing, day=day, annex=number)
        if condition is not None:
            found.append(_annex(standing, annexed, condition, day=day))
    return found


def _annex(standing: LicenseStanding, annexed: Annexed, condition: Condition, *, day: date) -> ShownAnnex:
    entered = annexed.worded_on(day)
    return ShownAnnex(
        number=entered.number,
        address=entered.address,
        subtypes=entered.subtypes,
        issued_on=annexed.issued_on,
        reissued_on=annexed.reissued_on(day),
        condition=condition,
        stands_for=_stands_for(standing, entered.number, day=day),
    )


def _stands_for(standing: LicenseStanding, annex: str, *, day: date) -> Place | None:
    """Rules 2(1): which older license or annex it replaced, when it was issued by reissue."""
    reissues = [act_of(filed, LicenseReissued) for filed in standing.reissues]
    return next(
        (Place(license=act.of_license, annex=act.of_annex) for act in reissues if act.annex == annex and act.on <= day),
        None,
    )


def _issued_by(filed: Filed, day: date) -> bool:
    return act_of(filed, DuplicateIssued).on <= day
