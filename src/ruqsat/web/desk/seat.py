"""In which capacity the signed-in officer looks at a case, and what is told when the law says no."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest

from ruqsat.cases.case_file import CaseFile, NoSuchCaseError, NotPermittedError, look
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, Role
from ruqsat.people.models import Appointment
from ruqsat.web.guards import seats
from ruqsat.web.templatetags.ruqsat_text import day, moment, reference_text, said


def open_case(request: HttpRequest, case: UUID, *, at: datetime, roles: tuple[Role, ...]) -> tuple[CaseFile, Actor]:
    """
    The case, and the post in its office from which the officer acts.

    :raises Http404: if there is no such case, or the officer holds no such post in its office: it is not theirs to see.
    """
    try:
        file = look(case, at=at)
    except NoSuchCaseError as error:
        raise Http404(str(case)) from error
    application = file.standing.application
    post = next((one for one in seats(request, *roles) if application and one.office_id == application.office), None)
    if post is None:
        raise Http404(str(case))
    return file, actor_of(post)


def actor_of(post: Appointment) -> Actor:
    """The capacity in which the holder of *post* acts."""
    return Actor(person=post.person_id, role=Role(post.role), office=post.office_id)


def tell(request: HttpRequest, error: RefusalError) -> None:
    """Show on the next page what was refused, by which clause, and from when it may be done."""
    text = said(error.saying)
    if isinstance(error, NotPermittedError):
        text = f"{text} ({reference_text(error.no.ref)})"
        if error.no.not_before is not None:
            earliest = error.no.not_before
            text = f"{text} {day(earliest.on) if earliest.on else moment(earliest.moment)}"
    messages.error(request, text)
