"""Short addresses for text messages: a case by the number that its applicant knows."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ruqsat.web.guards import signed_in
from ruqsat.web.portal.opened import ApplicantRequest, cases_of


@require_safe
@signed_in
def by_number(request: ApplicantRequest, number: str) -> HttpResponse:
    """Rules 7: the case of that registration number in the person's account."""
    row = cases_of(request.person).filter(number=number).first()
    if row is None:
        raise Http404(number)
    return redirect("portal:application", row.id)
