"""Rules 8: an employee reads on the own phone who asks what and why, and answers by link and code, with no session."""

from collections.abc import Callable, Mapping
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import inviting, linking
from ruqsat.cases.actions.inviting import NoSuchInvitationError
from ruqsat.cases.invited import Invited
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.inquiries import APPLICANT, INQUIRIES
from ruqsat.web.portal import by_sms, purposes
from ruqsat.web.portal.consent import committee
from ruqsat.web.portal.forms.consenting import CodeForm
from ruqsat.web.templatetags.ruqsat_text import reader_language, said


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """Rules 8: what is asked of whom this link was sent to; a link that opens nothing says so, whatever it was."""
    try:
        invited = linking.by_link(token)
    except NoSuchInvitationError:
        return _closed(request)
    step = _STEPS.get(request.POST.get("step", "")) if request.method == "POST" else None
    response = step(request, invited, token) if step else _show(request, invited)
    response["X-Robots-Tag"] = "noindex"
    return response


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/linked_closed.html", status=410)


def _send(request: HttpRequest, invited: Invited, token: str) -> HttpResponse:
    try:
        linking.ask_for_code(
            token,
            office=committee(),
            purpose=purposes.of_file(invited.row.file_id),
            language=reader_language(),
            at=instance_clock.now(),
            registers=_service(),
        )
    except RefusalError as refusal:
        return _show(request, invited, problem=said(refusal.saying), status=422)
    return redirect(request.path)


def _answer(answer: Callable[..., object], request: HttpRequest, invited: Invited, token: str) -> HttpResponse:
    at = instance_clock.now()
    form, pending = CodeForm(request.POST), inviting.pending_code(invited, at=at)
    if pending is None:
        return redirect(request.path)
    if not form.is_valid():
        return _show(request, invited, form=form, status=422)
    try:
        code = form.cleaned_data["code"]
        answer(token, pending=pending.id, code=code, now=instance_clock.now, registers=_service())
    except RefusalError as refusal:
        form.add_error("code", said(refusal.saying))
        return _show(request, linking.by_link(token), form=form, status=422)
    return redirect(request.path)


def _check(request: HttpRequest, invited: Invited, token: str) -> HttpResponse:
    by_sms.look(request, inviting.pending_code(invited, at=instance_clock.now()))
    return redirect(request.path)


_STEPS: Mapping[str, Callable[[HttpRequest, Invited, str], HttpResponse]] = {
    "send": _send,
    "yes": partial(_answer, linking.consent),
    "no": partial(_answer, linking.refuse),
    "check": _check,
}


def _show(
    request: HttpRequest,
    invited: Invited,
    *,
    form: CodeForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    at = instance_clock.now()
    context = {
        "invited": invited,
        "open": inviting.is_open(invited, at=at),
        "given": inviting.live_consent_of(invited, at=at),
        "pending": inviting.pending_code(invited, at=at),
        "until": inviting.asked_until(invited, at=at),
        "purpose": purposes.of_file(invited.row.file_id),
        "anew": inviting.consented_before(invited),
        "as_applicant": invited.owner == APPLICANT,
        "inquiries": [INQUIRIES[key] for key in invited.row.data],
        "committee": committee(),
        "form": form or CodeForm(),
        "problem": problem,
    }
    return render(request, "portal/linked.html", context, status=status)


def _service() -> Registers:
    return registers.connect(settings.GATEWAYS)
