"""What pages know of the license that a draft rests on: from its own file, or from the register's answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ruqsat import instance_clock
from ruqsat.cases import beginning_held, sections_held
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.law.application import Service
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.license_held import KnownLicense, by_the_register, may_ask
from ruqsat.law.local_time import local
from ruqsat.law.permitted import Permission
from ruqsat.licenses import holding
from ruqsat.licenses.models import License
from ruqsat.people.models import Person
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft

OFFERED = (Service.ANNEX, Service.REISSUE, Service.DUPLICATE)
BUTTONS = {
    Service.ANNEX: gettext_lazy("Add an annex"),
    Service.REISSUE: gettext_lazy("Reissue"),
    Service.DUPLICATE: gettext_lazy("Duplicate"),
}
HINTS = {
    Service.ANNEX: gettext_lazy("For a further facility, or further subtypes. No fee is charged."),
    Service.REISSUE: gettext_lazy("When your name, registration or an address has changed."),
    Service.DUPLICATE: gettext_lazy("When an original on paper was lost or damaged."),
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A service on the license's page: its button, when it is for, and whether the license lets one ask for it."""

    service: Service
    button: Any
    hint: Any
    permission: Permission


def offers(holder: Person, number: str) -> Iterator[Offer]:
    """List 5, Rules 19: what can be asked for on this license today, and of the rest why not."""
    known = holding.known_to(holder, number, on=local(instance_clock.now()).date())
    for service in OFFERED if known is not None else ():
        assert known is not None  # noqa: S101 -- as just asked
        yield Offer(service=service, button=BUTTONS[service], hint=HINTS[service], permission=may_ask(service, known))


@require_POST
@signed_in
def begin(request: ApplicantRequest, number: str, service: str) -> HttpResponse:
    """List 5: one click from the license to a draft that is filled in; what is not possible says why."""
    at = instance_clock.now()
    if service not in {one.value for one in OFFERED}:
        raise Http404(service)
    try:
        draft = beginning_held.begin(Service(service), number, owner=request.person, at=at)
    except beginning_held.NoSuchLicenseError as error:
        raise Http404(number) from error
    except NotPermittedError as refusal:
        context = {"number": number, "button": BUTTONS[Service(service)], "permission": refusal.no}
        return render(request, "portal/held_not.html", context, status=409)
    return redirect("portal:application", draft.id)


def known_license(opened: OpenedDraft) -> KnownLicense | None:
    """Rules 2(1), Rules 8(3): a license of the own account by its file, another one as the register told of it."""
    number = str(sections_held.held_in(opened.answers).get("number") or "")
    if sections_held.held_in(opened.answers).get("fixed"):
        return holding.known_to(opened.owner, number, on=local(opened.at).date())
    told = by_the_register(opened.standing.answer("medical_license", APPLICANT))
    return told if told is not None and told.number == number else None


def told_otherwise(opened: OpenedDraft) -> str | None:
    """
    Rules 8(3), List 9(6): the number that the register told where the draft states another; "" where it knows none.

    ``None`` where the register told the same, or nothing yet.
    """
    held = sections_held.held_in(opened.answers)
    answer = opened.standing.answer("medical_license", APPLICANT)
    if not held.get("number") or held.get("fixed") or answer is None or answer.outcome.value == "unavailable":
        return None
    told = by_the_register(answer)
    number = told.number if told else ""
    return None if number == held["number"] else number


def own_numbers(opened: OpenedDraft) -> frozenset[str]:
    """The numbers of the licenses in the own account."""
    return frozenset(License.objects.filter(holder=opened.owner).values_list("number", flat=True))


def written(opened: OpenedDraft) -> str:
    """List 8(2): what stands in the license, or in the annex chosen, that may have changed; "" if it is not known."""
    held = sections_held.held_in(opened.answers)
    found = holding.standing_of(opened.owner, str(held.get("number") or "")) if held.get("fixed") else None
    if found is None or found.license is None:
        return ""
    if not sections_held.touches_address(opened.answers):
        return found.license.holder.called()
    annexes = (found.annexes.get(one) for one in sections_held.papers_in(opened.answers))
    return next((one.entered.address.in_line() for one in annexes if one is not None), "")
