"""``ruqsat law documents``: what a person with these facts attaches."""

import argparse
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from ruqsat.law.act import Outcome
from ruqsat.law.acts_of_filing import InquiryAnswered
from ruqsat.law.application import Service
from ruqsat.law.documents import (
    DOCUMENTS,
    Answers,
    ApplicationFacts,
    DocumentDemand,
    Reason,
    of_representative,
    required,
)
from ruqsat.law.editions import Edition
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, Scope
from ruqsat.law.local_time import day_start, local
from ruqsat.law.saying import say
from ruqsat.lawbook import reading
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language, said

_KINDS = ("individual", "entrepreneur", "entity")
_REGISTERS = ("premises_title", "labor_activity", "higher_education", "secondary_education")
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
    if service not in {Service.ISSUE, Service.ANNEX}:
        raise CannotAnswer("Which documents a case calls for is told for issue and annex.")
    if asked.kind not in _KINDS:
        raise CannotAnswer(f"“{asked.kind}” is nobody who applies: it is one of {', '.join(_KINDS)}.")
    on = reading.day(asked.on) if asked.on else local(datetime.now(UTC)).date()
    edition, facts = reading.edition(on), _facts(asked)
    demands = [*_forms(edition), *required(facts, _answers(asked.register, facts, on=on), edition=edition, on=on)]
    demands += [of_representative()] if asked.representative else []
    told = [_told(demand, spoken=spoken) for demand in demands]
    data = {"service": service.value, "as": asked.kind, "on": str(on), "edition": edition.id, "documents": told}
    return Answer(
        data=data, lines=tuple(f"{one['name']} ({one['about']}; {one['ref']})\n    {one['why']}" for one in told)
    )


def _facts(asked: argparse.Namespace) -> ApplicationFacts:
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
        of_facility = INQUIRIES[name].scope is Scope.FACILITY
        for about in facts.facilities if of_facility else facts.specialists:
            found[name, about] = InquiryAnswered(
                happened_at=day_start(on),
                inquiry=name,
                about=about,
                outcome=outcome,
                source="",
                basis=INQUIRIES[name].basis,
                data={"valid_until": str(on - timedelta(days=1))} if state == "expired" else {},
            )
    return found


def _forms(edition: Edition) -> tuple[DocumentDemand, ...]:
    why = say("It is filled in on the portal as part of the application.")
    return tuple(
        DocumentDemand(document=key, about=APPLICANT, ref=DOCUMENTS[key].ref, reason=Reason.ALWAYS, why=why)
        for key in edition.documents_issue
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
