"""``ruqsat law documents``: what a person with these facts attaches."""

import argparse
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial

from ruqsat.law.act import Outcome
from ruqsat.law.acts_of_filing import InquiryAnswered
from ruqsat.law.application import ApplicantKind, Change, Service
from ruqsat.law.documents import DOCUMENTS, Answers, DocumentDemand
from ruqsat.law.inquiries import APPLICANT, Ask
from ruqsat.law.local_time import local
from ruqsat.law.reissue import GROUNDS, faults
from ruqsat.law.supposed import Supposed, asks_of, by_place, confirming, demands, expired, without
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
_STATES: Mapping[str, Callable[..., InquiryAnswered] | None] = {
    "known": confirming,
    "none": partial(without, outcome=Outcome.NONE),
    "expired": expired,
    "down": partial(without, outcome=Outcome.UNAVAILABLE),
    "not_asked": None,
}


def documents(asked: argparse.Namespace) -> Answer:
    """The documents to attach, with clause and reason."""
    spoken, service = language(asked.language), reading.service(asked.service)
    if asked.kind not in _KINDS:
        raise CannotAnswer(f"“{asked.kind}” is nobody who applies: it is one of {', '.join(_KINDS)}.")
    on = reading.day(asked.on) if asked.on else local(datetime.now(UTC)).date()
    edition = reading.edition(on, book=asked.book)
    supposed = Supposed(
        service=service,
        kind=_KINDS[asked.kind],
        ground=_ground(asked, service, on=on),
        graduated=_graduated(asked, unknown=edition.education_year + 1),
        facilities=_facilities(asked),
        represented=asked.representative,
    )
    answers = _answers(asked.register, asks_of(supposed, edition=edition, on=on), on=on)
    told = [_told(demand, spoken=spoken) for demand in demands(supposed, answers, edition=edition, on=on)]
    data = {"service": service.value, "as": asked.kind, "on": str(on), "edition": edition.id, "documents": told}
    return Answer(
        data=data, lines=tuple(f"{one['name']} ({one['about']}; {one['ref']})\n    {one['why']}" for one in told)
    )


def _ground(asked: argparse.Namespace, service: Service, *, on: date) -> str:
    """Permits 33: the ground of a reissue, which one has to name; other services have none."""
    if service is not Service.REISSUE:
        if asked.ground:
            raise CannotAnswer("Only a reissue has a ground.")
        return ""
    if asked.ground not in GROUNDS:
        raise CannotAnswer(f"A reissue has a ground: name one by --ground, {', '.join(GROUNDS)}.")
    change = Change(ground=asked.ground, changed_on=on, before="", now="something else")
    for fault in faults(change, _KINDS[asked.kind]):
        raise CannotAnswer(f"{fault.ref}: {fault.why}")
    return str(asked.ground)


def _graduated(asked: argparse.Namespace, *, unknown: int) -> Mapping[str, int]:
    """The years of the specialists; where none is said it is one of whom the register is asked, of *unknown*."""
    years = [reading.year(year) for year in asked.graduated] or [unknown]
    names = [f"specialist {number}" for number in range(1, len(years) + 1)]
    if asked.kind == "individual":
        names[0] = APPLICANT
    return dict(zip(names, years, strict=True))


def _facilities(asked: argparse.Namespace) -> tuple[str, ...]:
    facilities = range(1, reading.count(asked.facilities, of="facilities") + 1)
    return tuple(f"facility {number}" for number in facilities)


def _answers(said_of: list[str], asks: tuple[Ask, ...], *, on: date) -> Answers:
    """What the registers would have answered: the same of each specialist and of each facility."""
    found: list[InquiryAnswered] = []
    for text in said_of:
        name, _, state = text.partition("=")
        if name not in _REGISTERS or state not in _STATES:
            known = f"{', '.join(_REGISTERS)}, each {', '.join(_STATES)}"
            raise CannotAnswer(f"“{text}” says nothing about a register: name one of {known}.")
        if answer := _STATES[state]:
            found += [answer(ask, on=on) for ask in asks if ask.inquiry == name]
    return by_place(found)


def _told(demand: DocumentDemand, *, spoken: str) -> dict[str, str]:
    return {
        "document": demand.document,
        "name": DOCUMENTS[demand.document].names.in_(spoken),
        "about": demand.about,
        "ref": demand.ref,
        "reason": demand.reason.value,
        "why": said(demand.why, language=spoken),
    }
