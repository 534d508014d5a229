"""Rules 8: somebody else's application asks for my consent: what, why, until when; my code; my yes or no."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import inviting
from ruqsat.cases.actions.inviting import NoSuchInvitationError
from ruqsat.cases.invited import Invited
from ruqsat.gateways import registers
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.inquiries import APPLICANT, INQUIRIES
from ruqsat.web.guards import signed_in
from ruqsat.web.portal import by_sms, purposes
from ruqsat.web.portal.consent import committee
from ruqsat.web.portal.forms.consenting import CodeForm
from ruqsat.web.portal.opened import ApplicantRequest
from ruqsat.web.templatetags.ruqsat_text import reader_language, said


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def asked(request: ApplicantRequest, id: UUID) -> HttpResponse:
    """Rules 8: the owner of the data reads what is asked, and gives or refuses the consent."""
    try:
        invited = inviting.invitation_to(request.person, id)
    except NoSuchInvitationError as error:
        raise Http404(str(id)) from error
    if request.method != "POST":
        return _show(request, invited)
    step = _STEPS.get(request.POST.get("step", ""))
    return step(request, invited) if step else _show(request, invited)


def _send(request: ApplicantRequest, invited: Invited) -> HttpResponse:
    try:
        inviting.ask_for_code(
            invited.row.id,
            person=request.person,
            office=committee(),
            purpose=purposes.of_file(invited.row.file_id),
            language=reader_language(),
            at=instance_clock.now(),
            registers=registers.connect(settings.GATEWAYS),
        )
    except RefusalError as refusal:
        return _show(request, invited, problem=said(refusal.saying), status=422)
    return redirect(f"{request.path}?code=1")


def _confirm(request: ApplicantRequest, invited: Invited) -> HttpResponse:
    at = instance_clock.now()
    form, pending = CodeForm(request.POST), inviting.pending_code(invited, at=at)
    if pending is None:
        return redirect(request.path)
    if not form.is_valid():
        return _show(request, invited, form=form, status=422)
    try:
        inviting.consent(
            invited.row.id,
            person=request.person,
            pending=pending.id,
            code=form.cleaned_data["code"],
            now=instance_clock.now,
            registers=registers.connect(settings.GATEWAYS),
        )
    except RefusalError as refusal:
        form.add_error("code", said(refusal.saying))
        return _show(request, invited, form=form, status=422)
    return redirect(request.path)


def _refuse(request: ApplicantRequest, invited: Invited) -> HttpResponse:
    try:
        inviting.refuse(invited.row.id, person=request.person, at=instance_clock.now())
    except RefusalError as refusal:
        return _show(request, invited, problem=said(refusal.saying), status=422)
    return redirect(request.path)


def _check(request: ApplicantRequest, invited: Invited) -> HttpResponse:
    by_sms.look(request, inviting.pending_code(invited, at=instance_clock.now()))
    return redirect(request.get_full_path())


_STEPS: Mapping[str, Callable[[ApplicantRequest, Invited], HttpResponse]] = {
    "send": _send,
    "confirm": _confirm,
    "refuse": _refuse,
    "check": _check,
}


def _show(
    request: ApplicantRequest,
    invited: Invited,
    *,
    form: CodeForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    at = instance_clock.now()
    context = {
        "invited": invited,
        "open": invited.open(at=at),
        "given": inviting.live_consent_of(invited, at=at),
        "pending": inviting.pending_code(invited, at=at),
        "typing": "code" in request.GET or form is not None,
        "until": inviting.asked_until(invited, at=at),
        "purpose": purposes.of_file(invited.row.file_id),
        "anew": inviting.consented_before(invited),
        "as_applicant": invited.owner == APPLICANT,
        "inquiries": [INQUIRIES[key] for key in invited.row.data],
        "committee": committee(),
        "form": form or CodeForm(),
        "problem": problem,
    }
    return render(request, "portal/asked.html", context, status=status)
