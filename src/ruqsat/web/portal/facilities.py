"""Several facilities in one application: a card for each, and its premises, subtypes and statements on their pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruqsat import instance_clock
from ruqsat.cases.actions import premises
from ruqsat.cases.composing import address_in_line, facilities_of
from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.facilities import (
    OF_FACILITY,
    add_facility,
    at_facility,
    drop_facility,
    keep_of_facility,
    next_place,
    number_of,
    works_at,
)
from ruqsat.cases.sections import done_at_facility
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import at_hand
from ruqsat.law.application import Facility
from ruqsat.law.offices import Office, UnknownRegion, visiting_office
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.known import known_for
from ruqsat.web.portal.opened import UNFINISHED, ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.pages import PAGES
from ruqsat.web.portal.questions import CHECK, after, as_posted, blocked, form_to_show, later, show, typed_in
from ruqsat.web.templatetags.ruqsat_text import reader_language, said
from ruqsat.web.templatetags.ruqsat_words import facility_name

IN_ORDER = (Section.FACILITY, Section.ACTIVITY, Section.REQUIREMENTS)
"""How one facility is filled in: where it is, what is done there, how the requirements are met."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """
    One facility: what was typed and where that came from, who visits it, what is open of it.
    """

    facility: Facility
    address: str
    visited_by: Office | None
    stated: int
    points: int
    open_sections: tuple[Section, ...]
    sources: Mapping[str, str]

    @property
    def name(self) -> str:
        """How the page calls it."""
        return called(self.facility.id, self.address)


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def listed(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Annex 2(11), Annex 3(11): every facility; or the word that these are all."""
    if blocked(opened, Section.FACILITY):
        return redirect("portal:application", opened.id)
    if request.method != "POST":
        return _show_list(request, opened)
    if "later" in request.POST:
        return later(request)
    problems = [
        _("Say everything that is asked about %(name)s") % {"name": one.name}
        for one in cards(opened)
        if one.open_sections
    ]
    if problems:
        return _show_list(request, opened, problem=problems[0], status=422)
    return after(request, opened, Section.FACILITY)


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def add(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """One more facility: its premises first."""
    if blocked(opened, Section.FACILITY):
        return redirect("portal:application", opened.id)
    make = PAGES[Section.FACILITY].form
    form = make(opened, data=request.POST) if request.method == "POST" else make(opened)
    if form.is_bound and (place := _added(request, opened, form)):
        return later(request) if "later" in request.POST else redirect(_page(request, opened, place, Section.ACTIVITY))
    status = 422 if form.is_bound else 200
    caption = called(next_place(opened.answers))
    more = _nothing_known(request, opened, form) | {"caption": caption}
    return show(request, opened, Section.FACILITY, form, status=status, **more)


def _added(request: ApplicantRequest, opened: OpenedDraft, form: GovukForm) -> str:
    """The place of what was added; "" with the reason on the form. Who comes back later finds it as it was typed."""
    try:
        if form.is_valid():
            values, gateway = form.cleaned_data, _registers()
            return premises.add_premises(
                opened.id, values, owner=opened.owner, now=instance_clock.now, registers=gateway
            )
        if "later" in request.POST:
            typed = {UNFINISHED: typed_in(request.POST, form)}
            return add_facility(opened.owner, opened.id, typed, at=opened.at)
    except RefusalError as refusal:
        form.add_error(None, said(refusal.saying))
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def section_of(request: ApplicantRequest, opened: OpenedDraft, place: str, section: Section) -> HttpResponse:
    """Annex 2, Annex 3: the premises, the subtypes or the statements of one facility."""
    if section not in OF_FACILITY:
        raise Http404(section)
    seen = opened.at_facility(place)
    if _waits(opened, seen, section):
        return redirect("portal:facilities", opened.id)
    if request.method != "POST":
        return _show_one(request, seen, section, _form_of(opened, seen, section))
    form = PAGES[section].form(seen, data=request.POST)
    if form.is_valid():
        _keep(seen, section, form.cleaned_data)
        return later(request) if "later" in request.POST else redirect(_onwards(request, seen, section))
    typed = {UNFINISHED: typed_in(request.POST, form)}
    keep_of_facility(seen.owner, seen.id, place, section, typed, at=seen.at)
    return later(request) if "later" in request.POST else _show_one(request, seen, section, form, status=422)


@require_POST
@own_draft
def remove(request: ApplicantRequest, opened: OpenedDraft, place: str) -> HttpResponse:
    """One facility less, and the documents about it."""
    opened.at_facility(place)
    drop_facility(opened.owner, opened.id, place, at=opened.at)
    return redirect(_back(request, opened))


def cards(opened: OpenedDraft) -> tuple[Card, ...]:
    """Every facility, in the order of their places."""
    facilities = facilities_of(opened.answers, language=reader_language())
    return tuple(_card(opened, one) for one in facilities)


def called(place: str, address: str = "") -> str:
    """A facility by its number in the application, and where it is."""
    name = facility_name(place)
    return f"{name}: {address}" if address else name


def where(opened: OpenedDraft, specialist: Mapping[str, Any]) -> str:
    """Where there are several facilities: at which of them, by their numbers, a specialist works."""
    if len(opened.places) == 1:
        return ""
    numbers = [number_of(place) for place in works_at(specialist, opened.places)]
    return facility_name(", ".join(numbers)) if numbers else ""


def _card(opened: OpenedDraft, facility: Facility) -> Card:
    seen = opened.at_facility(facility.id)
    points = at_hand.lists().points_for(facility.subtypes) if facility.subtypes else ()
    given, premises_given = seen.given(Section.REQUIREMENTS), seen.given(Section.FACILITY)
    known = known_for(seen, Section.FACILITY).items()
    return Card(
        facility=facility,
        address=address_in_line(seen.answers),
        visited_by=_visited_by(facility),
        stated=sum(bool(given.get(one.key)) for one in points),
        points=len(points),
        open_sections=tuple(one for one in IN_ORDER if not done_at_facility(one, seen.answers)),
        sources={name: one.text for name, one in known if premises_given.get(name) == one.value},
    )


def _visited_by(facility: Facility) -> Office | None:
    try:
        return visiting_office(facility, among=at_hand.lists().offices)
    except UnknownRegion:
        return None


def _waits(opened: OpenedDraft, seen: OpenedDraft, section: Section) -> bool:
    """Whether what it rests on is not there yet: what every facility waits for, or this facility's own subtypes."""
    return blocked(opened, section) or (section is Section.REQUIREMENTS and not seen.subtypes)


def _form_of(opened: OpenedDraft, seen: OpenedDraft, section: Section) -> GovukForm:
    """The form with what was typed; with what registers said since; or with what the first facility has."""
    typed, given = seen.unfinished(section), seen.given(section)
    form = PAGES[section].form
    if typed is not None:
        return form(seen, data=as_posted(typed))
    if section is Section.ACTIVITY and not given:
        return form(seen, initial={"subtypes": opened.subtypes})
    if section is Section.FACILITY:
        known = {name: one.value for name, one in known_for(seen, section).items()}
        return form(seen, initial=known | {name: value for name, value in given.items() if value})
    return form_to_show(seen, section)


def _keep(seen: OpenedDraft, section: Section, values: dict[str, Any]) -> None:
    if section is not Section.FACILITY:
        keep_of_facility(seen.owner, seen.id, seen.facility, section, values, at=seen.at)
        return
    premises.keep_premises(
        seen.id, seen.facility, values, owner=seen.owner, now=instance_clock.now, registers=_registers()
    )


def _onwards(request: ApplicantRequest, seen: OpenedDraft, section: Section) -> str:
    """To where the reader came from; else to what is still open of this facility; else to all of them."""
    if request.GET.get("from") == CHECK:
        return f"{reverse('portal:check-answers', args=[seen.id])}#{anchor(seen.facility, section)}"
    following = IN_ORDER[IN_ORDER.index(section) + 1 :]
    seen.draft.refresh_from_db()
    answers = at_facility(answers_of(seen.draft), seen.facility)
    open_ones = [one for one in following if not done_at_facility(one, answers)]
    return _page(request, seen, seen.facility, open_ones[0]) if open_ones else _back(request, seen)


def anchor(place: str, section: Section) -> str:
    """Where a section of a facility stands on the page "check your answers"."""
    return f"{place}-{section.value}"


def _page(request: ApplicantRequest, opened: OpenedDraft, place: str, section: Section) -> str:
    return reverse("portal:facility", args=[opened.id, place, section]) + _query(request)


def _back(request: ApplicantRequest, opened: OpenedDraft) -> str:
    return reverse("portal:facilities", args=[opened.id]) + _query(request)


def _query(request: ApplicantRequest) -> str:
    return f"?from={CHECK}" if request.GET.get("from") == CHECK else ""


def _registers() -> Registers:
    return registers.connect(settings.GATEWAYS)


def _to_all(request: ApplicantRequest, opened: OpenedDraft) -> dict[str, Any]:
    return {"url": _back(request, opened), "text": _("All facilities")}


def _nothing_known(request: ApplicantRequest, opened: OpenedDraft, form: GovukForm) -> dict[str, Any]:
    """Of premises that are not named yet no register was asked."""
    widths = PAGES[Section.FACILITY].widths
    rows = [{"bound": bound, "source": "", "width": widths.get(bound.name, "")} for bound in form]
    back = _to_all(request, opened)
    if len(opened.places) == 1:
        back = {"url": reverse("portal:section", args=[opened.id, Section.FACILITY]), "text": _("Back")}
    return {
        "rows": rows,
        "known": {},
        "in_vain": (),
        "premises": None,
        "may_add": False,
        "back": back,
    }


def _show_one(
    request: ApplicantRequest, seen: OpenedDraft, section: Section, form: GovukForm, *, status: int = 200
) -> HttpResponse:
    caption = called(seen.facility, address_in_line(seen.answers))
    more: dict[str, Any] = {"caption": caption}
    if request.GET.get("from") != CHECK:
        more["back"] = _to_all(request, seen)
    return show(request, seen, section, form, status=status, **more)


def _show_list(request: ApplicantRequest, opened: OpenedDraft, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "opened": opened,
        "cards": cards(opened),
        "problem": problem,
        "from_check": request.GET.get("from") == CHECK,
        "query": _query(request),
    }
    return render(request, "portal/facilities.html", context, status=status)
