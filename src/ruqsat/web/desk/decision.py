"""The decision: a grant or a refusal is prepared by one officer for the head, who signs it or sends it back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import decision
from ruqsat.cases.case_file import CaseMovedOnError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import DecisionPrepared, DecisionReturned, Role
from ruqsat.web.desk import bearing, examination, heard
from ruqsat.web.desk.grounds_form import GroundsForm
from ruqsat.web.desk.seat import open_case
from ruqsat.web.forms import GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, seen_in


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


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def prepare_refusal(request: OfficerRequest, case: UUID) -> HttpResponse:
    """List 9, Rules 20: an officer puts the refusal before the head, on grounds announced and still borne out."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.OFFICER,))
    told = heard.texts_told(file.standing)
    offered = [one for one in bearing.on_file(file) if one.key in told]
    form = GroundsForm(request.POST or None, offered=offered, picked=told, texts=told)
    note = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and note.is_valid():
        text, grounds = note.cleaned_data["note"], form.named()
        try:
            decision.prepare_refusal(case, grounds=grounds, note=text, by=actor, seen=seen_in(request), at=at)
        except CaseMovedOnError as error:
            kept = f"{form.typed()}\n\n{text}".strip()
            return moved_on(request, error, back=reverse("desk:prepare-refusal", args=[case]), kept=kept)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The refusal is before the authorized person."))
            return redirect("desk:case", case)
    people = examination.people_in(file)
    context = {
        "form": form,
        "note": note,
        "file": file,
        "standing": file.standing,
        "hearing": heard.hearing(file, people, at=at),
        "fallen": [key for key in told if key not in {one.key for one in offered}],
        "permission": file.standing.may(
            DecisionPrepared(happened_at=at, grant=False, grounds=tuple(one.found("-") for one in offered)),
            by=actor,
            at=at,
        ),
        "seen": seen_in(request) or file.acts[-1].seq,
    }
    return render(request, "desk/prepare_refusal.html", context, status=422 if request.method == "POST" else 200)


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
        "permission": file.standing.may(DecisionReturned, by=actor, at=at),
    }
    return render(request, "desk/send_back.html", context, status=422 if request.method == "POST" else 200)
