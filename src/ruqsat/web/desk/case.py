"""The case: what is on file, the next step, and the steps of examination."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import approval, completeness, visit
from ruqsat.cases.case_file import CaseMovedOnError
from ruqsat.documents import store
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Role, VisitScheduled
from ruqsat.law.calendar import CALENDAR, local
from ruqsat.law.local_time import moment_of
from ruqsat.law.titles import TITLES
from ruqsat.people.appointments import holders
from ruqsat.web.desk import showing
from ruqsat.web.desk.seat import open_case, tell
from ruqsat.web.errors import conflict
from ruqsat.web.forms import ChoiceField, DayField, GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.templatetags.ruqsat_text import said

AT_DESK = (Role.OFFICER, Role.HEAD)


@require_safe
@officer(*AT_DESK)
def show(request: HttpRequest, case: UUID) -> HttpResponse:
    """The case as it stands, with the one next step and why other steps cannot be taken yet."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=AT_DESK)
    steps = showing.steps(file, actor, at=at)
    context = {
        "file": file,
        "standing": file.standing,
        "application": file.standing.application,
        "situation": file.standing.at(at),
        "next": next((step for step in steps if step.permission.allowed), None),
        "waiting": [step for step in steps if not step.permission.allowed],
        "documents": showing.documents(file),
        "sections": showing.sections(request.path),
        "facts": showing.facts(file.standing),
        "history": showing.history(file),
        "seen": file.acts[-1].seq,
    }
    return render(request, "desk/case.html", context)


@require_POST
@officer(*AT_DESK)
def find_complete(request: HttpRequest, case: UUID) -> HttpResponse:
    """Rules 9: the documents are complete."""
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=AT_DESK)
    try:
        completeness.find_complete(case, by=actor, seen=seen_in(request), at=at)
    except CaseMovedOnError as error:
        return moved_on(request, case, error)
    except RefusalError as error:
        tell(request, error)
    else:
        messages.success(request, _("The documents are found complete. Now ask the approving body."))
    return redirect("desk:case", case)


@require_POST
@officer(*AT_DESK)
def request_approval(request: HttpRequest, case: UUID, facility: str) -> HttpResponse:
    """Rules 10(1): the approving body is asked about one facility."""
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=AT_DESK)
    try:
        approval.request_approval(case, facility=facility, by=actor, seen=seen_in(request), at=at)
    except CaseMovedOnError as error:
        return moved_on(request, case, error)
    except RefusalError as error:
        tell(request, error)
    else:
        messages.success(request, _("The request is with the approving body."))
    return redirect("desk:case", case)


class VisitForm(GovukForm):
    """Day, hour and inspector of a visit."""

    day = DayField(label=gettext_lazy("Day of the visit"))
    hour = forms.TimeField(
        label=gettext_lazy("Hour"),
        help_text=gettext_lazy("For example 10:30"),
        input_formats=["%H:%M", "%H.%M"],
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
        choice = self.fields["inspector"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        today = local(at).date()
        choice.choices = [(str(one.id), one.full_name()) for one in holders(office, Role.INSPECTOR, on=today)]

    def starts_at(self) -> datetime:
        """The moment that day and hour say, in Kazakhstan's civil time."""
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def schedule_visit(request: HttpRequest, case: UUID, facility: str) -> HttpResponse:
    """Rules 14: fix the day and hour; the notice leaves as soon as this is on file."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=AT_DESK)
    form = VisitForm(request.POST or None, office=actor.office, at=at, initial=_suggestion(at))
    if request.method == "POST" and form.is_valid():
        try:
            visit.schedule(
                case,
                facility=facility,
                starts_at=form.starts_at(),
                inspector=UUID(form.cleaned_data["inspector"]),
                by=actor,
                seen=seen_in(request),
                at=at,
            )
        except CaseMovedOnError as error:
            return moved_on(request, case, error)
        except RefusalError as error:
            tell(request, error)
        else:
            messages.success(request, _("The visit is fixed. The applicant is being notified."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "facility": file.standing.facility(facility),
        "permission": file.standing.may(VisitScheduled, by=actor, at=at),
        "seen": file.acts[-1].seq,
    }
    return render(request, "desk/visit.html", context, status=422 if request.method == "POST" else 200)


def _suggestion(at: datetime) -> dict[str, object]:
    """The second working day from now at ten: a notice of twenty-four hours always fits before it."""
    return {"day": CALENDAR.add(local(at).date(), 2).on, "hour": "10:00"}


@require_safe
@officer(*AT_DESK)
def document(request: HttpRequest, case: UUID, sha256: str) -> HttpResponse:
    """A document of the case, for those who work on it."""
    file, _actor = open_case(request, case, at=instance_clock.now(), roles=AT_DESK)
    blob = store.find(file.id, sha256)
    return HttpResponse(
        store.read(file.id, sha256),
        content_type=blob.media_type,
        headers={"Content-Disposition": "inline", "Cache-Control": "private, no-store"},
    )


def moved_on(request: HttpRequest, case: UUID, error: CaseMovedOnError) -> HttpResponse:
    """The page that says what arrived since the officer looked; nothing was recorded."""
    changes = [said(TITLES[change.act.KIND]) for change in error.changes]
    return conflict(request, changes=changes, back=f"/desk/cases/{case}/")


def seen_in(request: HttpRequest) -> int:
    """The last place in the file that the officer had before their eyes."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
