"""Documents that List 8 asks for, and which of them a particular case needs: List 8(1), List 8(2), Rules 9."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruqsat.law import reissue, service_rules
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.application import Application, Attachment, Change, Service
from ruqsat.law.discrepancies import plain
from ruqsat.law.editions import Edition
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, Scope
from ruqsat.law.names import Names
from ruqsat.law.reference import load
from ruqsat.law.saying import Saying, say

Answers = Mapping[tuple[str, str], InquiryAnswered]
"""What registers said: (inquiry, about) → the answer."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """List 8(1): a document; ``scope`` says of whom, ``part_of_form`` that the form itself is the document."""

    key: str
    ref: str
    names: Names
    hint: Names
    scope: Scope
    part_of_form: bool


def _read() -> dict[str, Document]:
    return {
        key: Document(
            key=key,
            ref=table["ref"],
            names=Names.from_table(table),
            hint=Names.from_table(table["hint"]),
            scope=Scope(table["scope"]),
            part_of_form=table.get("part_of_form", False),
        )
        for key, table in load("documents")["documents"].items()
    }


DOCUMENTS: Mapping[str, Document] = _read()


CHANGE = "change_document"
"""List 8(2): the copy of the document on the change that a reissue rests on."""

POWER = "power_of_attorney"
"""Rules 6: the document on the representative's powers."""


class Reason(StrEnum):
    """Why a document is asked for."""

    ALWAYS = "always"  # List 8(1) asks for it whatever the registers know
    REGISTER_HAS_NONE = "register_has_none"
    REGISTER_EXPIRED = "register_expired"
    REGISTER_DOWN = "register_down"  # Rules 9 (readings): not held against the applicant
    NOT_ASKED = "not_asked"  # the register was not asked, or may not be asked without consent


@dataclass(frozen=True, kw_only=True)
class DocumentDemand:
    """List 8(1): a document asked for in this case: key, about whom or what, clause, why in a sentence."""

    document: str
    about: str
    ref: str
    reason: Reason
    why: Saying


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """
    What of an application, or of a draft, decides on its documents: years of graduation by IIN, facilities' ids.

    Those are the specialists and facilities that are examined; ``addresses`` are the facilities that a reissue names.
    """

    specialists: Mapping[str, int | None]
    facilities: tuple[str, ...]
    applicant_iin: str = ""
    service: Service = Service.ISSUE
    change: Change | None = None
    addresses: tuple[str, ...] = ()


def facts_of(application: Application) -> ApplicationFacts:
    """The facts of a whole application. A specialist named twice counts with the earlier graduation."""
    facilities = tuple(facility.id for facility in service_rules.examined(application))
    specialists: dict[str, int | None] = {}
    for specialist in application.specialists if facilities else ():
        known = specialists.get(specialist.iin)
        specialists[specialist.iin] = min(known, specialist.graduated_in) if known else specialist.graduated_in
    return ApplicationFacts(
        specialists=specialists,
        facilities=facilities,
        applicant_iin=application.applicant.iin,
        service=application.service,
        change=application.change,
        addresses=tuple(facility.id for facility in application.facilities),
    )


def required(facts: ApplicationFacts, answers: Answers, *, edition: Edition, on: date) -> tuple[DocumentDemand, ...]:
    """
    List 8(1), List 8(2), List 8(3): the documents to attach in this case, given what registers answered and the day.

    A document that stands in for a register is asked for unless the register answered with data still in force.
    """
    demands: list[DocumentDemand | None] = []
    for iin, graduated in facts.specialists.items():
        demands += [_diploma(iin, graduated, answers, edition=edition, on=on), _training(iin)]
        demands.append(_instead_of(("labor_activity",), iin, answers, on=on))
    demands += [_instead_of(("premises_title",), facility, answers, on=on) for facility in facts.facilities]
    demands.append(_on_the_change(facts, answers, on=on))
    wanted = asked_for(facts.service, edition=edition)
    return tuple(demand for demand in demands if demand is not None and demand.document in wanted)


def asked_for(service: Service, *, edition: Edition) -> tuple[str, ...]:
    """List 8(1), List 8(2), List 8(3): every document that the List names for *service*."""
    match service:
        case Service.ISSUE | Service.ANNEX:
            return edition.documents_issue
        case Service.REISSUE:
            return edition.documents_reissue
        case Service.DUPLICATE:
            return edition.documents_duplicate


def of_representative() -> DocumentDemand:
    """Rules 6: who signs for another attaches the power that lets them; nothing is filed without it."""
    why = say("You sign for somebody else, so the document on your powers is attached.")
    return DocumentDemand(document=POWER, about=APPLICANT, ref="Rules 6", reason=Reason.ALWAYS, why=why)


def _training(iin: str) -> DocumentDemand:
    why = say("List 8 asks for a certificate of retraining or advanced training of every specialist.")
    return DocumentDemand(document="advanced_training", about=iin, ref="List 8(1)", reason=Reason.ALWAYS, why=why)


