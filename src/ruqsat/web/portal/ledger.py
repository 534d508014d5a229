"""Rules 8: the own account says who asked what about me, when, why, on what, and what came; a consent is taken back."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat import instance_clock
from ruqsat.cases import ledger as kept
from ruqsat.cases.actions import inviting, withdrawing_consent
from ruqsat.cases.ledger import Force
from ruqsat.consents.giving import NoSuchConsent
from ruqsat.consents.models import NOT_OPENED, Inquiry
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Outcome
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.opened import ApplicantRequest
from ruqsat.web.portal.paged import paged
from ruqsat.web.portal.purposes import read_today
from ruqsat.web.templatetags.ruqsat_text import said

FORCES = {
    Force.IN_FORCE: (gettext_lazy("In force"), "green"),
    Force.RUN_OUT: (gettext_lazy("Run out"), "grey"),
    Force.ENDED: (gettext_lazy("Ended on the e-government portal"), "grey"),
    Force.WITHDRAWN: (gettext_lazy("Taken back"), "grey"),
}
CAME = {
    Outcome.VALUE.value: gettext_lazy("The register answered"),
    Outcome.NONE.value: gettext_lazy("The register has nothing on record"),
    Outcome.UNAVAILABLE.value: gettext_lazy("The register did not answer"),
    NOT_OPENED: gettext_lazy("The register knows of no consent in force"),
    "": gettext_lazy("No answer yet"),
}


@require_safe
@signed_in
def ledger(request: ApplicantRequest) -> HttpResponse:
    """Rules 8: every consent of whoever is signed in, live and past, and every inquiry."""
    at = instance_clock.now()
    page = paged(request, kept.entries_of(request.person, at=at))
    context = {
        "page": page,
        "lines": [
            (one, read_today(one.consent.purpose), *FORCES[one.force], _inquiries(one.inquiries)) for one in page.items
        ],
        "refused": [one for one in inviting.invitations_to(request.person) if one.row.given is False],
        "on_statute": [(one, CAME[one.inquiry.outcome]) for one in kept.on_statute(request.person)],
    }
    return render(request, "portal/ledger.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: ApplicantRequest, id: UUID) -> HttpResponse:
    """Rules 8: what follows when the consent is taken back; then it is."""
    at = instance_clock.now()
    try:
        entry = kept.entry_of(request.person, id, at=at)
    except NoSuchConsent as error:
        raise Http404(str(id)) from error
    if entry.force is Force.WITHDRAWN:
        return redirect("portal:ledger")
    if request.method != "POST":
        return render(request, "portal/ledger_withdraw.html", {"entry": entry})
    try:
        withdrawing_consent.withdraw(id, by=request.person, at=at)
    except RefusalError as refusal:
        context = {"entry": entry, "problem": said(refusal.saying)}
        return render(request, "portal/ledger_withdraw.html", context, status=422)
    messages.success(request, _("Your consent is withdrawn. The registers are not asked about you any more."))
    return redirect("portal:ledger")


def _inquiries(rows: Iterable[Inquiry]) -> list[tuple[Inquiry, object]]:
    return [(row, CAME[row.outcome]) for row in rows]
