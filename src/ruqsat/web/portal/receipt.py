"""Rules 5: the receipt of a bank, named by the applicant: noted, and counted when the bank confirms it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import paying
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import fees
from ruqsat.payments import orders
from ruqsat.web.forms import DayField, GovukForm
from ruqsat.web.portal.fee import OpenedFee, own_fee
from ruqsat.web.portal.opened import ApplicantRequest
from ruqsat.web.templatetags.ruqsat_text import said


class ReceiptForm(GovukForm):
    """What stands on the paper that the bank gave."""

    receipt = forms.CharField(
        label=gettext_lazy("Number of the receipt"),
        help_text=gettext_lazy("As it stands on the receipt"),
        max_length=60,
        error_messages={"required": gettext_lazy("Enter the number of the receipt")},
    )
    bank = forms.CharField(
        label=gettext_lazy("Bank"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of the bank")},
    )
    paid_on = DayField(
        label=gettext_lazy("Day of the payment"),
        error_messages={"required": gettext_lazy("Enter the day of the payment")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_fee
def receipt(request: ApplicantRequest, opened: OpenedFee) -> HttpResponse:
    """Rules 5: number, bank and day of a receipt. Sent twice it is noted once."""
    if opened.ended:
        return redirect("portal:fee", opened.id)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            order = paying.order_for(opened.id, service=opened.service, payer=opened.owner, at=opened.at)
            paying.claim_receipt(order, **form.cleaned_data, at=opened.at)
        except orders.AlreadyPaid:
            return redirect("portal:fee", opened.id)
        except fees.MciUnknown:
            form.add_error(None, _("The fee of this year is not known yet; try again later."))
        except RefusalError as refusal:
            form.add_error(None, said(refusal.saying))
        else:
            messages.success(request, _("The receipt is noted. It counts as soon as the bank confirms it."))
            return redirect("portal:fee", opened.id)
    context = {"form": form, "opened": opened}
    return render(request, "portal/receipt.html", context, status=422 if form.is_bound else 200)