def _diploma(iin: str, graduated: int | None, answers: Answers, *, edition: Edition, on: date) -> DocumentDemand | None:
    """
    List 8(1): a diploma of those who graduated before 2015.

    Of the year 2015 itself the register is asked first (docs/law/readings.md); of later years it alone is asked.
    """
    year = edition.education_year
    if graduated is None or graduated > year:
        return None
    if graduated < year:
        why = say("The studies were completed before %(year)s, so the diploma is attached.", year=year)
        return DocumentDemand(document="diploma", about=iin, ref="List 8(1)", reason=Reason.ALWAYS, why=why)
    return _instead_of(("higher_education", "secondary_education"), iin, answers, on=on)


def _on_the_change(facts: ApplicationFacts, answers: Answers, *, on: date) -> DocumentDemand | None:
    """
    List 8(2): a copy of the document on the change, unless a state system holds what it says.

    It holds it when the register's answer has in it what the application states is there now (docs/law/readings.md).
    """
    change = facts.change
    ground = reissue.GROUNDS.get(change.ground) if change else None
    if change is None or ground is None:
        return None
    given = [answers.get((key, about)) for key in ground.proved_by for about in _told_about(key, facts)]
    if any(answer is not None and _holds(answer, change, on=on) for answer in given):
        return None
    silent = [answer for answer in given if answer is None or answer.outcome is not Outcome.VALUE]
    reason = _reason(silent) if given else Reason.ALWAYS
    return DocumentDemand(document=CHANGE, about=APPLICANT, ref="List 8(2)", reason=reason, why=_WHY[reason])


def _told_about(inquiry: str, facts: ApplicationFacts) -> tuple[str, ...]:
    match INQUIRIES[inquiry].scope:
        case Scope.APPLICANT:
            return (APPLICANT,)
        case Scope.SPECIALIST:
            return (facts.applicant_iin,)
        case Scope.FACILITY:
            return facts.addresses


def _holds(answer: InquiryAnswered, change: Change, *, on: date) -> bool:
    if answer.outcome is not Outcome.VALUE or expired(answer, on=on):
        return False
    return plain(change.now) in plain(" ".join(answer.data.values()))


def _instead_of(inquiries: tuple[str, ...], about: str, answers: Answers, *, on: date) -> DocumentDemand | None:
    given = [answers.get((inquiry, about)) for inquiry in inquiries]
    if any(answer is not None and answer.outcome is Outcome.VALUE and not expired(answer, on=on) for answer in given):
        return None
    document = INQUIRIES[inquiries[0]].document
    reason = _reason(given)
    return DocumentDemand(document=document, about=about, ref="List 8(1)", reason=reason, why=_WHY[reason])


def expired(answer: InquiryAnswered, *, on: date, field: str = "valid_until") -> bool:
    """Rules 9: whether what a register answered has lapsed by *on*; an answer without an end, in *field*, has not."""
    until = answer.data.get(field, "")
    try:
        return bool(until) and date.fromisoformat(until) < on
    except ValueError:
        return False


def _reason(given: list[InquiryAnswered | None]) -> Reason:
    outcomes = {answer.outcome for answer in given if answer is not None}
    if Outcome.VALUE in outcomes:
        return Reason.REGISTER_EXPIRED
    if None in given:
        return Reason.NOT_ASKED
    return Reason.REGISTER_DOWN if Outcome.UNAVAILABLE in outcomes else Reason.REGISTER_HAS_NONE


_WHY: Mapping[Reason, Saying] = {
    Reason.ALWAYS: say("No state register holds data on this, so the document is attached."),
    Reason.REGISTER_HAS_NONE: say("The state register has no data on this, so the document is attached."),
    Reason.REGISTER_EXPIRED: say(
        "The document that the state register knows has expired, so one in force is attached."
    ),
    Reason.REGISTER_DOWN: say("The state register does not answer now; the document may be attached instead."),
    Reason.NOT_ASKED: say("The state register was not asked, so the document is attached."),
}


@dataclass(frozen=True, kw_only=True)
class Given:
    """A document on file: what it proves, about whom or what, and until when it is in force."""

    proves: str
    about: str
    valid_until: date | None = None


def given_with(attachments: Iterable[Attachment]) -> tuple[Given, ...]:
    """The documents attached to an application."""
    return tuple(Given(proves=one.proves, about=one.about, valid_until=one.valid_until) for one in attachments)


class Lack(StrEnum):
    """How a demand is not met."""

    MISSING = "missing"
    EXPIRED = "expired"


def lack(demand: DocumentDemand, given: Iterable[Given], *, applicant_iin: str, on: date) -> Lack | None:
    """Rules 9: whether a demanded document is missing, expired by *on*, or neither (``None``)."""
    places = {demand.about, APPLICANT} if demand.about == applicant_iin else {demand.about}
    matching = [one for one in given if one.proves == demand.document and one.about in places]
    if not matching:
        return Lack.EXPIRED if demand.reason is Reason.REGISTER_EXPIRED else Lack.MISSING
    if all(one.valid_until is not None and one.valid_until < on for one in matching):
        return Lack.EXPIRED
    return None
