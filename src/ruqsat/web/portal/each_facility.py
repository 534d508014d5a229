"""Rules 10, Rules 18, List 5: the case facility by facility, as its applicant sees it, and what comes of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy, ngettext

from ruqsat.documents import naming
from ruqsat.law import facilities, merits
from ruqsat.law.acts import ConclusionSealed, ResultDocument, ResultIssued
from ruqsat.law.application import Address
from ruqsat.law.facilities import FacilityStanding, Prospect
from ruqsat.law.permissions_of_decisions import REFUSAL
from ruqsat.law.standing import Standing, act_of
from ruqsat.web.portal.opened import OpenedCase
from ruqsat.web.portal.reasons import GroundTold, grounds_told
from ruqsat.web.portal.words import InWords
from ruqsat.web.templatetags.ruqsat_text import reader_language

APPROVALS: Mapping[str, InWords] = {
    "later": InWords(text=gettext_lazy("Not asked yet"), colour="grey"),
    "asked": InWords(text=gettext_lazy("Asked, the answer is awaited"), colour="blue"),
    "approved": InWords(text=gettext_lazy("Approved"), colour="green"),
    "refused": InWords(text=gettext_lazy("Not approved"), colour="red"),
}
VISITS: Mapping[str, InWords] = {
    "later": InWords(text=gettext_lazy("The day is not fixed yet"), colour="grey"),
    "spared": InWords(text=gettext_lazy("No visit is made"), colour="grey"),
    "fixed": InWords(text=gettext_lazy("The day is fixed"), colour="blue"),
    "started": InWords(text=gettext_lazy("The visit has begun"), colour="blue"),
    "positive": InWords(text=gettext_lazy("Complies"), colour="green"),
    "negative": InWords(text=gettext_lazy("Does not comply"), colour="red"),
}
OUTCOMES: Mapping[str, InWords] = {
    "open": InWords(text=gettext_lazy("Under consideration"), colour="blue"),
    "intended": InWords(text=gettext_lazy("A refusal is intended"), colour="orange"),
    "granted": InWords(text=gettext_lazy("Annex granted"), colour="green"),
    "refused": InWords(text=gettext_lazy("Annex refused"), colour="red"),
    "ended": InWords(text=gettext_lazy("No annex"), colour="grey"),
}


@dataclass(frozen=True, kw_only=True)
class FacilityTold:
    """
    One facility: its address, the offices of its region, how far the approval and the visit are, and what came out.

    ``papers`` are its sealed documents; ``grounds`` are those of a refusal of its annex, once that is decided.
    """

    address: Address
    body: str
    office: str
    approval: InWords
    visit: InWords
    starts_at: datetime | None
    outcome: InWords
    papers: tuple[ResultDocument, ...]
    grounds: tuple[GroundTold, ...]


def told(opened: OpenedCase) -> tuple[FacilityTold, ...]:
    """Each facility of a case that has several; empty for one, of which the rest of the page tells."""
    standing = opened.standing
    if len(standing.facilities) < 2 or standing.complete is None:
        return ()
    return tuple(_told(opened, one) for one in facilities.each(standing, at=opened.at))


def _told(opened: OpenedCase, one: FacilityStanding) -> FacilityTold:
    standing, granted = opened.standing, opened.standing.granted
    refused = {each.facility: each.grounds for each in granted.annexes_refused} if granted else {}
    issued = act_of(standing.issued, ResultIssued).documents if standing.issued else ()
    open_visit = one.visit is not None and one.visit.open
    return FacilityTold(
        address=one.facility.address,
        body=one.body,
        office=one.office,
        approval=APPROVALS[_approval(one)],
        visit=VISITS[_visit(standing, one)],
        starts_at=one.visit.plan.starts_at if one.visit and open_visit else None,
        outcome=OUTCOMES[_outcome(standing, one)],
        papers=tuple(each for each in issued if each.facility == one.facility.id),
        grounds=grounds_told(opened, refused.get(one.facility.id, ())),
    )


def _approval(one: FacilityStanding) -> str:
    if one.approval is None or one.approval.requested is None:
        return "later"
    if one.approval.said is None:
        return "asked"
    return "refused" if one.approval.refusal is not None else "approved"


def _visit(standing: Standing, one: FacilityStanding) -> str:
    if one.visit is None:
        return "spared" if merits.spared(standing, one.facility.id) else "later"
    if one.visit.conclusion is not None:
        return "positive" if one.visit.positive else "negative"
    return "started" if one.visit.started is not None else "fixed"


def _outcome(standing: Standing, one: FacilityStanding) -> str:
    if standing.granted is not None:
        refused = {each.facility for each in standing.granted.annexes_refused}
        return "refused" if one.facility.id in refused else "granted"
    if standing.ended:
        return "ended"
    received = standing.preliminary is not None and not standing.awaits_receipt
    return "intended" if received and one.prospect is Prospect.FAILS else "open"


def stage_when_mixed(standing: Standing) -> InWords | None:
    """Rules 10: the case in words where one decision grants some annexes and refuses others; ``None`` otherwise."""
    refused = len(standing.granted.annexes_refused) if standing.granted else 0
    if not refused:
        return None
    text = ngettext(
        "The license is issued, %(count)d facility is refused",
        "The license is issued, %(count)d facilities are refused",
        refused,
    )
    return InWords(text=text % {"count": refused}, colour="green")


def named_by(document: ResultDocument, standing: Standing) -> str:
    """What a result is called on the page where several facilities have theirs; "" where its kind says enough."""
    facility = standing.facility(document.facility)
    if facility is None or len(standing.facilities) < 2:
        return ""
    words = {"address": naming.address(facility.address, reader_language()), "number": document.number}
    if document.what == REFUSAL:
        return gettext("Reasoned refusal: %(address)s") % words
    return gettext("Annex %(number)s to the license: %(address)s") % words


def place_of_conclusion(sealed: ConclusionSealed, standing: Standing) -> str:
    """Of which of several facilities a sealed conclusion is; "" where there is one."""
    visit = standing.visits.get(sealed.visit)
    facility = standing.facility(visit.plan.facility) if visit else None
    if facility is None or len(standing.facilities) < 2:
        return ""
    return naming.address(facility.address, reader_language())
