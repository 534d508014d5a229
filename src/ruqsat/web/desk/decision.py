"""The decision: prepared by one officer, read and signed by the head on the very PDF that will be sealed."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ruqsat import instance_clock
from ruqsat.cases.actions import decision
from ruqsat.cases.case_file import CaseMovedOnError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import DecisionPrepared, Role
from ruqsat.people.persons import iin_of
from ruqsat.web.desk.case import moved_on, seen_in
from ruqsat.web.desk.seat import open_case, tell
from ruqsat.web.forms import GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest
from ruqsat.web.signing import posted_act, posted_cms


class NoteForm(GovukForm):
    """A note for the head, if there is something to say."""

    note = forms.CharField(
        label=gettext_lazy("Note for the authorised person"), widget=forms.Textarea, max_length=2000, required=False
    )


class ReturnForm(GovukForm):
    """Why a draft goes back."""

    reason = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say what has to be changed")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def prepare(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 20: an officer puts the grant before the head; what stands in the way is shown with its clause."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.OFFICER,))
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decision.prepare_grant(case, note=form.cleaned_data["note"], by=actor, seen=seen_in(request), at=at)
        except CaseMovedOnError as error:
            return moved_on(request, case, error)
        except RefusalError as error:
            tell(request, error)
        else:
            messages.success(request, _("The grant is before the authorised person."))
        return redirect("desk:case", case)
    permission = file.standing.may(DecisionPrepared(happened_at=at, grant=True), by=actor, at=at)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "permission": permission,
        "seen": file.acts[-1].seq,
    }
    return render(request, "desk/prepare.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.HEAD)
def sign(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 20: the head reads each PDF and signs the statement that names their hashes; the seal follows."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    if request.method == "POST":
        return _signed(request, case)
    try:
        prepared, papers = decision.prepare_license(case, by=request.person, actor=actor, at=at)
    except RefusalError as error:
        tell(request, error)
        return redirect("desk:case", case)
    context = {
        "file": file,
        "standing": file.standing,
        "prepared": prepared,
        "papers": papers,
        "iin": iin_of(request.person),
        "return_form": ReturnForm(),
    }
    return render(request, "desk/sign.html", context)


def _signed(request: OfficerRequest, case: UUID) -> HttpResponse:
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    cms, act = posted_cms(request), posted_act(request)
    if cms is None or act is None:
        messages.error(request, _("The signature did not arrive. Sign again."))
        return redirect("desk:sign-decision", case)
    try:
        decision.grant(act, cms=cms, by=request.person, actor=actor, at=at)
    except CaseMovedOnError as error:
        return moved_on(request, case, error)
    except RefusalError as error:
        tell(request, error)
        return redirect("desk:sign-decision", case)
    messages.success(request, _("The license is signed. The office's seal is being put on it."))
    return redirect("desk:case", case)


@require_POST
@officer(Role.HEAD)
def send_back(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 20: the head sends the draft back and says why."""
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what has to be changed"))
        return redirect("desk:sign-decision", case)
    try:
        decision.return_draft(case, reason=form.cleaned_data["reason"], by=actor, at=at)
    except RefusalError as error:
        tell(request, error)
    else:
        messages.success(request, _("The draft went back to the officers."))
    return redirect("desk:case", case)
