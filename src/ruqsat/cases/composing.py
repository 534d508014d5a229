"""From the answers of a draft to the application that is signed (Annex 2), and to what is still missing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ruqsat.cases.drafting import Answers, Progress, Section, Task, answers_of, attachments_of
from ruqsat.cases.models import Draft
from ruqsat.journal import read
from ruqsat.law import offices
from ruqsat.law.acts import InquiryAnswered
from ruqsat.law.application import (
    Address,
    Applicant,
    ApplicantKind,
    Application,
    BankAccount,
    Confirmations,
    Contacts,
    Facility,
    PersonName,
    RequirementStatement,
    Service,
    Specialist,
)
from ruqsat.law.calendar import CALENDAR, local
from ruqsat.law.documents import ApplicationFacts, DocumentDemand, required
from ruqsat.law.editions import EDITIONS
from ruqsat.law.premises import title_in_words
from ruqsat.law.procedure import standing
from ruqsat.law.requirements import for_facility
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing import act_of
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of

THE_FACILITY = "F1"

ADDRESS_FIELDS = ("postal_code", "region", "city", "street", "building")

# What each section cannot do without. Fields that a form lets be empty (fax, patronymic, district) are not here.
REQUIRED: Mapping[Section, tuple[str, ...]] = {
    Section.ACTIVITY: ("subtypes",),
    Section.CONSENT: ("choice",),
    Section.NAME: ("last", "first", "birth_date"),
    Section.RESIDENCE: ADDRESS_FIELDS,
    Section.CONTACTS: ("email", "phone"),
    Section.BANK: ("number", "bank", "location"),
    Section.FACILITY: (*ADDRESS_FIELDS, "title_basis"),
    Section.QUALIFICATION: ("speciality", "graduated_in", "diploma", "employment"),
    Section.PAPER: ("on_paper",),
    Section.CONFIRMATIONS: (
        "contacts_are_official",
        "no_court_ban",
        "documents_are_valid",
        "personal_data_may_be_used",
    ),
}

WAITS_FOR: Mapping[Section, tuple[Section, ...]] = {
    Section.NAME: (Section.CONSENT,),
    Section.RESIDENCE: (Section.CONSENT,),
    Section.FACILITY: (Section.ACTIVITY, Section.CONSENT),
    Section.QUALIFICATION: (Section.ACTIVITY, Section.CONSENT),
    Section.REQUIREMENTS: (Section.ACTIVITY,),
    Section.DOCUMENTS: (Section.FACILITY, Section.QUALIFICATION),
}


class NotReadyError(Exception):
    """The draft cannot become an application yet; ``sections`` are the tasks still open."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__(", ".join(sections))
        self.sections = sections


def tasks(draft: Draft) -> tuple[Task, ...]:
    """The task list of a draft: which are done, which can be done, and why some cannot be started yet."""
    answers = answers_of(draft)
    done = {section for section in Section if _is_done(section, answers)}
    return tuple(_task(section, answers, done) for section in Section)


def _task(section: Section, answers: Answers, done: set[Section]) -> Task:
    waits = [needed for needed in WAITS_FOR.get(section, ()) if needed not in done]
    if section in done and not waits:
        return Task(section=section, progress=Progress.DONE)
    if waits:
        return Task(section=section, progress=Progress.CANNOT_START, why=_WHY_WAIT[waits[0]])
    if answers.get(section.value):
        return Task(section=section, progress=Progress.STARTED)
    return Task(section=section, progress=Progress.TO_DO)


_WHY_WAIT: Mapping[Section, Saying] = {
    Section.CONSENT: say("First say whether the state registers may be asked about you."),
    Section.ACTIVITY: say("First choose the subtypes of medical activity."),
    Section.FACILITY: say("First describe the premises."),
    Section.QUALIFICATION: say("First tell us about your education and work."),
}


def _is_done(section: Section, answers: Answers) -> bool:
    given = answers.get(section.value, {})
    if section is Section.REQUIREMENTS:
        subtypes = answers.get(Section.ACTIVITY.value, {}).get("subtypes", [])
        return bool(subtypes) and all(given.get(one.key) for one in for_facility(tuple(subtypes)))
    if section is Section.DOCUMENTS:
        return bool(given.get("confirmed"))
    return all(given.get(field) not in (None, "", []) for field in REQUIRED[section])


