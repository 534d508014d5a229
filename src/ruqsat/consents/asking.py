"""Rules 8: inquiries to state registers: basis first, then the ledger, then the question, then the answer on file."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.consents.giving import live_consent, token_of
from ruqsat.consents.models import Consent, Inquiry
from ruqsat.gateways.answers import Answer, NothingOnRecord, Unavailable
from ruqsat.gateways.registers import Registers, Subject
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.journal.keys import blind_index
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, Basis, Filed, InquiryAnswered, Outcome
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.saying import say

AT_ONCE = 5

Came = Answer | NothingOnRecord | Unavailable


class NoLiveConsent(RefusalError):
    """Rules 8: this inquiry needs the consent of the owner of the data, and there is none in force."""

    def __init__(self, inquiry: str) -> None:
        super().__init__(
            say(
                "The register cannot be asked without the consent of the owner of the data: %(inquiry)s.",
                inquiry=INQUIRIES[inquiry].names,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Question:
    """
    An inquiry to make: its key, about whom or what the case asks ("applicant", a specialist's IIN, a facility's id),
    whose consent it needs ("applicant" or a specialist's IIN), and by what the register finds it.
    """

    inquiry: str
    about: str
    owner: str
    subject: Subject


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What went on file, and the questions that did not leave because no consent in force covers them."""

    filed: tuple[Filed, ...]
    without_consent: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class _Leaving:
    question: Question
    row: Inquiry
    token: str | None


def ask(
    file: UUID, question: Question, *, at: datetime, by: Actor, registers: Registers, record: FileFacts
) -> Filed | None:
    """
    Rules 8: one inquiry. Gives the answer as it went on file; ``None`` where the register is still down as before.

    Network: not inside a transaction.

    :raises NoLiveConsent: if it needs a consent that there is not; nothing leaves then.
    """
    asked = ask_all(file, [question], at=at, by=by, registers=registers, record=record)
    if asked.without_consent:
        raise NoLiveConsent(question.inquiry)
    return asked.filed[0] if asked.filed else None


def ask_all(
    file: UUID,
    questions: Sequence[Question],
    *,
    at: datetime,
    by: Actor,
    registers: Registers,
    record: FileFacts,
) -> Asked:
    """
    Rules 8: many inquiries, at most five at a time, their answers on file in one batch. The file must be open.

    A register that is down is recorded once, until something else comes from it. Network: not inside a transaction.
    """
    leaving = _enter(file, questions, at=at)
    without_consent = tuple(question for question in questions if question not in {one.question for one in leaving})
    if not leaving:
        return Asked(filed=(), without_consent=without_consent)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as several:  # these threads never touch the database
        came = list(several.map(lambda one: _put(one, registers), leaving))
    return Asked(
        filed=_record(file, list(zip(leaving, came, strict=True)), at=at, by=by, record=record),
        without_consent=without_consent,
    )


def _enter(file: UUID, questions: Sequence[Question], *, at: datetime) -> list[_Leaving]:
    """Find what each question rests on, and enter in the ledger those that may leave."""
    leaving = []
    for question in questions:
        basis = INQUIRIES[question.inquiry].basis
        consent = None
        if basis is Basis.CONSENT:
            consent = live_consent(file, owner=question.owner, inquiry=question.inquiry, at=at)
            if consent is None:
                continue
        row = Inquiry(
            file_id=file,
            inquiry=question.inquiry,
            about_index=blind_index(question.about),
            basis=basis.value,
            consent=consent,
            asked_at=at,
        )
        leaving.append(_Leaving(question=question, row=row, token=_token(consent)))
    Inquiry.objects.bulk_create([one.row for one in leaving])
    return leaving


def _token(consent: Consent | None) -> str | None:
    return None if consent is None else token_of(consent)


def _put(one: _Leaving, registers: Registers) -> Came:
    return registers.ask(
        one.question.inquiry,
        about=one.question.subject,
        token=one.token,
        basis=one.row.basis,
        message_id=one.row.id,
    )


def _record(
    file: UUID, answers: Sequence[tuple[_Leaving, Came]], *, at: datetime, by: Actor, record: FileFacts
) -> tuple[Filed, ...]:
    with transaction.atomic():
        known_to_be_down = {one.row.id for one, came in answers if isinstance(came, Unavailable) and _was_down(one.row)}
        facts: list[tuple[Act, ProofBytes | None]] = []
        ids: list[UUID] = []
        for one, came in answers:
            act = _act(one, came, at=at)
            one.row.outcome, one.row.answered_at = act.outcome.value, act.happened_at
            if one.row.id in known_to_be_down:
                continue
            facts.append((act, ProofBytes("answer", _proof(came))))
            ids.append(one.row.id)
        filed = record(file, facts, at=at, by=by, ids=ids) if facts else ()
        Inquiry.objects.bulk_update([one.row for one, _ in answers], ["outcome", "answered_at"])
    return tuple(filed)


def _was_down(row: Inquiry) -> bool:
    """Whether the last answer to the same question was that the register is down."""
    earlier = Inquiry.objects.filter(
        file_id=row.file_id, inquiry=row.inquiry, about_index=row.about_index, answered_at__isnull=False
    )
    last = earlier.exclude(id=row.id).order_by("-asked_at", "-answered_at").first()
    return last is not None and last.outcome == Outcome.UNAVAILABLE.value


def _act(one: _Leaving, came: Came, *, at: datetime) -> InquiryAnswered:
    match came:
        case Answer():
            outcome, source, happened_at, data = Outcome.VALUE, came.source, came.answered_at, dict(came.data)
        case NothingOnRecord():
            outcome, source, happened_at, data = Outcome.NONE, came.source, came.answered_at, {}
        case Unavailable():
            outcome, source, happened_at, data = Outcome.UNAVAILABLE, "", at, {}
    return InquiryAnswered(
        happened_at=happened_at,
        inquiry=one.question.inquiry,
        about=one.question.about,
        outcome=outcome,
        source=source,
        basis=Basis(one.row.basis),
        consent=one.row.consent_id,
        data=data,
    )


def _proof(came: Came) -> bytes:
    return came.evidence() if isinstance(came, Unavailable) else came.raw
