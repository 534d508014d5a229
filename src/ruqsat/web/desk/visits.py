"""Rules 14: the day and hour of a visit are fixed, or the visit is called off."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import visit as actions
from ruqsat.cases.case_file import CaseMovedOnError, NotPermittedError
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import books
from ruqsat.law import terms
from ruqsat.law.acts import Actor, Role, VisitCancelled
from ruqsat.law.local_time import local, moment_of
from ruqsat.law.recusal import INSPECTOR_IS_PARTY
from ruqsat.people.appointments import holders
from ruqsat.web.desk.seat import AT_DESK, open_facility
from ruqsat.web.desk.steps import fixing
from ruqsat.web.forms import ChoiceField, DayField, GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, open_file, refusal_text, seen_in


class VisitForm(GovukForm):
    """Day, hour and inspector of a visit."""

    day = DayField(
        label=gettext_lazy("Day of the visit"), error_messages={"required": gettext_lazy("Enter the day of the visit")}
    )
    hour = forms.TimeField(
        label=gettext_lazy("Hour"),
        help_text=gettext_lazy("For example 10:30"),
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Enter the hour of the visit"),
            "invalid": gettext_lazy("Enter the hour as hours and minutes, like 10:30"),
        },
    )
    inspector = ChoiceField(
        label=gettext_lazy("Who goes"), error_messages={"required": gettext_lazy("Choose who makes the visit")}
    )

    def __init__(self, *args: object, office: str, at: datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = list(holders(office, Role.INSPECTOR, on=local(at).date()))
        self.offer("inspector", [(str(one.id), one.full_name()) for one in known])
        if len(known) == 1:
            self.initial.setdefault("inspector", str(known[0].id))

    def starts_at(self) -> datetime:
        """The moment that day and hour say, in Kazakhstan's civil time."""
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def schedule(request: OfficerRequest, case: UUID, facility: str) -> HttpResponse:
    """Rules 14: fix the day and hour; the notice leaves as soon as this is on file."""
    at = instance_clock.now()
    file, actor = open_facility(request, case, facility, at=at)
    place = file.standing.facility(facility)
    assert place is not None  # noqa: S101 -- open_facility has found it
    form = VisitForm(request.POST or None, office=actor.office, at=at, initial=_suggestion(at))
    if request.method == "POST" and form.is_valid():
        answer = _fixed(request, case, facility, form, actor, at=at)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "facility": place,
        "permission": file.standing.may(fixing(file.standing, place, actor, at=at), by=actor, at=at),
        "earliest": terms.visit_notice(sent_at=at, edition=file.standing.edition).moment,
        "seen": seen_in(request) or file.acts[-1].seq,
    }
    return render(request, "desk/visit.html", context, status=422 if request.method == "POST" else 200)


def _fixed(
    request: OfficerRequest, case: UUID, facility: str, form: VisitForm, actor: Actor, *, at: datetime
) -> HttpResponse | None:
    """The answer once the visit is on file or the case has moved on; ``None`` when the form says why it may not be."""
    back = reverse("desk:case", args=[case])
    inspector = UUID(form.cleaned_data["inspector"])
    starts_at = form.starts_at()
    try:
        actions.schedule(
            case,
            facility=facility,
            starts_at=starts_at,
            inspector=inspector,
            by=actor,
            seen=seen_in(request),
            at=at,
        )
    except CaseMovedOnError as error:
        return moved_on(request, error, back=back)
    except RefusalError as error:
        whom = isinstance(error, NotPermittedError) and error.no == INSPECTOR_IS_PARTY
        form.add_error("inspector" if whom else "day", refusal_text(error))
        return None
    messages.success(request, _("The visit is fixed. The applicant is being notified."))
    return redirect(back)


def _suggestion(at: datetime) -> dict[str, object]:
    """The second working day from now at ten: a notice of twenty-four hours always fits before it."""
    return {"day": books.in_force().calendar.nth_after(local(at).date(), 2), "hour": "10:00"}


class CancelForm(GovukForm):
    """Why a visit will not take place."""

    reason = forms.CharField(
        label=gettext_lazy("Why the visit is called off"),
        help_text=gettext_lazy("The reason goes on file. Another day and hour can be fixed at once."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why the visit is called off")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def cancel(request: OfficerRequest, case: UUID, visit: UUID) -> HttpResponse:
    """Rules 14: a visit that has not begun is called off, with a reason."""
    at = instance_clock.now()
    found = open_file(case, at=at).standing.visits.get(visit)
    if found is None:
        raise Http404(str(visit))
    file, actor = open_facility(request, case, found.plan.facility, at=at)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(case, visit=visit, reason=form.cleaned_data["reason"], by=actor, at=at)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The visit is called off. Fix another day and hour."))
            return redirect("desk:case", case)
    asked = VisitCancelled(happened_at=at, visit=visit, reason="-")
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "visit": found,
        "permission": file.standing.may(asked, by=actor, at=at),
    }
    return render(request, "desk/cancel_visit.html", context, status=422 if request.method == "POST" else 200)
