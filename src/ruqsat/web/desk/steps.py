"""The steps an officer can take in a case, each with the law's answer whether it may be taken now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import completeness, facilities, grounds, merits, offices, paper, terms
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalRequested,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    DecisionPrepared,
    FoundComplete,
    Granted,
    GroundFound,
    PaperHandedOver,
    PaperOriginalReturned,
    PreliminaryDecisionMade,
    Refused,
    Role,
    VisitNoticeRecorded,
    VisitScheduled,
)
from ruqsat.law.application import Facility
from ruqsat.law.calendar import local
from ruqsat.law.permissions_of_examination import heard_since
from ruqsat.law.procedure import Permission, Stage, Standing
from ruqsat.web.desk.examination import what_is_drafted
from ruqsat.web.desk.heard import texts_told
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
    """The steps that are these posts' to take, in the order of the procedure; once it is decided, those on paper."""
    if file.standing.ended:
        return _after_the_end(file, actors, at=at)
    return tuple(
        Step(key=key, text=text, url=url, permission=file.standing.may(act, by=actor, at=at), posts=posts)
        for actor in actors
        for key, act, text, url, posts in _offers(file, actor, at=at)
    )


def _after_the_end(file: CaseFile, actors: Sequence[Actor], *, at: datetime) -> tuple[Step, ...]:
    """Annex 2(5), List 8(2): what is still handed over, and given back, on paper; by one post, whatever others."""
    offers: tuple[tuple[str, type[Act], str, str, bool], ...] = (
        (
            "hand-over",
            PaperHandedOver,
            _("Hand over the paper copy"),
            "desk:hand-over",
            bool(paper.to_hand_over(file.standing)),
        ),
        (
            "give-back",
            PaperOriginalReturned,
            _("Record the paper original that was given back"),
            "desk:give-back",
            bool(merits.papers_to_return(file.standing)) and file.standing.stage is Stage.ISSUED,
        ),
    )
    return tuple(
        Step(
            key=key,
            text=text,
            url=reverse(name, args=[file.id]),
            permission=file.standing.may(act, by=actor, at=at),
            posts=False,
        )
        for actor in actors[:1]
        for key, act, text, name, owed in offers
        if owed
    )


def _offers(file: CaseFile, actor: Actor, *, at: datetime) -> Iterator[Offer]:
    if actor.role is Role.OFFICER:
        yield from _at_completeness(file, at=at)
        waiting = file.standing.at(at).objection_open and not file.standing.objections
        yield from _announcing(file)
        if not waiting:
            yield from _refusing(file, at=at)
        yield from _of_examination(file, actor, at=at)
        if waiting:  # it may be prepared, yet what the applicant may still say comes first
            yield from _refusing(file, at=at)
    if actor.role is Role.HEAD:
        yield _of_head(file)


def _of_head(file: CaseFile) -> Offer:
    drafted = what_is_drafted(file.standing.prepared.act) if file.standing.prepared else "license"
    if drafted == "refusal_of_consideration":
        url = reverse("desk:set-refusal-of-consideration", args=[file.id])
        return "sign", ConsiderationRefused, _("Read and sign the refusal of consideration"), url, True
    if drafted == "refusal":
        return "sign", Refused, _("Read and sign the refusal"), reverse("desk:set-refusal", args=[file.id]), True
    text = _("Read and sign the decision") if _rests_on_license(file.standing) else _("Read and sign the license")
    return "sign", Granted, text, reverse("desk:set-license", args=[file.id]), True


def _rests_on_license(standing: Standing) -> bool:
    return standing.application is not None and standing.application.held is not None


def _at_completeness(file: CaseFile, *, at: datetime) -> Iterator[Offer]:
    standing = file.standing
    if standing.complete is not None:
        return
    url = reverse("desk:complete", args=[file.id])
    yield "complete", FoundComplete(happened_at=at), _("Find the documents complete"), url, True
    held = any(one.held for one in completeness.missing(standing, on=local(at).date(), at=at))
    if held and standing.prepared is None:
        url = reverse("desk:refuse-consideration", args=[file.id])
        yield "refuse-consideration", ConsiderationRefusalDrafted, _("Refuse further consideration"), url, False


def _announcing(file: CaseFile) -> Iterator[Offer]:
    """Rules 12: a refusal is announced on the grounds of which the applicant is not told yet."""
    standing = file.standing
    if standing.complete is None or standing.stage is Stage.DECIDING:
        return
    if set(grounds.to_be_announced(standing)) - grounds.announced(standing):
        url = reverse("desk:announce", args=[file.id])
        yield "announce", PreliminaryDecisionMade, _("Announce the intended refusal"), url, False


