"""One question page after another: shown with what is known, kept at every save, and nothing typed is lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat.cases.drafting import Section, save_section
from ruqsat.cases.facilities import OF_FACILITY, at_facility
from ruqsat.cases.sections import Progress, done_at_facility, tasks
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.forms.addresses import ADDRESS
from ruqsat.web.portal.known import Known, asked_in_vain, known_for, premises_address
from ruqsat.web.portal.opened import UNFINISHED, ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.page import Page
from ruqsat.web.portal.pages import PAGES

CHECK = "check"
"""Where the reader came from, when that is the page "check your answers"."""

ANOTHER = "another"
"""The button that keeps the premises and leads to further ones."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field on a page: where its value came from, in words, and how wide it is."""

    bound: BoundField
    source: str
    width: str


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def question(request: ApplicantRequest, opened: OpenedDraft, section: Section) -> HttpResponse:
    """Annex 2, Annex 3: one section of the application."""
    if section not in PAGES:
        raise Http404(section)
    if blocked(opened, section):
        return redirect("portal:application", opened.id)
    if section is Section.NAME and "as_registered" in request.POST:
        return _take_register(request, opened)
    page = PAGES[section]
    if request.method != "POST":
        if section in OF_FACILITY and len(opened.places) > 1:
            return redirect(_where_it_is_open(request, opened, section))
        return show(request, opened, section, form_to_show(opened, section))
    form = page.form(opened, data=request.POST)
    if form.is_valid():
        save_section(opened.owner, opened.id, section, form.cleaned_data, at=opened.at)
        return (
            redirect("portal:facility-add", opened.id) if ANOTHER in request.POST else after(request, opened, section)
        )
    typed = {UNFINISHED: typed_in(request.POST, form)}
    save_section(opened.owner, opened.id, section, typed, at=opened.at)
    return later(request) if "later" in request.POST else show(request, opened, section, form, status=422)


def _where_it_is_open(request: ApplicantRequest, opened: OpenedDraft, section: Section) -> str:
    """Of several facilities the first at which the section is not done yet, or all of them."""
    query = f"?from={CHECK}" if request.GET.get("from") == CHECK else ""
    for place in opened.places:
        if not done_at_facility(section, at_facility(opened.answers, place)):
            return reverse("portal:facility", args=[opened.id, place, section]) + query
    return reverse("portal:facilities", args=[opened.id]) + query


def blocked(opened: OpenedDraft, section: Section) -> bool:
    """Whether the task waits for another one, or is none of this applicant's; the task list says which there are."""
    return all(task.section is not section or task.progress is Progress.CANNOT_START for task in opened.tasks)


def typed_in(post: QueryDict, form: GovukForm) -> dict[str, list[str]]:
    """What was typed into the inputs of a form, as it was typed."""
    names = tuple(form.fields)
    return {
        key: [str(value) for value in post.getlist(key)]
        for key in post
        if any(key == name or key.startswith(f"{name}_") for name in names)
    }


def as_posted(typed: Mapping[str, list[str]]) -> QueryDict:
    """What was typed, as a form receives it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


def after(request: ApplicantRequest, opened: OpenedDraft, section: Section) -> HttpResponse:
    """Onwards from a section that was saved: to where the reader came from, or to the next open task."""
    if "later" in request.POST:
        return later(request)
    if request.GET.get("from") == CHECK:
        return redirect(f"{reverse('portal:check-answers', args=[opened.id])}#{section.value}")
    following = next_open(opened, section)
    if following is None:
        return redirect("portal:application", opened.id)
    return redirect("portal:section", opened.id, following)


def later(request: ApplicantRequest) -> HttpResponse:
    """To the personal account, with everything kept."""
    messages.success(request, _("Your answers are saved. You can go on with the application at any time."))
    return redirect("portal:account")


def next_open(opened: OpenedDraft, section: Section) -> Section | None:
    """The first task after *section* that can be done and is not; ``None`` when the task list should be seen."""
    opened.draft.refresh_from_db()
    listed = tasks(opened.draft)
    place = next(number for number, task in enumerate(listed, start=1) if task.section is section)
    open_ones = (task.section for task in listed[place:] if task.progress in (Progress.TO_DO, Progress.STARTED))
    return next(open_ones, None)


def _take_register(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Rules 8(1): the name is taken as the register gave it, not as the browser sent it."""
    known = known_for(opened, Section.NAME)
    form = PAGES[Section.NAME].form(opened, data=_name_data(known))
    if not form.is_valid():
        return show(request, opened, Section.NAME, form, status=422)
    save_section(opened.owner, opened.id, Section.NAME, form.cleaned_data, at=opened.at)
    return after(request, opened, Section.NAME)


def _name_data(known: Mapping[str, Known]) -> dict[str, str]:
    data = {name: one.value for name, one in known.items()}
    year, month, day = ((*data.pop("birth_date", "").split("-"), "", "", ""))[:3]
    return data | {"birth_date_day": day, "birth_date_month": month, "birth_date_year": year}


def form_to_show(opened: OpenedDraft, section: Section) -> GovukForm:
    """The form of a section with what was typed, or what is known."""
    page, typed = PAGES[section], opened.unfinished(section)
    if typed is not None:
        return page.form(opened, data=as_posted(typed))
    known = {name: one.value for name, one in known_for(opened, section).items()}
    return page.form(opened, initial=known | dict(opened.given(section)))


def show(
    request: ApplicantRequest,
    opened: OpenedDraft,
    section: Section,
    form: GovukForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a section; *more* is told to its template, and stands instead of what would be told."""
    page = PAGES[section]
    known = known_for(opened, section)
    rows = list(_rows(form, page, known))
    asks_whether_right = section is Section.NAME and bool(known) and not form.is_bound and "wrong" not in request.GET
    context = {
        "opened": opened,
        "section": section,
        "page": page,
        "form": form,
        "rows": rows,
        "row": {row.bound.name: row for row in rows},
        "known": known,
        "in_vain": asked_in_vain(opened, section),
        "as_registered": asks_whether_right and _is_as_registered(opened, known),
        "known_birth_date": _date_of(known.get("birth_date")),
        "premises": premises_address(opened) if section is Section.FACILITY else None,
        "address_fields": ADDRESS,
        "from_check": request.GET.get("from") == CHECK,
        "only_one": len(rows) == 1 and not page.heading,
        "back": back_of(request, opened),
        "may_add": section is Section.FACILITY and not opened.facility,
    }
    return render(request, page.template, context | more, status=status)


def _date_of(known: Known | None) -> date | None:
    return date.fromisoformat(known.value) if known else None


def _is_as_registered(opened: OpenedDraft, known: Mapping[str, Known]) -> bool:
    given = opened.given(Section.NAME)
    return not given or all(given.get(name) == one.value for name, one in known.items())


def _rows(form: GovukForm, page: Page, known: Mapping[str, Known]) -> Iterator[Row]:
    for bound in form:
        one = known.get(bound.name)
        source = one.text if one and str(form.get_initial_for_field(bound.field, bound.name)) == one.value else ""
        yield Row(bound=bound, source=source if not form.is_bound else "", width=page.widths.get(bound.name, ""))


def back_of(request: ApplicantRequest, opened: OpenedDraft) -> dict[str, Any]:
    """The page before, and what it is called."""
    if request.GET.get("from") == CHECK:
        return {"url": reverse("portal:check-answers", args=[opened.id]), "text": _("Back to your answers")}
    return {"url": reverse("portal:application", args=[opened.id]), "text": _("All tasks")}
