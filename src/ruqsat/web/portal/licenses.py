"""A license in the personal account."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.law.local_time import local
from ruqsat.licenses.models import License
from ruqsat.licenses.rows import plain
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.held import offers
from ruqsat.web.portal.life import life_of
from ruqsat.web.portal.opened import ApplicantRequest
from ruqsat.web.portal.words import PAPERS


@require_safe
@signed_in
def license_page(request: ApplicantRequest, number: str) -> HttpResponse:
    """Rules 20: the holder's license, its annexes, the sealed documents, and how others check it."""
    found = (
        License.objects.filter(number_plain=plain(number), holder=request.person).prefetch_related("documents").first()
    )
    if found is None:
        raise Http404(number)
    context = {
        "license": found,
        **life_of(found, on=local(instance_clock.now()).date()),
        "documents": [
            {"row": one, "name": PAPERS.get(one.what, one.what)}
            for one in found.documents.order_by("issued_on", "what", "number")
        ],
        "offers": list(offers(request.person, found.number)),
        "check_path": f"/check/{found.number_plain}/",
        "check_url": f"{settings.PUBLIC_URL}/check/{found.number_plain}/",
    }
    return render(request, "portal/license.html", context)
