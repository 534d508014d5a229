"""The steps an officer can take in a case, each with the law's answer whether it may be taken now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import offices, terms
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalRequested,
    DecisionPrepared,
    FoundComplete,
    Granted,
    Role,
    VisitScheduled,
)
from ruqsat.law.application import Facility
from ruqsat.law.procedure import Permission, Stage
from ruqsat.web.templatetags.ruqsat_words import one_line

NONE_YET = UUID(int=0)  # of a visit that is only asked about


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step: its name among steps, what it is called, where, the law's answer, whether one button takes it."""

    key: str
    text: str
    url: str
    permission: Permission
    posts: bool


Offer = tuple[str, Act | type[Act], str, str, bool]


def steps(file: CaseFile, actors: Sequence[Actor], *, at: datetime) -> tuple[Step, ...]:
    """The steps that are these posts' to take, in the order of the procedure; none once the case is decided."""
    if file.standing.ended:
        return ()
    return tuple(
        Step(key=key, text=text, url=url, permission=file.standing.may(act, by=actor, at=at), posts=posts)
        for actor in actors
        for key, act, text, url, posts in _offers(file, actor, at=at)
    )


def _offers(file: CaseFile, actor: Actor, *, at: datetime) -> Iterator[Offer]:
    if actor.role is Role.OFFICER:
        yield from _of_officer(file, actor, at=at)
    if actor.role is Role.HEAD:
        yield "sign", Granted, _("Read and sign the license"), reverse("desk:set-license", args=[file.id]), True


def _of_officer(file: CaseFile, actor: Actor, *, at: datetime) -> Iterator[Offer]:
    standing = file.standing
    if standing.complete is None:
        url = reverse("desk:complete", args=[file.id])
        yield "complete", FoundComplete(happened_at=at), _("Find the documents complete"), url, True
    for facility in standing.facilities:
        if facility.id not in standing.approvals:
            yield _approval(file, facility, at=at)
    for facility in standing.facilities:
        if standing.open_visit(facility.id) is None and standing.concluded_visit(facility.id) is None:
            yield _visit(file, facility, actor, at=at)
    if standing.stage is not Stage.DECIDING:
        url = reverse("desk:prepare-decision", args=[file.id])
        yield "prepare", DecisionPrepared(happened_at=at, grant=True), _("Prepare the grant of the license"), url, False


def _approval(file: CaseFile, facility: Facility, *, at: datetime) -> Offer:
    body = offices.approving_body(facility.address.region).code
    act = ApprovalRequested(happened_at=at, facility=facility.id, body=body)
    text = _("Ask the approving body")
    if len(file.standing.facilities) > 1:
        text = _("Ask the approving body about %(address)s") % {"address": one_line(facility.address)}
    return "ask", act, text, reverse("desk:request-approval", args=[file.id, facility.id]), True


def _visit(file: CaseFile, facility: Facility, actor: Actor, *, at: datetime) -> Offer:
    earliest = terms.visit_notice(sent_at=at, edition=file.standing.edition).moment
    act = VisitScheduled(
        happened_at=at,
        visit=NONE_YET,
        facility=facility.id,
        starts_at=earliest,
        inspector=actor.person or NONE_YET,
    )
    text = _("Fix the day and hour of the visit")
    if len(file.standing.facilities) > 1:
        text = _("Fix the day and hour of the visit to %(address)s") % {"address": one_line(facility.address)}
    return "visit", act, text, reverse("desk:schedule-visit", args=[file.id, facility.id]), False
