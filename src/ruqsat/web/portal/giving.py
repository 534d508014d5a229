"""Rules 8, List 9(8): consent after filing, by a code to the phone registered on the portal."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import consenting_later
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import DocumentAdded
from ruqsat.law.consent_terms import WISHED_FOR
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.lapsed_consents import asked_anew, wanted
from ruqsat.law.standing import No
from ruqsat.web.portal import by_sms, purposes
from ruqsat.web.portal.forms.consenting import CodeForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase, seen_case
from ruqsat.web.portal.signed import not_now
from ruqsat.web.templatetags.ruqsat_text import reader_language, said


@require_http_methods(["GET", "HEAD", "POST"])
@seen_case
def give(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 8: what is consented to, the code, and that it is on file."""
    signer = consenting_later.in_signers_place(opened.standing)
    permission = opened.standing.may(DocumentAdded, by=signer, at=opened.at)
    if isinstance(permission, No):  # the same holds of a consent: once the case has ended it changes nothing
        return not_now(request, opened, permission, title=_("Your consent is not needed now"))
    if not wanted(opened.standing, at=opened.at):
        return render(request, "portal/giving_given.html", {"opened": opened})
    if request.method != "POST":
        return _show(request, opened)
    return _STEPS.get(request.POST.get("step", ""), _send)(request, opened)


def _send(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    try:
        consenting_later.ask_for_consent(
            opened.id,
            by=opened.owner,
            purpose=purposes.of_service(opened.row.service),
            language=reader_language(),
            at=opened.at,
            registers=_registers(),
        )
    except RefusalError as refusal:
        return _show(request, opened, problem=said(refusal.saying), status=422)
    return redirect("portal:giving", opened.id)


def _confirm(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    form, pending = CodeForm(request.POST), consenting_later.pending_of(opened.id, by=opened.owner, at=opened.at)
    if pending is None:
        return _show(request, opened, problem=_("The code is no longer valid. Ask for a new one."), status=422)
    if not form.is_valid():
        return _show(request, opened, form=form, status=422)
    code = form.cleaned_data["code"]
    try:
        consenting_later.give_consent(
            opened.id, by=opened.owner, pending=pending.id, code=code, at=opened.at, registers=_registers()
        )
    except RefusalError as refusal:
        form.add_error("code", said(refusal.saying))
        return _show(request, opened, form=form, status=422)
    messages.success(request, _("Your consent is on file. The registers are asked now."))
    return redirect("portal:application", opened.id)


def _check(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    by_sms.look(request, consenting_later.pending_of(opened.id, by=opened.owner, at=opened.at))
    return redirect("portal:giving", opened.id)


_STEPS: Mapping[str, Callable[[ApplicantRequest, OpenedCase], HttpResponse]] = {"confirm": _confirm, "check": _check}


def _show(
    request: ApplicantRequest,
    opened: OpenedCase,
    *,
    form: CodeForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    pending = consenting_later.pending_of(opened.id, by=opened.owner, at=opened.at)
    context = {
        "opened": opened,
        "form": form or CodeForm(),
        "problem": problem,
        "pending": pending,
        "until": opened.at + WISHED_FOR,
        "inquiries": consenting_later.inquiries_of(opened.standing),
        "ended": asked_anew(opened.standing, owner=APPLICANT, at=opened.at),
        "own": consenting_later.is_owner(opened.standing, opened.owner),
    }
    return render(request, "portal/giving.html", context, status=status)


def _registers() -> Registers:
    return registers.connect(settings.GATEWAYS)
