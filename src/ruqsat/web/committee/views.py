"""The keepers' pages that all chapters share: home, one chapter, one change with its confirmation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat import instance_clock
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import books, changing
from ruqsat.keeping.changing import ChangeRefusedError
from ruqsat.keeping.models import CONFIRMED, PROPOSED, Change
from ruqsat.law.acts import Role
from ruqsat.people.models import Person
from ruqsat.web.committee.chapter import Pages, Shown
from ruqsat.web.committee.chapters import CHAPTERS
from ruqsat.web.committee.entering import keeper
from ruqsat.web.committee.opened import Opened, change_or_404, open_change, pages_or_404
from ruqsat.web.forms import GovukForm
from ruqsat.web.frame import full_name
from ruqsat.web.guards import officer
from ruqsat.web.keyset import page_of
from ruqsat.web.officers import OfficerRequest
from ruqsat.web.templatetags.ruqsat_text import said

AT_ONCE = 20
ORDER = ("-proposed_at", "id")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One change in a list, with the names of who entered it and who decided."""

    row: Change
    chapter: Pages
    proposed_by: str
    decided_by: str


class DeclineForm(GovukForm):
    """Why a change does not stand."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays on record with the change."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why the change is declined")},
    )


@require_safe
@officer(Role.KEEPER)
def home(request: OfficerRequest) -> HttpResponse:
    """The chapters, and the changes that await their second person."""
    awaiting = Change.objects.filter(state=PROPOSED, chapter__in=list(CHAPTERS)).order_by(*ORDER)
    context = {"chapters": CHAPTERS.values(), "awaiting": lines_of(awaiting)}
    return render(request, "committee/home.html", context)


@require_safe
@officer(Role.KEEPER)
def chapter(request: OfficerRequest, chapter: str) -> HttpResponse:
    """What stands in a chapter, how it is changed, and every change so far."""
    pages = pages_or_404(chapter)
    rows = Change.objects.filter(chapter=pages.chapter.value)
    page = page_of(rows, ORDER, asked=request.GET, size=AT_ONCE)
    context = {
        "pages": pages,
        "stands": pages.stands(request, books.in_force()),
        "awaiting": rows.filter(state=PROPOSED).exists(),
        "lines": lines_of(page.rows),
        "next_url": page.next and f"?{page.next}#changes",
        "previous_url": page.previous and f"?{page.previous}#changes",
    }
    return render(request, "committee/chapter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def change(request: OfficerRequest, change: UUID) -> HttpResponse:
    """One change: what it says and does; the second person confirms it, or it is declined with a reason."""
    at = instance_clock.now()
    form, problems = DeclineForm(request.POST if request.POST.get("do") == "decline" else None), []
    if request.method == "POST":
        try:
            if done := _decide(request, change, form):
                return done
        except ChangeRefusedError as error:
            problems = [said(fault) for fault in error.faults]
        except RefusalError as error:
            problems = [said(error.saying)]
    opened = open_change(request, change_or_404(change), at=at)
    (line,) = lines_of([opened.row])
    context = {
        "opened": opened,
        "line": line,
        "form": form,
        "problems": problems or [said(fault) for fault in (opened.looked.faults if opened.looked else ())],
        "outcome": _outcome(opened, at=at),
        "own": opened.row.proposed_by == request.person.id,
    }
    return render(request, "committee/change.html", context, status=422 if request.method == "POST" else 200)


def _outcome(opened: Opened, *, at: datetime) -> Shown | None:
    """What came of the change since it was confirmed, where its chapter tells it."""
    tells = opened.pages.outcome if opened.row.state == CONFIRMED else None
    return tells(opened.row, at) if tells else None


def _decide(request: OfficerRequest, change: UUID, form: DeclineForm) -> HttpResponse | None:
    """Confirm or decline, and show the change as it is then; ``None`` when the reason is missing."""
    at, by = instance_clock.now(), keeper(request)
    if request.POST.get("do") == "confirm":
        pages = pages_or_404(change_or_404(change).chapter)
        changing.confirm(change, by=by, at=at, follow=pages.follow(at))
        messages.success(request, _("The change is confirmed. It stands from now on."))
    elif form.is_valid():
        changing.decline(change, reason=form.cleaned_data["reason"], by=by, at=at)
        messages.success(request, _("The change is declined. Nothing was changed."))
    else:
        return None
    return redirect("committee:change", change)


def lines_of(rows: Iterable[Change]) -> list[Line]:
    """The changes with the names of the people in them, asked for once."""
    shown = list(rows)
    ids = {row.proposed_by for row in shown} | {row.decided_by for row in shown if row.decided_by}
    people = {one.id: full_name(one) for one in Person.objects.filter(id__in=ids)}
    return [
        Line(
            row=row,
            chapter=pages_or_404(row.chapter),
            proposed_by=people.get(row.proposed_by, "–"),
            decided_by=people.get(row.decided_by, "–") if row.decided_by else "",
        )
        for row in shown
    ]
