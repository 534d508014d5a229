"""Pages that need no sign-in: what the service is, and its rules."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.law import fees, terms
from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.local_time import local


def _today() -> date:
    return local(instance_clock.now()).date()


def _fee(service: Service, *, on: date) -> int | None:
    """In tenge; ``None`` while the index of that year is not in the reference data."""
    try:
        return fees.license_fee(service, on=on)
    except fees.MciUnknown:
        return None


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Rules 13: the time, the fee and the documents, before anybody signs in."""
    today = _today()
    edition = EDITIONS.on(today)
    facts = {
        "days": terms.service_days(Service.ISSUE, edition=edition),
        "fee": _fee(Service.ISSUE, on=today),
        "fee_mci": edition.issue_fee_mci,
        "education_year": edition.education_year,
    }
    return render(request, "public/start.html", facts)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Rules 13: every clause that the service cites, in plain words."""
    return render(request, "public/rules.html", {"clauses": []})


@require_safe
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Rules 13: one clause in plain words."""
    raise Http404(slug)


@require_safe
def basic_requirements(request: HttpRequest) -> HttpResponse:
    """Rules 4, List 1–10: the basic requirements of the service."""
    today = _today()
    edition = EDITIONS.on(today)
    facts = {"edition": edition, "fees": {service.value: _fee(service, on=today) for service in Service}}
    return render(request, "public/list.html", facts)
