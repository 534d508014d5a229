"""Which sections each kind of applicant fills in, what each needs, and how far a draft is: Annex 2, Annex 3."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ruqsat.cases import sections_held
from ruqsat.cases.drafting import Answers, Beginning, Section, answers_of, beginning_of, specialists_in
from ruqsat.cases.facilities import FIRST, OF_FACILITY, every_facility, places_in, works_at
from ruqsat.cases.models import Draft
from ruqsat.keeping import at_hand
from ruqsat.law import activities
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.documents import POWER
from ruqsat.law.saying import Saying, say

_OF_THE_WORK = (Section.REQUIREMENTS, Section.DOCUMENTS, Section.PAPER, Section.CONFIRMATIONS)
_OF_A_PERSON = (Section.NAME, Section.RESIDENCE)

SECTIONS: Mapping[ApplicantKind, tuple[Section, ...]] = {
    ApplicantKind.INDIVIDUAL: (
        Section.ACTIVITY,
        Section.CONSENT,
        *_OF_A_PERSON,
        Section.CONTACTS,
        Section.BANK,
        Section.FACILITY,
        Section.QUALIFICATION,
        *_OF_THE_WORK,
    ),
    ApplicantKind.ENTREPRENEUR: (
        Section.ACTIVITY,
        Section.CONSENT,
        Section.REGISTRATION,
        *_OF_A_PERSON,
        Section.CONTACTS,
        Section.BANK,
        Section.FACILITY,
        Section.QUALIFICATION,
        *_OF_THE_WORK,
    ),
    ApplicantKind.LEGAL_ENTITY: (
        Section.ACTIVITY,
        Section.ORGANIZATION,
        Section.CONSENT,
        Section.ENTITY,
        Section.LEGAL_ADDRESS,
        Section.HEAD,
        Section.CONTACTS,
        Section.BANK,
        Section.FACILITY,
        Section.SPECIALISTS,
        *_OF_THE_WORK,
    ),
}
"""Rules 6: individuals and entrepreneurs fill in the form of Annex 2, legal entities that of Annex 3."""

ADDRESS_FIELDS = ("postal_code", "region", "city", "street", "building")
QUALIFICATION_FIELDS = ("speciality", "graduated_in", "diploma", "employment")

# What each section cannot do without. Fields that a form lets be empty (fax, patronymic, district) are not here.
REQUIRED: Mapping[Section, tuple[str, ...]] = {
    Section.ACTIVITY: ("subtypes",),
    Section.REPRESENTATIVE: ("applicant_iin", "number", "issued_on"),
    Section.ORGANIZATION: ("foreign",),
    Section.CONSENT: ("choice",),
    Section.NAME: ("last", "first", "birth_date"),
    Section.RESIDENCE: ADDRESS_FIELDS,
    Section.REGISTRATION: ("organization",),
    Section.ENTITY: ("organization", "location"),
    Section.LEGAL_ADDRESS: ("city", "street", "building"),
    Section.HEAD: ("last", "first"),
    Section.CONTACTS: ("email", "phone"),
    Section.BANK: ("number", "bank", "location"),
    Section.FACILITY: (*ADDRESS_FIELDS, "title_basis"),
    Section.QUALIFICATION: QUALIFICATION_FIELDS,
    Section.SPECIALISTS: ("all_listed",),
    Section.DOCUMENTS: ("confirmed",),
    Section.PAPER: ("on_paper",),
    Section.CONFIRMATIONS: (
        "contacts_are_official",
        "no_court_ban",
        "documents_are_valid",
        "personal_data_may_be_used",
    ),
    **sections_held.REQUIRED,
}

WAITS_FOR: Mapping[Section, tuple[Section, ...]] = {
    Section.CONSENT: (Section.REPRESENTATIVE, Section.ORGANIZATION),
    Section.NAME: (Section.CONSENT,),
    Section.RESIDENCE: (Section.CONSENT,),
    Section.REGISTRATION: (Section.CONSENT,),
    Section.ENTITY: (Section.CONSENT,),
    Section.LEGAL_ADDRESS: (Section.CONSENT,),
    Section.HEAD: (Section.CONSENT,),
    Section.FACILITY: (Section.ACTIVITY, Section.CONSENT),
    Section.QUALIFICATION: (Section.ACTIVITY, Section.CONSENT),
    Section.SPECIALISTS: (Section.ACTIVITY,),
    Section.REQUIREMENTS: (Section.ACTIVITY,),
    Section.DOCUMENTS: (Section.FACILITY, Section.QUALIFICATION, Section.SPECIALISTS, Section.CHANGE, Section.ANNEXES),
    **sections_held.WAITS_FOR,
}

_WHY_WAIT: Mapping[Section, Saying] = {
    Section.CONSENT: say("First say whether the state registers may be asked."),
    Section.ACTIVITY: say("First choose the subtypes of medical activity."),
    Section.FACILITY: say("First describe the premises."),
    Section.QUALIFICATION: say("First tell us about your education and work."),
    Section.REPRESENTATIVE: say("First say for whom you apply and on what power."),
    Section.ORGANIZATION: say("First give the number of the legal entity."),
    Section.SPECIALISTS: say("First list the specialists."),
    **sections_held.WHY_WAIT,
}


class Progress(StrEnum):
    """How far a task is."""

    TO_DO = "to_do"
    STARTED = "started"
    DONE = "done"
    CANNOT_START = "cannot_start"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the task list."""

    section: Section
    progress: Progress
    why: Saying | None = None


