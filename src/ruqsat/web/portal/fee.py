"""Rules 5, List 6: the license fee: what is due and why, paying it here or at a bank, and waiting for the bank."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import paying
from ruqsat.cases.drafting import NoSuchDraftError, draft_of
from ruqsat.gateways import payments
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import books
from ruqsat.law import fees
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.payments import orders, tax_bodies, telling
from ruqsat.payments.models import Order
from ruqsat.people.models import Person
from ruqsat.web.guards import View, signed_in
from ruqsat.web.money import SURPLUS, missing_told, tenge
from ruqsat.web.portal.opened import ApplicantRequest, own_case_row

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class OpenedFee:
    """The fee of one's own draft or case, at one moment."""

    id: UUID
    service: Service
    owner: Person
    number: str
    filed: bool
    ended: bool
    at: datetime

    @property
    def paid(self) -> Order | None:
        """The order that is paid."""
        return next((one for one in paying.orders_of(self.id) if one.status == Order.Status.PAID), None)

    @property
    def settled(self) -> bool:
        """Whether it is paid, and nothing of what the bank took back is being paid again."""
        under_way = paying.awaited(self.id)
        return self.paid is not None and (under_way is None or not under_way.pay_url)


def own_fee(view: View) -> View:
    """Only for the owner of the draft or case."""

    @signed_in
    @wraps(view)
    def guarded(request: ApplicantRequest, id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, _opened(request.person, id, at=instance_clock.now()), *args, **kwargs)

    return guarded


@require_safe
@own_fee
def fee(request: ApplicantRequest, opened: OpenedFee) -> HttpResponse:
    """List 6: what is due, by which clause, and how it can be paid; or that it is paid."""
    return _show(request, opened)


@require_POST
@own_fee
def pay(request: ApplicantRequest, opened: OpenedFee) -> HttpResponse:
    """Rules 5: to the payment page, or a number to pay under at a bank. Pressing twice opens one order."""
    if opened.ended:
        return redirect("portal:fee", opened.id)
    try:
        order = paying.order_for(opened.id, service=opened.service, payer=opened.owner, at=opened.at)
        if request.POST.get("means") == "bank":
            return redirect(f"{reverse('portal:fee', args=[opened.id])}#bank")
        return redirect(
            orders.start(
                order,
                purpose=_("License fee for medical activity"),
                return_url=settings.PUBLIC_URL + reverse("portal:fee-return", args=[opened.id]),
                callback_url=_callback_url(),
                gateway=_gateway(),
            )
        )
    except orders.AlreadyPaid:
        return redirect("portal:fee", opened.id)
    except fees.MciUnknown:
        return _show(request, opened, status=503)
    except RefusalError as refusal:
        return _show(request, opened, refusal=refusal, status=503)


@require_safe
@own_fee
def returned(request: ApplicantRequest, opened: OpenedFee) -> HttpResponse:
    """Rules 5: back from the payment page: the bank may not have said its word yet, and that is no error."""
    if opened.settled:
        return redirect("portal:fee", opened.id)
    return render(request, "portal/fee_waiting.html", {"opened": opened, "orders": paying.orders_of(opened.id)})


@require_POST
@own_fee
def ask_bank(request: ApplicantRequest, opened: OpenedFee) -> HttpResponse:
    """Rules 8(5): the applicant asks whether the money has come."""
    try:
        paying.look_at_bank(opened.id, at=opened.at, gateway=_gateway())
    except RefusalError as refusal:
        log.warning("payment gateway asked in vain", why=str(refusal))
    return redirect("portal:fee" if opened.settled else "portal:fee-return", opened.id)


@csrf_exempt  # the payment gateway signs what it sends; it has no page of ours with a token
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """Rules 8(5): the payment gateway says that an order is paid."""
    try:
        paying.take_notice(request.body, signature=request.headers.get("X-Signature", ""), at=instance_clock.now())
    except telling.BadSignature:
        return HttpResponse("not signed by the payment gateway\n", status=403, content_type="text/plain")
    except RefusalError as refusal:
        return HttpResponse(f"{refusal}\n", status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse("taken\n", content_type="text/plain")


def _opened(person: Person, id: UUID, *, at: datetime) -> OpenedFee:
    row = own_case_row(person, id)
    if row is not None:
        return OpenedFee(
            id=id,
            service=Service(row.service),
            owner=person,
            number=row.number or "",
            filed=True,
            ended=row.ended,
            at=at,
        )
    try:
        draft = draft_of(person, id, at=at)
    except NoSuchDraftError as error:
        raise Http404(str(error)) from error
    service = Service(draft.service)
    return OpenedFee(id=id, service=service, owner=person, number="", filed=False, ended=False, at=at)


def _show(
    request: ApplicantRequest, opened: OpenedFee, *, refusal: RefusalError | None = None, status: int = 200
) -> HttpResponse:
    today = local(opened.at).date()
    found, edition = paying.orders_of(opened.id), books.in_force().edition_on(today)
    waiting = paying.awaited(opened.id)
    context = {
        "opened": opened,
        "due": _due(opened.service, on=today),
        "edition": edition,
        "times": edition.issue_fee_mci,
        "charged": paying.is_charged(opened.service, at=opened.at),
        "clauses": fees.fee_clauses(opened.service),
        "year": today.year,
        "paid": opened.paid,
        "again": waiting or opened.paid or next(iter(found), None),
        **missing_told(paying.missing(opened.id)),
        "not_due": [_told(one) for one in paying.not_due(opened.id)],
        "claims": paying.claims_of(opened.id),
        "waiting": waiting,
        "payer": orders.payer_of(waiting) if waiting is not None else "",
        "codes_confirmed": tax_bodies.is_confirmed(),
        "budget_code": fees.BUDGET_CODE,
        "purpose_code": fees.PURPOSE_CODE,
        "refusal": refusal,
    }
    return render(request, "portal/fee.html", context, status=status)


def _told(one: paying.NotDue) -> dict[str, Any]:
    """List 6: what came beyond the fee, in tenge with its tiyn, why it was not due, and what becomes of it."""
    payment = one.payment
    return {
        "amount": tenge(one.tiyn),
        "reference": payment.reference,
        "why": SURPLUS[payment.surplus],
        "becomes": OUTCOMES[one.state],
    }


OUTCOMES = {
    "waiting": gettext_lazy("The department decides about it."),
    "to_return": gettext_lazy("The department found that it is to be returned."),
    "returned": gettext_lazy("It was returned."),
    "taken_back": gettext_lazy("The bank took it back."),
}


def _due(service: Service, *, on: date) -> dict[str, int] | None:
    """In tenge, with its index; ``None`` while the index of that year is not in the reference data."""
    try:
        return {"amount": orders.fee_of(service, on=on), "mci": fees.mci(on=on, index=books.in_force().mci)}
    except fees.MciUnknown:
        return None


def _gateway() -> payments.Payments:
    return payments.connect(settings.GATEWAYS["payments"]["url"])


def _callback_url() -> str:
    """Where the gateway reaches us with its notices: another address than people use, where one is configured."""
    configured: str = settings.GATEWAYS["payments"].get("callback_url", "")
    return configured or settings.PUBLIC_URL + reverse("portal:payments-callback")
