"""What state registers said, as the values of the form's fields, each with its source and its day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from ruqsat.cases.drafting import Section
from ruqsat.consents import sources
from ruqsat.gateways import registers
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.inquiries import APPLICANT, INQUIRIES
from ruqsat.web.portal.forms.addresses import ADDRESS
from ruqsat.web.portal.opened import OpenedDraft
from ruqsat.web.portal.subtypes import speciality_by_name
from ruqsat.web.templatetags.ruqsat_text import day, named


@dataclass(frozen=True, kw_only=True)
class Known:
    """One field's value, from which register, and when that answered."""

    value: str
    source: str
    answered_at: datetime

    @property
    def text(self) -> str:
        """Where the value came from, in words."""
        return _("From: %(source)s, %(day)s") % {"source": named(self.source), "day": day(self.answered_at)}


def known_for(opened: OpenedDraft, section: Section) -> dict[str, Known]:
    """What registers said about the fields of one section."""
    if section is Section.CHANGE:
        from ruqsat.web.portal.known_held import (
            of_the_change,
        )  # late: it says what is known in the words of this module

        return dict(of_the_change(opened))
    fill = _FILLERS.get(section)
    return dict(fill(opened)) if fill else {}


@dataclass(frozen=True, kw_only=True)
class InVain:
    """An inquiry that brought nothing, none on record or no answer; since when its source is down, if it is."""

    inquiry: str
    outcome: Outcome
    happened_at: datetime
    down_since: datetime | None


def asked_in_vain(opened: OpenedDraft, section: Section) -> tuple[InVain, ...]:
    """The inquiries for one section that brought nothing."""
    answers = [_answer(opened, inquiry, about) for inquiry, about in _asked(opened, section)]
    vain = [one for one in answers if one is not None and one.outcome is not Outcome.VALUE]
    silent = {INQUIRIES[one.inquiry].source for one in vain if one.outcome is Outcome.UNAVAILABLE}
    down = sources.standing_before(silent, past=registers.connect(settings.GATEWAYS).past) if silent else {}
    return tuple(
        InVain(
            inquiry=one.inquiry,
            outcome=one.outcome,
            happened_at=one.happened_at,
            down_since=down[source].failing_since if source in down and down[source].is_open else None,
        )
        for one in vain
        for source in (INQUIRIES[one.inquiry].source,)
    )


def premises_address(opened: OpenedDraft) -> Known | None:
    """Rules 8(4): the address that the register of titles names, as one line, for the applicant to compare."""
    title = _value(opened, "premises_title", opened.facility_seen)
    if title is None or not title.data.get("address"):
        return None
    return Known(value=title.data["address"], source=title.source, answered_at=title.happened_at)


def _asked(opened: OpenedDraft, section: Section) -> Iterable[tuple[str, str]]:
    match section:
        case Section.NAME | Section.RESIDENCE:
            return (("identity", APPLICANT),)
        case Section.FACILITY:
            return (("premises_title", opened.facility_seen), ("sanitary_conclusion", opened.facility_seen))
        case Section.QUALIFICATION:
            return (("specialist_certificate", opened.iin), ("labor_activity", opened.iin))
        case Section.ENTITY | Section.LEGAL_ADDRESS | Section.HEAD | Section.REGISTRATION:
            return (("entrepreneur_registration", APPLICANT),)
    return ()


def _answer(opened: OpenedDraft, inquiry: str, about: str) -> InquiryAnswered | None:
    return opened.standing.answer(inquiry, about)


def _value(opened: OpenedDraft, inquiry: str, about: str) -> InquiryAnswered | None:
    answer = _answer(opened, inquiry, about)
    return answer if answer is not None and answer.outcome is Outcome.VALUE else None


def _known(answer: InquiryAnswered, fields: Mapping[str, str]) -> Iterator[tuple[str, Known]]:
    for name, value in fields.items():
        if value:
            yield name, Known(value=value, source=answer.source, answered_at=answer.happened_at)


