"""Rules 17: the inspector reads the conclusion as PDF and signs the statement that names its hash."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat.cases.actions import visit as actions
from ruqsat.cases.case_file import CaseMovedOnError
from ruqsat.journal import prepared
from ruqsat.journal.prepared import NoSuchPreparedError, Prepared, PreparedExpiredError, PreparedTakenError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import ConclusionSigned
from ruqsat.people.persons import iin_of
from ruqsat.web.desk.examination import points
from ruqsat.web.inspector.opened import OpenedVisit, own_visit
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, shown, tell
from ruqsat.web.signing import posted_cms

GONE = (NoSuchPreparedError, PreparedExpiredError, PreparedTakenError)


@require_http_methods(["GET", "HEAD", "POST"])
@own_visit
def sign(request: OfficerRequest, opened: OpenedVisit, act: UUID) -> HttpResponse:
    """What was found, the PDF, and the signature; the office's seal follows."""
    problem = ""
    try:
        frozen, conclusion = _prepared(request, opened, act)
        if request.method == "POST":
            cms = posted_cms(request)
            if cms is not None:
                actions.conclude(act, cms=cms, by=request.person, actor=opened.actor, at=opened.at)
                messages.success(request, _("The conclusion is signed. The office's seal is being put on it."))
                return redirect(opened.url("visit"))
            problem = _("The signature did not arrive. Sign again.")
    except CaseMovedOnError as error:
        return moved_on(request, error, back=f"{opened.url('checklist')}?from={act}")
    except GONE as error:
        tell(request, error)
        return redirect(opened.url("visit"))
    except RefusalError as error:
        problem = refusal_text(error)
    context = {
        "opened": opened,
        "prepared": frozen,
        "conclusion": conclusion,
        "points": list(points(conclusion.points)),
        "iin": iin_of(request.person),
        "problem": problem,
    }
    return render(request, "inspector/sign.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@own_visit
def draft(request: OfficerRequest, opened: OpenedVisit, act: UUID) -> HttpResponse:
    """The PDF of a conclusion that awaits its signature, for the one who will sign it."""
    try:
        _frozen, conclusion = _prepared(request, opened, act)
    except RefusalError as error:
        raise Http404(str(act)) from error
    return shown(opened.file, conclusion.document)


def _prepared(request: OfficerRequest, opened: OpenedVisit, act: UUID) -> tuple[Prepared, ConclusionSigned]:
    """
    The conclusion as it was set for this very person.

    :raises Http404: for a statement about anything else.
    """
    frozen = prepared.look(act, for_person=request.person.id, at=opened.at)
    found = frozen.act
    if frozen.file != opened.file.id or not isinstance(found, ConclusionSigned) or found.visit != opened.id:
        raise Http404(str(act))
    return frozen, found
