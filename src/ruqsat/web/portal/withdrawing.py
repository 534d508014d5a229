"""Rules 6: the applicant takes the application back: what follows from it, a reason if there is one, the signature."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import withdrawing
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.law.acts import Withdrawn
from ruqsat.law.merits import fee_paid
from ruqsat.law.standing import No
from ruqsat.web.portal import signed
from ruqsat.web.portal.forms.roads import WithdrawalForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase, own_case
from ruqsat.web.portal.signed import SignPage, may, not_now

WITHDRAWING = SignPage(
    kind=Withdrawn,
    template="portal/withdrawal_sign.html",
    back="portal:withdrawal",
    done=gettext_lazy("You have taken your application back."),
    file=withdrawing.withdraw,
)


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def withdrawal(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 6: what follows when the application is taken back; a reason may be given."""
    permission, title = may(opened, Withdrawn), _("The application cannot be taken back")
    if isinstance(permission, No):
        return not_now(request, opened, permission, title=title)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"opened": opened, "form": form, "paid": fee_paid(opened.standing)}
        return render(request, "portal/withdrawal.html", context, status=422 if form.is_bound else 200)
    reason = form.cleaned_data["reason"]
    try:
        prepared = withdrawing.prepare_withdrawal(opened.id, reason=reason, by=opened.owner, at=opened.at)
    except NotPermittedError as error:  # the case ended while this was on its way
        return not_now(request, opened, error.no, title=title, kept=reason)
    return redirect("portal:withdrawal-sign", opened.id, prepared.id)


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def withdrawal_sign(request: ApplicantRequest, opened: OpenedCase, act: UUID) -> HttpResponse:
    """Rules 6: signed as it was filed; from then on nobody considers it."""
    return signed.sign(request, opened, act, page=WITHDRAWING, more={})
