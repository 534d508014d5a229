"""What the case page shows: each fact with its source and time, each step with why it may or may not be taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ruqsat.cases.case_file import CaseFile
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSealed,
    ConsentGiven,
    DecisionPrepared,
    DecisionReturned,
    FeePaid,
    Filed,
    FoundComplete,
    Granted,
    InquiryAnswered,
    Outcome,
    ReceiptIssued,
    RecordingAdded,
    Registered,
    ResultIssued,
    Role,
    SignatureJudged,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.names import Names
from ruqsat.law.procedure import Permission, Standing
from ruqsat.law.saying import Saying
from ruqsat.law.standing import act_of
from ruqsat.law.titles import TITLES
from ruqsat.web.templatetags.ruqsat_text import moment, named, said, tenge


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What a register answered on one inquiry: its clause, of whom, the values by name, source and time."""

    inquiry: str
    ref: str
    names: Names
    about: str
    outcome: Outcome
    source: str
    answered_at: datetime
    rows: tuple[tuple[Names, str], ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step that an officer can take in the case, or cannot yet: what it is called, where, and the law's answer."""

    text: str
    url: str
    permission: Permission
    posts: bool  # whether the step is taken with one button, without a page of its own


def facts(standing: Standing) -> tuple[Fact, ...]:
    """Every answer of a register, in the order of Rules 8."""
    order = list(INQUIRIES)
    answers = [act_of(filed, InquiryAnswered) for filed in standing.answers.values()]
    return tuple(_fact(answer) for answer in sorted(answers, key=lambda one: (order.index(one.inquiry), one.about)))


def _fact(answer: InquiryAnswered) -> Fact:
    inquiry = INQUIRIES[answer.inquiry]
    return Fact(
        inquiry=answer.inquiry,
        ref=inquiry.ref,
        names=inquiry.names,
        about=answer.about,
        outcome=answer.outcome,
        source=answer.source,
        answered_at=answer.happened_at,
        rows=tuple((inquiry.fields[name], value) for name, value in answer.data.items() if name in inquiry.fields),
    )


def steps(file: CaseFile, actor: Actor, *, at: datetime) -> tuple[Step, ...]:
    """The steps that are this officer's to take, those that may be taken now first."""
    mine = _of_head(file) if actor.role is Role.HEAD else _of_officer(file)
    judged = [
        Step(text=text, url=url, permission=file.standing.may(kind, by=actor, at=at), posts=posts)
        for kind, text, url, posts in mine
    ]
    return tuple(sorted(judged, key=lambda step: not step.permission.allowed))


Offer = tuple[type[Act], str, str, bool]


def _of_officer(file: CaseFile) -> Iterator[Offer]:
    standing = file.standing
    if standing.complete is None:
        yield FoundComplete, _("Find the documents complete"), reverse("desk:complete", args=[file.id]), True
    for facility in standing.facilities:
        place = [file.id, facility.id]
        if facility.id not in standing.approvals:
            url = reverse("desk:request-approval", args=place)
            yield ApprovalRequested, _("Ask the approving body"), url, True
        if not standing.visits_to(facility.id) or not (
            standing.open_visit(facility.id) or standing.concluded_visit(facility.id)
        ):
            url = reverse("desk:schedule-visit", args=place)
            yield VisitScheduled, _("Fix the day and hour of the visit"), url, False
    if standing.prepared is None or standing.stage.value != "deciding":
        url = reverse("desk:prepare-decision", args=[file.id])
        yield DecisionPrepared, _("Prepare the grant of the license"), url, False


def _of_head(file: CaseFile) -> Iterator[Offer]:
    if file.standing.decision is None:
        yield Granted, _("Read and sign the license"), reverse("desk:sign-decision", args=[file.id]), False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document on file: what it is in words, under which name, its SHA-256."""

    title: str
    name: str
    sha256: str


def documents(file: CaseFile) -> tuple[Paper, ...]:
    """Documents of the case: what the applicant filed, then what the service made."""
    application = file.standing.application
    filed = application.attachments if application else ()
    given = [Paper(title=named(one.proves), name=one.name, sha256=one.sha256) for one in filed]
    added = [Paper(title=named(one.proves), name=one.name, sha256=one.sha256) for one in file.standing.documents_added]
    return (*given, *added, *_made(file))


def _made(file: CaseFile) -> Iterator[Paper]:
    for filed in file.acts:
        match filed.act:
            case ReceiptIssued(document=sha256):
                yield Paper(title=_("Receipt"), name=_("Sealed receipt (PDF)"), sha256=sha256)
            case ApprovalAnswered(document=sha256):
                yield Paper(title=_("Answer of the approving body"), name=_("Answer (PDF)"), sha256=sha256)
            case RecordingAdded(sha256=sha256, name=name):
                yield Paper(title=_("Recording of the visit"), name=name, sha256=sha256)
            case ConclusionSealed(document=sha256):
                title = _("Conclusion of permit control")
                yield Paper(title=title, name=_("Sealed conclusion (PDF)"), sha256=sha256)
            case ResultIssued(documents=results):
                for one in results:
                    title = _("License") if one.what == "license" else _("Annex")
                    yield Paper(title=title, name=f"{one.number}.pdf", sha256=one.sha256)


def sections(path: str) -> tuple[dict[str, object], ...]:
    """The parts of the case page, for its side navigation."""
    parts = (
        ("", _("Overview")),
        ("#application", _("Application")),
        ("#facts", _("What the registers say")),
        ("#documents", _("Documents")),
        ("#history", _("History")),
    )
    return tuple({"url": path + anchor, "text": text, "current": not anchor} for anchor, text in parts)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One act as the history tells it: in a sentence, when, in which capacity, with what it says in short."""

    what: Saying
    filed: Filed
    detail: str


def history(file: CaseFile) -> tuple[Event, ...]:
    """The acts on file, the newest first; the answers of registers, which have a place of their own, not each."""
    return tuple(
        Event(what=TITLES[filed.act.KIND], filed=filed, detail=_detail(filed))
        for filed in reversed(file.acts)
        if not isinstance(filed.act, InquiryAnswered)
    )


def _detail(filed: Filed) -> str:  # noqa: PLR0911 -- a table: one line for each kind that has something to add
    match filed.act:
        case Registered(number=number) | Granted(license_number=number):
            return number
        case SignatureJudged(reason=reason):
            return said(reason)
        case ApprovalAnswered(reasons=text) | DecisionPrepared(note=text) | DecisionReturned(reason=text):
            return text
        case VisitScheduled(starts_at=starts_at):
            return moment(starts_at)
        case VisitNoticeSent(to_masked=to) | ConsentGiven(phone_masked=to):
            return to
        case FeePaid(amount=amount):
            return tenge(amount)
        case RecordingAdded(name=name):
            return name
    return ""