def sections_for(
    beginning: Beginning, *, service: Service = Service.ISSUE, answers: Answers | None = None
) -> tuple[Section, ...]:
    """Rules 6: the sections of this applicant, in the order in which they are best done; a power comes first."""
    first, *others = SECTIONS[beginning.kind]
    of_issue = (first, Section.REPRESENTATIVE, *others) if beginning.represented else (first, *others)
    return sections_held.arranged(of_issue, service=service, answers=answers or {})


def sections_of(draft: Draft, answers: Answers) -> tuple[Section, ...]:
    """Rules 6, List 8: the sections of this draft, by its service and applicant."""
    return sections_for(beginning_of(answers), service=Service(draft.service), answers=answers)


def tasks(draft: Draft) -> tuple[Task, ...]:
    """The task list of a draft: which are done, which can be done, and why some cannot be started yet."""
    answers = answers_of(draft)
    listed = sections_of(draft, answers)
    done = {section for section in listed if _is_done(section, answers, draft)}
    enough = done | {one for one in OF_FACILITY if done_at_facility(one, answers)}  # others wait for the first
    return tuple(_task(section, answers, listed=listed, done=done, enough=enough) for section in listed)


def finished(specialist: Mapping[str, object], *, places: tuple[str, ...] = (FIRST,)) -> bool:
    """Whether everything that the form of information asks of a specialist was given, and at which facility."""
    return all(specialist.get(field) for field in QUALIFICATION_FIELDS) and bool(works_at(specialist, places))


def done_at_facility(section: Section, answers: Answers) -> bool:
    """Whether a section that each facility has of its own is done, of the facility that the answers are those of."""
    given = answers.get(section.value, {})
    if section is Section.REQUIREMENTS:
        subtypes = answers.get(Section.ACTIVITY.value, {}).get("subtypes", [])
        return bool(subtypes) and all(given.get(one.key) for one in at_hand.lists().points_for(tuple(subtypes)))
    return _has_all(section, given)


def _task(
    section: Section, answers: Answers, *, listed: tuple[Section, ...], done: set[Section], enough: set[Section]
) -> Task:
    waits = [needed for needed in WAITS_FOR.get(section, ()) if needed in listed and needed not in enough]
    if section in done and not waits:
        return Task(section=section, progress=Progress.DONE)
    if waits:
        return Task(section=section, progress=Progress.CANNOT_START, why=_WHY_WAIT[waits[0]])
    if answers.get(section.value):
        return Task(section=section, progress=Progress.STARTED)
    return Task(section=section, progress=Progress.TO_DO)


def _is_done(section: Section, answers: Answers, draft: Draft) -> bool:
    given = answers.get(section.value, {})
    if section in OF_FACILITY:
        return all(done_at_facility(section, one) for one in every_facility(answers))
    if section is Section.SPECIALISTS:
        listed, places = specialists_in(answers), places_in(answers)
        whole = all(finished(one, places=places) and _listed_today(one) for one in listed)
        return bool(given.get("all_listed")) and bool(listed) and whole
    if section is Section.ANNEXES:
        return sections_held.annexes_described(answers)
    if section is Section.DOCUMENTS:
        return bool(given.get("confirmed")) and _power_is_there(answers, draft)
    return _has_all(section, given)


def _has_all(section: Section, given: Mapping[str, object]) -> bool:
    return all(given.get(field) not in (None, "", []) for field in REQUIRED[section]) and _listed_today(given)


def _listed_today(given: Mapping[str, object]) -> bool:
    """Annex 2(4), Rules 3: what was chosen from a list is still there; a draft may have lain while an entry ended."""
    lists = at_hand.lists()
    chosen = given.get("subtypes") or ()
    declarable = {one.code for one in activities.declarable(among=lists.activities)}
    if not isinstance(chosen, list | tuple) or not set(chosen) <= declarable:
        return False
    ended = given.get("speciality") in lists.activities.ended_specialities
    return not ended and given.get("region") not in lists.offices.ended


def _power_is_there(answers: Answers, draft: Draft) -> bool:
    """Rules 6: of a represented applicant, whether the power itself is attached."""
    return not beginning_of(answers).represented or draft.attachments.filter(proves=POWER).exists()
