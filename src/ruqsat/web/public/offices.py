"""List 10(4): what each office offers to persons with disabilities, region by region."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat.keeping import at_hand
from ruqsat.law.names import Names
from ruqsat.law.offices import Office, OfficeList, offered


@dataclass(frozen=True, kw_only=True)
class Place:
    """A region, its department, and what the department offers; ``None`` where nobody has recorded it."""

    region: Names
    office: Office
    offers: tuple[Names, ...] | None


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """List 1, List 10(4): the departments of today, and what is to be at each."""
    known = at_hand.lists().offices
    wanted = [named for code, named in known.access.items() if code not in known.ended]
    return render(request, "public/offices.html", {"places": list(_places(known)), "wanted": wanted})


def _places(known: OfficeList) -> Iterator[Place]:
    for code, region in known.served.items():
        office = known.offices[known.licensors[code]]
        yield Place(region=region.names, office=office, offers=offered(office, among=known))
