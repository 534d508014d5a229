"""The specialists of a legal entity: a list to which one is added, changed, removed, and asked for consent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ruqsat.cases.actions import inviting
from ruqsat.cases.drafting import Section
from ruqsat.cases.facilities import works_at
from ruqsat.cases.invited import Invited
from ruqsat.cases.listing import drop_specialist, keep_specialist, list_ended
from ruqsat.cases.sections import finished
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.completeness import consent_for
from ruqsat.law.local_time import local
from ruqsat.web.portal.facilities import cards, where
from ruqsat.web.portal.forms.specialists import SpecialistForm
from ruqsat.web.portal.known import known_of_specialist
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.paged import kept_query, paged
from ruqsat.web.portal.questions import CHECK, after, blocked, later
from ruqsat.web.templatetags.ruqsat_text import said

OPEN = "open"
"""Of the list only who is not finished."""

WIDTHS = {"iin": "20", "graduated_in": "4", "certificate": "20"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One specialist in the list: what was typed, whether that is all, and where the consent stands."""

    given: Mapping[str, Any]
    name: str
    where: str
    finished: bool
    consented: bool
    invited: Invited | None


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def listed(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """List 8(1): everybody who will work in the declared subtypes; or the word that all are listed."""
    if blocked(opened, Section.SPECIALISTS):
        return redirect("portal:application", opened.id)
    if request.method != "POST":
        return _show_list(request, opened)
    if "later" in request.POST:
        return later(request)
    problems = list(_problems(opened))
    if problems:
        return _show_list(request, opened, problem=problems[0], status=422)
    list_ended(opened.owner, opened.id, at=opened.at)
    return after(request, opened, Section.SPECIALISTS)


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def add(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """One more specialist."""
    return _one(request, opened, place=None)


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def change(request: ApplicantRequest, opened: OpenedDraft, place: str) -> HttpResponse:
    """What was typed about one of them."""
    _at(opened, place)
    return _one(request, opened, place=place)


@require_POST
@own_draft
def remove(request: ApplicantRequest, opened: OpenedDraft, place: str) -> HttpResponse:
    """One specialist less."""
    drop_specialist(opened.owner, opened.id, place, at=opened.at)
    return redirect(_back(request, opened))


@require_POST
@own_draft
def ask(request: ApplicantRequest, opened: OpenedDraft, place: str) -> HttpResponse:
    """Rules 8: the specialist is asked for consent, in that person's own account."""
    inviting.invite(opened.id, owner=opened.owner, iin=_at(opened, place)["iin"], at=opened.at)
    return redirect(_back(request, opened))


@require_POST
@own_draft
def ask_everybody(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Rules 8: each specialist who was not asked yet, in that person's own account."""
    count = inviting.invite_everybody(opened.id, owner=opened.owner, at=opened.at)
    text = ngettext("%(count)d person was asked for consent.", "%(count)d people were asked for consent.", count)
    messages.success(request, text % {"count": count})
    return redirect(_back(request, opened))


def _one(request: ApplicantRequest, opened: OpenedDraft, *, place: str | None) -> HttpResponse:
    if blocked(opened, Section.SPECIALISTS):
        return redirect("portal:application", opened.id)
    given = _at(opened, place) if place else {}
    if request.method != "POST":
        known = {name: one.value for name, one in _known(opened, given).items()}
        initial = known | {name: value for name, value in given.items() if value}
        initial["facilities"] = works_at(given, opened.places) if given else ()
        return _show_one(request, opened, _form(opened, initial=initial), given=given)
    form = _form(opened, data=request.POST)
    if not (form.is_valid() and _kept(opened, form, place)):
        return _show_one(request, opened, form, given=given, status=422)
    return redirect(_back(request, opened))


def _kept(opened: OpenedDraft, form: SpecialistForm, place: str | None) -> bool:
    """Keep the specialist, or say on the form why that cannot be."""
    try:
        keep_specialist(opened.owner, opened.id, form.cleaned_data, place=place, at=opened.at)
    except RefusalError as refusal:
        form.add_error("iin", said(refusal.saying))
        return False
    return True


def _form(opened: OpenedDraft, **kwargs: Any) -> SpecialistForm:
    facilities = [(one.facility.id, one.name) for one in cards(opened)] if len(opened.places) > 1 else ()
    on = local(opened.at).date()
    return SpecialistForm(on=on, subtypes=opened.every_subtype, facilities=facilities, **kwargs)


def _known(opened: OpenedDraft, given: Mapping[str, Any]) -> Mapping[str, Any]:
    return known_of_specialist(opened, str(given.get("iin") or ""))


def _at(opened: OpenedDraft, place: str) -> Mapping[str, Any]:
    found = next((one for one in opened.specialists if one["id"] == place), None)
    if found is None:
        raise Http404(place)
    return found


def _problems(opened: OpenedDraft) -> Any:
    if not opened.specialists:
        yield _("Add at least one specialist")
    for one in opened.specialists:
        if not finished(one, places=opened.places):
            yield _("Say everything that is asked about %(name)s") % {"name": _name(one)}


def _name(given: Mapping[str, Any]) -> str:
    return " ".join(str(given[part]) for part in ("last", "first", "patronymic") if given.get(part))


def _lines(opened: OpenedDraft, specialists: Sequence[Mapping[str, Any]]) -> list[Line]:
    asked = {one.owner: one for one in inviting.invitations_of(opened.id)}
    return [
        Line(
            given=one,
            name=_name(one),
            where=where(opened, one),
            finished=finished(one, places=opened.places),
            consented=consent_for(opened.standing, "labor_activity", owner=one["iin"], at=opened.at) is not None,
            invited=asked.get(one["iin"]),
        )
        for one in specialists
    ]


def _without_anybody(opened: OpenedDraft) -> tuple[str, ...]:
    """The facilities, where there are several, at which nobody in the list works."""
    taken = {place for one in opened.specialists for place in works_at(one, opened.places)}
    return tuple(one.name for one in cards(opened) if one.facility.id not in taken) if len(opened.places) > 1 else ()


def _show_list(request: ApplicantRequest, opened: OpenedDraft, *, problem: str = "", status: int = 200) -> HttpResponse:
    open_ones = [one for one in opened.specialists if not finished(one, places=opened.places)]
    only_open = request.GET.get("only") == OPEN
    page = paged(request, open_ones if only_open else opened.specialists)
    context = {
        "opened": opened,
        "lines": _lines(opened, page.items),
        "page": page,
        "count": len(opened.specialists),
        "open_count": len(open_ones),
        "only_open": only_open,
        "several": len(opened.places) > 1,
        "without_anybody": _without_anybody(opened) if opened.specialists else (),
        "may_ask": len(inviting.not_asked(opened.id, opened.specialists)) > 1,
        "query": _kept_query(request),
        "at": opened.at,
        "problem": problem,
        "from_check": request.GET.get("from") == CHECK,
    }
    return render(request, "portal/specialists.html", context, status=status)


def _show_one(
    request: ApplicantRequest,
    opened: OpenedDraft,
    form: SpecialistForm,
    *,
    given: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    known = {} if form.is_bound else _known(opened, given)
    rows = [
        {
            "bound": bound,
            "width": WIDTHS.get(bound.name, ""),
            "source": known[bound.name].text
            if bound.name in known
            and str(form.get_initial_for_field(bound.field, bound.name)) == known[bound.name].value
            else "",
        }
        for bound in form
    ]
    context = {"opened": opened, "form": form, "rows": rows, "name": _name(given), "back": _back(request, opened)}
    return render(request, "portal/specialist.html", context, status=status)


def _kept_query(request: ApplicantRequest) -> str:
    return kept_query(request.GET, "from", "only", "page")


def _back(request: ApplicantRequest, opened: OpenedDraft) -> str:
    return reverse("portal:specialists", args=[opened.id]) + _kept_query(request)
