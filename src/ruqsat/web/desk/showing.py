"""What the case page shows of the file: each fact with its source and time, each document, what is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.cases.case_file import CaseFile
from ruqsat.keeping import at_hand
from ruqsat.law import completeness
from ruqsat.law.acts import (
    ApprovalAnswered,
    ConclusionSealed,
    DocumentAdded,
    InquiryAnswered,
    ObjectionFiled,
    Outcome,
    PreliminaryDecisionSent,
    ProtocolSealed,
    ReceiptIssued,
    RecordingAdded,
    ResultDocument,
    ResultIssued,
)
from ruqsat.law.application import Attachment
from ruqsat.law.calendar import local
from ruqsat.law.completeness import Missing
from ruqsat.law.discrepancies import Discrepancy, of_application
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.names import Names
from ruqsat.law.permissions_of_decisions import REFUSAL
from ruqsat.law.premises import TITLE_BASES
from ruqsat.law.procedure import Stage, Standing
from ruqsat.law.situation import DutyNow
from ruqsat.law.standing import act_of
from ruqsat.web.templatetags.ruqsat_text import day, named, reader_language, tenge
from ruqsat.web.templatetags.ruqsat_words import one_line, papers_named, speciality_name

_WORDS = {
    "female": gettext_lazy("female"),
    "male": gettext_lazy("male"),
    "compliant": gettext_lazy("compliant"),
    "valid": gettext_lazy("in force"),
    "suspended": gettext_lazy("suspended"),
    "superseded": gettext_lazy("replaced by a newer one"),
    "terminated": gettext_lazy("terminated"),
}
_DAY = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document on file: what it is in words, about whom, under which name, its SHA-256."""

    title: str
    about: str
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """
    What a register answered on one inquiry: its clause, of whom, the values by name, source and time.

    ``of`` is whom or what by its key, ``about`` in words. ``attached`` are the documents that the applicant filed on
    the same thing.
    """

    inquiry: str
    ref: str
    names: Names
    of: str
    about: str
    outcome: Outcome
    source: str
    answered_at: datetime
    rows: tuple[tuple[Names, str], ...]
    attached: tuple[Paper, ...]


def facts(standing: Standing) -> tuple[Fact, ...]:
    """Every answer of a register, in the order of Rules 8."""
    order = list(INQUIRIES)
    answers = [act_of(filed, InquiryAnswered) for filed in standing.answers.values()]
    found = sorted(answers, key=lambda one: (order.index(one.inquiry), one.about))
    return tuple(fact(answer, standing) for answer in found)


def fact(answer: InquiryAnswered, standing: Standing) -> Fact:
    """One answer of a register, as pages show it."""
    inquiry = INQUIRIES[answer.inquiry]
    return Fact(
        inquiry=answer.inquiry,
        ref=inquiry.ref,
        names=inquiry.names,
        of=answer.about,
        about=about_whom(answer.about, standing),
        outcome=answer.outcome,
        source=answer.source,
        answered_at=answer.happened_at,
        rows=tuple(
            (names, _in_words(name, answer.data[name]))
            for name, names in inquiry.fields.items()
            if answer.data.get(name)
        ),
        attached=tuple(
            Paper(title=named(one.proves), about="", name=one.name, sha256=one.sha256)
            for one in attached(standing)
            if one.proves == inquiry.document and one.about == answer.about
        ),
    )


def discrepancies(standing: Standing) -> tuple[Discrepancy, ...]:
    """Where the application says other than a register: a fact, from which nothing follows of itself."""
    application = standing.application
    if application is None:
        return ()
    answers = completeness.answers_on_file(standing)
    return of_application(application, answers, among=standing.lists.activities)


def attached(standing: Standing) -> tuple[Attachment | DocumentAdded, ...]:
    """What the applicant filed: with the application, and after it."""
    added: tuple[Attachment | DocumentAdded, ...] = standing.documents_added
    return (*standing.application.attachments, *added) if standing.application else added


def _in_words(name: str, value: str) -> str:  # noqa: PLR0911 -- a table: one line for each field that holds a code
    """A value as the register gave it; its codes and days in the reader's words."""
    match name:
        case "kind" if value in TITLE_BASES:
            return TITLE_BASES[value].in_(reader_language())
        case "region" if value in at_hand.lists().offices.regions:
            return at_hand.lists().offices.regions[value].names.in_(reader_language())
        case "speciality":
            return speciality_name(value)
        case "banned":
            return _("Yes") if value == "true" else _("No")
        case "on_paper":
            return papers_named(value.split())
        case "sex" | "result" | "status" if value in _WORDS:
            return str(_WORDS[value])
        case "amount" if value.isdecimal():
            return tenge(int(value))
    return day(date.fromisoformat(value)) if _DAY.match(value) else value


def about_whom(about: str, standing: Standing) -> str:
    """Whom or what a fact or a document is about, by name; empty for the applicant of a case with one person in it."""
    facility = standing.facility(about)
    if facility is not None:
        return one_line(facility.address) if len(standing.facilities) > 1 else ""
    specialists = standing.application.specialists if standing.application else ()
    if len({one.iin for one in specialists}) < 2:
        return ""
    return next((one.name.full() for one in specialists if one.iin == about), "")


