"""What was given in each section of a draft, row by row, named as on the section's page, in the reader's words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruqsat.cases.drafting import Section
from ruqsat.keeping import at_hand
from ruqsat.law import activities
from ruqsat.law.premises import TITLE_BASES
from ruqsat.web.portal.answers_held import TOLD, Told
from ruqsat.web.portal.facilities import where
from ruqsat.web.portal.forms.addresses import ADDRESS
from ruqsat.web.portal.forms.organization import PLACES
from ruqsat.web.portal.known import known_for
from ruqsat.web.portal.opened import OpenedDraft
from ruqsat.web.portal.pages import PAGES
from ruqsat.web.reference import name_of
from ruqsat.web.templatetags.ruqsat_text import day, names, reader_language
from ruqsat.web.templatetags.ruqsat_words import speciality_name, subtype_name


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field: its name, what was given (empty: not provided), and where that came from."""

    key: Any
    lines: tuple[str, ...]
    source: str = ""


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


ROWS: Mapping[Section, Callable[[OpenedDraft], Iterable[Row]]] = {
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
"""How each section is told."""
