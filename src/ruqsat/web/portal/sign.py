"""Sign and submit: what exactly is signed, in words and as a hash; then the application is on file at once."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import filing, paying
from ruqsat.cases.composing import NotReadyError
from ruqsat.cases.gaps import gaps_of, unread
from ruqsat.documents import naming
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Received
from ruqsat.law.terms import service_term
from ruqsat.payments.models import Order
from ruqsat.web import signing
from ruqsat.web.portal.forms.held import paper_in_words
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.words import SERVICES
from ruqsat.web.templatetags.ruqsat_text import reader_language, said


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def sign(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Rules 6: the application is signed with the key of who is signed in, and received."""
    if unread(opened.draft, gaps_of(opened.draft, opened.owner, opened.standing, at=opened.at)):
        return redirect("portal:check-answers", opened.id)
    if request.method != "POST":
        return _show(request, opened)
    cms, prepared = signing.posted_cms(request), signing.posted_act(request)
    if cms is None or prepared is None:
        return _show(request, opened, problem=_("The signature did not arrive. Sign again."), status=422)
    try:
        filing.receive(opened.id, act=prepared, cms=cms, by=opened.owner, at=opened.at)
    except RefusalError as refusal:
        return _show(request, opened, problem=said(refusal.saying), status=422)
    return redirect("portal:application", opened.id)


def _show(request: ApplicantRequest, opened: OpenedDraft, *, problem: str = "", status: int = 200) -> HttpResponse:
    try:
        prepared = filing.prepare_application(opened.id, owner=opened.owner, at=opened.at, language=reader_language())
    except NotReadyError:
        return redirect("portal:application", opened.id)
    assert isinstance(prepared.act, Received)  # noqa: S101 -- that is what was prepared
    application = prepared.act.application
    edition, calendar = opened.standing.edition, opened.standing.calendar
    context = {
        "opened": opened,
        "prepared": prepared,
        "application": application,
        "iin": opened.signer_iin,
        "service": SERVICES[application.service],
        "papers": [paper_in_words(one) for one in application.held.papers] if application.held else [],
        "facilities": [naming.address(one.address, reader_language()) for one in application.facilities],
        "charged": paying.is_charged(application.service, at=opened.at),
        "paid": any(order.status == Order.Status.PAID for order in paying.orders_of(opened.id)),
        "due": service_term(application.service, filed_at=opened.at, calendar=calendar, edition=edition),
        "problem": problem,
    }
    return render(request, "portal/sign.html", context, status=status)
