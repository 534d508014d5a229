"""Check your answers: every field of Annex 2, as it will be signed, each with a link to where it is changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruqsat.cases.drafting import Progress, Section, attachments_of
from ruqsat.law import activities
from ruqsat.law.application import Attachment
from ruqsat.law.local_time import local
from ruqsat.law.offices import OFFICES, REGIONS, licensor
from ruqsat.law.premises import TITLE_BASES
from ruqsat.law.requirements import for_facility
from ruqsat.web.portal.demands import lacking
from ruqsat.web.portal.forms.addresses import ADDRESS
from ruqsat.web.portal.known import known_for
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.pages import PAGES, PART_TITLES, TASK_NAMES
from ruqsat.web.portal.questions import CHECK
from ruqsat.web.templatetags.ruqsat_text import day, names


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field: its name, what was given (empty: not provided), and where that came from."""

    key: Any
    lines: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """The rows of one section, and where they are changed."""

    section: Section
    title: Any
    rows: tuple[Row, ...]
    change: str
    files: tuple[Attachment, ...] = ()


@require_safe
@own_draft
def check_answers(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Annex 2, whole, before it is signed."""
    open_tasks = [
        {"section": task.section, "name": TASK_NAMES[task.section]}
        for task in opened.tasks
        if task.progress is not Progress.DONE
    ]
    missing = [one for one in lacking(opened) if not open_tasks]
    context = {
        "opened": opened,
        "parts": parts(opened),
        "office": office_names(opened),
        "today": local(opened.at).date(),
        "open_tasks": open_tasks,
        "missing": missing,
        "ready": not open_tasks and not missing,
    }
    return render(request, "portal/check_answers.html", context)


def parts(opened: OpenedDraft) -> tuple[Part, ...]:
    """Every section in its order, with what was given in it."""
    return tuple(
        Part(
            section=section,
            title=PART_TITLES[section],
            rows=tuple(rows(opened)),
            change=f"{reverse('portal:section', args=[opened.id, section])}?from={CHECK}",
            files=attachments_of(opened.draft) if section is Section.DOCUMENTS else (),
        )
        for section, rows in _ROWS.items()
    )


def office_names(opened: OpenedDraft) -> str:
    """Rules 3: the department to which the application goes; "" until the residence is known."""
    region = opened.given(Section.RESIDENCE).get("region", "")
    return names(OFFICES[licensor(region).code].names) if region in REGIONS else ""


def _fields(opened: OpenedDraft, section: Section, wanted: Iterable[str]) -> Iterator[Row]:
    """Rows named as on the section's own page."""
    given, known = opened.given(section), known_for(opened, section)
    labels = PAGES[section].form(opened).fields
    for name in wanted:
        value = str(given.get(name) or "")
        source = known[name].text if name in known and known[name].value == value else ""
        yield Row(key=labels[name].label, lines=_shown(name, value), source=source)


def _shown(name: str, value: str) -> tuple[str, ...]:
    if not value:
        return ()
    match name:
        case "region":
            return (names(REGIONS[value].names),) if value in REGIONS else (value,)
        case "birth_date":
            return (day(date.fromisoformat(value)),)
        case "title_basis":
            return (names(TITLE_BASES[value]),) if value in TITLE_BASES else (value,)
        case "speciality":
            return (names(activities.SPECIALITIES[value].names),) if value in activities.SPECIALITIES else (value,)
    return (value,)


def _activity(opened: OpenedDraft) -> Iterator[Row]:
    chosen = tuple(names(activities.full_names(code)) for code in opened.subtypes)
    yield Row(key=_("Type of activity"), lines=(names(activities.ACTIVITY),))
    yield Row(key=_("Subtypes of medical activity"), lines=chosen)


def _name(opened: OpenedDraft) -> Iterator[Row]:
    yield from _fields(opened, Section.NAME, ("last", "first", "patronymic", "birth_date"))
    yield Row(key=_("Individual identification number (IIN)"), lines=(opened.iin,))


def _paper(opened: OpenedDraft) -> Iterator[Row]:
    said = {"yes": _("Yes"), "no": _("No")}.get(opened.given(Section.PAPER).get("on_paper", ""), "")
    yield Row(key=_("License wanted on paper"), lines=(said,) if said else ())


def _consent(opened: OpenedDraft) -> Iterator[Row]:
    words = {"registers": _("Yes, by a code to the phone"), "typed": _("No, everything was typed")}
    said = words.get(opened.given(Section.CONSENT).get("choice", ""), "")
    yield Row(key=_("May the state registers be asked?"), lines=(said,) if said else ())


def _requirements(opened: OpenedDraft) -> Iterator[Row]:
    given = opened.given(Section.REQUIREMENTS)
    for point in for_facility(opened.subtypes):
        text = str(given.get(point.key) or "")
        yield Row(key=names(point.names), lines=(text,) if text else ())


def _documents(opened: OpenedDraft) -> Iterator[Row]:
    sheets = opened.given(Section.DOCUMENTS).get("sheets")
    yield Row(key=_("Number of sheets attached"), lines=() if sheets is None else (str(sheets),))


def _confirmations(opened: OpenedDraft) -> Iterator[Row]:
    given = opened.given(Section.CONFIRMATIONS)
    for name, field in PAGES[Section.CONFIRMATIONS].form(opened).fields.items():
        yield Row(key=field.label, lines=(_("Confirmed"),) if given.get(name) else ())


def _of(section: Section, wanted: tuple[str, ...]) -> Callable[[OpenedDraft], Iterable[Row]]:
    return lambda opened: _fields(opened, section, wanted)


_ROWS: Mapping[Section, Callable[[OpenedDraft], Iterable[Row]]] = {
    Section.ACTIVITY: _activity,
    Section.CONSENT: _consent,
    Section.NAME: _name,
    Section.RESIDENCE: _of(Section.RESIDENCE, ADDRESS),
    Section.CONTACTS: _of(Section.CONTACTS, ("email", "phone", "second_phone", "fax")),
    Section.BANK: _of(Section.BANK, ("number", "bank", "location")),
    Section.FACILITY: _of(Section.FACILITY, (*ADDRESS, "title_basis", "title_document", "sanitary_conclusion")),
    Section.QUALIFICATION: _of(
        Section.QUALIFICATION, ("speciality", "graduated_in", "diploma", "certificate", "employment")
    ),
    Section.REQUIREMENTS: _requirements,
    Section.DOCUMENTS: _documents,
    Section.PAPER: _paper,
    Section.CONFIRMATIONS: _confirmations,
}
