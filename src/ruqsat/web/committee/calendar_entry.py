"""A change of the calendar is put together: as many days and years as one act has, looked at and proposed as one."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat.keeping import books
from ruqsat.law import book_changes
from ruqsat.law.acts import Role
from ruqsat.law.book import Chapter
from ruqsat.law.book_change import NotAChange, Tables
from ruqsat.web.committee.calendar import PAGES
from ruqsat.web.committee.calendar_forms import FORMS, WAYS, Addition, OfCalendar
from ruqsat.web.committee.chapter import Told
from ruqsat.web.committee.entering import form_page
from ruqsat.web.forms import GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest

TEMPLATE = "committee/enter_calendar.html"


class Gathered(GovukForm):
    """What was added to the change so far; it travels with the page, and nothing of it is kept on the server."""

    def __init__(self, tables: Tables) -> None:
        super().__init__({})
        self._tables = tables

    def tables(self) -> Tables:
        """The change in the form of `calendar_amended`."""
        return self._tables

    def clean(self) -> dict[str, Any]:
        """Something has to be in it."""
        if not self._tables:
            self.add_error(None, _("Add at least one day or year to the change."))
        return self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def enter(request: OfficerRequest) -> HttpResponse:
    """One form at a time adds to the change; then all of it is looked at and proposed."""
    what = request.GET.get("what", "")
    what = what if what in FORMS else "exchange"
    calendar = books.in_force().calendar
    typed: OfCalendar = FORMS[what](request.POST or None, calendar=calendar)
    gathered = _so_far(request.POST.get("so_far", ""))
    do = request.POST.get("do", "")
    taking_out = do.startswith("out-")
    if taking_out:
        gathered = _without(gathered, do.removeprefix("out-"))
    elif request.method == "POST" and (typed.has_changed() or do == "add") and do != "propose":
        if not typed.is_valid():
            return _page(request, what, typed, gathered, status=422)
        gathered = _with(gathered, typed.adds())
        typed = FORMS[what](calendar=calendar)
    if request.method != "POST" or taking_out or do == "add":
        return _page(request, what, FORMS[what](calendar=calendar), gathered)
    return form_page(request, PAGES, Gathered(gathered), TEMPLATE, _context(what, typed, gathered))


def _page(
    request: OfficerRequest, what: str, typed: OfCalendar, gathered: Tables, *, status: int = 200
) -> HttpResponse:
    return render(request, TEMPLATE, {"form": None, "pages": PAGES, **_context(what, typed, gathered)}, status=status)


def _context(what: str, typed: OfCalendar, gathered: Tables) -> dict[str, object]:
    return {
        "what": what,
        "ways": WAYS.items(),
        "typed": typed,
        "so_far": book_changes.text_of(gathered) if gathered else "",
        "gathered": _lines(gathered),
    }


def _lines(gathered: Tables) -> list[dict[str, object]]:
    """What was added, line by line, each with the key by which it is taken out."""
    try:
        told = PAGES.told(book_changes.read(Chapter.CALENDAR, gathered), books.in_force()) if gathered else []
    except NotAChange:
        return []
    keys = [
        *(f"year-{year}" for year in _years(gathered)),
        *sorted(str(row["date"]) for row in gathered.get("day", [])),
    ]
    return [{"told": one, "text": _line(one), "key": key} for one, key in zip(told, keys, strict=False)]


def _line(told: Told) -> str:
    """The day once: a sentence about it names it already."""
    return told.after if told.what in told.after else f"{told.what}: {told.after}"


def _years(gathered: Tables) -> list[int]:
    added = [gathered["last_year"]] if "last_year" in gathered else []
    return sorted({*gathered.get("confirmed_years", []), *added})


def _so_far(text: str) -> Tables:
    """What the page brought along; what it cannot have given out counts as nothing."""
    try:
        tables: object = json.loads(text) if text else {}
        if not isinstance(tables, dict) or not tables:
            return {}
        book_changes.read(Chapter.CALENDAR, tables)
    except (ValueError, NotAChange, TypeError, AttributeError):
        return {}
    return tables


def _with(gathered: Tables, addition: Addition) -> Tables:
    """The change with more in it; a day that is named again is what it is named last."""
    days = {str(row["date"]): row for row in (*gathered.get("day", []), *addition.get("day", []))}
    years = sorted({*gathered.get("confirmed_years", []), *addition.get("confirmed_years", [])})
    whole: dict[str, Any] = {"basis": gathered.get("basis") or addition["basis"]}
    if days:
        whole["day"] = [days[day] for day in sorted(days)]
    if years:
        whole["confirmed_years"] = years
    if last := addition.get("last_year") or gathered.get("last_year"):
        whole["last_year"] = last
    return _plain(whole)


def _without(gathered: Tables, key: str) -> Tables:
    """The change without one day, and the day that it was exchanged for; or without a year."""
    kept: dict[str, Any] = {
        **gathered,
        "day": [row for row in gathered.get("day", []) if key not in (str(row["date"]), str(row.get("with", "")))],
        "confirmed_years": [year for year in gathered.get("confirmed_years", []) if key != f"year-{year}"],
    }
    if key == f"year-{kept.get('last_year')}":
        year = str(kept.pop("last_year"))
        kept["day"] = [row for row in kept["day"] if not str(row["date"]).startswith(year)]
    kept = {name: value for name, value in kept.items() if value != []}
    return kept if kept.keys() - {"basis"} else {}


def _plain(tables: Mapping[str, Any]) -> Tables:
    plain: Tables = json.loads(book_changes.text_of(tables))
    return plain
