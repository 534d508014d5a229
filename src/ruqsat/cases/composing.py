"""From the answers of a draft to the application that is signed (Annex 2, Annex 3), and to what is still missing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ruqsat.cases import composing_held, sections_held
from ruqsat.cases.drafting import Answers, Section, answers_of, attachments_of, beginning_of, specialists_in
from ruqsat.cases.facilities import FIRST, at_facility, places_in, works_at
from ruqsat.cases.models import Draft
from ruqsat.cases.sections import REQUIRED, Progress, tasks
from ruqsat.journal import read
from ruqsat.keeping import at_hand, books
from ruqsat.law import documents, offices
from ruqsat.law.acts import InquiryAnswered
from ruqsat.law.application import (
    Address,
    Applicant,
    ApplicantKind,
    Application,
    Attachment,
    BankAccount,
    Confirmations,
    Contacts,
    Facility,
    PersonName,
    Representative,
    RequirementStatement,
    Service,
    Specialist,
)
from ruqsat.law.documents import POWER, ApplicationFacts, DocumentDemand, required
from ruqsat.law.local_time import local
from ruqsat.law.premises import title_in_words
from ruqsat.law.procedure import standing
from ruqsat.law.standing import act_of
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of

THE_FACILITY = FIRST
"""The facility of an application that has one."""


class NotReadyError(Exception):
    """The draft cannot become an application yet; ``sections`` are the tasks still open."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__(", ".join(sections))
        self.sections = sections


def applicant_iin(answers: Answers, owner: Person) -> str:
    """Rules 6: the IIN of the applicant, or of the head of the legal entity; "" while a represented one is unnamed."""
    if not beginning_of(answers).represented:
        return iin_of(owner)
    return str(answers.get(Section.REPRESENTATIVE.value, {}).get("applicant_iin") or "")


def applicant_of(answers: Answers, owner: Person) -> Applicant:
    """Annex 2, Annex 3: who applies, as far as it is typed; the same before filing and in what is signed."""
    kind = beginning_of(answers).kind
    iin = applicant_iin(answers, owner)
    if kind is not ApplicantKind.LEGAL_ENTITY:
        registered = answers.get(Section.REGISTRATION.value, {}).get("organization")
        name = _name(answers.get(Section.NAME.value, {}))
        registered = registered if kind is ApplicantKind.ENTREPRENEUR else None
        return Applicant(kind=kind, iin=iin, name=name, organization=registered or None)
    number = answers.get(Section.ORGANIZATION.value, {})
    entity = _only(answers.get(Section.ENTITY.value, {}), "organization", "location")
    return Applicant(
        kind=kind,
        iin=iin,
        name=_name(answers.get(Section.HEAD.value, {})),
        bin=number.get("bin") or None,
        branch_bin=None if number.get("bin") else number.get("branch_bin") or None,
        organization=entity["organization"] or None,
        location=entity["location"] or None,
    )


def document_demands(draft: Draft, owner: Person, *, at: datetime) -> tuple[DocumentDemand, ...]:
    """
    List 8(1), Rules 6: the documents to attach to this draft, given what is typed so far and what registers answered.
    """
    answers = answers_of(draft)
    iin = applicant_iin(answers, owner)
    whole = ApplicationFacts(specialists=_years(answers, iin), facilities=places_in(answers), applicant_iin=iin)
    facts = composing_held.facts_of(Service(draft.service), answers, whole)
    acts = read.acts_of(draft.id)
    book = books.in_force()
    edition = book.edition_on(local(at).date())
    known = standing(acts, edition, book.calendar).answers
    given = {place: act_of(filed, InquiryAnswered) for place, filed in known.items()}
    demands = required(facts, given, edition=edition, on=local(at).date())
    return (documents.of_representative(), *demands) if beginning_of(answers).represented else demands


def _years(answers: Answers, iin: str) -> dict[str, int | None]:
    """Years of graduation, by the IIN of the specialist; of a legal entity those listed, else the applicant."""
    if beginning_of(answers).kind is ApplicantKind.LEGAL_ENTITY:
        return {one["iin"]: _year(one.get("graduated_in")) for one in specialists_in(answers)}
    return {iin: _year(answers.get(Section.QUALIFICATION.value, {}).get("graduated_in"))}


def _year(typed: object) -> int | None:
    text = str(typed or "")
    return int(text) if text.isdigit() else None


def application_of(draft: Draft, owner: Person, *, at: datetime, language: str) -> Application:
    """
    Annex 2, Annex 3: the application that the draft makes, exactly as it will be shown, signed and printed.

    :raises NotReadyError: with the tasks that are still open.
    """
    lists = at_hand.take(books.in_force(), on=local(at).date())
    missing = tuple(task.section for task in tasks(draft) if task.progress is not Progress.DONE)
    if missing:
        raise NotReadyError(missing)
    answers, attached, service = answers_of(draft), attachments_of(draft), Service(draft.service)
    applicant, address = applicant_of(answers, owner), address_of(answers)
    facilities = _facilities(service, answers, language=language)
    office = composing_held.office_of(
        applicant, address=address, facilities=facilities, answers=answers, among=lists.offices
    )
    if office is None:
        raise NotReadyError((Section.LEGAL_ADDRESS,))
    return Application(
        service=service,
        office=office.code,
        licensor=office.names.in_(language),
        applicant=applicant,
        address=address,
        contacts=_contacts(answers[Section.CONTACTS.value]),
        bank_account=BankAccount(**_only(answers[Section.BANK.value], "number", "bank", "location")),
        on_paper=answers.get(Section.PAPER.value, {}).get("on_paper") == "yes",
        facilities=facilities,
        **_examined(service, answers, applicant),
        attachments=attached,
        sheets=int(answers.get(Section.DOCUMENTS.value, {}).get("sheets") or len(attached)),
        confirmations=Confirmations(**dict.fromkeys(REQUIRED[Section.CONFIRMATIONS], True)),  # else the task were open
        completed_on=local(at).date(),
        language=language,
        representative=_representative(answers, owner, attached),
        held=composing_held.held_of(service, answers),
        change=composing_held.change_of(service, answers),
        loss=composing_held.loss_of(service, answers),
    )


