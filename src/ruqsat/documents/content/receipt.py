"""Permits 25(4): the receipt, with every field of Annex 2 or 3 and the inventory of what was filed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ruqsat.documents import naming
from ruqsat.documents.content import receipt_held
from ruqsat.documents.content.sheet import Row, Section, cell, facts, row, sheet, table
from ruqsat.documents.labels import day, label_in, moment, said
from ruqsat.documents.labels import number as grouped
from ruqsat.law.activities import ACTIVITY
from ruqsat.law.application import Applicant, ApplicantKind, Application, Attachment, Facility
from ruqsat.law.terms import Due


def receipt_data(
    application: Application,
    *,
    number: str,
    received_at: datetime,
    registered_on: date,
    due: Due,
    statement_sha256: str,
    signature_sha256: str,
    signed_by: str,
    at: datetime,
) -> dict[str, Any]:
    """
    Permits 25(4): what was accepted, under which number, and the day by which the result is due, with its reason.

    :param statement_sha256: of the application's statement, exactly the bytes that were signed.
    :param signature_sha256: of the CMS over it. :param signed_by: full name from the certificate.
    """
    language = application.language
    due_on = day(due.on, language) if due.on else moment(due.moment, language)
    return sheet(
        "receipt",
        language=language,
        issuer=application.office,
        application=number,
        at=at,
        lead=label_in("receipt_lead", language, number=number, due=due_on),
        sections=[
            _registration(
                application, number=number, received_at=received_at, registered_on=registered_on, due=due, due_on=due_on
            ),
            _form(application, signed_by=signed_by, signature_sha256=signature_sha256),
            _confirmations(application),
            *([_information(application)] if application.requirements else []),
            *([_specialists(application)] if application.specialists else []),
            _inventory(application, statement_sha256=statement_sha256, signature_sha256=signature_sha256),
        ],
    )


def _registration(
    application: Application, *, number: str, received_at: datetime, registered_on: date, due: Due, due_on: str
) -> Section:
    language = application.language
    return facts(
        "registration",
        language,
        [
            row("registration_number", language, number),
            row("received_at", language, moment(received_at, language)),
            row("registered_on", language, day(registered_on, language)),
            row("office", language, naming.office(application.office).in_(language)),
            row("due_on", language, due_on),
            row("due_why", language, *(said(sentence, language) for sentence in due.derivation)),
        ],
    )


def _form(application: Application, *, signed_by: str, signature_sha256: str) -> Section:
    """Annexes 2 and 3: the fields in the order of the form."""
    language, applicant = application.language, application.applicant
    legal = applicant.kind is ApplicantKind.LEGAL_ENTITY
    rows = [
        row("licensor", language, application.licensor),
        *_applicant(application),
        row("activity", language, ACTIVITY.in_(language)),
        *(_subtypes(facility, language) for facility in application.facilities),
        *receipt_held.rows(application),
        *_on_paper(application),
        row("legal_address" if legal else "residence", language, naming.address(application.address, language)),
        row("email", language, application.contacts.email),
        row("phones", language, *application.contacts.phones),
        row("fax", language, application.contacts.fax),
        row(
            "bank_account",
            language,
            application.bank_account.number,
            application.bank_account.bank,
            application.bank_account.location,
        ),
        *(line for facility in application.facilities for line in _facility(facility, language)),
        *([row("sheets", language, str(application.sheets))] if receipt_held.asked("sheets", application) else []),
        *_representative(application),
        row(
            _whose_signature(application),
            language,
            signed_by,
            label_in("signature_said", language, digest=signature_sha256),
        ),
        row("completed_on", language, day(application.completed_on, language)),
    ]
    written, title = facts("form_legal_entity" if legal else "form_individual", language, rows), _title(application)
    return written | {"title": title} if title else written


def _title(application: Application) -> str:
    names = receipt_held.title_of(application)
    return names.in_(application.language) if names else ""


def _on_paper(application: Application) -> Iterator[Row]:
    """Annex 2(5), Annex 3(5): whether it is wanted on paper, where the form asks that."""
    if receipt_held.asked("on_paper", application):
        yield row(
            "on_paper", application.language, label_in("yes" if application.on_paper else "no", application.language)
        )


def _applicant(application: Application) -> Iterator[Row]:
    language, applicant = application.language, application.applicant
    if applicant.kind is not ApplicantKind.LEGAL_ENTITY:
        yield row("full_name", language, applicant.name.full())
        yield row("iin", language, applicant.iin)
        if applicant.kind is ApplicantKind.ENTREPRENEUR:
            yield row("entrepreneur", language, applicant.organization or "")
        return
    yield row("organization", language, applicant.organization or "")
    yield row("location", language, applicant.location or naming.address(application.address, language))
    yield _bin(applicant, language)
    yield row("supervisor", language, applicant.name.full(), applicant.iin)


def _representative(application: Application) -> Iterator[Row]:
    """Rules 6: who signed for the applicant, and on what power."""
    language, representative = application.language, application.representative
    if representative is None:
        return
    until = representative.valid_until
    yield row("representative", language, representative.name.full(), representative.iin)
    yield row(
        "power",
        language,
        label_in("power_said", language, number=representative.number, day=day(representative.issued_on, language)),
        label_in("power_until", language, day=day(until, language)) if until else label_in("power_no_end", language),
        f"SHA-256: {representative.power}",
    )


def _whose_signature(application: Application) -> str:
    if application.representative is not None:
        return "signature_representative"
    legal = application.applicant.kind is ApplicantKind.LEGAL_ENTITY
    return "signature_supervisor" if legal else "signature_individual"


def _bin(applicant: Applicant, language: str) -> Row:
    if applicant.bin is None and applicant.branch_bin is not None:
        return row("branch_bin", language, applicant.branch_bin)
    return row("bin", language, applicant.bin or "")


def _subtypes(facility: Facility, language: str) -> Row:
    return row("subtypes_of", language, *naming.subtypes(facility.subtypes, language), facility=facility.id)


def _facility(facility: Facility, language: str) -> list[Row]:
    where = row("address_of_facility_named", language, naming.address(facility.address, language), facility=facility.id)
    if not facility.title_basis:  # an annex of which only the address is stated
        return [where]
    return [
        where,
        row("title_basis", language, facility.title_basis, facility=facility.id),
        row("sanitary_conclusion", language, facility.sanitary_conclusion, facility=facility.id),
    ]


def _confirmations(application: Application) -> Section:
    """Annexes 2 and 3: the four confirmations, each with what was ticked."""
    language, ticked = application.language, application.confirmations
    asked = (
        ("confirm_contacts", ticked.contacts_are_official),
        ("confirm_no_ban", ticked.no_court_ban),
        ("confirm_valid", ticked.documents_are_valid),
        ("confirm_data", ticked.personal_data_may_be_used),
    )
    rows = [
        [cell(label_in(key, language)), cell(label_in("confirmed" if yes else "not_confirmed", language))]
        for key, yes in asked
    ]
    return table("confirmations", language, columns=("confirmations", "stated"), widths=(1, 0), rows=rows)


def _information(application: Application) -> Section:
    """List 8(1): the form of information on the qualification requirements."""
    language = application.language
    rows = [
        [
            cell(naming.requirement(statement.requirement, language)),
            cell(statement.facility),
            cell(statement.text or label_in("not_given", language)),
        ]
        for statement in application.requirements
    ]
    return table("information", language, columns=("requirement", "facility", "stated"), widths=(3, 0, 4), rows=rows)


def _specialists(application: Application) -> Section:
    """List 8(1): the specialists; where there are several facilities, at which of them each works."""
    language, several = application.language, len(application.facilities) > 1
    rows = [
        [
            cell(specialist.name.full(), specialist.iin),
            cell(naming.speciality(specialist.speciality, language)),
            cell(f"{specialist.diploma}, {specialist.graduated_in}", specialist.certificate),
            cell(specialist.employment),
            *([cell(specialist.facility)] if several else ()),
        ]
        for specialist in application.specialists
    ]
    return table(
        "specialists",
        language,
        columns=(
            "specialist",
            "speciality",
            "diploma_and_certificate",
            "employment",
            *(("facility",) if several else ()),
        ),
        widths=(4, 3, 4, 3, *((0,) if several else ())),
        rows=rows,
    )


def _titled(attachment: Attachment, application: Application) -> str:
    """What a document is, and where there are several specialists, about which of them."""
    title = naming.document(attachment.proves, application.language)
    people = {one.iin: one.name.full() for one in application.specialists}
    whose = people.get(attachment.about, "") if len(people) > 1 else ""
    return f"{title}: {whose}" if whose else title


def _inventory(application: Application, *, statement_sha256: str, signature_sha256: str) -> Section:
    """Permits 25(4): everything that was filed, by name and hash."""
    language = application.language
    filed = [
        (label_in("signed_application", language), "", statement_sha256, ""),
        (label_in("signature", language), "", signature_sha256, ""),
        *(
            (
                _titled(attachment, application),
                attachment.name,
                attachment.sha256,
                label_in("bytes", language, count=grouped(attachment.size, language)),
            )
            for attachment in application.attachments
        ),
    ]
    rows = [
        [cell(str(place)), cell(what), cell(name, digest), cell(size)]
        for place, (what, name, digest, size) in enumerate(filed, start=1)
    ]
    return table(
        "inventory",
        language,
        columns=("number", "document", "file_and_digest", "size"),
        widths=(0, 4, 7, 0),
        rows=rows,
    )