def _refusing(file: CaseFile, *, at: datetime) -> Iterator[Offer]:
    """Rules 12, List 9: a refusal is prepared on what was announced and is still borne out."""
    standing, told = file.standing, texts_told(file.standing)
    borne = {key: acts for key, acts in grounds.borne_out(standing).items() if key in told}
    if borne and not standing.awaits_receipt and standing.stage is not Stage.DECIDING:
        named = tuple(GroundFound(ground=key, facts=acts, text="-") for key, acts in borne.items())
        act = DecisionPrepared(happened_at=at, grant=False, grounds=named)
        yield "refuse", act, _("Prepare the refusal"), reverse("desk:prepare-refusal", args=[file.id]), False


def _of_examination(file: CaseFile, actor: Actor, *, at: datetime) -> Iterator[Offer]:
    standing = file.standing
    for facility in standing.facilities:
        asked = facility.id in standing.approvals
        offer = _approval(file, facility, again=asked, at=at)
        if not asked or standing.may(offer[1], by=actor, at=at).allowed:
            yield offer
    yield from _notifying(file, actor)
    for facility in standing.facilities:
        concluded = standing.concluded_visit(facility.id) is not None
        offer = _visit(file, facility, actor, again=concluded, at=at)
        if standing.open_visit(facility.id) is not None or _decided_unvisited(standing, facility):
            continue
        if not concluded or standing.may(offer[1], by=actor, at=at).allowed:
            yield offer
    if standing.stage is not Stage.DECIDING:
        url = reverse("desk:prepare-decision", args=[file.id])
        mixed = facilities.mixed(standing, at=at)
        plain = _("Prepare the grant") if _rests_on_license(standing) else _("Prepare the grant of the license")
        text = _("Prepare the decision on each facility") if mixed else plain
        yield "prepare", granting(standing, at=at), text, url, False


def _notifying(file: CaseFile, actor: Actor) -> Iterator[Offer]:
    """Rules 14: of a visit whose every message was lost the applicant is notified otherwise."""
    for visit in file.standing.visits.values():
        facility = file.standing.facility(visit.plan.facility)
        mine = facility is not None and by_office(file.standing, facility) == actor.office
        if mine and visit.open and visit.started is None and visit.notices and visit.notified_at is None:
            url = reverse("desk:record-notice", args=[file.id, visit.plan.visit])
            yield "record-notice", VisitNoticeRecorded, _("Record a notice by other means"), url, False


def by_office(standing: Standing, facility: Facility) -> str:
    """Rules 18: the department that visits a facility."""
    return offices.visiting_office(facility, among=standing.lists.offices).code


def granting(standing: Standing, *, at: datetime) -> DecisionPrepared:
    """Rules 10, Rules 20: a grant to what qualifies and a refusal of the rest, to ask whether it may be prepared."""
    refused = facilities.annexes_refused(standing, at=at)
    return DecisionPrepared(happened_at=at, grant=True, annexes_refused=refused)


def _decided_unvisited(standing: Standing, facility: Facility) -> bool:
    """Rules 10(3), APPC 73: a facility that was not approved is visited where the applicant has objected to that."""
    spared = merits.spared(standing, facility.id)
    return spared and not heard_since(standing, standing.approvals[facility.id].answered)


def _approval(file: CaseFile, facility: Facility, *, again: bool, at: datetime) -> Offer:
    body = offices.approving_body(facility.address.region, among=file.standing.lists.offices).code
    act = ApprovalRequested(happened_at=at, facility=facility.id, body=body)
    where = {"address": one_line(facility.address)}
    if len(file.standing.facilities) > 1:
        text = _("Ask the approving body once more about %(address)s") if again else ""
        text = (text or _("Ask the approving body about %(address)s")) % where
    else:
        text = _("Ask the approving body once more") if again else _("Ask the approving body")
    return "ask", act, text, reverse("desk:request-approval", args=[file.id, facility.id]), True


def fixing(standing: Standing, facility: Facility, actor: Actor, *, at: datetime) -> VisitScheduled:
    """Rules 14: the soonest visit to the facility, to ask whether one may be fixed at all."""
    return VisitScheduled(
        happened_at=at,
        visit=NONE_YET,
        facility=facility.id,
        starts_at=terms.visit_notice(sent_at=at, edition=standing.edition).moment,
        inspector=actor.person or NONE_YET,
    )


def _visit(file: CaseFile, facility: Facility, actor: Actor, *, again: bool, at: datetime) -> Offer:
    act = fixing(file.standing, facility, actor, at=at)
    where = {"address": one_line(facility.address)}
    if len(file.standing.facilities) > 1:
        text = _("Fix a second visit to %(address)s") if again else ""
        text = (text or _("Fix the day and hour of the visit to %(address)s")) % where
    else:
        text = _("Fix a second visit") if again else _("Fix the day and hour of the visit")
    return "visit", act, text, reverse("desk:schedule-visit", args=[file.id, facility.id]), False
