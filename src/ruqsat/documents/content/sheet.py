"""The frame of a document in one language: who writes, under which number, what sections, who signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruqsat.documents import naming
from ruqsat.documents.labels import label_in, moment
from ruqsat.law.names import Names

Section = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who is to sign a document: full name, position in three languages, and the code of the office."""

    name: str
    position: Names
    office: str


def sheet(
    kind: str,
    *,
    language: str,
    issuer: str,
    application: str,
    at: datetime,
    lead: str,
    sections: Sequence[Section],
    to: Sequence[str] = (),
    signatory: Signatory | None = None,
) -> dict[str, Any]:
    """The data of a document: *issuer* is the code of the office that writes it, *application* the case's number."""
    return {
        "language": language,
        "title": label_in(kind, language),
        "ministry": label_in("ministry", language),
        "issuer": naming.office(issuer).in_(language),
        "reference": [
            label_in("application_number", language, number=application),
            label_in("made_at", language, at=moment(at, language)),
        ],
        "to": list(to),
        "lead": lead,
        "sections": list(sections),
        "signed": _signed(signatory, language),
        "check": {"url": ""},
        "footer": label_in("footer", language),
    }


def row(key: str, language: str, *values: str, **named: str | int) -> Row:
    """A label and its values; "not provided" stands where there is none, so that nothing looks forgotten."""
    given = [value.strip() for value in values if value and value.strip()]
    return {"label": label_in(key, language, **named), "values": given or [label_in("not_given", language)]}


def facts(key: str, language: str, rows: Sequence[Row]) -> Section:
    """A section of labels with their values."""
    return {"form": "facts", "title": label_in(key, language), "rows": list(rows)}


def prose(key: str, language: str, paragraphs: Sequence[str]) -> Section:
    """A section of running text."""
    return {"form": "prose", "title": label_in(key, language), "paragraphs": list(paragraphs)}


def table(
    key: str, language: str, *, columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Row]]
) -> Section:
    """A section with a table; *columns* are keys of labels, a width of 0 is as wide as needed, others are shares."""
    return {
        "form": "table",
        "title": label_in(key, language),
        "columns": [label_in(column, language) for column in columns],
        "widths": list(widths),
        "rows": [list(cells) for cells in rows],
    }


def cell(text: str, code: str = "") -> Row:
    """A cell of a table, with something small beneath it."""
    return {"text": text, "code": code} if code else {"text": text}


def _signed(signatory: Signatory | None, language: str) -> list[Row]:
    if signatory is None:
        return []
    return [
        row("signed_by", language, signatory.name),
        row("position", language, signatory.position.in_(language), naming.office(signatory.office).in_(language)),
    ]
