"""The history of a case: each act in a sentence, when, by whom, with what it says in short."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruqsat.cases.case_file import CaseFile
from ruqsat.law.acts import (
    Act,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    ConsentGiven,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    CourtActRecorded,
    DecisionPrepared,
    DecisionReturned,
    DocumentAdded,
    FeePaid,
    Filed,
    FindingSetAside,
    Granted,
    InquiryAnswered,
    ObjectionFiled,
    PaperHandedOver,
    PaperOriginalReturned,
    PreliminaryDecisionMade,
    PreliminaryDecisionServed,
    RecordingAdded,
    Refused,
    Registered,
    Role,
    SignatureJudged,
    UnreliabilityFound,
    Verdict,
    VisitCancelled,
    VisitNoticeRecorded,
    VisitNoticeSent,
    VisitScheduled,
    Withdrawn,
)
from ruqsat.law.permissions_of_hearing import OPENED
from ruqsat.law.saying import Saying
from ruqsat.law.titles import TITLES
from ruqsat.web.desk.examination import People, name_in
from ruqsat.web.templatetags.ruqsat_text import moment, named, reference_text, said, tenge
from ruqsat.web.templatetags.ruqsat_words import means_of_receipt, paper_name


@dataclass(frozen=True, kw_only=True)
class Event:
    """One act, or a run of answers of registers, as the history tells it."""

    what: Saying
    at: datetime
    role: Role
    who: str
    detail: str


def history(file: CaseFile, people: People) -> tuple[Event, ...]:
    """The acts on file, the newest first; answers of registers that came together are told once."""
    return tuple(reversed(tuple(_events(file, people))))


def _events(file: CaseFile, people: People) -> Iterator[Event]:
    answers: list[Filed] = []
    for filed in file.acts:
        if isinstance(filed.act, InquiryAnswered):
            answers.append(filed)
            continue
        yield from _asked(answers, people)
        answers = []
        yield _event(filed, people, detail=_detail(filed))
    yield from _asked(answers, people)


def _asked(answers: list[Filed], people: People) -> Iterator[Event]:
    if answers:
        count = len(answers)
        detail = ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}
        yield _event(answers[-1], people, detail=detail)


def _event(filed: Filed, people: People, *, detail: str) -> Event:
    who = name_in(people, filed)
    return Event(what=TITLES[filed.act.KIND], at=filed.filed_at, role=filed.by.role, who=who, detail=detail)


def _detail(filed: Filed) -> str:
    return _of_course(filed.act) or _of_visit(filed.act) or _of_end(filed.act)


def _of_course(act: Act) -> str:  # noqa: PLR0911 -- a table: one line for each kind that has something to add
    match act:
        case Registered(number=number) | Granted(license_number=number):
            return number
        case SignatureJudged(verdict=verdict, reason=reason):
            return _("The signature is valid.") if verdict is Verdict.PASSED else said(reason)
        case ApprovalRequested(body=body):
            return named(body)
        case ApprovalAnswered(reasons=text) | DecisionPrepared(note=text) | DecisionReturned(reason=text):
            return text
        case ConsentGiven(phone_masked=to):
            return to
        case FeePaid(amount=amount):
            return tenge(amount)
        case RecordingAdded(name=name) | DocumentAdded(name=name):
            return name
        case CourtActRecorded(court=court, number=number):
            return f"{court}, {number}"
        case UnreliabilityFound(what=text) | FindingSetAside(reason=text) | Withdrawn(reason=text):
            return text
    return ""


def _of_visit(act: Act) -> str:
    match act:
        case VisitScheduled(starts_at=starts_at):
            return moment(starts_at)
        case VisitCancelled(reason=text):
            return text
        case VisitNoticeSent(to_masked=to, delivered=delivered):
            known = {True: _("Delivered"), False: _("Not delivered")}
            return f"{to}. {known[delivered]}" if delivered is not None else to
        case VisitNoticeRecorded(means=means, told=to, reference=reference, happened_at=notified_at):
            return f"{moment(notified_at)}. {means_of_receipt(means)}: {to}, {reference}"
        case ConclusionSigned(positive=positive):
            return _("Positive") if positive else _("Negative")
    return ""


def _of_end(act: Act) -> str:  # noqa: PLR0911 -- a table, as above
    match act:
        case ConsiderationRefusalDrafted(shortcomings=items) | ConsiderationRefused(shortcomings=items):
            return "\n".join(named(one.document) for one in items)
        case PreliminaryDecisionMade(grounds=grounds) | Refused(grounds=grounds):
            return "\n".join(f"{reference_text(one.ground)}: {named(one.ground)}" for one in grounds)
        case PreliminaryDecisionServed(means=means, reference=reference, happened_at=received_at):
            how = _("Opened in the personal account") if means == OPENED else f"{means_of_receipt(means)}, {reference}"
            return f"{moment(received_at)}. {how}"
        case PaperHandedOver(papers=papers, to=to):
            return "\n".join([*(f"{paper_name(one.paper)}: {one.blank}" for one in papers), to])
        case PaperOriginalReturned(papers=papers, note=note):
            return "\n".join([*(paper_name(one) for one in papers), note])
        case ObjectionFiled(oral=oral):
            return _("By word, with a protocol") if oral else _("In writing")
    return ""
