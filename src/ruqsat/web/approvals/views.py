"""Rules 11: the approving body sees what it was asked, answers, and signs the answer."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import approval
from ruqsat.cases.case_file import CaseFile, CaseMovedOnError
from ruqsat.cases.models import OpenDuty
from ruqsat.journal import prepared
from ruqsat.journal.prepared import NoSuchPreparedError, Prepared, PreparedExpiredError, PreparedTakenError
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import books
from ruqsat.law.acts import Actor, ApprovalAnswered, InquiryAnswered, Role
from ruqsat.law.standing import act_of
from ruqsat.people.persons import iin_of
from ruqsat.web import signing
from ruqsat.web.desk.showing import Fact, fact
from ruqsat.web.desk.worklist import line_of
from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.guards import officer, seats
from ruqsat.web.officers import OfficerRequest, actor_of, moved_on, open_file, refusal_text, shown, tell

OF_BODY = (Role.APPROVER, Role.APPROVING_HEAD)
AT_MOST = 100
GONE = (NoSuchPreparedError, PreparedExpiredError, PreparedTakenError)


class AnswerForm(GovukForm):
    """Rules 11: approved or not, and why."""

    approved = ChoiceField(
        label=gettext_lazy("Do you approve the issue of the license for these premises?"),
        choices=[("yes", gettext_lazy("Yes, approve")), ("no", gettext_lazy("No, refuse to approve"))],
        error_messages={"required": gettext_lazy("Choose whether you approve")},
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("Say what the answer rests on, with the sanitary rules it cites."),
        widget=forms.Textarea,
        max_length=4000,
        error_messages={"required": gettext_lazy("Give the reasons of the answer")},
    )


@require_safe
@officer(*OF_BODY)
def queue(request: OfficerRequest) -> HttpResponse:
    """Requests that wait for this body's answer, what is due first on top."""
    at = instance_clock.now()
    bodies = {seat.office_id for seat in seats(request, *OF_BODY)}
    waiting = OpenDuty.objects.select_related("case").filter(office__in=bodies, code="answer_approval")
    calendar = books.in_force().calendar
    lines = [line_of(duty, at=at, calendar=calendar) for duty in waiting.order_by("due", "since", "id")[:AT_MOST]]
    return render(request, "approvals/queue.html", {"lines": lines, "calendar": calendar})


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*OF_BODY)
def answer(request: OfficerRequest, case: UUID, facility: str) -> HttpResponse:
    """What was asked about one facility, and the form of the answer."""
    at = instance_clock.now()
    file, actor = _asked(request, case, facility, at=at)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            frozen, _pdf = approval.prepare_answer(
                case,
                facility=facility,
                approved=form.cleaned_data["approved"] == "yes",
                reasons=form.cleaned_data["reasons"],
                by=request.person,
                actor=actor,
                at=at,
            )
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect("approvals:sign", case, facility, frozen.id)
    asked = file.standing.approvals[facility]
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "application": file.standing.application,
        "facility": file.standing.facility(facility),
        "facts": _facts(file, facility),
        "approval": asked,
        "answer": act_of(asked.said, ApprovalAnswered) if asked.said else None,
        "permission": file.standing.may(ApprovalAnswered, by=actor, at=at),
    }
    return render(request, "approvals/answer.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*OF_BODY)
def sign(request: OfficerRequest, case: UUID, facility: str, act: UUID) -> HttpResponse:
    """Read the answer as a PDF and sign the statement that names its hash."""
    at = instance_clock.now()
    file, actor = _asked(request, case, facility, at=at)
    problem = ""
    try:
        frozen, said = _prepared(request, file, facility, act, at=at)
        if request.method == "POST":
            cms = signing.posted_cms(request)
            if cms is not None:
                approval.answer(act, cms=cms, by=request.person, actor=actor, at=at)
                messages.success(request, _("The signed answer is with the licensor."))
                return redirect("approvals:queue")
            problem = _("The signature did not arrive. Sign again.")
    except CaseMovedOnError as error:
        return moved_on(request, error, back=reverse("approvals:answer", args=[case, facility]))
    except GONE as error:
        tell(request, error)
        return redirect("approvals:answer", case, facility)
    except RefusalError as error:
        problem = refusal_text(error)
    context = {
        "file": file,
        "standing": file.standing,
        "facility": facility,
        "prepared": frozen,
        "answer": said,
        "iin": iin_of(request.person),
        "problem": problem,
    }
    return render(request, "approvals/sign.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@officer(*OF_BODY)
def draft(request: OfficerRequest, case: UUID, facility: str, act: UUID) -> HttpResponse:
    """The PDF of an answer that awaits its signature, for the one who will sign it."""
    at = instance_clock.now()
    file, _actor = _asked(request, case, facility, at=at)
    try:
        _frozen, said = _prepared(request, file, facility, act, at=at)
    except RefusalError as error:
        raise Http404(str(act)) from error
    return shown(file, said.document)


@require_safe
@officer(*OF_BODY)
def document(request: OfficerRequest, case: UUID, facility: str, sha256: str) -> HttpResponse:
    """This body's own answer, and what the applicant attached about the facility; nothing else of the case."""
    file, _actor = _asked(request, case, facility, at=instance_clock.now())
    application, answered = file.standing.application, file.standing.approvals[facility].said
    theirs = {one.sha256 for one in application.attachments if one.about == facility} if application else set()
    if answered is not None:
        theirs.add(act_of(answered, ApprovalAnswered).document)
    if sha256 not in theirs:
        raise Http404(sha256)
    return shown(file, sha256)


def _prepared(
    request: OfficerRequest, file: CaseFile, facility: str, act: UUID, *, at: datetime
) -> tuple[Prepared, ApprovalAnswered]:
    """
    The answer as it was prepared for this very person.

    :raises Http404: for a statement about anything else.
    """
    frozen = prepared.look(act, for_person=request.person.id, at=at)
    if frozen.file != file.id or not isinstance(frozen.act, ApprovalAnswered) or frozen.act.facility != facility:
        raise Http404(str(act))
    return frozen, frozen.act


def _facts(file: CaseFile, facility: str) -> list[Fact]:
    """What registers say about the premises."""
    answers = (act_of(filed, InquiryAnswered) for filed in file.standing.answers.values())
    return [fact(one, file.standing) for one in answers if one.about == facility]


def _asked(request: HttpRequest, case: UUID, facility: str, *, at: datetime) -> tuple[CaseFile, Actor]:
    """
    The case, and the post in the body that was asked about this facility.

    :raises Http404: for a case of which this body was asked nothing.
    """
    file = open_file(case, at=at)
    asked = file.standing.approvals.get(facility)
    post = next((one for one in seats(request, *OF_BODY) if asked and one.office_id == asked.body), None)
    if post is None:
        raise Http404(str(case))
    return file, actor_of(post)
