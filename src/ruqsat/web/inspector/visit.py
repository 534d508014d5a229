"""Rules 14 to 16: the inspector's visits; one visit begins, and recordings of it are kept."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import visit as actions
from ruqsat.cases.models import OpenDuty
from ruqsat.documents.checking import RECORDING_MOST, RECORDINGS
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import (
    ConclusionSealed,
    ConclusionSigned,
    RecordingAdded,
    Role,
    VisitNoticeRecorded,
    VisitNoticeSent,
    VisitStarted,
)
from ruqsat.law.calendar import local
from ruqsat.law.kinds_of_duty import what_is_owed
from ruqsat.law.saying import Saying
from ruqsat.law.standing import act_of
from ruqsat.web.desk.examination import points
from ruqsat.web.desk.showing import attached
from ruqsat.web.forms import GovukForm, UploadField
from ruqsat.web.guards import officer, seats
from ruqsat.web.inspector.opened import OpenedVisit, opened_visit, own_visit
from ruqsat.web.officers import OfficerRequest, refusal_text, shown, tell

MADE_BY_INSPECTOR = ("carry_out_visit", "add_recording", "sign_conclusion")
AT_MOST = 100
ENDINGS = tuple(sorted(ending for one in RECORDINGS for ending in one.endings))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One visit of the list: what is owed in it, and whether it is today's."""

    duty: OpenDuty
    what: Saying
    today: bool
    overdue: bool


class RecordingForm(GovukForm):
    """Rules 16: photo, video or audio, taken at once or chosen."""

    photo = UploadField(
        max_size=RECORDING_MOST,
        required=False,
        label=gettext_lazy("Take a photo"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    video = UploadField(
        max_size=RECORDING_MOST,
        required=False,
        label=gettext_lazy("Record a video"),
        widget=forms.FileInput(attrs={"accept": "video/*", "capture": "environment"}),
    )
    other = UploadField(
        max_size=RECORDING_MOST,
        required=False,
        label=gettext_lazy("Choose a file: photo, video or audio"),
        widget=forms.FileInput(attrs={"accept": ",".join(("image/*", "video/*", "audio/*", *ENDINGS))}),
    )

    def clean(self) -> dict[str, object]:
        """At least one file."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            self.add_error("photo", _("Take a photo, record a video or choose a file"))
        return cleaned


@require_safe
@officer(Role.INSPECTOR)
def visits(request: OfficerRequest) -> HttpResponse:
    """Rules 14: the visits this inspector is to make or conclude, the soonest first."""
    at = instance_clock.now()
    posts = {seat.office_id for seat in seats(request, Role.INSPECTOR)}
    mine = OpenDuty.objects.select_related("case").filter(
        code__in=MADE_BY_INSPECTOR, assignee=request.person.id, office__in=posts, visit__isnull=False
    )
    lines = [_line(duty, at=at) for duty in mine.order_by("starts_at", "id")[:AT_MOST]]
    return render(request, "inspector/visits.html", {"lines": lines})


def _line(duty: OpenDuty, *, at: datetime) -> Line:
    today = duty.starts_at is not None and local(duty.starts_at).date() == local(at).date()
    overdue = duty.due is not None and at >= duty.due
    return Line(duty=duty, what=what_is_owed(duty.code), today=today, overdue=overdue)


@require_safe
@own_visit
def show(request: OfficerRequest, opened: OpenedVisit) -> HttpResponse:
    """One visit: where, when, whom to call, whether it may begin, and what is still to be done in it."""
    return _page(request, opened, RecordingForm())


@require_POST
@own_visit
def begin(request: OfficerRequest, opened: OpenedVisit) -> HttpResponse:
    """Rules 14: the inspector is at the premises."""
    try:
        actions.begin(opened.file.id, visit=opened.id, by=opened.actor, at=opened.at)
    except RefusalError as error:
        tell(request, error)
    else:
        messages.success(request, _("The visit has begun. Make a recording and fill in the checklist."))
    return redirect(opened.url("visit"))


@require_POST
@own_visit
def add_recordings(request: OfficerRequest, opened: OpenedVisit) -> HttpResponse:
    """Rules 16: keep what was recorded; a file that cannot be taken does not stop the others."""
    form = RecordingForm(request.POST, request.FILES)
    form.full_clean()
    kept = 0
    for name in form.fields:
        upload = form.cleaned_data.get(name)
        if not upload:
            continue
        try:
            actions.add_recording(
                opened.file.id, visit=opened.id, content=upload.read(), name=upload.name, by=opened.actor, at=opened.at
            )
            kept += 1
        except RefusalError as error:
            form.add_error(name, refusal_text(error))
    if form.errors:
        return _page(request, opened_visit(request, opened.file.id, opened.id), form, status=422)
    messages.success(request, _("The recording is on file.") if kept == 1 else _("The recordings are on file."))
    return redirect(opened.url("visit"))


def _page(request: OfficerRequest, opened: OpenedVisit, form: RecordingForm, *, status: int = 200) -> HttpResponse:
    visit = opened.visit
    conclusion = act_of(visit.conclusion, ConclusionSigned) if visit.conclusion else None
    context = {
        "opened": opened,
        "visit": visit,
        "application": opened.application,
        "facility": opened.facility,
        "notices": [act_of(filed, VisitNoticeSent) for filed in visit.notices],
        "recorded": [act_of(filed, VisitNoticeRecorded) for filed in visit.recorded],
        "permission": opened.standing.may(
            VisitStarted(happened_at=opened.at, visit=opened.id), by=opened.actor, at=opened.at
        ),
        "recordings": [(filed, act_of(filed, RecordingAdded)) for filed in visit.recordings],
        "conclusion": conclusion,
        "points": list(points(conclusion.points)) if conclusion else [],
        "sealed": act_of(visit.sealed, ConclusionSealed).document if visit.sealed else "",
        "form": form,
    }
    return render(request, "inspector/visit.html", context, status=status)


@require_safe
@own_visit
def document(request: OfficerRequest, opened: OpenedVisit, sha256: str) -> HttpResponse:
    """
    Rules 15, Rules 18: what was filed on this facility, its staff and the applicant, this visit's recordings and its
    sealed conclusion; nothing else of the case.
    """
    visit = opened.visit
    about = {*opened.about, opened.application.applicant.iin}
    theirs = {one.sha256 for one in attached(opened.standing) if one.about in about}
    theirs |= {act_of(filed, RecordingAdded).sha256 for filed in visit.recordings}
    if visit.sealed is not None:
        theirs.add(act_of(visit.sealed, ConclusionSealed).document)
    if sha256 not in theirs:
        raise Http404(sha256)
    return shown(opened.file, sha256)
