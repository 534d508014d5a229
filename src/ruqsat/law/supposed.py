"""An application that nobody has written yet: only the facts that decide what it needs (Rules 13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ruqsat.law.act import Outcome
from ruqsat.law.acts_of_filing import InquiryAnswered
from ruqsat.law.application import (
    THE_LICENSE,
    Address,
    Applicant,
    ApplicantKind,
    Application,
    BankAccount,
    Change,
    Confirmations,
    Contacts,
    Facility,
    LicenseHeld,
    Loss,
    PersonName,
    Service,
    Specialist,
)
from ruqsat.law.documents import (
    DOCUMENTS,
    Answers,
    DocumentDemand,
    Reason,
    asked_for,
    facts_of,
    of_representative,
    required,
)
from ruqsat.law.editions import Edition
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, Ask, Scope, for_application
from ruqsat.law.local_time import day_start
from ruqsat.law.reissue import GROUNDS
from ruqsat.law.saying import say
from ruqsat.law.service_rules import RULES

_NOW = "as the application says"
_NOBODY = PersonName(last="", first="")
_NOWHERE = Address(postal_code="", region="", city="", district="", locality="", street="", building="")


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """
    What decides on the documents: the service, who applies, and for whom and what.

    ``ground`` is a key of `reissue.GROUNDS`, of a reissue only. ``graduated`` has the year in which each specialist
    completed the studies, by whatever each is called here; ``facilities`` are called by names too.
    """

    service: Service
    kind: ApplicantKind
    ground: str = ""
    graduated: Mapping[str, int]
    facilities: tuple[str, ...]
    represented: bool = False


def is_examined(service: Service, ground: str) -> bool:
    """Rules 10, Rules 19: whether premises and specialists are examined, so that facts on them are needed."""
    return RULES[service].facilities or (ground in GROUNDS and GROUNDS[ground].visited)


def names_facilities(service: Service, ground: str) -> bool:
    """List 8(2): whether such an application names facilities: all that are examined, or whose address changed."""
    proved_by = GROUNDS[ground].proved_by if ground in GROUNDS else ()
    return is_examined(service, ground) or any(INQUIRIES[key].scope is Scope.FACILITY for key in proved_by)


def application_of(supposed: Supposed, *, on: date) -> Application:
    """The application that would be filed on *on*, with nothing in it but what decides on its documents."""
    rule = RULES[supposed.service]
    place = supposed.facilities[0] if supposed.facilities else ""
    return Application(
        service=supposed.service,
        office="",
        licensor="",
        applicant=Applicant(kind=supposed.kind, iin=APPLICANT, name=_NOBODY),
        address=_NOWHERE,
        contacts=Contacts(email="", phones=()),
        bank_account=BankAccount(number="", bank="", location=""),
        on_paper=False,
        facilities=tuple(
            Facility(id=name, address=_NOWHERE, subtypes=(), title_basis="") for name in supposed.facilities
        ),
        specialists=tuple(_specialist(name, year, facility=place) for name, year in supposed.graduated.items()),
        requirements=(),
        attachments=(),
        sheets=0,
        confirmations=Confirmations(
            contacts_are_official=True, no_court_ban=True, documents_are_valid=True, personal_data_may_be_used=True
        ),
        completed_on=on,
        language="",
        held=LicenseHeld(number="", papers=(THE_LICENSE,)) if rule.held else None,
        change=Change(ground=supposed.ground, changed_on=on, before="", now=_NOW) if rule.change else None,
        loss=Loss.LOST if rule.loss else None,
    )


def _specialist(name: str, year: int, *, facility: str) -> Specialist:
    return Specialist(
        iin=name,
        name=_NOBODY,
        speciality="",
        graduated_in=year,
        diploma="",
        certificate="",
        employment="",
        facility=facility,
    )


def asks_of(supposed: Supposed, *, edition: Edition, on: date) -> tuple[Ask, ...]:
    """Rules 8: every inquiry that such an application calls for."""
    return for_application(application_of(supposed, on=on), education_year=edition.education_year)


def confirming(ask: Ask, *, on: date) -> InquiryAnswered:
    """What a register answers that has what the application says, in force on that day."""
    return _answer(ask, Outcome.VALUE, on=on, data={"name": _NOW})


def expired(ask: Ask, *, on: date) -> InquiryAnswered:
    """What a register answers that has what ran out the day before."""
    return _answer(ask, Outcome.VALUE, on=on, data={"valid_until": str(on - timedelta(days=1))})


def without(ask: Ask, outcome: Outcome, *, on: date) -> InquiryAnswered:
    """What a register answers that has nothing, or does not answer: *outcome* says which."""
    return _answer(ask, outcome, on=on, data={})


def _answer(ask: Ask, outcome: Outcome, *, on: date, data: Mapping[str, str]) -> InquiryAnswered:
    return InquiryAnswered(
        happened_at=day_start(on),
        inquiry=ask.inquiry,
        about=ask.about,
        outcome=outcome,
        source="",
        basis=INQUIRIES[ask.inquiry].basis,
        data=data,
    )


def by_place(answers: Iterable[InquiryAnswered]) -> Answers:
    """Answers as the law asks for them: by inquiry, and about whom or what."""
    return {(answer.inquiry, answer.about): answer for answer in answers}


def demands(supposed: Supposed, answers: Answers, *, edition: Edition, on: date) -> tuple[DocumentDemand, ...]:
    """
    List 8(1), List 8(2), List 8(3), Rules 6: all that such an application needs, the parts of its form first.
    """
    facts = facts_of(application_of(supposed, on=on))
    powers = (of_representative(),) if supposed.represented else ()
    return (*_forms(supposed.service, edition), *required(facts, answers, edition=edition, on=on), *powers)


def _forms(service: Service, edition: Edition) -> tuple[DocumentDemand, ...]:
    why = say("It is filled in on the portal as part of the application.")
    return tuple(
        DocumentDemand(document=key, about=APPLICANT, ref=RULES[service].ref, reason=Reason.ALWAYS, why=why)
        for key in asked_for(service, edition=edition)
        if DOCUMENTS[key].part_of_form
    )
