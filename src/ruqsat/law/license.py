"""
The life of a license, Rules 2(1): acts on its own file → what it is on any day, and who changed that on what basis.

The state of a day follows from the days that the acts name, not from when they were recorded (docs/law/readings.md).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import TypeAlias
from uuid import UUID

from ruqsat.law import acts
from ruqsat.law.acts import Act, Actor, Filed, LicenseEntered
from ruqsat.law.licensed import Annexed, Change, Paper
from ruqsat.law.standing import Permission, act_of


class LicenseState(StrEnum):
    """Rules 2(1): what a license, or an annex, is on a day."""

    VALID = "valid"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    ENDED = "ended"


FINAL = frozenset({LicenseState.SUPERSEDED, LicenseState.ENDED})
"""States that nothing follows, unless what brought them about is set aside."""

Ending: TypeAlias = acts.LicenseTerminated | acts.LicenseSuperseded
Suspending: TypeAlias = acts.LicenseSuspended | acts.SuspensionCarriedOver
Changing: TypeAlias = Ending | Suspending | acts.LicenseResumed
_CHANGING = (
    acts.LicenseTerminated,
    acts.LicenseSuperseded,
    acts.LicenseSuspended,
    acts.SuspensionCarriedOver,
    acts.LicenseResumed,
)


@dataclass(frozen=True, kw_only=True)
class LicenseStanding:
    """What the acts on a license's file add up to."""

    seq: int = 0
    entered: Filed | None = None
    annexes: Mapping[str, Annexed]
    changes: tuple[Filed, ...] = ()
    set_aside: frozenset[UUID] = frozenset()
    reissues: tuple[Filed, ...] = ()
    duplicates: tuple[Filed, ...] = ()
    papers: tuple[Paper, ...] = ()
    history: tuple[Change, ...] = ()

    @property
    def license(self) -> LicenseEntered | None:
        """The license as it was entered; ``None`` while the file is empty."""
        return act_of(self.entered, LicenseEntered) if self.entered else None

    def issued_on(self, annex: str = "") -> date | None:
        """Rules 20: the day on which the license, or the annex, was issued; ``None`` where there is none."""
        if annex:
            known = self.annexes.get(annex)
            return known.issued_on if known else None
        return self.license.issued_on if self.license else None

    def state_on(self, day: date, *, annex: str = "") -> LicenseState | None:
        """
        Rules 2(1): what the license, or an annex of it, is on *day*; ``None`` before it was issued.

        An annex is never more than its license.
        """
        since = self.issued_on(annex)
        if since is None or day < since:
            return None
        ended = self.ended_by(day, annex=annex)
        if ended is not None:
            superseded = isinstance(ended.act, acts.LicenseSuperseded)
            return LicenseState.SUPERSEDED if superseded else LicenseState.ENDED
        return LicenseState.SUSPENDED if self.suspended_by(day, annex=annex) else LicenseState.VALID

    def ended_by(self, day: date, *, annex: str = "") -> Filed | None:
        """Rules 2(1): the first act that ended or superseded it by *day*; what comes after an end changes nothing."""
        found = [
            filed for filed in self.in_effect(annex) if isinstance(filed.act, Ending) and _day_of(filed.act) <= day
        ]
        return min(found, key=lambda filed: (_day_of(_changing(filed)), filed.seq), default=None)

    def suspended_by(self, day: date, *, annex: str = "") -> Filed | None:
        """Rules 2(1): the first suspension that holds on *day*: begun, not past its last day, and not resumed."""
        held = (filed for filed in self.in_effect(annex) if self._holds(filed, day))
        return next(held, None)

    def _holds(self, filed: Filed, day: date) -> bool:
        act = filed.act
        if not isinstance(act, Suspending) or day < act.since:
            return False
        if act.until is not None and day > act.until:
            return False
        return not any(
            isinstance(later.act, acts.LicenseResumed) and later.act.annex == act.annex and later.act.since <= day
            for later in self.in_effect(act.annex)
            if later.seq > filed.seq
        )

    def in_effect(self, annex: str) -> tuple[Filed, ...]:
        """The changes of the license, and of *annex*, that were not set aside."""
        return tuple(
            filed for filed in self.changes if filed.id not in self.set_aside and _changing(filed).annex in ("", annex)
        )

    def on_paper(self, annex: str = "") -> bool:
        """List 3, List 8(2): whether a paper original of it is out; only of such a one is a duplicate issued."""
        return any(paper.annex == annex and paper.returned_on is None for paper in self.papers)

    def in_hand(self, annex: str = "") -> bool:
        """List 8(2), List 3: whether a paper original of it is out that neither a reissue nor a duplicate replaced."""
        return any(
            paper.annex == annex and {paper.returned_on, paper.reissued_on, paper.duplicated_on} == {None}
            for paper in self.papers
        )

    def to_be_returned(self, day: date) -> tuple[Paper, ...]:
        """List 8(2): the paper originals of what was reissued by *day* that the holder has not given back."""
        return tuple(
            paper
            for paper in self.papers
            if paper.returned_on is None and paper.duplicated_on is None and self._reissued_since(paper, day=day)
        )

    def _reissued_since(self, paper: Paper, *, day: date) -> bool:
        """
        Whether by *day* another license or annex, or the annex worded anew, stood in the place of the *paper*.

        The paper of an annex that goes on as it is under a reissued license stays with the holder.
        """
        anew = paper.reissued_on is not None and paper.reissued_on <= day
        return anew or any(
            isinstance(filed.act, acts.LicenseSuperseded) and filed.act.annex == paper.annex and filed.act.on <= day
            for filed in self.in_effect(paper.annex)
        )

    def may(self, decision: type[Act] | Act, *, by: Actor, at: datetime) -> Permission:
        """Whether *decision* may be taken by *by* at *at*: at all, or, given an act, with exactly this content."""
        from ruqsat.law.permissions_of_license import permission  # late: it imports the standing

        return permission(self, decision, by=by, at=at)


