"""What may be recorded of a license's life, by whom and on what basis: Rules 2(1), List 8(2)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

from ruqsat.law.acts import (
    Act,
    Actor,
    LicenseEntrySetAside,
    LicenseResumed,
    LicenseSuperseded,
    LicenseSuspended,
    LicenseTerminated,
    PaperIssued,
    PaperReturned,
    Role,
)
from ruqsat.law.acts_of_license import LegalBasis
from ruqsat.law.license import FINAL, LicenseStanding, LicenseState
from ruqsat.law.local_time import local
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Permission, Yes

Judge: TypeAlias = Callable[[LicenseStanding, Act | None, date], Iterator[No]]

_OFFICE = frozenset({Role.OFFICER, Role.HEAD})

LICENSE_ROLES: Mapping[type[Act], frozenset[Role]] = {
    LicenseSuspended: frozenset({Role.HEAD}),
    LicenseResumed: frozenset({Role.HEAD}),
    LicenseTerminated: frozenset({Role.HEAD}),
    LicenseEntrySetAside: frozenset({Role.HEAD}),
    PaperIssued: _OFFICE,
    PaperReturned: _OFFICE,
}
"""Rules 2(1): in which capacity each change of a license is recorded."""


def permission(standing: LicenseStanding, decision: type[Act] | Act, *, by: Actor, at: datetime) -> Permission:
    """Rules 2(1): whether *decision* may be taken; the first obstacle is the answer."""
    kind, act = (decision, None) if isinstance(decision, type) else (type(decision), decision)
    judge = _JUDGES.get(kind)
    if judge is None:
        return Yes()
    return next(_obstacles(standing, kind, act, judge=judge, by=by, today=local(at).date()), Yes())


def _obstacles(
    standing: LicenseStanding, kind: type[Act], act: Act | None, *, judge: Judge, by: Actor, today: date
) -> Iterator[No]:
    if by.role not in LICENSE_ROLES[kind]:
        yield No(ref="Rules 2(1)", why=say("Somebody acting in another capacity takes this step."))
    if standing.license is None:
        yield No(ref="Rules 2(1)", why=say("No license stands in this file."))
        return
    if by.office != standing.license.office:
        yield No(ref="Rules 2(1)", why=say("Another territorial department issued this license."))
    yield from judge(standing, act, today)


def _concerned(standing: LicenseStanding, annex: str, *, since: date) -> Iterator[No]:
    """Rules 2(1): a license or annex that is there on that day, and not ended for good."""
    issued_on = standing.issued_on(annex)
    if issued_on is None:
        yield No(ref="Rules 2(1)", why=say("The license has no annex of that number."))
    elif since < issued_on:
        yield No(ref="Rules 2(1)", why=say("On that day it was not issued yet."))
    ended = standing.ended_by(since, annex=annex)
    if ended is not None:
        yield _ENDED[isinstance(ended.act, LicenseSuperseded)]


_ENDED = {
    True: No(ref="Rules 2(1)", why=say("It was reissued: another one stands in its place.")),
    False: No(ref="Rules 2(1)", why=say("It was terminated.")),
}


def _based(basis: LegalBasis, *, since: date, today: date) -> Iterator[No]:
    """Rules 2(1): each change says on what basis: whose act, which, its number and day."""
    if not all(part.strip() for part in (basis.authority, basis.act, basis.number)):
        yield No(ref="Rules 2(1)", why=say("The basis is named whole: whose act, what kind of act, and its number."))
    if basis.on > today:
        yield No(ref="Rules 2(1)", why=say("The act that is the basis has a day that lies in the future."))
    if since < basis.on:
        yield No(ref="Rules 2(1)", why=say("The change begins before the act on which it rests."))


def _any_state(standing: LicenseStanding, *, on: date) -> frozenset[LicenseState]:
    found = {standing.state_on(on, annex=annex) for annex in ("", *standing.annexes)}
    return frozenset(state for state in found if state is not None)


def _alive(standing: LicenseStanding, *, today: date) -> Iterator[No]:
    if standing.state_on(today) in FINAL:
        yield _ENDED[standing.state_on(today) is LicenseState.SUPERSEDED]


def license_suspended(standing: LicenseStanding, act: Act | None, today: date) -> Iterator[No]:
    """Rules 2(1): what is in force may be suspended, for a time or until it is resumed."""
    if not isinstance(act, LicenseSuspended):
        yield from _alive(standing, today=today)
        return
    yield from _concerned(standing, act.annex, since=act.since)
    yield from _based(act.basis, since=act.since, today=today)
    if standing.suspended_by(act.since, annex=act.annex) is not None:
        yield No(ref="Rules 2(1)", why=say("On that day it is suspended already."))
    if act.until is not None and act.until < act.since:
        yield No(ref="Rules 2(1)", why=say("The suspension would end before it begins."))


def license_resumed(standing: LicenseStanding, act: Act | None, today: date) -> Iterator[No]:
    """Rules 2(1): what is suspended may be resumed; an annex is not resumed under a license that is suspended."""
    if not isinstance(act, LicenseResumed):
        yield from _alive(standing, today=today)
        if LicenseState.SUSPENDED not in _any_state(standing, on=today):
            yield _NOT_SUSPENDED
        return
    yield from _concerned(standing, act.annex, since=act.since)
    yield from _based(act.basis, since=act.since, today=today)
    suspended = standing.suspended_by(act.since, annex=act.annex)
    if suspended is None:
        yield _NOT_SUSPENDED
    elif act.annex and standing.state_on(act.since) is LicenseState.SUSPENDED:
        yield No(ref="Rules 2(1)", why=say("The license itself is suspended, and its annexes with it."))


_NOT_SUSPENDED = No(ref="Rules 2(1)", why=say("On that day it is not suspended."))


def license_terminated(standing: LicenseStanding, act: Act | None, today: date) -> Iterator[No]:
    """Rules 2(1): what was not ended yet may be terminated, suspended or not."""
    if not isinstance(act, LicenseTerminated):
        yield from _alive(standing, today=today)
        return
    yield from _concerned(standing, act.annex, since=act.since)
    yield from _based(act.basis, since=act.since, today=today)


def license_entry_set_aside(standing: LicenseStanding, act: Act | None, today: date) -> Iterator[No]:
    """Rules 2(1), Rules 25: a suspension, resumption or termination may be undone; a reissue is undone in its case."""
    undoable = {
        filed.id
        for filed in standing.changes
        if not isinstance(filed.act, LicenseSuperseded) and filed.id not in standing.set_aside
    }
    if not undoable:
        yield No(ref="Rules 2(1)", why=say("Nothing stands in the register that could be set aside."))
    if isinstance(act, LicenseEntrySetAside):
        if act.of not in undoable:
            yield No(ref="Rules 2(1)", why=say("This change is not in the register, or was set aside already."))
        yield from _based(act.basis, since=act.basis.on, today=today)


def paper_issued(standing: LicenseStanding, act: Act | None, today: date) -> Iterator[No]:
    """List 8(2): one paper original of each license and annex at a time, each on a blank of its own."""
    yield from _alive(standing, today=today)
    if not isinstance(act, PaperIssued):
        return
    yield from _concerned(standing, act.annex, since=act.on)
    yield from _on_a_day(act.blank, act.on, today=today)
    if any(paper.blank == act.blank for paper in standing.papers):
        yield No(ref="List 8(2)", why=say("A paper original on this blank was handed out already."))
    if standing.in_hand(act.annex):
        yield No(ref="List 8(2)", why=say("A paper original of it is out already, and was not given back."))


def paper_returned(standing: LicenseStanding, act: Act | None, today: date) -> Iterator[No]:
    """List 8(2): what was handed out on paper is given back, whatever became of it since."""
    out = [paper for paper in standing.papers if paper.returned_on is None]
    if isinstance(act, PaperReturned):
        yield from _on_a_day(act.blank, act.on, today=today)
        out = [paper for paper in out if (paper.annex, paper.blank) == (act.annex, act.blank)]
        out = [paper for paper in out if paper.issued_on <= act.on]
    if not out:
        yield No(ref="List 8(2)", why=say("No such paper original is out on that day."))


def _on_a_day(blank: str, on: date, *, today: date) -> Iterator[No]:
    if not blank.strip():
        yield No(ref="List 8(2)", why=say("The number of the paper blank is missing."))
    if on > today:
        yield No(ref="List 8(2)", why=say("The day lies in the future."))


_JUDGES: Mapping[type[Act], Judge] = {
    LicenseSuspended: license_suspended,
    LicenseResumed: license_resumed,
    LicenseTerminated: license_terminated,
    LicenseEntrySetAside: license_entry_set_aside,
    PaperIssued: paper_issued,
    PaperReturned: paper_returned,
}
