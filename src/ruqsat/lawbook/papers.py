"""``ruqsat law documents``: what a person with these facts attaches."""

import argparse
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from ruqsat.law.act import Outcome
from ruqsat.law.acts_of_filing import InquiryAnswered
from ruqsat.law.application import ApplicantKind, Change, Service
from ruqsat.law.documents import (
    DOCUMENTS,
    Answers,
    ApplicationFacts,
    DocumentDemand,
    Reason,
    asked_for,
    of_representative,
    required,
)
from ruqsat.law.editions import Edition
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, Scope
from ruqsat.law.local_time import day_start, local
from ruqsat.law.reissue import GROUNDS, faults
from ruqsat.law.saying import say
from ruqsat.law.service_rules import RULES
from ruqsat.lawbook import reading
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language, said

_KINDS = {
    "individual": ApplicantKind.INDIVIDUAL,
    "entrepreneur": ApplicantKind.ENTREPRENEUR,
    "entity": ApplicantKind.LEGAL_ENTITY,
}
_PREMISES_AND_PEOPLE = ("premises_title", "labor_activity", "higher_education", "secondary_education")
_REGISTERS = (*_PREMISES_AND_PEOPLE, *dict.fromkeys(key for ground in GROUNDS.values() for key in ground.proved_by))
_NOW = "as the application says"
_STATES: Mapping[str, Outcome | None] = {
    "known": Outcome.VALUE,
    "none": Outcome.NONE,
    "expired": Outcome.VALUE,
    "down": Outcome.UNAVAILABLE,
    "not_asked": None,
}


def documents(asked: argparse.Namespace) -> Answer:
    """The documents to attach, with clause and reason."""
    spoken, service = language(asked.language), reading.service(asked.service)
    if asked.kind not in _KINDS:
        raise CannotAnswer(f"“{asked.kind}” is nobody who applies: it is one of {', '.join(_KINDS)}.")
    on = reading.day(asked.on) if asked.on else local(datetime.now(UTC)).date()
    edition, facts = reading.edition(on), _facts(asked, service, on=on)
    demands = [
        *_forms(service, edition),
        *required(facts, _answers(asked.register, facts, on=on), edition=edition, on=on),
    ]
    demands += [of_representative()] if asked.representative else []
    told = [_told(demand, spoken=spoken) for demand in demands]
    data = {"service": service.value, "as": asked.kind, "on": str(on), "edition": edition.id, "documents": told}
    return Answer(
        data=data, lines=tuple(f"{one['name']} ({one['about']}; {one['ref']})\n    {one['why']}" for one in told)
    )


def _facts(asked: argparse.Namespace, service: Service, *, on: date) -> ApplicationFacts:
    """Specialists and facilities count where the service examines them."""
    change = _change(asked, service, on=on)
    named = _named(asked)
    examined = RULES[service].facilities or (change is not None and GROUNDS[change.ground].visited)
    return ApplicationFacts(
        specialists=named.specialists if examined else {},
        facilities=named.facilities if examined else (),
        applicant_iin=APPLICANT,
        service=service,
        change=change,
        addresses=named.facilities,
    )


def _change(asked: argparse.Namespace, service: Service, *, on: date) -> Change | None:
    """Permits 33: the ground of a reissue, which one has to name; other services have none."""
    if service is not Service.REISSUE:
        if asked.ground:
            raise CannotAnswer("Only a reissue has a ground.")
        return None
    if asked.ground not in GROUNDS:
        raise CannotAnswer(f"A reissue has a ground: name one by --ground, {', '.join(GROUNDS)}.")
    change = Change(ground=asked.ground, changed_on=on, before="", now=_NOW)
    for fault in faults(change, _KINDS[asked.kind]):
        raise CannotAnswer(f"{fault.ref}: {fault.why}")
    return change


def _named(asked: argparse.Namespace) -> ApplicationFacts:
    years: list[int | None] = [reading.year(year) for year in asked.graduated]
    years = years or [None]
    names = [f"specialist {number}" for number in range(1, len(years) + 1)]
    if asked.kind == "individual":
        names[0] = APPLICANT
    facilities = range(1, reading.count(asked.facilities, of="facilities") + 1)
    return ApplicationFacts(
        specialists=dict(zip(names, years, strict=True)),
        facilities=tuple(f"facility {number}" for number in facilities),
    )


def _answers(said_of: list[str], facts: ApplicationFacts, *, on: date) -> Answers:
    """What the registers would have answered: the same of each specialist and of each facility."""
    found = {}
    for text in said_of:
        name, _, state = text.partition("=")
        if name not in _REGISTERS or state not in _STATES:
            known = f"{', '.join(_REGISTERS)}, each {', '.join(_STATES)}"
            raise CannotAnswer(f"“{text}” says nothing about a register: name one of {known}.")
        if (outcome := _STATES[state]) is None:
            continue
        for about in _abouts(name, facts):
            found[name, about] = InquiryAnswered(
                happened_at=day_start(on),
                inquiry=name,
                about=about,
                outcome=outcome,
                source="",
                basis=INQUIRIES[name].basis,
                data={"valid_until": str(on - timedelta(days=1))} if state == "expired" else {"name": _NOW},
            )
    return found


def _abouts(inquiry: str, facts: ApplicationFacts) -> tuple[str, ...]:
    match INQUIRIES[inquiry].scope:
        case Scope.APPLICANT:
            return (APPLICANT,)
        case Scope.FACILITY:
            return facts.addresses
        case Scope.SPECIALIST:
            return (*facts.specialists, APPLICANT)


def _forms(service: Service, edition: Edition) -> tuple[DocumentDemand, ...]:
    why = say("It is filled in on the portal as part of the application.")
    return tuple(
        DocumentDemand(document=key, about=APPLICANT, ref=RULES[service].ref, reason=Reason.ALWAYS, why=why)
        for key in asked_for(service, edition=edition)
        if DOCUMENTS[key].part_of_form
    )


def _told(demand: DocumentDemand, *, spoken: str) -> dict[str, str]:
    return {
        "document": demand.document,
        "name": DOCUMENTS[demand.document].names.in_(spoken),
        "about": demand.about,
        "ref": demand.ref,
        "reason": demand.reason.value,
        "why": said(demand.why, language=spoken),
    }
