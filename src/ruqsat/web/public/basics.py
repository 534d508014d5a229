"""The List of basic requirements, Annex 1 to the Rules, as it stands on a day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ruqsat.law import list_of_requirements, terms
from ruqsat.law.application import Service
from ruqsat.law.editions import Edition
from ruqsat.law.fee_in_words import fee_told
from ruqsat.web.forms import GovukForm
from ruqsat.web.public import in_force
from ruqsat.web.public.days import LinkedDayField, was_asked
from ruqsat.web.public.words import SERVICES


class OnForm(GovukForm):
    """The day for which the List is asked."""

    on = LinkedDayField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("For example, 1 12 2026"),
        error_messages={"required": gettext_lazy("Enter the day for which you want to read the List")},
    )


@require_safe
def basic_requirements(request: HttpRequest) -> HttpResponse:
    """Rules 4, Rules 13: the basic requirements of the service, with the numbers of a day."""
    today = in_force.today()
    asked = was_asked(request.GET, "on")
    form = OnForm(request.GET if asked else None, initial={"on": today})
    on = form.cleaned_data["on"] if asked and form.is_valid() else today
    try:
        edition = in_force.edition_on(on)
    except in_force.NotKnownHere as unknown:
        form.add_error("on", str(unknown))
        on, edition = today, in_force.edition_on(today)
    facts = {
        "form": form,
        "on": on,
        "is_today": on == today,
        "index": in_force.index_on(on),
        "edition": edition,
        "rows": list_of_requirements.rows(edition),
        "services": [_service(service, on=on, edition=edition) for service in Service],
    }
    return render(request, "public/list.html", facts, status=422 if form.errors else 200)


def _service(service: Service, *, on: date, edition: Edition) -> dict[str, object]:
    index = in_force.index_on(on)
    return {
        "name": SERVICES[service],
        "days": terms.service_days(service, edition=edition),
        "fee": None if index is None else fee_told(service, on=on, index=index, edition=edition),
    }
