"""Rules 12, Rules 14: what was told or received by another recorded means, with its hour and what shows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import visit as actions
from ruqsat.documents.checking import RECORDING_MOST, Evidence
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import VisitNoticeRecorded
from ruqsat.law.local_time import local, moment_of
from ruqsat.web.desk.seat import AT_DESK, open_facility
from ruqsat.web.forms import ChoiceField, DayField, GovukForm, UploadField
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, open_file, refusal_text
from ruqsat.web.templatetags.ruqsat_words import MEANS_OF_RECEIPT
from ruqsat.web.told import told


class HourField(forms.TimeField):
    """An hour and its minutes, of Kazakhstan's civil time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            help_text=gettext_lazy("For example 10:30"),
            input_formats=["%H:%M", "%H.%M"],
            widget=forms.TimeInput(format="%H:%M"),
            error_messages={
                "required": gettext_lazy("Enter the hour"),
                "invalid": gettext_lazy("Enter the hour as hours and minutes, like 10:30"),
            },
            **kwargs,
        )


def evidence_field() -> UploadField:
    """The scan or the recording that shows it."""
    return UploadField(
        max_size=RECORDING_MOST,
        label=gettext_lazy("The scan of it, or the recording of the call"),
        help_text=gettext_lazy("PDF, JPEG, PNG, or an audio file, not larger than 50 MB"),
        allow_empty_file=True,  # an empty one has its own message, with the file's name
    )


def evidence_of(upload: "UploadedFile[bytes]") -> Evidence:
    """What was attached, whole."""
    return Evidence(name=str(upload.name), content=upload.read())


class NoticeForm(GovukForm):
    """Rules 14: how and when the applicant was notified, who was told, and what shows that."""

    means = ChoiceField(
        label=gettext_lazy("How the applicant was notified"),
        choices=list(MEANS_OF_RECEIPT.items()),
        error_messages={"required": gettext_lazy("Choose how the applicant was notified")},
    )
    told = forms.CharField(
        label=gettext_lazy("Who was told"),
        help_text=gettext_lazy("The person, or the number or address"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say who was told")},
    )
    reference = forms.CharField(
        label=gettext_lazy("What shows the notice"),
        help_text=gettext_lazy("The number of the registered letter, the journal and line, the telephone record"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what shows the notice")},
    )
    evidence = evidence_field()
    day = DayField(
        label=gettext_lazy("Day of the notice"),
        error_messages={"required": gettext_lazy("Enter the day of the notice")},
    )
    hour = HourField(label=gettext_lazy("Hour of the notice"))

    def notified_at(self) -> datetime:
        """The moment that day and hour say, in Kazakhstan's civil time."""
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def notice(request: OfficerRequest, case: UUID, visit: UUID) -> HttpResponse:
    """Rules 14: record that the applicant was notified of a visit by another means that is recorded."""
    at = instance_clock.now()
    found = open_file(case, at=at).standing.visits.get(visit)
    if found is None:
        raise Http404(str(visit))
    file, actor = open_facility(request, case, found.plan.facility, at=at)
    form = NoticeForm(request.POST or None, request.FILES or None, initial={"day": local(at).date()})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("means", "told", "reference")}
        evidence = evidence_of(form.cleaned_data["evidence"])
        try:
            actions.record_notice(
                case, visit=visit, notified_at=form.notified_at(), **said, evidence=evidence, by=actor, at=at
            )
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The notice is on file. The twenty-four hours run from it."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "visit": found,
        "told": told(case, about=[found.scheduled.id]),
        "permission": file.standing.may(VisitNoticeRecorded, by=actor, at=at),
    }
    return render(request, "desk/notice.html", context, status=422 if request.method == "POST" else 200)