def document_demands(draft: Draft, owner: Person, *, at: datetime) -> tuple[DocumentDemand, ...]:
    """List 8(1): the documents to attach to this draft, given what is typed so far and what registers answered."""
    answers = answers_of(draft)
    graduated = str(answers.get(Section.QUALIFICATION.value, {}).get("graduated_in") or "")
    iin = iin_of(owner)
    facts = ApplicationFacts(
        specialists={iin: int(graduated) if graduated.isdigit() else None},
        facilities=(THE_FACILITY,),
        applicant_iin=iin,
    )
    acts = read.acts_of(draft.id)
    edition = EDITIONS.on(local(at).date())
    known = standing(acts, edition, CALENDAR).answers
    given = {place: act_of(filed, InquiryAnswered) for place, filed in known.items()}
    return required(facts, given, edition=edition, on=local(at).date())


def application_of(draft: Draft, owner: Person, *, at: datetime, language: str) -> Application:
    """
    Annex 2: the application that the draft makes, exactly as it will be shown, signed and printed.

    :raises NotReadyError: with the tasks that are still open.
    """
    missing = tuple(task.section for task in tasks(draft) if task.progress is not Progress.DONE)
    if missing:
        raise NotReadyError(missing)
    answers = answers_of(draft)
    applicant = Applicant(kind=ApplicantKind.INDIVIDUAL, iin=iin_of(owner), name=_name(answers[Section.NAME.value]))
    address = _address(answers[Section.RESIDENCE.value])
    facility = _facility(answers, language=language)
    office = offices.for_application(applicant, address=address, facilities=(facility,))
    attached = attachments_of(draft)
    return Application(
        service=Service(draft.service),
        office=office.code,
        licensor=office.names.in_(language),
        applicant=applicant,
        address=address,
        contacts=_contacts(answers[Section.CONTACTS.value]),
        bank_account=BankAccount(**_only(answers[Section.BANK.value], "number", "bank", "location")),
        on_paper=answers[Section.PAPER.value]["on_paper"] == "yes",
        facilities=(facility,),
        specialists=(_specialist(answers, applicant),),
        requirements=_requirements(answers),
        attachments=attached,
        sheets=int(answers[Section.DOCUMENTS.value].get("sheets") or len(attached)),
        confirmations=Confirmations(
            **dict.fromkeys(REQUIRED[Section.CONFIRMATIONS], True)  # each was ticked, or the task were open
        ),
        completed_on=local(at).date(),
        language=language,
    )


def _only(given: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(given.get(name) or "").strip() for name in names}


def _name(given: Mapping[str, Any]) -> PersonName:
    text = _only(given, "last", "first", "patronymic")
    return PersonName(last=text["last"], first=text["first"], patronymic=text["patronymic"] or None)


def _address(given: Mapping[str, Any]) -> Address:
    return Address(**_only(given, "postal_code", "region", "city", "district", "locality", "street", "building"))


def _contacts(given: Mapping[str, Any]) -> Contacts:
    phones = tuple(given[name] for name in ("phone", "second_phone") if given.get(name))
    return Contacts(email=given["email"], phones=phones, fax=given.get("fax") or "")


def _facility(answers: Answers, *, language: str) -> Facility:
    given = answers[Section.FACILITY.value]
    return Facility(
        id=THE_FACILITY,
        address=_address(given),
        subtypes=tuple(answers[Section.ACTIVITY.value]["subtypes"]),
        title_basis=title_in_words(given["title_basis"], given.get("title_document") or "", language=language),
        sanitary_conclusion=given.get("sanitary_conclusion") or "",
    )


def _specialist(answers: Answers, applicant: Applicant) -> Specialist:
    given = answers[Section.QUALIFICATION.value]
    return Specialist(
        iin=applicant.iin,
        name=applicant.name,
        speciality=given["speciality"],
        graduated_in=int(given["graduated_in"]),
        diploma=given["diploma"],
        certificate=given.get("certificate") or "",
        employment=given["employment"],
        facility=THE_FACILITY,
    )


def _requirements(answers: Answers) -> tuple[RequirementStatement, ...]:
    given = answers[Section.REQUIREMENTS.value]
    points = for_facility(tuple(answers[Section.ACTIVITY.value]["subtypes"]))
    return tuple(
        RequirementStatement(requirement=point.key, facility=THE_FACILITY, text=given[point.key]) for point in points
    )