def _name(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    identity = _value(opened, "identity", APPLICANT)
    if identity is not None:
        names = ("last", "first", "patronymic", "birth_date")
        yield from _known(identity, {name: identity.data.get(name, "") for name in names})


def _residence(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    identity = _value(opened, "identity", APPLICANT)
    if identity is not None:
        yield from _known(identity, {name: identity.data.get(name, "") for name in ADDRESS})


def _facility(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    title = _value(opened, "premises_title", opened.facility_seen)
    if title is not None:
        right = {"title_basis": title.data.get("kind", ""), "title_document": title.data.get("document_number", "")}
        yield from _known(title, right | {name: title.data.get(name, "") for name in ADDRESS})
    sanitary = _value(opened, "sanitary_conclusion", opened.facility_seen)
    if sanitary is not None:
        yield from _known(sanitary, {"sanitary_conclusion": sanitary.data.get("number", "")})


def _entity(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    """Rules 8(2): the registered name, and the legal address as the location; before that, the certificate's name."""
    registered = _value(opened, "entrepreneur_registration", APPLICANT)
    if registered is not None:
        location = ", ".join(_place(name, registered.data[name]) for name in ADDRESS if registered.data.get(name))
        yield from _known(registered, {"organization": registered.data.get("name", ""), "location": location})
    elif opened.beginning.organization:
        source = _("the certificate with which you signed in")
        yield (
            "organization",
            Known(value=opened.beginning.organization, source=source, answered_at=opened.draft.created_at),
        )


def _place(name: str, value: str) -> str:
    return named(value) if name == "region" else value


def _legal_address(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    registered = _value(opened, "entrepreneur_registration", APPLICANT)
    if registered is not None:
        yield from _known(registered, {name: registered.data.get(name, "") for name in ADDRESS})


def _head(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    """Rules 8(1): the head's names as the identity document has them."""
    identity = _value(opened, "identity", APPLICANT)
    if identity is not None:
        yield from _known(identity, {name: identity.data.get(name, "") for name in ("last", "first", "patronymic")})


def _registration(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    registered = _value(opened, "entrepreneur_registration", APPLICANT)
    if registered is not None:
        yield from _known(registered, {"organization": registered.data.get("name", "")})


def known_of_specialist(opened: OpenedDraft, iin: str) -> dict[str, Known]:
    """Rules 8(7) to 8(11): what registers said of one specialist."""
    return dict(_of_specialist(opened, iin))


def _qualification(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    yield from _of_specialist(opened, opened.iin)


def _of_specialist(opened: OpenedDraft, iin: str) -> Iterator[tuple[str, Known]]:
    for inquiry in ("secondary_education", "higher_education"):
        education = _value(opened, inquiry, iin)
        if education is not None:
            yield from _known(education, _education(education.data))
    certificate = _value(opened, "specialist_certificate", iin)
    if certificate is not None:
        speciality = speciality_by_name(certificate.data.get("speciality", ""))
        yield from _known(certificate, {"certificate": certificate.data.get("number", ""), "speciality": speciality})
    labor = _value(opened, "labor_activity", iin)
    if labor is not None:
        yield from _known(labor, {"employment": _listed(labor.data, "employer", "position", "since")})


def _education(data: Mapping[str, str]) -> dict[str, str]:
    return {"diploma": _listed(data, "diploma_number", "institution"), "graduated_in": _year(data.get("graduated_on"))}


def _listed(data: Mapping[str, str], *names: str) -> str:
    return ", ".join(_readable(data[name]) for name in names if data.get(name))


def _readable(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except ValueError:
        return value


def _year(text: str | None) -> str:
    return text[:4] if text and text[:4].isdigit() else ""


_FILLERS = {
    Section.NAME: _name,
    Section.RESIDENCE: _residence,
    Section.REGISTRATION: _registration,
    Section.ENTITY: _entity,
    Section.LEGAL_ADDRESS: _legal_address,
    Section.HEAD: _head,
    Section.FACILITY: _facility,
    Section.QUALIFICATION: _qualification,
}
