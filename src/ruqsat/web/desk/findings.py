"""List 9(1), 9(5), 9(6), 9(7): what an officer finds and records, and what is set aside again."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import hearing
from ruqsat.cases.case_file import CaseFile
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, CourtActRecorded, FindingSetAside, UnreliabilityFound
from ruqsat.law.grounds import COURT_GROUNDS, GROUNDS
from ruqsat.web.desk.bearing import FindingShown, findings
from ruqsat.web.desk.seat import AT_DESK, open_case
from ruqsat.web.forms import ChoiceField, DayField, GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, refusal_text
from ruqsat.web.templatetags.ruqsat_text import names, reference_text


class CourtActForm(GovukForm):
    """List 9(1), List 9(5), List 9(7): which court, its act's number and day, and what the act does."""

    ground = ChoiceField(
        label=gettext_lazy("What the court's act does"),
        error_messages={"required": gettext_lazy("Choose what the court's act does")},
    )
    court = forms.CharField(
        label=gettext_lazy("Court"),
        help_text=gettext_lazy("Its full name, as it stands on the act"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter the name of the court")},
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the act"),
        max_length=100,
        error_messages={"required": gettext_lazy("Enter the number of the court's act")},
    )
    dated = DayField(
        label=gettext_lazy("Day of the act"),
        error_messages={"required": gettext_lazy("Enter the day of the court's act")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ground", [(key, names(GROUNDS[key].names)) for key in COURT_GROUNDS])
        self.fields["ground"].choice_hints = {  # type: ignore[attr-defined]  # read by the kit's choices
            key: reference_text(key) for key in COURT_GROUNDS
        }


class UnreliableForm(GovukForm):
    """List 9(6): which document or datum, and what shows that it is unreliable."""

    what = forms.CharField(
        label=gettext_lazy("Which document or datum is unreliable"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say which document or datum is unreliable")},
    )
    shown_by = forms.CharField(
        label=gettext_lazy("What shows that"),
        help_text=gettext_lazy("For example the answer of the university, with its number and day"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say what shows that it is unreliable")},
    )


class SetAsideForm(GovukForm):
    """APPC 73: why a finding does not stand any more."""

    reason = forms.CharField(
        label=gettext_lazy("Why the finding does not stand any more"),
        help_text=gettext_lazy("The finding and this reason both stay on file."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why the finding does not stand any more")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def court_act(request: OfficerRequest, case: UUID) -> HttpResponse:
    """List 9(1), List 9(5), List 9(7): record a court's act with its court, number and day."""
    form = CourtActForm(request.POST or None)

    def record(by: Actor, at: datetime) -> None:
        hearing.record_court_act(case, **form.cleaned_data, by=by, at=at)

    done = _("The court's act is on file. The applicant is heard on it before any refusal.")
    return _recorded(request, case, form, CourtActRecorded, record, page="desk/court_act.html", done=done)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def unreliable(request: OfficerRequest, case: UUID) -> HttpResponse:
    """List 9(6): record that a document or datum is unreliable, and what shows that."""
    form = UnreliableForm(request.POST or None)

    def record(by: Actor, at: datetime) -> None:
        hearing.record_unreliability(case, **form.cleaned_data, by=by, at=at)

    done = _("The finding is on file. The applicant is heard on it before any refusal.")
    return _recorded(request, case, form, UnreliabilityFound, record, page="desk/unreliable.html", done=done)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def set_aside(request: OfficerRequest, case: UUID, finding: UUID) -> HttpResponse:
    """APPC 73: a recorded finding does not stand any more, and why."""
    form = SetAsideForm(request.POST or None)

    def record(by: Actor, at: datetime) -> None:
        hearing.set_aside(case, of=finding, reason=form.cleaned_data["reason"], by=by, at=at)

    done = _("The finding is set aside. It stays on file with your reason.")
    asked = FindingSetAside(happened_at=instance_clock.now(), of=finding, reason="-")
    return _recorded(request, case, form, asked, record, page="desk/set_aside.html", done=done, finding=finding)


def _recorded(
    request: OfficerRequest,
    case: UUID,
    form: GovukForm,
    asked: Act | type[Act],
    record: Callable[[Actor, datetime], None],
    *,
    page: str,
    done: str,
    finding: UUID | None = None,
) -> HttpResponse:
    """The form until it is right and the law lets it be; then back on the case."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=AT_DESK)
    about = _one_of(file, finding) if finding else None
    if request.method == "POST" and form.is_valid():
        try:
            record(actor, at)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, done)
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "finding": about,
        "permission": file.standing.may(asked, by=actor, at=at),
    }
    return render(request, page, context, status=422 if request.method == "POST" else 200)


def _one_of(file: CaseFile, finding: UUID) -> FindingShown:
    shown = next((one for one in findings(file, {}) if one.id == finding), None)
    if shown is None:
        raise Http404(str(finding))
    return shown
