"""Rules 18: a case of another department, as the one sees it that is asked to visit a facility: that visit, no more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import facilities, merits
from ruqsat.law.acts import Actor, ConclusionSealed, DecisionPrepared, RecordingAdded
from ruqsat.law.application import Application, Facility, RequirementStatement, Specialist
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.procedure import Permission
from ruqsat.law.standing import Duty, Standing, act_of
from ruqsat.web.desk import examination, showing
from ruqsat.web.desk.examination import VisitShown
from ruqsat.web.desk.steps import fixing
from ruqsat.web.officers import shown


@dataclass(frozen=True, kw_only=True)
class Asked:
    """
    One facility that this department visits: what the applicant filed on it, its visits, and what may be done now.

    ``spared`` says that the approving body refused it, so that no visit is owed (docs/law/readings.md).
    """

    facility: Facility
    specialists: tuple[Specialist, ...]
    requirements: tuple[RequirementStatement, ...]
    visits: tuple[VisitShown, ...]
    duties: tuple[Duty, ...]
    permission: Permission
    fix_url: str
    spared: bool


def page(request: HttpRequest, file: CaseFile, actor: Actor, *, at: datetime) -> HttpResponse:
    """Rules 18: the request and the documents, the visit to be fixed, and why nothing else is this department's."""
    standing, mine = file.standing, facilities.visited_by(file.standing, actor.office)
    people = examination.people_in(file)
    visits = examination.visits(file, people)
    asked = [_asked(file, one, actor, visits, at=at) for one in mine]
    context = {
        "file": file,
        "standing": standing,
        "application": standing.application,
        "asked": asked,
        "office": actor.office,
        "facts": [one for one in showing.facts(standing) if one.of in _about(standing, mine)],
        "documents": [one for one in showing.documents(file) if one.sha256 in _readable(standing, mine)],
        "not_theirs": standing.may(DecisionPrepared, by=actor, at=at),
        "seen": file.acts[-1].seq,
    }
    return render(request, "desk/visiting.html", context)


def document(file: CaseFile, actor: Actor, sha256: str) -> HttpResponse:
    """
    Rules 15, Rules 18: what was filed about the facility and its staff, the recordings and conclusions of its visits.

    :raises Http404: for any other document of the case.
    """
    if sha256 not in _readable(file.standing, facilities.visited_by(file.standing, actor.office)):
        raise Http404(sha256)
    return shown(file, sha256)


def _asked(file: CaseFile, facility: Facility, actor: Actor, visits: Collection[VisitShown], *, at: datetime) -> Asked:
    standing, application = file.standing, file.standing.application
    assert application is not None  # noqa: S101 -- there are facilities to visit
    return Asked(
        facility=facility,
        specialists=_staff(application, facility.id),
        requirements=tuple(one for one in application.requirements if one.facility == facility.id),
        visits=tuple(one for one in visits if one.visit.plan.facility == facility.id),
        duties=tuple(one for one in standing.duties if one.facility == facility.id and one.office == actor.office),
        permission=standing.may(fixing(standing, facility, actor, at=at), by=actor, at=at),
        fix_url=reverse("desk:schedule-visit", args=[file.id, facility.id]),
        spared=merits.spared(standing, facility.id),
    )


def _staff(application: Application, facility: str) -> tuple[Specialist, ...]:
    return tuple(one for one in application.specialists if one.facility == facility)


def _about(standing: Standing, mine: Collection[Facility]) -> frozenset[str]:
    """Whom and what the visit is about: the applicant, these facilities, and who works there."""
    application = standing.application
    assert application is not None  # noqa: S101 -- there are facilities to visit
    staff = {one.iin for place in mine for one in _staff(application, place.id)}
    return frozenset({APPLICANT, application.applicant.iin, *(one.id for one in mine), *staff})


def _readable(standing: Standing, mine: Collection[Facility]) -> frozenset[str]:
    about, visited = _about(standing, mine), {one.id for one in mine}
    filed = {one.sha256 for one in showing.attached(standing) if one.about in about}
    return frozenset(filed | set(_of_visits(standing, visited)))


def _of_visits(standing: Standing, visited: Collection[str]) -> Iterator[str]:
    for visit in standing.visits.values():
        if visit.plan.facility in visited:
            yield from (act_of(filed, RecordingAdded).sha256 for filed in visit.recordings)
            if visit.sealed is not None:
                yield act_of(visit.sealed, ConclusionSealed).document
