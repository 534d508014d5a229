"""In which capacity the signed-in officer looks at a case."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest

from ruqsat.cases.case_file import CaseFile
from ruqsat.law.acts import Actor, Role
from ruqsat.web.guards import seats
from ruqsat.web.officers import actor_of, open_file

AT_DESK = (Role.OFFICER, Role.HEAD)
"""Whose desk it is."""


def open_case(request: HttpRequest, case: UUID, *, at: datetime, roles: tuple[Role, ...]) -> tuple[CaseFile, Actor]:
    """
    The case, and the post in its office from which the officer acts: of several, the first in the order of *roles*.

    :raises Http404: if there is no such case, or the officer holds no such post in its office: it is not theirs to see.
    """
    file = open_file(case, at=at)
    posts = capacities(request, file, roles=roles)
    if not posts:
        raise Http404(str(case))
    return file, posts[0]


def capacities(request: HttpRequest, file: CaseFile, *, roles: tuple[Role, ...]) -> list[Actor]:
    """Every post of the officer in the office that has the case, in the order of *roles*."""
    application = file.standing.application
    office = application.office if application else ""
    held = [post for post in seats(request, *roles) if post.office_id == office]
    return sorted((actor_of(post) for post in held), key=lambda actor: roles.index(actor.role))
