"""The visit an inspector was named for, loaded for one request. Anybody else's does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from ruqsat import instance_clock
from ruqsat.cases.case_file import CaseFile
from ruqsat.law import offices
from ruqsat.law.acts import Actor, Role
from ruqsat.law.application import Application, Facility
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.procedure import Standing, Visit
from ruqsat.web.guards import officer, seats
from ruqsat.web.officers import OfficerRequest, actor_of, open_file


@dataclass(frozen=True, kw_only=True)
class OpenedVisit:
    """A visit, its case and premises, and the post in which the inspector makes it, at one moment."""

    file: CaseFile
    visit: Visit
    application: Application
    facility: Facility
    actor: Actor
    at: datetime

    @property
    def id(self) -> UUID:
        """The id of the visit."""
        return self.visit.plan.visit

    @property
    def standing(self) -> Standing:
        """Where the case stands."""
        return self.file.standing

    @property
    def under_way(self) -> bool:
        """Whether the visit has begun and its conclusion is still to be signed."""
        return self.visit.open and self.visit.started is not None

    @property
    def about(self) -> frozenset[str]:
        """Rules 15, Rules 18: whom and what the visit looks at: the applicant, this facility and who works there."""
        here = {one.iin for one in self.application.specialists if one.facility == self.facility.id}
        return frozenset({APPLICANT, self.facility.id, *here})

    def url(self, name: str, *more: object) -> str:
        """The address of a page of this visit."""
        return reverse(f"inspector:{name}", args=[self.file.id, self.id, *more])


def own_visit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for the inspector named for the visit, while appointed in the department of that place (Rules 17, 18)."""

    @officer(Role.INSPECTOR)
    @wraps(view)
    def guarded(request: OfficerRequest, case: UUID, visit: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, opened_visit(request, case, visit), *args, **kwargs)

    return guarded


def opened_visit(request: OfficerRequest, case: UUID, visit: UUID) -> OpenedVisit:
    """
    The visit as it stands now.

    :raises Http404: if it is not this inspector's.
    """
    at = instance_clock.now()
    file = open_file(case, at=at)
    found = file.standing.visits.get(visit)
    facility = file.standing.facility(found.plan.facility) if found else None
    if found is None or facility is None or file.standing.application is None:
        raise Http404(str(visit))
    office = offices.visiting_office(facility, among=file.standing.lists.offices).code
    post = next((one for one in seats(request, Role.INSPECTOR) if one.office_id == office), None)
    if post is None or found.plan.inspector != request.person.id:
        raise Http404(str(visit))
    return OpenedVisit(
        file=file,
        visit=found,
        application=file.standing.application,
        facility=facility,
        actor=actor_of(post),
        at=at,
    )
