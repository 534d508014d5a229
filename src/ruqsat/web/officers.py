"""Pages of those who work in an office: in which capacity they act, and what they are told when the law says no."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ruqsat.cases.case_file import CaseFile, CaseMovedOnError, NoSuchCaseError, NotPermittedError, look
from ruqsat.cases.signing import SignatureNotAcceptedError
from ruqsat.documents import store
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, Filed, Role
from ruqsat.law.titles import TITLES
from ruqsat.people.models import Appointment, Person
from ruqsat.web.errors import conflict
from ruqsat.web.templatetags.ruqsat_text import day, moment, reference_text, said


class OfficerRequest(HttpRequest):
    """A request of somebody signed in who holds a post today, as `guards.officer` lets through."""

    person: Person


def open_file(case: UUID, *, at: datetime) -> CaseFile:
    """
    The case as it stands.

    :raises Http404: if there is none.
    """
    try:
        return look(case, at=at)
    except NoSuchCaseError as error:
        raise Http404(str(case)) from error


def actor_of(post: Appointment) -> Actor:
    """The capacity in which the holder of *post* acts."""
    return Actor(person=post.person_id, role=Role(post.role), office=post.office_id)


def refusal_text(error: RefusalError) -> str:
    """What was refused in one text: why, by which clause, and from when it may be done."""
    why = said(error.saying)
    if not isinstance(error, NotPermittedError | SignatureNotAcceptedError):
        return why
    words = {"why": why, "clause": reference_text(error.no.ref)}
    earliest = error.no.not_before
    if earliest is None:
        return _("%(why)s See %(clause)s.") % words
    words["from"] = day(earliest.on) if earliest.on else moment(earliest.moment)
    return _("%(why)s See %(clause)s. Possible from %(from)s.") % words


def tell(request: HttpRequest, error: RefusalError) -> None:
    """Show on the next page what was refused, by which clause, and from when it may be done."""
    messages.error(request, refusal_text(error))


def moved_on(request: HttpRequest, error: CaseMovedOnError, *, back: str, kept: str = "") -> HttpResponse:
    """The page that says what arrived since the officer looked; nothing was recorded, what was typed is shown."""
    return conflict(request, changes=[_change(filed) for filed in error.changes], kept=kept, back=back)


def _change(filed: Filed) -> str:
    words = {"what": said(TITLES[filed.act.KIND]), "moment": moment(filed.filed_at)}
    return _("%(what)s On file since %(moment)s.") % words


def seen_in(request: HttpRequest) -> int:
    """The last place in the file that the officer had before their eyes."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def shown(file: CaseFile, sha256: str) -> HttpResponse:
    """
    A document kept for the case, for those who work on it: opened in the browser, kept nowhere on the way.

    Of a sealed one, those bytes that the applicant gets too, with the newest time stamp.

    :raises Http404: if no such document is kept.
    """
    try:
        blob = store.find(file.id, sha256)
        content = store.read(file.id, store.newest(blob).sha256)
    except store.NoSuchBlob as error:
        raise Http404(sha256) from error
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=blob.media_type, headers=headers)
