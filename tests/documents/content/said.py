"""Every document of the service about one application, and all the texts in its data."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from ruqsat.documents import content
from ruqsat.documents.rendering import Kind
from ruqsat.law.acts import Finding, GroundFound, PointFound, RecordingAdded, Shortcoming
from ruqsat.law.application import Application, Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.editions import EDITIONS
from ruqsat.law.requirements import REQUIREMENTS
from ruqsat.law.terms import service_term
from tests.documents.samples import APPROVER, AT, FACILITY, HEAD, PLACE, SUBTYPES, application

VISIT = UUID("55555555-5555-4555-8555-555555555555")
GROUNDS = (GroundFound(ground="List 9(4)", facts=(), text="Отрицательный ответ от 20 марта."),)
MISSING = (
    Shortcoming(document="diploma", about="applicant", expired=False, ref="List 8(1)"),
    Shortcoming(document="premises_title", about="F1", expired=True, ref="List 8(1)"),
)


def everything(language: str) -> dict[Kind, dict[str, Any]]:
    """The data of one document of each kind."""
    about = application(language=language)
    return {
        Kind.RECEIPT: receipt(about),
        Kind.APPROVAL_ANSWER: approval(about, language=language, approved=False),
        Kind.CONCLUSION: conclusion(about, language=language),
        Kind.PRELIMINARY_DECISION: content.preliminary_decision_data(
            about, number="N-17", grounds=GROUNDS, objection_days=2, signatory=HEAD, at=AT
        ),
        Kind.HEARING_PROTOCOL: content.hearing_protocol_data(
            about,
            number="N-17",
            heard_at=AT,
            place="Алматы, Мысал көшесі 1, 5-бөлме",
            present=("Ойдан Ш. М.", "Үлгі О."),
            position="Желдеткіш жөнделді.",
            grounds=GROUNDS,
            signatory=HEAD,
            at=AT,
        ),
        Kind.REFUSAL_OF_CONSIDERATION: content.refusal_of_consideration_data(
            about, number="N-17", shortcomings=MISSING, text="Просим дополнить.", signatory=HEAD, at=AT
        ),
        Kind.REFUSAL: content.refusal_data(about, number="N-17", grounds=GROUNDS, signatory=HEAD, at=AT),
        **licenses(about),
    }


def licenses(about: Application) -> dict[Kind, dict[str, Any]]:
    """The license and its annex: first ones, reissued ones, duplicates."""
    anew, first, instead = date(2026, 4, 9), date(2020, 1, 5), "20000017"
    return {
        Kind.LICENSE: a_license(about, first_issued_on=anew),
        Kind.REISSUED_LICENSE: a_license(
            about, first_issued_on=first, anew=content.Anew(reissued_on=anew, instead_of=instead)
        ),
        Kind.LICENSE_DUPLICATE: a_license(
            about, issued_on=first, first_issued_on=first, anew=content.Anew(duplicate_on=anew)
        ),
        Kind.ANNEX: an_annex(about),
        Kind.REISSUED_ANNEX: an_annex(about, anew=content.Anew(reissued_on=anew)),
        Kind.ANNEX_DUPLICATE: an_annex(about, issued_on=first, anew=content.Anew(duplicate_on=anew)),
    }


def a_license(about: Application, **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": "26000001",
        "issued_on": date(2026, 4, 9),
        "holder": about.applicant,
        "address": about.address,
        "office": "KZ-75",
        "signatory": HEAD,
        **more,
    }
    return content.license_data(**said)


def an_annex(about: Application, **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": "26000001",
        "annex": "001",
        "license_issued_on": date(2026, 4, 8),
        "issued_on": date(2026, 4, 9),
        "holder": about.applicant,
        "address": PLACE,
        "subtypes": SUBTYPES,
        "office": "KZ-75",
        "signatory": HEAD,
        **more,
    }
    return content.annex_data(**said)


def receipt(about: Application) -> dict[str, Any]:
    edition = EDITIONS.on(AT.date())
    return content.receipt_data(
        about,
        number="N-17",
        received_at=AT,
        registered_on=date(2026, 3, 18),
        due=service_term(Service.ISSUE, filed_at=AT, calendar=CALENDAR, edition=edition),
        statement_sha256="cd" * 32,
        signature_sha256="ef" * 32,
        signed_by="ОЙДАН ШЫҒАРЫЛҒАН МЫСАЛҰЛЫ",
        at=AT,
    )


def approval(about: Application, *, language: str, approved: bool) -> dict[str, Any]:
    return content.approval_answer_data(
        about,
        number="N-17",
        facility=FACILITY,
        body="SES-71",
        requested_at=AT,
        approved=approved,
        reasons="Заключение истекло.",
        signatory=APPROVER,
        language=language,
        at=AT,
    )


def conclusion(about: Application, *, language: str) -> dict[str, Any]:
    findings = (Finding.COMPLIANT, Finding.NOT_COMPLIANT, Finding.NOT_APPLICABLE)
    points = [
        PointFound(requirement=key, finding=findings[place % 3], note=f"заметка {place}")
        for place, key in enumerate(REQUIREMENTS)
    ]
    recording = RecordingAdded(
        happened_at=AT, visit=VISIT, sha256="12" * 32, name="вход.jpg", media_type="image/jpeg", size=345678
    )
    return content.conclusion_data(
        about,
        number="N-17",
        facility=FACILITY,
        office="KZ-71",
        visited_at=AT,
        authorized_person="Ойдан Ш. М.",
        points=points,
        recordings=[recording],
        positive=False,
        inspector=HEAD,
        language=language,
        at=AT,
    )


def texts(data: Any) -> Iterator[str]:
    """Every text that the document says, its no-break spaces as plain ones."""
    if isinstance(data, str):
        yield data.replace("\N{NO-BREAK SPACE}", " ")
    elif isinstance(data, dict):
        for inner in data.values():
            yield from texts(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from texts(inner)
