"""Rules 11 and 17: the approving body's answer and the conclusion of permit control."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ruqsat.documents import naming
from ruqsat.documents.content.sheet import Row, Section, Signatory, cell, facts, prose, row, sheet, table
from ruqsat.documents.labels import label_in, moment
from ruqsat.documents.labels import number as grouped
from ruqsat.law.acts import PointFound, RecordingAdded
from ruqsat.law.application import Applicant, Application, Facility


def approval_answer_data(
    application: Application,
    *,
    number: str,
    facility: Facility,
    body: str,
    requested_at: datetime,
    approved: bool,
    reasons: str,
    signatory: Signatory,
    language: str,
    at: datetime,
) -> dict[str, Any]:
    """Rules 11: the approving body (its code) approves, or refuses to approve, for one facility."""
    particulars = [
        row("requested_by", language, naming.office(application.office).in_(language)),
        row("requested_at", language, moment(requested_at, language)),
        *_object(application.applicant, facility, language),
        row("subtypes", language, *naming.subtypes(facility.subtypes, language)),
    ]
    sections = [facts("particulars", language, particulars)]
    if reasons.strip():
        sections.append(prose("reasons", language, reasons.splitlines()))
    return sheet(
        "approval_answer",
        language=language,
        issuer=body,
        application=number,
        at=at,
        to=[naming.office(application.office).in_(language)],
        lead=label_in("approval_given" if approved else "approval_refused", language),
        sections=sections,
        signatory=signatory,
    )


def conclusion_data(
    application: Application,
    *,
    number: str,
    facility: Facility,
    office: str,
    visited_at: datetime,
    authorized_person: str,
    points: Sequence[PointFound],
    recordings: Sequence[RecordingAdded],
    positive: bool,
    inspector: Signatory,
    language: str,
    at: datetime,
) -> dict[str, Any]:
    """Rules 17: the authority, the specialist, the object, and every point of the qualification requirements."""
    authority = [
        row("authority", language, naming.office(office).in_(language)),
        row("inspector", language, inspector.name),
        row("place_of_work", language, naming.office(inspector.office).in_(language)),
        row("position", language, inspector.position.in_(language)),
        row("visited_at", language, moment(visited_at, language)),
        *_object(application.applicant, facility, language),
        row("authorized_person", language, authorized_person),
        row("subtypes", language, *naming.subtypes(facility.subtypes, language)),
    ]
    return sheet(
        "conclusion",
        language=language,
        issuer=office,
        application=number,
        at=at,
        lead=label_in("conclusion_positive" if positive else "conclusion_negative", language),
        sections=[
            facts("particulars", language, authority),
            _points(points, language),
            _recordings(recordings, language),
        ],
        signatory=inspector,
    )


def _object(applicant: Applicant, facility: Facility, language: str) -> list[Row]:
    """Rules 17: whose object it is, the number of the one who applies, and where it is."""
    number = applicant.bin or applicant.branch_bin
    return [
        row("applicant", language, applicant.organization or applicant.name.full()),
        row("bin", language, number) if number else row("iin", language, applicant.iin),
        row("facility", language, facility.id),
        row("address_of_facility", language, naming.address(facility.address, language)),
    ]


def _points(points: Sequence[PointFound], language: str) -> Section:
    rows = [
        [
            cell(str(place)),
            cell(naming.requirement(point.requirement, language)),
            cell(label_in(point.finding.value, language)),
            cell(point.note),
        ]
        for place, point in enumerate(points, start=1)
    ]
    return table(
        "points", language, columns=("number", "requirement", "finding", "note"), widths=(0, 5, 2, 4), rows=rows
    )


def _recordings(recordings: Sequence[RecordingAdded], language: str) -> Section:
    """Rules 16: what was recorded, by hash, so that no recording can be exchanged later."""
    rows = [
        [
            cell(str(place)),
            cell(recording.name, recording.sha256),
            cell(label_in("bytes", language, count=grouped(recording.size, language))),
        ]
        for place, recording in enumerate(recordings, start=1)
    ]
    return table("recordings", language, columns=("number", "file_and_digest", "size"), widths=(0, 1, 0), rows=rows)
