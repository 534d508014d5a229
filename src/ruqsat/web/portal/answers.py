"""Check your answers: every field of Annex 2, as it will be signed, each with a link to where it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ruqsat.cases.composing import address_of, facilities_of
from ruqsat.cases.drafting import Section, attachments_of
from ruqsat.cases.facilities import OF_FACILITY
from ruqsat.cases.gaps import gaps_of, read_of, unread
from ruqsat.cases.sections import Progress, sections_of
from ruqsat.keeping import at_hand
from ruqsat.law import offices
from ruqsat.law.application import Attachment
from ruqsat.law.completeness import answers_on_file
from ruqsat.law.discrepancies import against_registers
from ruqsat.law.gaps import CONSEQUENCES, Gap
from ruqsat.law.local_time import local
from ruqsat.web.portal.answered import ROWS, Row
from ruqsat.web.portal.demands import lacking, whose
from ruqsat.web.portal.facilities import IN_ORDER, anchor, cards
from ruqsat.web.portal.forms.finishing import GapsForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.pages import PART_TITLES, TASK_NAMES
from ruqsat.web.portal.questions import CHECK
from ruqsat.web.templatetags.ruqsat_text import names, reader_language


@dataclass(frozen=True, kw_only=True)
class File:
    """A document that is attached, and the name of the specialist whom it is about, where there are several."""

    attachment: Attachment
    whose: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """The rows of one section, and where they are changed."""

    section: Section
    title: Any
    rows: tuple[Row, ...]
    change: str
    anchor: str
    files: tuple[File, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def check_answers(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Annex 2 or 3, whole, before it is signed; where something is not there, what the law makes of that."""
    found = gaps_of(opened.draft, opened.owner, opened.standing, at=opened.at)
    if request.method != "POST":
        return _show(request, opened, found, GapsForm())
    form = GapsForm(request.POST)
    if not form.is_valid():
        return _show(request, opened, found, form, status=422)
    read_of(opened.owner, opened.id, found, at=opened.at)
    return redirect("portal:sign", opened.id)


def _show(
    request: ApplicantRequest, opened: OpenedDraft, found: tuple[Gap, ...], form: GapsForm, *, status: int = 200
) -> HttpResponse:
    open_tasks = [
        {"section": task.section, "name": TASK_NAMES[task.section]}
        for task in opened.tasks
        if task.progress is not Progress.DONE
    ]
    context = {
        "opened": opened,
        "parts": parts(opened),
        "office": office_names(opened),
        "today": local(opened.at).date(),
        "open_tasks": open_tasks,
        "missing": lacking(opened) if not open_tasks else (),
        "gaps": [CONSEQUENCES[gap] for gap in found] if unread(opened.draft, found) else (),
        "discrepancies": against_registers(
            opened.applicant, address_of(opened.answers), answers_on_file(opened.standing)
        ),
        "form": form,
        "ready": not open_tasks,
    }
    return render(request, "portal/check_answers.html", context, status=status)


def parts(opened: OpenedDraft) -> tuple[Part, ...]:
    """Every section in its order, with what was given in it; of several facilities, one after the other."""
    return tuple(part for section in sections_of(opened.draft, opened.answers) for part in _parts(opened, section))


def _parts(opened: OpenedDraft, section: Section) -> Iterator[Part]:
    several = section in OF_FACILITY and len(opened.places) > 1
    if not several:
        yield _part(opened, section)
    elif section is Section.ACTIVITY:
        part = _part(opened, section)
        yield replace(part, rows=part.rows[:1])  # the type; the subtypes are those of each facility
    elif section is Section.FACILITY:
        for card in cards(opened):
            seen = opened.at_facility(card.facility.id)
            yield from (_part_of_facility(seen, one, called=card.name) for one in IN_ORDER)


def _part(opened: OpenedDraft, section: Section) -> Part:
    return Part(
        section=section,
        title=PART_TITLES[section],
        rows=tuple(ROWS[section](opened)),
        change=f"{reverse('portal:section', args=[opened.id, section])}?from={CHECK}",
        anchor=section.value,
        files=_files(opened) if section is Section.DOCUMENTS else (),
    )


def _part_of_facility(seen: OpenedDraft, section: Section, *, called: str) -> Part:
    """Annex 2(4), Annex 2(11): what was given of one of several facilities, changed on that facility's own page."""
    rows, title = tuple(ROWS[section](seen)), PART_TITLES[section]
    if section is Section.ACTIVITY:
        rows, title = rows[1:], rows[1].key
    change = f"{reverse('portal:facility', args=[seen.id, seen.facility, section])}?from={CHECK}"
    place = anchor(seen.facility, section)
    return Part(section=section, title=f"{called}. {title}", rows=rows, change=change, anchor=place)


def _files(opened: OpenedDraft) -> tuple[File, ...]:
    attached = attachments_of(opened.draft)
    return tuple(File(attachment=one, whose=whose(opened, opened.place(one.about))) for one in attached)


def office_names(opened: OpenedDraft) -> str:
    """Rules 3: the department that the application goes to, as far as the addresses tell."""
    address, facilities = address_of(opened.answers), facilities_of(opened.answers, language=reader_language())
    try:
        among = at_hand.lists().offices
        office = offices.for_application(opened.applicant, address=address, facilities=facilities, among=among)
    except offices.UnknownRegion:
        return ""
    return names(office.names)