def _facilities(service: Service, answers: Answers, *, language: str) -> tuple[Facility, ...]:
    examined = sections_held.examined(service, answers)
    described = facilities_of(answers, language=language) if examined else ()
    return composing_held.facilities_of(service, answers, described)


def _examined(service: Service, answers: Answers, applicant: Applicant) -> dict[str, Any]:
    """Where nothing is examined, neither specialists nor requirements are told of."""
    if not sections_held.examined(service, answers):
        return {"specialists": (), "requirements": ()}
    return {"specialists": _specialists(answers, applicant), "requirements": _requirements(answers)}


def address_of(answers: Answers) -> Address:
    """Annex 2(6), Annex 3(6): the residence of a person, the legal address of an entity, abroad with its country."""
    legal = beginning_of(answers).kind is ApplicantKind.LEGAL_ENTITY
    return _address(answers.get(Section.LEGAL_ADDRESS.value if legal else Section.RESIDENCE.value, {}))


def _representative(answers: Answers, owner: Person, attached: tuple[Attachment, ...]) -> Representative | None:
    """Rules 6: who is signed in signs for the applicant, on the power that is attached."""
    if not beginning_of(answers).represented:
        return None
    given = answers[Section.REPRESENTATIVE.value]
    until = given.get("valid_until")
    return Representative(
        iin=iin_of(owner),
        name=PersonName(last=owner.last, first=owner.first, patronymic=owner.patronymic or None),
        power=next(one.sha256 for one in attached if one.proves == POWER),
        number=given["number"],
        issued_on=date.fromisoformat(given["issued_on"]),
        valid_until=date.fromisoformat(until) if until else None,
    )


def _only(given: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(given.get(name) or "").strip() for name in names}


def _name(given: Mapping[str, Any]) -> PersonName:
    text = _only(given, "last", "first", "patronymic")
    return PersonName(last=text["last"], first=text["first"], patronymic=text["patronymic"] or None)


def _address(given: Mapping[str, Any]) -> Address:
    parts = _only(given, "postal_code", "region", "city", "district", "locality", "street", "building", "country")
    return Address(**(parts | {"country": parts["country"] or offices.HOME}))


def _contacts(given: Mapping[str, Any]) -> Contacts:
    phones = tuple(given[name] for name in ("phone", "second_phone") if given.get(name))
    return Contacts(email=given["email"], phones=phones, fax=given.get("fax") or "")


def address_in_line(answers: Answers) -> str:
    """Rules 8(4): the address of the facility that the answers are those of, as registers are asked by it."""
    return _address(answers.get(Section.FACILITY.value, {})).in_line()


def addresses_in(answers: Answers) -> dict[str, str]:
    """Rules 8(4): where there are several facilities, the address of each by its place; of a single one nothing."""
    places = places_in(answers)
    return {one: address_in_line(at_facility(answers, one)) for one in places} if len(places) > 1 else {}


def facilities_of(answers: Answers, *, language: str) -> tuple[Facility, ...]:
    """Annex 2(11), Annex 3(11): the objects with their addresses, subtypes and titles, as far as they are typed."""
    return tuple(_facility(at_facility(answers, place), place, language=language) for place in places_in(answers))


def _facility(answers: Answers, place: str, *, language: str) -> Facility:
    given = answers.get(Section.FACILITY.value, {})
    return Facility(
        id=place,
        address=_address(given),
        subtypes=tuple(answers.get(Section.ACTIVITY.value, {}).get("subtypes", ())),
        title_basis=title_in_words(
            given.get("title_basis") or "", given.get("title_document") or "", language=language
        ),
        sanitary_conclusion=given.get("sanitary_conclusion") or "",
    )


def _specialists(answers: Answers, applicant: Applicant) -> tuple[Specialist, ...]:
    """
    List 8(1): those listed by a legal entity, once for each facility where they work; an individual or entrepreneur is
    the one specialist of every facility.
    """
    places = places_in(answers)
    if applicant.kind is ApplicantKind.LEGAL_ENTITY:
        return tuple(
            _specialist(one, iin=one["iin"], name=_name(one), facility=place)
            for one in specialists_in(answers)
            for place in works_at(one, places)
        )
    given = answers[Section.QUALIFICATION.value]
    return tuple(_specialist(given, iin=applicant.iin, name=applicant.name, facility=place) for place in places)


def _specialist(given: Mapping[str, Any], *, iin: str, name: PersonName, facility: str) -> Specialist:
    return Specialist(
        iin=iin,
        name=name,
        speciality=given["speciality"],
        graduated_in=int(given["graduated_in"]),
        diploma=given["diploma"],
        certificate=given.get("certificate") or "",
        employment=given["employment"],
        facility=facility,
    )


def _requirements(answers: Answers) -> tuple[RequirementStatement, ...]:
    return tuple(
        RequirementStatement(requirement=point.key, facility=place, text=seen[Section.REQUIREMENTS.value][point.key])
        for place in places_in(answers)
        for seen in (at_facility(answers, place),)
        for point in at_hand.lists().points_for(tuple(seen[Section.ACTIVITY.value]["subtypes"]))
    )