def empty() -> LicenseStanding:
    """The standing of a license's file with nothing in it."""
    return LicenseStanding(annexes={})


def standing(on_file: Sequence[Filed]) -> LicenseStanding:
    """What a license is: everything on its file, folded in its order."""
    return reduce(fold, on_file, empty())


def fold(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    """The standing after one more act; what belongs to another file changes nothing."""
    change = _FOLDS.get(type(filed.act))
    changed = replace(change(license_, filed) if change else license_, seq=filed.seq)
    return changed if change is None else replace(changed, history=tuple(_history(changed, filed)))


def _entered(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    if license_.entered is not None:
        return license_
    act = act_of(filed, LicenseEntered)
    annexes = {annex.number: Annexed(entered=annex, issued_on=act.issued_on) for annex in act.annexes}
    return replace(license_, entered=filed, annexes={**license_.annexes, **annexes})


def _annex_added(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    act = act_of(filed, acts.AnnexAdded)
    if act.annex.number in license_.annexes:
        return license_
    added = Annexed(entered=act.annex, issued_on=act.issued_on)
    return replace(license_, annexes={**license_.annexes, act.annex.number: added})


def _annex_reissued(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    act = act_of(filed, acts.AnnexReissued)
    number, known = act.annex.number, license_.annexes.get(act.annex.number)
    anew = Annexed(entered=act.annex, issued_on=act.on)  # where the register does not know what was issued before it
    if known is not None:
        anew = replace(known, reissued=(*known.reissued, (act.on, act.annex)))
    papers = tuple(
        replace(paper, reissued_on=paper.reissued_on or act.on) if paper.annex == number else paper
        for paper in license_.papers
    )
    return replace(license_, annexes={**license_.annexes, number: anew}, papers=papers)


def _changed(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    return replace(license_, changes=(*license_.changes, filed))


def _set_aside(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    return replace(license_, set_aside=license_.set_aside | {act_of(filed, acts.LicenseEntrySetAside).of})


def _reissued(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    return replace(license_, reissues=(*license_.reissues, filed))


def _duplicated(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    act = act_of(filed, acts.DuplicateIssued)
    papers = tuple(
        replace(paper, duplicated_on=paper.duplicated_on or act.on) if paper.annex == act.annex else paper
        for paper in license_.papers
    )
    return replace(license_, duplicates=(*license_.duplicates, filed), papers=papers)


def _paper_issued(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    act = act_of(filed, acts.PaperIssued)
    paper = Paper(annex=act.annex, blank=act.blank, issued_on=act.on)
    return replace(license_, papers=(*license_.papers, paper))


def _paper_returned(license_: LicenseStanding, filed: Filed) -> LicenseStanding:
    act = act_of(filed, acts.PaperReturned)
    papers = tuple(
        replace(paper, returned_on=act.on)
        if (paper.annex, paper.blank, paper.returned_on) == (act.annex, act.blank, None)
        else paper
        for paper in license_.papers
    )
    return replace(license_, papers=papers)


def _history(license_: LicenseStanding, filed: Filed) -> Iterator[Change]:
    """Rules 2(1): each change with who made it and on what basis; one that was set aside stays, marked as undone."""
    for change in license_.history:
        yield replace(change, undone=change.filed.id in license_.set_aside)
    act = filed.act
    yield Change(
        filed=filed,
        annex=_concerned(act),
        on=_day_of(act),
        by=filed.by,
        basis=getattr(act, "basis", None),
        case=getattr(act, "case", None),
        undone=False,
    )


def _concerned(act: Act) -> str:
    if isinstance(act, acts.AnnexAdded | acts.AnnexReissued):
        return act.annex.number
    annex: str = getattr(act, "annex", "")
    return annex


def _day_of(act: Act) -> date:
    """The day from which an act counts."""
    match act:
        case LicenseEntered() | acts.AnnexAdded():
            return act.issued_on
        case acts.LicenseSuspended() | acts.SuspensionCarriedOver():
            return act.since
        case acts.LicenseResumed() | acts.LicenseTerminated():
            return act.since
        case acts.LicenseEntrySetAside():
            return act.basis.on
        case acts.LicenseSuperseded() | acts.LicenseReissued() | acts.DuplicateIssued():
            return act.on
        case acts.AnnexReissued() | acts.PaperIssued() | acts.PaperReturned():
            return act.on
    raise TypeError(f"{type(act).__name__} does not belong to the file of a license")


def _changing(filed: Filed) -> Changing:
    assert isinstance(filed.act, _CHANGING)  # noqa: S101 - the fold puts each act where only its kind belongs
    return filed.act


_FOLDS: Mapping[type[Act], Callable[[LicenseStanding, Filed], LicenseStanding]] = {
    LicenseEntered: _entered,
    acts.AnnexAdded: _annex_added,
    acts.AnnexReissued: _annex_reissued,
    acts.LicenseSuperseded: _changed,
    acts.LicenseReissued: _reissued,
    acts.LicenseSuspended: _changed,
    acts.SuspensionCarriedOver: _changed,
    acts.LicenseResumed: _changed,
    acts.LicenseTerminated: _changed,
    acts.LicenseEntrySetAside: _set_aside,
    acts.DuplicateIssued: _duplicated,
    acts.PaperIssued: _paper_issued,
    acts.PaperReturned: _paper_returned,
}
