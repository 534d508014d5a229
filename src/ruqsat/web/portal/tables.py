"""Specialists and equipment from a table: a template to fill in, the file, its errors row by row, and the choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat.cases.drafting import Section
from ruqsat.cases.facilities import number_of
from ruqsat.cases.tables import keeping
from ruqsat.cases.tables.checking import Checked
from ruqsat.cases.tables.columns import COLUMNS, Kind
from ruqsat.documents.tables import reading, writing
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import at_hand
from ruqsat.law.activities import specialities_for
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.facilities import cards
from ruqsat.web.portal.forms.tables import TableForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.questions import CHECK, blocked
from ruqsat.web.templatetags.ruqsat_text import names, reader_language, said

SHOWN = 500
"""So many errors stand on the page; the file of errors has all."""


@dataclass(frozen=True, kw_only=True)
class About:
    """A kind of table: the section that it fills, and how its page speaks."""

    section: Section
    heading: Any
    intro: Any
    ref: str


ABOUT: Mapping[Kind, About] = {
    Kind.SPECIALISTS: About(
        section=Section.SPECIALISTS,
        heading=gettext_lazy("List the specialists from a table"),
        intro=gettext_lazy(
            "Who is in the list already keeps the consent and the documents; what the table says takes the place of "
            "what was typed, and where it says nothing, that stays."
        ),
        ref="List 8(1)",
    ),
    Kind.EQUIPMENT: About(
        section=Section.REQUIREMENTS,
        heading=gettext_lazy("State the equipment from a table"),
        intro=gettext_lazy(
            "The table becomes what you state on the medical equipment. It takes the place of what was typed on this "
            "point, for each facility that it names."
        ),
        ref="Rules 15",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def table(request: ApplicantRequest, opened: OpenedDraft, kind: Kind) -> HttpResponse:
    """List 8(1): the page of the file, or of what is wrong in the one that waits."""
    if blocked(opened, ABOUT[kind].section):
        return redirect("portal:application", opened.id)
    if request.method != "POST":
        return _show(request, opened, kind, TableForm())
    match request.POST.get("step", ""):
        case "keep":
            return _keep(request, opened, kind)
        case "drop":
            keeping.let_go(opened.owner, opened.id, kind, at=opened.at)
            return redirect(request.get_full_path())
    return _take(request, opened, kind)


@require_safe
@own_draft
def template(request: ApplicantRequest, opened: OpenedDraft, kind: Kind, ending: str) -> HttpResponse:
    """An empty table with its headings; in a workbook also what can be written into them."""
    headings = [[column.names.in_(reader_language()) for column in COLUMNS[kind]]]
    if ending == "csv":
        return _file(writing.as_csv(headings), writing.CSV, f"{kind.value}.csv")
    content = writing.as_workbook(headings, title=_("Table"), further=[(_("What to write"), _values(opened, kind))])
    return _file(content, writing.XLSX, f"{kind.value}.xlsx")


@require_safe
@own_draft
def errors(request: ApplicantRequest, opened: OpenedDraft, kind: Kind, ending: str) -> HttpResponse:
    """The rows that wait, as they were sent, each with what is wrong in it: to be corrected and sent again."""
    checked = keeping.waiting(opened.answers, kind, at=opened.at)
    if checked is None:
        raise Http404(kind)
    rows = _to_correct(opened, kind, checked)
    name = f"{kind.value}-errors.{ending}"
    if ending == "csv":
        return _file(writing.as_csv(rows), writing.CSV, name)
    return _file(writing.as_workbook(rows, title=_("Table")), writing.XLSX, name)


def _take(request: ApplicantRequest, opened: OpenedDraft, kind: Kind) -> HttpResponse:
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, opened, kind, form, status=422)
    upload = form.cleaned_data["file"]
    try:
        lines = reading.read(upload.read(), name=str(upload.name))
        checked = keeping.take(opened.owner, opened.id, kind, lines, language=reader_language(), at=opened.at)
    except RefusalError as refusal:
        form.add_error("file", said(refusal.saying))
        return _show(request, opened, kind, form, status=422)
    if checked.faults:
        return _show(request, opened, kind, TableForm(), checked=checked, status=422)
    messages.success(request, _taken(checked))
    return redirect(_onwards(request, opened, kind))


def _keep(request: ApplicantRequest, opened: OpenedDraft, kind: Kind) -> HttpResponse:
    try:
        checked = keeping.take_right_ones(opened.owner, opened.id, kind, language=reader_language(), at=opened.at)
    except RefusalError as refusal:
        return _show(request, opened, kind, TableForm(), problem=said(refusal.saying), status=422)
    if checked is None:
        return redirect(request.get_full_path())
    messages.success(request, _taken(checked))
    return redirect(request.get_full_path() if checked.faults else _onwards(request, opened, kind))


def _taken(checked: Checked) -> str:
    count = len(checked.entries)
    return ngettext("%(count)d row was taken over.", "%(count)d rows were taken over.", count) % {"count": count}


def _values(opened: OpenedDraft, kind: Kind) -> list[list[str]]:
    """What a cell of the table can name: the facilities by their numbers, the specialities by their names."""
    facilities = [[number_of(card.facility.id), card.name] for card in cards(opened)]
    rows = [[_("Number of the facility"), ""], *facilities]
    if kind is Kind.SPECIALISTS:
        rows += [
            [],
            [_("Speciality"), ""],
            *([names(one.names)] for one in specialities_for(opened.every_subtype, among=at_hand.lists().activities)),
        ]
    return rows


def _to_correct(opened: OpenedDraft, kind: Kind, checked: Checked) -> list[list[str]]:
    headings, *_rows = keeping.lines_waiting(opened.answers, kind)
    told: dict[int, list[str]] = {}
    for fault in checked.faults:
        told.setdefault(fault.row, []).append(f"{names(fault.column.names)}: {said(fault.wrong)} {said(fault.remedy)}")
    width = max(len(line.cells) for line in (headings, *checked.wrong_lines))
    wide = [[*headings.cells, *[""] * (width - len(headings.cells)), _("Row"), _("What is wrong")]]
    for line in checked.wrong_lines:
        padded = [*line.cells, *[""] * (width - len(line.cells))]
        wide.append([*padded, str(line.number), " ".join(told[line.number])])
    return wide


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _onwards(request: ApplicantRequest, opened: OpenedDraft, kind: Kind) -> str:
    if kind is Kind.EQUIPMENT and len(opened.places) > 1:
        return reverse("portal:facilities", args=[opened.id]) + _query(request)
    return reverse("portal:section", args=[opened.id, ABOUT[kind].section]) + _query(request)


def _query(request: ApplicantRequest) -> str:
    return f"?from={CHECK}" if request.GET.get("from") == CHECK else ""


def _show(
    request: ApplicantRequest,
    opened: OpenedDraft,
    kind: Kind,
    form: GovukForm,
    *,
    checked: Checked | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    waiting = checked or keeping.waiting(opened.answers, kind, at=opened.at)
    context = {
        "opened": opened,
        "kind": kind.value,
        "about": ABOUT[kind],
        "form": form,
        "columns": COLUMNS[kind],
        "problem": problem,
        "waiting": waiting,
        "faults": waiting.faults[:SHOWN] if waiting else (),
        "further": max(len(waiting.faults) - SHOWN, 0) if waiting else 0,
        "summary": _in_short(waiting) if waiting else "",
        "cards": cards(opened) if len(opened.places) > 1 else (),
        "back": _onwards(request, opened, kind),
        "query": _query(request),
    }
    return render(request, "portal/table.html", context, status=status)


def _in_short(checked: Checked) -> str:
    wrong = len(checked.wrong_lines)
    text = ngettext(
        "%(wrong)d of %(rows)d rows cannot be taken over as it is",
        "%(wrong)d of %(rows)d rows cannot be taken over as they are",
        wrong,
    )
    return text % {"wrong": wrong, "rows": checked.rows}
