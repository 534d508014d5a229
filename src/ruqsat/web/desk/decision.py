"""The decision: prepared by one officer, read and signed by the head on the very PDF that will be sealed."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ruqsat import instance_clock
from ruqsat.cases.actions import decision
from ruqsat.cases.actions.decision import DatedOtherwiseError
from ruqsat.cases.case_file import CaseFile, CaseMovedOnError
from ruqsat.journal import prepared
from ruqsat.journal.prepared import NoSuchPreparedError, Prepared, PreparedExpiredError, PreparedTakenError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import DecisionPrepared, Granted, Role
from ruqsat.people.persons import iin_of
from ruqsat.web.desk import examination
from ruqsat.web.desk.seat import open_case
from ruqsat.web.forms import GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, seen_in, tell
from ruqsat.web.signing import posted_cms

GONE = (NoSuchPreparedError, PreparedExpiredError, PreparedTakenError, DatedOtherwiseError)


class NoteForm(GovukForm):
    """A note for the head, if there is something to say."""

    note = forms.CharField(
        label=gettext_lazy("Note for the authorized person"), widget=forms.Textarea, max_length=2000, required=False
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
        note = form.cleaned_data["note"]
        try:
            decision.prepare_grant(case, note=note, by=actor, seen=seen_in(request), at=at)
        except CaseMovedOnError as error:
            return moved_on(request, error, back=reverse("desk:prepare-decision", args=[case]), kept=note)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The grant is before the authorized person."))
            return redirect("desk:case", case)
    people = examination.people_in(file)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "money": examination.money(file.standing),
        "approvals": examination.approvals(file, people, at=at),
        "visits": [one for one in examination.visits(file, people) if one.conclusion],
        "permission": file.standing.may(DecisionPrepared(happened_at=at, grant=True), by=actor, at=at),
        "seen": file.acts[-1].seq,
    }
    return render(request, "desk/prepare.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@officer(Role.HEAD)
def set_license(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 20: the license and its annexes are set as PDF for the head to read and sign."""
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    try:
        frozen, _papers = decision.prepare_license(case, by=request.person, actor=actor, at=at)
    except RefusalError as error:
        tell(request, error)
        return redirect("desk:case", case)
    return redirect("desk:sign-decision", case, frozen.id)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.HEAD)
def sign(request: OfficerRequest, case: UUID, act: UUID) -> HttpResponse:
    """Rules 20: the head reads each PDF and signs the statement that names their hashes; the seal follows."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    problem = ""
    try:
        frozen, granted = _prepared(request, file, act, at=at)
        if request.method == "POST":
            cms = posted_cms(request)
            if cms is not None:
                decision.grant(act, cms=cms, by=request.person, actor=actor, at=at)
                messages.success(request, _("The license is signed. The office's seal is being put on it."))
                return redirect("desk:case", case)
            problem = _("The signature did not arrive. Sign again.")
    except CaseMovedOnError as error:
        return moved_on(request, error, back=reverse("desk:case", args=[case]))
    except GONE as error:
        tell(request, error)
        return redirect("desk:case", case)
    except RefusalError as error:
        problem = refusal_text(error)
    context = {
        "file": file,
        "standing": file.standing,
        "draft": examination.draft(file, examination.people_in(file), at=at),
        "prepared": frozen,
        "papers": granted.documents,
        "iin": iin_of(request.person),
        "return_form": ReturnForm(),
        "problem": problem,
    }
    return render(request, "desk/sign.html", context, status=422 if request.method == "POST" else 200)


def _prepared(request: OfficerRequest, file: CaseFile, act: UUID, *, at: datetime) -> tuple[Prepared, Granted]:
    """
    The grant as it was set for this very person.

    :raises Http404: for a statement about anything else.
    """
    frozen = prepared.look(act, for_person=request.person.id, at=at)
    if frozen.file != file.id or not isinstance(frozen.act, Granted):
        raise Http404(str(act))
    return frozen, frozen.act


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.HEAD)
def send_back(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 20: the head sends the draft back and says why."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decision.return_draft(case, reason=form.cleaned_data["reason"], by=actor, at=at)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The draft went back to the officers."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "draft": examination.draft(file, examination.people_in(file), at=at),
    }
    return render(request, "desk/send_back.html", context, status=422 if request.method == "POST" else 200)