def documents(file: CaseFile) -> tuple[Paper, ...]:
    """Documents of the case: what the applicant filed, then what the service made."""
    standing = file.standing
    given = [
        Paper(title=named(one.proves), about=about_whom(one.about, standing), name=one.name, sha256=one.sha256)
        for one in attached(standing)
    ]
    return (*given, *_made(file))


def _made(file: CaseFile) -> Iterator[Paper]:
    standing = file.standing
    at = {name: about_whom(visit.plan.facility, standing) for name, visit in standing.visits.items()}
    for filed in file.acts:
        match filed.act:
            case ReceiptIssued(document=sha256):
                yield Paper(title=_("Receipt"), about="", name=_("Sealed receipt (PDF)"), sha256=sha256)
            case ApprovalAnswered(document=sha256, facility=facility):
                title, about = _("Answer of the approving body"), about_whom(facility, standing)
                yield Paper(title=title, about=about, name=_("Answer (PDF)"), sha256=sha256)
            case RecordingAdded(sha256=sha256, name=name, visit=visit):
                yield Paper(title=_("Recording of the visit"), about=at.get(visit, ""), name=name, sha256=sha256)
            case ConclusionSealed(document=sha256, visit=visit):
                title = _("Conclusion of permit control")
                yield Paper(title=title, about=at.get(visit, ""), name=_("Sealed conclusion (PDF)"), sha256=sha256)
            case PreliminaryDecisionSent(document=sha256):
                title = _("Preliminary decision")
                yield Paper(title=title, about="", name=_("Sealed preliminary decision (PDF)"), sha256=sha256)
            case ObjectionFiled(oral=True, document=sha256) if sha256:
                yield Paper(title=_("Protocol of the hearing"), about="", name=_("Protocol (PDF)"), sha256=sha256)
            case ProtocolSealed(document=sha256):
                title = _("Protocol of the hearing")
                yield Paper(title=title, about="", name=_("Sealed protocol (PDF)"), sha256=sha256)
            case ResultIssued(documents=results):
                for one in results:
                    yield _of_result(one, standing)


_RESULTS = {
    "license": gettext_lazy("License"),
    "annex": gettext_lazy("Annex"),
    "reissued_license": gettext_lazy("Reissued license"),
    "reissued_annex": gettext_lazy("Reissued annex"),
    "license_duplicate": gettext_lazy("Duplicate of the license"),
    "annex_duplicate": gettext_lazy("Duplicate of the annex"),
    "refusal": gettext_lazy("Refusal of the license"),
    "refusal_of_consideration": gettext_lazy("Refusal of further consideration"),
}


def _of_result(one: ResultDocument, standing: Standing) -> Paper:
    title = _("Refusal of the annex") if one.what == REFUSAL and one.facility else str(_RESULTS[one.what])
    about = about_whom(one.facility, standing) if one.facility else ""
    return Paper(title=title, about=about, name=_result(one), sha256=one.sha256)


REFUSALS = ("refusal", "refusal_of_consideration")
"""Results that bear no number of a license or an annex."""


def _result(one: ResultDocument) -> str:
    """Licenses and annexes are known by their numbers."""
    return _("Sealed refusal (PDF)") if one.what in REFUSALS else f"{one.number}.pdf"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """Rules 10, Rules 18: what is owed now, at which of several facilities, by which office if not the case's."""

    now: DutyNow
    place: str
    office: str


def owed(standing: Standing, *, at: datetime) -> tuple[Owed, ...]:
    """Everything that is owed in the case, facilities and offices told apart."""
    office = standing.application.office if standing.application else ""
    return tuple(
        Owed(
            now=one,
            place=about_whom(one.duty.facility, standing) if standing.facility(one.duty.facility) else "",
            office=one.duty.office if one.duty.office != office else "",
        )
        for one in standing.at(at).duties
    )


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """Rules 9: a demanded document that is missing or has expired, and about whom."""

    missing: Missing
    about: str


def lacking(standing: Standing, *, at: datetime) -> tuple[Lacking, ...]:
    """What stands between the documents and their completeness; empty once they were found complete."""
    if standing.stage is not Stage.FILED:
        return ()
    found = completeness.missing(standing, on=local(at).date(), at=at)
    return tuple(Lacking(missing=one, about=about_whom(one.demand.about, standing)) for one in found)


def sections(path: str) -> tuple[dict[str, object], ...]:
    """The parts of the case page, for its side navigation."""
    parts = (
        ("", _("Overview")),
        ("#application", _("Application")),
        ("#fee", _("Fee and consent")),
        ("#facts", _("What the registers say")),
        ("#approvals", _("Approval")),
        ("#visits", _("Permit control")),
        ("#findings", _("Findings")),
        ("#objections", _("Objections")),
        ("#signatures", _("Signatures")),
        ("#documents", _("Documents")),
        ("#told", _("Messages to the applicant")),
        ("#history", _("History")),
    )
    return tuple({"url": path + anchor, "text": text, "current": not anchor} for anchor, text in parts)
