"""In which capacity an officer looks at a case: of the department that has it, or of one that visits for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import facilities, offices
from ruqsat.law.acts import Actor, Role
from ruqsat.web.guards import seats
from ruqsat.web.officers import actor_of, open_file
from ruqsat.web.templatetags.ruqsat_text import reference_text
from ruqsat.web.templatetags.ruqsat_words import office_name

AT_DESK = (Role.OFFICER, Role.HEAD)
"""Whose desk it is."""


def open_case(request: HttpRequest, case: UUID, *, at: datetime, roles: tuple[Role, ...]) -> tuple[CaseFile, Actor]:
    """
    The case, and the post in its office from which the officer acts: of several, the first in the order of *roles*.

    :raises Http404: if there is no such case, or the officer holds no such post in its office: it is not theirs to see.
    :raises PermissionDenied: if the officer's department only makes a visit in it (Rules 18), saying so.
    """
    file = open_file(case, at=at)
    posts = capacities(request, file, roles=roles)
    if posts:
        return file, posts[0]
    if visiting(request, file):
        raise PermissionDenied(_not_theirs(file))
    raise Http404(str(case))


def capacities(request: HttpRequest, file: CaseFile, *, roles: tuple[Role, ...]) -> list[Actor]:
    """Every post of the officer in the office that has the case, in the order of *roles*."""
    application = file.standing.application
    office = application.office if application else ""
    return _posts(request, {office}, roles=roles)


def visiting(request: HttpRequest, file: CaseFile) -> list[Actor]:
    """Rules 18: the officer's posts in departments that visit a facility of this case for the one that has it."""
    held = {post.office_id for post in seats(request, *AT_DESK)}
    asked = {office for office in held if facilities.visited_by(file.standing, office)}
    return _posts(request, asked, roles=AT_DESK)


def open_facility(request: HttpRequest, case: UUID, facility: str, *, at: datetime) -> tuple[CaseFile, Actor]:
    """
    Rules 18: the case, and the post from which the officer fixes the visit to *facility*: of the department there, if
    there is one; otherwise of the department that has the case, to which the law then says whose it is.

    :raises Http404: if there is no such facility; otherwise as `open_case`.
    """
    file = open_file(case, at=at)
    place = file.standing.facility(facility)
    if place is not None:
        there = offices.visiting_office(place, among=file.standing.lists.offices).code
        for actor in (*visiting(request, file), *capacities(request, file, roles=AT_DESK)):
            if actor.office == there:
                return file, actor
    file, actor = open_case(request, case, at=at, roles=AT_DESK)
    if place is None:
        raise Http404(facility)
    return file, actor


def _posts(request: HttpRequest, in_offices: set[str], *, roles: Sequence[Role]) -> list[Actor]:
    held = [post for post in seats(request, *roles) if post.office_id in in_offices]
    return sorted((actor_of(post) for post in held), key=lambda actor: roles.index(actor.role))


def _not_theirs(file: CaseFile) -> str:
    application = file.standing.application
    words = {"office": office_name(application.office if application else ""), "clause": reference_text("Rules 18")}
    return (
        _(
            "%(office)s has this case and takes this step. Your department makes the visit to the facility in its own"
            " region, and nothing else in this case. Nothing was recorded. See %(clause)s."
        )
        % words
    )
