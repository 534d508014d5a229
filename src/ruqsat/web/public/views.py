"""Pages that need no sign-in: what the service is, and its rules."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.keeping import books
from ruqsat.law import fees, terms
from ruqsat.law.application import Service
from ruqsat.law.clauses import in_force
from ruqsat.law.local_time import local
from ruqsat.payments import orders
from ruqsat.web.public import clauses


def _today() -> date:
    return local(instance_clock.now()).date()


def _fee(service: Service, *, on: date) -> int | None:
    """In tenge; ``None`` while the index of that year is not in the reference data."""
    try:
        return orders.fee_of(service, on=on)
    except fees.MciUnknown:
        return None


def _wording() -> clauses.Wording:
    """What the clauses say today."""
    return in_force(books.in_force().edition_on(_today()))


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Rules 13: the time, the fee and the documents, before anybody signs in."""
    today = _today()
    edition = books.in_force().edition_on(today)
    facts = {
        "days": terms.service_days(Service.ISSUE, edition=edition),
        "fee": _fee(Service.ISSUE, on=today),
        "fee_mci": edition.issue_fee_mci,
        "year": today.year,
        "notice_hours": edition.visit_notice_hours,
        "education_year": edition.education_year,
    }
    return render(request, "public/start.html", facts)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Rules 13: every clause that the service cites, in plain words."""
    wording = _wording()
    texts = [
        (_("The Rules"), clauses.of_source("Rules", wording=wording)),
        (_("The List of basic requirements"), clauses.of_source("List", wording=wording)),
        (_("Annexes: forms of the application"), clauses.of_source("Annex", wording=wording)),
        (_("The Administrative Procedural Code"), clauses.of_source("APPC", wording=wording)),
        (_("The Law on permits and notifications"), clauses.of_source("Permits", wording=wording)),
        (_("The Tax Code"), clauses.of_source("Tax", wording=wording)),
        (_("Other acts"), clauses.others(wording=wording)),
    ]
    return render(request, "public/rules.html", {"texts": [(title, found) for title, found in texts if found]})


@require_safe
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Rules 13: one clause in plain words."""
    wording = _wording()
    clause = clauses.by_slug(slug, wording=wording)
    if clause is None:
        raise Http404(slug)
    return render(request, "public/rule.html", {"clause": clause, "parts": clauses.parts_of(clause, wording=wording)})
