"""A license in the personal account."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.law.local_time import local
from ruqsat.licenses.checking import is_valid
from ruqsat.licenses.models import License
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.held import offers
from ruqsat.web.portal.opened import ApplicantRequest
from ruqsat.web.portal.words import LICENSE_STATES, PAPERS


@require_safe
@signed_in
def license_page(request: ApplicantRequest, number: str) -> HttpResponse:
    """Rules 20: the holder's license, its annexes, the sealed documents, and how others check it."""
    found = (
        License.objects.filter(number=number, holder=request.person).prefetch_related("annexes", "documents").first()
    )
    if found is None:
        raise Http404(number)
    context = {
        "license": found,
        "state": LICENSE_STATES[found.status],
        "valid": is_valid(found, on=local(instance_clock.now()).date()),
        "documents": [{"row": one, "name": PAPERS.get(one.what, one.what)} for one in found.documents.all()],
        "offers": list(offers(request.person, found.number)),
        "check_path": f"/check/{found.number}/",
        "check_url": f"{settings.PUBLIC_URL}/check/{found.number}/",
    }
    return render(request, "portal/license.html", context)
