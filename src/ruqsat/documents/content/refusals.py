"""Rules 9, 12 and List 9: refusals, the preliminary decision that comes before one, the protocol of a hearing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ruqsat.documents import naming
from ruqsat.documents.content.sheet import Section, Signatory, cell, facts, prose, row, sheet, table
from ruqsat.documents.labels import clause, label_in, moment
from ruqsat.law.acts import GroundFound, Shortcoming
from ruqsat.law.application import Application, Facility, Service

REFUSALS: Mapping[Service, tuple[str, str, str]] = {
    Service.ISSUE: ("refusal", "refusal_lead", "preliminary_lead"),
    Service.ANNEX: ("refusal_of_annex", "refusal_of_annex_lead", "preliminary_lead_of_annex"),
    Service.REISSUE: ("refusal_of_reissue", "refusal_of_reissue_lead", "preliminary_lead_of_reissue"),
    Service.DUPLICATE: ("refusal_of_duplicate", "refusal_of_duplicate_lead", "preliminary_lead_of_duplicate"),
}
"""List 5: what is refused, by service: the labels of the title, of the decision and of the intention."""


def refusal_of_consideration_data(
    application: Application,
    *,
    number: str,
    shortcomings: Sequence[Shortcoming],
    text: str,
    signatory: Signatory,
    at: datetime,
) -> dict[str, Any]:
    """Rules 9: which documents are missing or expired, each with the clause that asks for it."""
    language = application.language
    rows = [
        [
            cell(naming.document(one.document, language)),
            cell(label_in("expired" if one.expired else "missing", language)),
            cell(clause(one.ref, language)),
        ]
        for one in shortcomings
    ]
    missing = table("what_is_missing", language, columns=("document", "state", "clause"), widths=(5, 2, 2), rows=rows)
    reasons = [prose("reasons", language, text.splitlines())] if text.strip() else []
    return sheet(
        "refusal_of_consideration",
        language=language,
        issuer=signatory.office,
        application=number,
        at=at,
        to=[_addressee(application)],
        lead=label_in("refusal_of_consideration_lead", language),
        sections=[missing, *reasons, *_what_next(language)],
        signatory=signatory,
    )


def preliminary_decision_data(
    application: Application,
    *,
    number: str,
    grounds: Sequence[GroundFound],
    objection_days: int,
    signatory: Signatory,
    at: datetime,
    facilities: Sequence[Facility] = (),
) -> dict[str, Any]:
    """
    Rules 12: the intended refusal with its grounds, and how a position can be stated.

    Of several *facilities* (Rules 10), those that it concerns are named where it does not concern them all.
    """
    language = application.language
    some = 0 < len(facilities) < len(application.facilities)
    concerned = [_concerned(facilities, language)] if some else []
    how = prose("your_position", language, [label_in("objection_how", language, days=objection_days)])
    return sheet(
        "preliminary_decision",
        language=language,
        issuer=signatory.office,
        application=number,
        at=at,
        to=[_addressee(application)],
        lead=label_in("preliminary_lead_some" if some else REFUSALS[application.service][2], language),
        sections=[*concerned, _grounds(grounds, language), how],
        signatory=signatory,
    )


def hearing_protocol_data(
    application: Application,
    *,
    number: str,
    heard_at: datetime,
    place: str,
    present: Sequence[str],
    position: str,
    grounds: Sequence[GroundFound],
    signatory: Signatory,
    at: datetime,
) -> dict[str, Any]:
    """Rules 12, APPC 74: when and where the applicant was heard, who was there, and what the position is."""
    language = application.language
    circumstances = [
        row("heard_at", language, moment(heard_at, language)),
        row("heard_where", language, place),
        row("heard_whom", language, _addressee(application)),
        row("present", language, *present),
    ]
    return sheet(
        "hearing_protocol",
        language=language,
        issuer=signatory.office,
        application=number,
        at=at,
        lead=label_in("protocol_lead", language),
        sections=[
            facts("hearing", language, circumstances),
            _grounds(grounds, language),
            prose("position_stated", language, position.splitlines()),
        ],
        signatory=signatory,
    )


def refusal_data(
    application: Application, *, number: str, grounds: Sequence[GroundFound], signatory: Signatory, at: datetime
) -> dict[str, Any]:
    """List 9, Rules 20: the reasoned refusal, and where one can appeal (Rules 22–27)."""
    language = application.language
    title, lead, _ = REFUSALS[application.service]
    return sheet(
        title,
        language=language,
        issuer=signatory.office,
        application=number,
        at=at,
        to=[_addressee(application)],
        lead=label_in(lead, language),
        sections=[_grounds(grounds, language), *_what_next(language)],
        signatory=signatory,
    )


def refusal_of_annex_data(
    application: Application,
    *,
    number: str,
    facility: Facility,
    grounds: Sequence[GroundFound],
    signatory: Signatory,
    at: datetime,
) -> dict[str, Any]:
    """Rules 10, List 9, Rules 20: the reasoned refusal of one facility, whose like may be granted beside it."""
    language = application.language
    particulars = [
        row("facility", language, facility.id),
        row("address_of_facility", language, naming.address(facility.address, language)),
        row("subtypes", language, *naming.subtypes(facility.subtypes, language)),
    ]
    return sheet(
        "refusal_of_annex",
        language=language,
        issuer=signatory.office,
        application=number,
        at=at,
        to=[_addressee(application)],
        lead=label_in("refusal_of_one_annex_lead", language),
        sections=[
            facts("particulars", language, particulars),
            _grounds(grounds, language),
            *_what_next(language, again="again_annex"),
        ],
        signatory=signatory,
    )


def _concerned(facilities: Sequence[Facility], language: str) -> Section:
    """Rules 10: the facilities that an intended refusal concerns, and that the others are decided on their own."""
    named = [f"{one.id}: {naming.address(one.address, language)}" for one in facilities]
    return prose("facilities_concerned", language, [*named, label_in("facilities_others", language)])


def _grounds(grounds: Sequence[GroundFound], language: str) -> Section:
    rows = [
        [cell(clause(found.ground, language)), cell(naming.ground(found.ground, language)), cell(found.text)]
        for found in grounds
    ]
    return table("grounds", language, columns=("clause", "ground", "reasons"), widths=(2, 4, 5), rows=rows)


def _what_next(language: str, *, again: str = "again") -> list[Section]:
    return [prose("appeal", language, [label_in(again, language), label_in("appeal_how", language)])]


def _addressee(application: Application) -> str:
    return application.applicant.organization or application.applicant.name.full()
