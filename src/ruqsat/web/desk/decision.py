"""The decision: a grant or a refusal is prepared by one officer for the head, who signs it or sends it back."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms import BoundField
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
from ruqsat.law import facilities, license_held, merits
from ruqsat.law.acts import DecisionPrepared, DecisionReturned, InquiryAnswered, Role
from ruqsat.law.application import Service
from ruqsat.law.standing import Standing, act_of
from ruqsat.web.desk import bearing, by_facility, examination, heard
from ruqsat.web.desk.by_facility import ReasonAsked
from ruqsat.web.desk.grounds_form import GroundsForm
from ruqsat.web.desk.seat import open_case
from ruqsat.web.desk.steps import granting
from ruqsat.web.forms import GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, seen_in


class NoteForm(GovukForm):
    """A note for the head, if there is something to say."""

    note = forms.CharField(
        label=gettext_lazy("Note for the authorized person"), widget=forms.Textarea, max_length=2000, required=False
    )


class GrantForm(NoteForm):
    """A note for the head; of several facilities, why the annex of each that does not qualify is refused (Rules 10)."""

    def __init__(self, *args: Any, asked: Sequence[ReasonAsked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked:
            self.fields[one.field] = forms.CharField(
                label=gettext_lazy("Why, as the applicant will read it"),
                widget=forms.Textarea,
                max_length=4000,
                initial=one.drafted,
                error_messages={"required": gettext_lazy("Write the reason for this ground")},
            )

    def rows(self) -> Iterator[tuple[ReasonAsked, BoundField]]:
        """Each ground against a facility with the field of its reason."""
        for one in self.asked:
            yield one, self[one.field]

    def reasons(self) -> dict[tuple[str, str], str]:
        """The reasons as they were written, by facility and ground."""
        return {(one.facility.id, one.key): self.cleaned_data[one.field] for one in self.asked}

    def typed(self) -> str:
        """All that was typed, to be kept where the form is lost."""
        return "\n\n".join(str(field.value() or "") for field in self).strip()


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
    form = GrantForm(request.POST or None, asked=by_facility.reasons_asked(file, at=at))
    if request.method == "POST" and form.is_valid():
        refused = facilities.annexes_refused(file.standing, at=at, reasons=form.reasons())
        note, seen = form.cleaned_data["note"], seen_in(request)
        try:
            decision.prepare_grant(case, note=note, annexes_refused=refused, by=actor, seen=seen, at=at)
        except CaseMovedOnError as error:
            return moved_on(request, error, back=reverse("desk:prepare-decision", args=[case]), kept=form.typed())
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            done = _("The decision on each facility is before the authorized person.")
            messages.success(request, done if refused else _("The grant is before the authorized person."))
            return redirect("desk:case", case)
    people = examination.people_in(file)
    known = license_held.by_the_register(_told_of_license(file.standing))
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "mixed": facilities.mixed(file.standing, at=at),
        "money": examination.money(file.standing),
        "fee_taken_back": examination.fee_taken_back(file),
        "approvals": examination.approvals(file, people, at=at),
        "visits": [one for one in examination.visits(file, people) if one.conclusion],
        "facilities": by_facility.rows(file, people, at=at),
        "license_known": known,
        "license_on_paper": license_held.to_choose(Service.DUPLICATE, known) if known else (),
        "license_asked": merits.license_answer(file.standing) is not None,
        "permission": file.standing.may(granting(file.standing, at=at), by=actor, at=at),
        "seen": seen_in(request) or file.acts[-1].seq,
    }
    return render(request, "desk/prepare.html", context, status=422 if request.method == "POST" else 200)


def _told_of_license(standing: Standing) -> InquiryAnswered | None:
    filed = merits.license_answer(standing)
    return act_of(filed, InquiryAnswered) if filed else None


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
