"""
Where an application says other than a register: a fact for whoever decides, and nothing more.

Rules 8: the registers are asked to check what is stated. That data are unreliable (List 9(6)) only an officer finds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ruqsat.law.activities import LIST, ActivityList
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.application import Address, Applicant, ApplicantKind, Application
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.names import LANGUAGES

Answers = Mapping[tuple[str, str], InquiryAnswered]

_ADDRESS = ("postal_code", "region", "city", "district", "locality", "street", "building")


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """
    One field: its key among the fields of the inquiry, what was stated, what the register says.

    ``whose`` is the full name of the specialist it is about, empty where it is about the applicant; a speciality is
    stated by its code.
    """

    inquiry: str
    field: str
    stated: str
    registered: str
    source: str
    whose: str = ""


def against_registers(applicant: Applicant, address: Address, answers: Answers) -> tuple[Discrepancy, ...]:
    """
    Rules 8(1), Rules 8(2): what the applicant states of name, head and address other than the registers.

    What a register does not say, and what is not stated yet, differs from nothing.
    """
    return tuple(
        one
        for one in (*_of_identity(applicant, address, answers), *_of_registration(applicant, address, answers))
        if one.stated and one.registered and plain(one.stated) != plain(one.registered)
    )


def of_application(
    application: Application, answers: Answers, *, among: ActivityList = LIST
) -> tuple[Discrepancy, ...]:
    """Rules 8(1), Rules 8(2), Rules 8(10): the same of a whole application, its specialists' certificates too."""
    of_applicant = against_registers(application.applicant, application.address, answers)
    return (*of_applicant, *_of_certificates(application, answers, among))


def _of_certificates(application: Application, answers: Answers, among: ActivityList) -> Iterator[Discrepancy]:
    """Rules 8(10): the certificate is in the declared speciality; the register names it in a language of its own."""
    for specialist in application.specialists:
        answer = answers.get(("specialist_certificate", specialist.iin))
        if answer is None or answer.outcome is not Outcome.VALUE or not answer.data.get("speciality"):
            continue
        known = among.specialities.get(specialist.speciality)
        names = (known.names.in_(language) for language in LANGUAGES) if known else ()
        if plain(answer.data["speciality"]) not in {plain(name) for name in (specialist.speciality, *names)}:
            found = _compared(answer, "speciality", specialist.speciality)
            yield replace(found, whose=specialist.name.full())


def plain(text: str) -> str:
    """Text without what people write differently and mean alike: capitals, quotation marks, spaces, punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def _of_identity(applicant: Applicant, address: Address, answers: Answers) -> Iterator[Discrepancy]:
    """Rules 8(1): the names of the person, or of the head of a legal entity; of a person the residence too."""
    answer = _value(answers, "identity")
    if answer is None:
        return
    name = applicant.name
    stated = {"last": name.last, "first": name.first, "patronymic": name.patronymic or ""}
    if applicant.kind is not ApplicantKind.LEGAL_ENTITY:
        stated |= {field: getattr(address, field) for field in _ADDRESS}
    for field, value in stated.items():
        yield _compared(answer, field, value)


def _of_registration(applicant: Applicant, address: Address, answers: Answers) -> Iterator[Discrepancy]:
    """Rules 8(2): the registered name; of a legal entity its head and its address too."""
    answer = _value(answers, "entrepreneur_registration")
    if answer is None:
        return
    stated = {"name": applicant.organization or ""}
    if applicant.kind is ApplicantKind.LEGAL_ENTITY:
        stated |= {"head": applicant.name.full()} | {field: getattr(address, field) for field in _ADDRESS}
    for field, value in stated.items():
        yield _compared(answer, field, value)


def _compared(answer: InquiryAnswered, field: str, stated: str) -> Discrepancy:
    return Discrepancy(
        inquiry=answer.inquiry,
        field=field,
        stated=stated,
        registered=answer.data.get(field, ""),
        source=answer.source,
    )


def _value(answers: Answers, inquiry: str) -> InquiryAnswered | None:
    answer = answers.get((inquiry, APPLICANT))
    return answer if answer is not None and answer.outcome is Outcome.VALUE else None
