"""The history of a case: each act in a sentence, when, by whom, with what it says in short."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruqsat.cases.case_file import CaseFile
from ruqsat.law.acts import (
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    ConsentGiven,
    DecisionPrepared,
    DecisionReturned,
    FeePaid,
    Filed,
    Granted,
    InquiryAnswered,
    RecordingAdded,
    Registered,
    Role,
    SignatureJudged,
    Verdict,
    VisitCancelled,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.saying import Saying
from ruqsat.law.titles import TITLES
from ruqsat.web.desk.examination import People, name_in
from ruqsat.web.templatetags.ruqsat_text import moment, named, said, tenge


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


def _detail(filed: Filed) -> str:  # noqa: PLR0911 -- a table: one line for each kind that has something to add
    match filed.act:
        case Registered(number=number) | Granted(license_number=number):
            return number
        case SignatureJudged(verdict=verdict, reason=reason):
            return _("The signature is valid.") if verdict is Verdict.PASSED else said(reason)
        case ApprovalRequested(body=body):
            return named(body)
        case ApprovalAnswered(reasons=text) | DecisionPrepared(note=text) | DecisionReturned(reason=text):
            return text
        case VisitScheduled(starts_at=starts_at):
            return moment(starts_at)
        case VisitCancelled(reason=text):
            return text
        case VisitNoticeSent(to_masked=to) | ConsentGiven(phone_masked=to):
            return to
        case ConclusionSigned(positive=positive):
            return _("Positive") if positive else _("Negative")
        case FeePaid(amount=amount):
            return tenge(amount)
        case RecordingAdded(name=name):
            return name
    return ""
