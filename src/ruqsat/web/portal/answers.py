"""Check your answers: every field of Annex 2, as it will be signed, each with a link to where it is changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat.cases.composing import address_of, facilities_of
from ruqsat.cases.drafting import Section, attachments_of
from ruqsat.cases.facilities import OF_FACILITY
from ruqsat.cases.gaps import gaps_of, read_of, unread
from ruqsat.cases.sections import Progress, sections_of
from ruqsat.keeping import at_hand
from ruqsat.law import activities, offices
from ruqsat.law.application import Attachment
from ruqsat.law.completeness import answers_on_file
from ruqsat.law.discrepancies import against_registers
from ruqsat.law.gaps import CONSEQUENCES, Gap
from ruqsat.law.local_time import local
from ruqsat.law.premises import TITLE_BASES
from ruqsat.web.portal.answers_held import TOLD, Told
from ruqsat.web.portal.demands import lacking, whose
from ruqsat.web.portal.facilities import IN_ORDER, anchor, cards, where
from ruqsat.web.portal.forms.addresses import ADDRESS
from ruqsat.web.portal.forms.finishing import GapsForm
from ruqsat.web.portal.forms.organization import PLACES
from ruqsat.web.portal.known import known_for
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.pages import PAGES, PART_TITLES, TASK_NAMES
from ruqsat.web.portal.questions import CHECK
from ruqsat.web.reference import name_of
from ruqsat.web.templatetags.ruqsat_text import day, names, reader_language
from ruqsat.web.templatetags.ruqsat_words import speciality_name, subtype_name


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field: its name, what was given (empty: not provided), and where that came from."""

    key: Any
    lines: tuple[str, ...]
    source: str = ""


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
        rows=tuple(_ROWS[section](opened)),
        change=f"{reverse('portal:section', args=[opened.id, section])}?from={CHECK}",
        anchor=section.value,
        files=_files(opened) if section is Section.DOCUMENTS else (),
    )


def _part_of_facility(seen: OpenedDraft, section: Section, *, called: str) -> Part:
    """Annex 2(4), Annex 2(11): what was given of one of several facilities, changed on that facility's own page."""
    rows, title = tuple(_ROWS[section](seen)), PART_TITLES[section]
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


def _fields(opened: OpenedDraft, section: Section, wanted: Iterable[str]) -> Iterator[Row]:
    """Rows named as on the section's own page."""
    given, known = opened.given(section), known_for(opened, section)
    labels = PAGES[section].form(opened).fields
    for name in wanted:
        value = str(given.get(name) or "")
        source = known[name].text if name in known and known[name].value == value else ""
        yield Row(key=labels[name].label, lines=_shown(name, value), source=source)


def _shown(name: str, value: str) -> tuple[str, ...]:
    """A value in the reader's words; what is no code known here stays as it was typed."""
    in_words = _IN_WORDS.get(name)
    if not value or in_words is None:
        return (value,) if value else ()
    return (in_words(value) or value,)


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


_IN_WORDS: Mapping[str, Callable[[str], str]] = {
    "region": lambda code: name_of(code, language=reader_language()),
    "birth_date": _day,
    "issued_on": _day,
    "changed_on": _day,
    "valid_until": _day,
    "foreign": lambda code: str(dict(PLACES).get(code, "")),
    "title_basis": lambda code: names(TITLE_BASES[code]) if code in TITLE_BASES else "",
    "speciality": speciality_name,
}


def _activity(opened: OpenedDraft) -> Iterator[Row]:
    chosen = tuple(subtype_name(code) for code in opened.subtypes)
    yield Row(key=_("Type of activity"), lines=(names(activities.ACTIVITY),))
    yield Row(key=_("Subtypes of medical activity"), lines=chosen)


def _name(opened: OpenedDraft) -> Iterator[Row]:
    yield from _fields(opened, Section.NAME, ("last", "first", "patronymic", "birth_date"))
    yield Row(key=_("Individual identification number (IIN)"), lines=(opened.iin,) if opened.iin else ())


def _head(opened: OpenedDraft) -> Iterator[Row]:
    yield from _fields(opened, Section.HEAD, ("last", "first", "patronymic"))
    yield Row(key=_("Individual identification number (IIN)"), lines=(opened.iin,) if opened.iin else ())


def _organization(opened: OpenedDraft) -> Iterator[Row]:
    """Annex 3(3): the entity's number, or that of the branch of a foreign one that has none."""
    branch = bool(opened.given(Section.ORGANIZATION).get("branch_bin"))
    yield from _fields(opened, Section.ORGANIZATION, ("foreign", "branch_bin" if branch else "bin"))


def _representative(opened: OpenedDraft) -> Iterator[Row]:
    """Rules 6: who signs, and on what power."""
    yield Row(key=_("Who signs"), lines=(opened.owner.full_name(), opened.signer_iin))
    yield from _fields(opened, Section.REPRESENTATIVE, ("applicant_iin", "number", "issued_on", "valid_until"))


def _legal_address(opened: OpenedDraft) -> Iterator[Row]:
    fields = PAGES[Section.LEGAL_ADDRESS].form(opened).fields
    yield from _fields(opened, Section.LEGAL_ADDRESS, fields)


def _specialists(opened: OpenedDraft) -> Iterator[Row]:
    for one in opened.specialists:
        name = " ".join(str(one[part]) for part in ("last", "first", "patronymic") if one.get(part))
        told = (
            one["iin"],
            *_shown("speciality", str(one.get("speciality") or "")),
            ", ".join(str(one[part]) for part in ("diploma", "graduated_in") if one.get(part)),
            str(one.get("certificate") or ""),
            str(one.get("employment") or ""),
            where(opened, one),
        )
        yield Row(key=name, lines=tuple(line for line in told if line))


def _paper(opened: OpenedDraft) -> Iterator[Row]:
    said = {"yes": _("Yes"), "no": _("No")}.get(opened.given(Section.PAPER).get("on_paper", ""), "")
    yield Row(key=_("License wanted on paper"), lines=(said,) if said else ())


def _consent(opened: OpenedDraft) -> Iterator[Row]:
    words = {"registers": _("Yes, by a code to the phone"), "typed": _("No, everything was typed")}
    said = words.get(opened.given(Section.CONSENT).get("choice", ""), "")
    yield Row(key=_("May the state registers be asked?"), lines=(said,) if said else ())


def _requirements(opened: OpenedDraft) -> Iterator[Row]:
    given = opened.given(Section.REQUIREMENTS)
    for point in at_hand.lists().points_for(opened.subtypes):
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


def _told(told: Told) -> Callable[[OpenedDraft], Iterable[Row]]:
    return lambda opened: (Row(key=key, lines=lines) for key, lines in told(opened))


_ROWS: Mapping[Section, Callable[[OpenedDraft], Iterable[Row]]] = {
    Section.ACTIVITY: _activity,
    Section.CONSENT: _consent,
    Section.NAME: _name,
    Section.REPRESENTATIVE: _representative,
    Section.ORGANIZATION: _organization,
    Section.RESIDENCE: _of(Section.RESIDENCE, ADDRESS),
    Section.REGISTRATION: _of(Section.REGISTRATION, ("organization",)),
    Section.ENTITY: _of(Section.ENTITY, ("organization", "location")),
    Section.LEGAL_ADDRESS: _legal_address,
    Section.HEAD: _head,
    Section.SPECIALISTS: _specialists,
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
    **{section: _told(told) for section, told in TOLD.items()},
    Section.CHANGE: _of(Section.CHANGE, ("changed_on", "before", "now")),
}
