"""Rules 8: inquiries to state registers: basis first, then the ledger, then the question, then the answer on file."""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from ruqsat.consents import lines, sources
from ruqsat.consents.circuit import Way
from ruqsat.consents.models import NOT_OPENED, Consent, Inquiry
from ruqsat.consents.resting import basis_of, held
from ruqsat.gateways.answers import Answer, Came, NothingOnRecord, NotOpened, Unavailable
from ruqsat.gateways.basis import RestsOn
from ruqsat.gateways.registers import Registers, Subject
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.filing import FileFacts
from ruqsat.journal.keys import blind_index
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, Basis, ConsentLapsed, Filed, InquiryAnswered, Lapse, Outcome
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.local_time import borne_out
from ruqsat.law.saying import say

AFTER_THE_SWEEP = timedelta(minutes=1)
"""Who waits on a page does not try a source that is down, but where nobody has tried it for this long."""


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
    """
    What went on file, and the questions that did not leave because no consent in force covers them.

    Where a register said that a consent is not in force there, that is on file, and no answer to the question.
    """

    filed: tuple[Filed, ...]
    without_consent: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class _Leaving:
    question: Question
    row: Inquiry
    basis: RestsOn


def ask(
    file: UUID, question: Question, *, now: Callable[[], datetime], by: Actor, registers: Registers, record: FileFacts
) -> Filed | None:
    """
    Rules 8: one inquiry. Gives the answer as it went on file; ``None`` where the register is still down as before.

    Network: not inside a transaction.

    :raises NoLiveConsent: if it needs a consent that there is not; nothing leaves then.
    """
    asked = ask_all(file, [question], now=now, by=by, registers=registers, record=record)
    if asked.without_consent:
        raise NoLiveConsent(question.inquiry)
    return asked.filed[0] if asked.filed else None


def ask_all(
    file: UUID,
    questions: Sequence[Question],
    *,
    now: Callable[[], datetime],
    by: Actor,
    registers: Registers,
    record: FileFacts,
    yielding: timedelta = AFTER_THE_SWEEP,
) -> Asked:
    """
    Rules 8: many inquiries, those to different sources at the same time, their answers on file as they come, in few
    batches. The file must be open. Network: not inside a transaction.

    That a source is down goes on file: it is not asked, nor for *yielding* after, while others may try it. What does
    not leave within a minute is left for another time. Whether a consent is over is looked at right before each leaves.

    :param now: asked at the beginning and when answers are there: others may have put something on the file meanwhile.
    """
    at = now()
    past = registers.past
    known = sources.ways({_source(one) for one in questions}, past=past, at=at, yielding=yielding)
    resting = {source for source, way in known.items() if way is Way.REST}
    with transaction.atomic():  # a consent that these rest on is not taken back until they are in the ledger
        founded = _enter(file, questions, at=at, resting=resting)
    places = {one.row.id: place for place, one in enumerate(founded)}
    put = _in_lines([one for one in founded if _source(one.question) not in resting], known)
    filed, taken, gone = list[Filed](), list[_Leaving](), set[UUID]()
    try:
        alone = [(one, _left_alone(one)) for one in founded if _source(one.question) in resting]
        filed += _record(file, alone, at=at, by=by, record=record)
        with closing(_put_all(put, registers, now=now, taken=taken, gone=gone)) as batches:
            for batch in batches:
                sources.note([(_source(one.question), came) for one, came in batch], past=past, at=now())
                batch.sort(key=lambda each: places[each[0].row.id])
                filed += _record(file, batch, at=now(), by=by, record=record)
    finally:  # also where something broke: what stays in the ledger was asked
        _enter_not([one for one in founded if one.row.id not in gone])
    down = [(one, _left_alone(one)) for line in put if line.failing for one in line.left]
    filed += _record(file, down, at=now(), by=by, record=record)
    return _asked(filed, questions, founded, taken=taken)


def _asked(
    filed: Sequence[Filed], questions: Sequence[Question], founded: Sequence[_Leaving], *, taken: Sequence[_Leaving]
) -> Asked:
    """In the order of the questions; what a consent ended with comes last."""
    places = {one.row.id: place for place, one in enumerate(founded)}
    in_order = sorted(filed, key=lambda one: places.get(one.id, len(places)))
    rests = {one.question for one in founded} - {one.question for one in taken}
    lacking = tuple(question for question in questions if question not in rests)
    return Asked(filed=tuple(in_order), without_consent=lacking)


def _in_lines(leaving: Sequence[_Leaving], known: Mapping[str, Way]) -> list[lines.Line[_Leaving]]:
    queues = lines.by_source(leaving, lambda one: _source(one.question))
    return [lines.Line(source, queue, probing=known[source] is Way.PROBE) for source, queue in queues.items()]


def _enter(file: UUID, questions: Sequence[Question], *, at: datetime, resting: Collection[str]) -> list[_Leaving]:
    """Find what each question rests on, and enter in the ledger those that leave: not to a source that is resting."""
    founded = []
    for question in questions:
        asks = INQUIRIES[question.inquiry]
        consent = None
        if asks.basis is Basis.CONSENT:
            consent = held(file, owner=question.owner, inquiry=question.inquiry, at=at)
            if consent is None:
                continue
        row = _row(file, question, asks.basis, consent, at=at)
        founded.append(_Leaving(question=question, row=row, basis=basis_of(consent, ref=asks.ref)))
    Inquiry.objects.bulk_create([one.row for one in founded if _source(one.question) not in resting])
    return founded


def _row(file: UUID, question: Question, basis: Basis, consent: Consent | None, *, at: datetime) -> Inquiry:
    """Whose data they are stands in the row: the database looks for that person's consent."""
    number = question.subject.iin or question.subject.bin
    return Inquiry(
        file_id=file,
        inquiry=question.inquiry,
        about_index=blind_index(question.about),
        owner_index=blind_index(question.owner),
        person_index=consent.person_index if consent else blind_index(number),
        basis=basis.value,
        consent=consent,
        asked_at=at,
    )


def _source(question: Question) -> str:
    return INQUIRIES[question.inquiry].source


def _put_all(
    put: Sequence[lines.Line[_Leaving]],
    registers: Registers,
    *,
    now: Callable[[], datetime],
    taken: list[_Leaving],
    gone: set[UUID],
) -> Generator[list[tuple[_Leaving, Came]], None, None]:
    """
    What comes, in batches. The ids of those that leave go to *gone* before it is known what becomes of them.

    Each attempt is a message of its own, under the id of its row in the ledger, and never the repetition of one: to ask
    twice changes nothing in a register, and under a message id that it knows a gateway may give the answer of hours ago
    as that of now.
    """

    def ask_for(one: _Leaving) -> Came:
        gone.add(one.row.id)
        question = one.question
        return registers.ask(
            question.inquiry, about=question.subject, basis=one.basis, message_id=one.row.id, at=one.row.asked_at
        )

    return lines.put(put, ask_for, may_leave=lambda those: _may_leave(those, at=now(), taken=taken))


def _left_alone(one: _Leaving) -> Unavailable:
    return Unavailable(why=f"The source “{_source(one.question)}” is down and was not asked: it is tried again later.")


def _enter_not(left: Sequence[_Leaving]) -> None:
    """What did not leave, its source being down or the time over, is not in the ledger of what was asked."""
    if left:
        Inquiry.objects.filter(id__in=[one.row.id for one in left]).delete()


def _may_leave(those: Sequence[_Leaving], *, at: datetime, taken: list[_Leaving]) -> Sequence[bool]:
    """Rules 8: not on a consent that is over since it was put in the ledger: these go to *taken*."""
    rests_on = {one.row.consent_id for one in those if one.row.consent_id is not None}
    over = Q(withdrawn_at__isnull=False) | Q(ended_at__isnull=False) | Q(valid_until__lte=at)
    gone = set(Consent.objects.filter(over, id__in=rests_on).values_list("id", flat=True))
    taken += [one for one in those if one.row.consent_id in gone]
    return [one.row.consent_id not in gone for one in those]


def _record(
    file: UUID, answers: Sequence[tuple[_Leaving, Came]], *, at: datetime, by: Actor, record: FileFacts
) -> Sequence[Filed]:
    """Each answer on file as what it is, with its bytes, and in the ledger; one transaction."""
    if not answers:
        return ()
    facts: dict[UUID, tuple[Act, ProofBytes | None]] = {}
    ended: list[UUID] = []
    for one, came in answers:
        act, id = _act(one, came, at=at), one.row.id
        one.row.answered_at = act.happened_at
        if isinstance(act, ConsentLapsed):
            one.row.outcome, id = NOT_OPENED, uuid5(act.consent, act.KIND)
            ended.append(act.consent)
        else:
            one.row.outcome = act.outcome.value
        facts.setdefault(id, (act, ProofBytes("answer", _proof(came))))
    with transaction.atomic():
        Consent.objects.filter(id__in=ended, ended_at=None).update(ended_at=at, follow_at=None)
        filed = record(file, list(facts.values()), at=at, by=by, ids=list(facts))
        Inquiry.objects.bulk_update([one.row for one, _ in answers], ["outcome", "answered_at"])
    return filed


def _act(one: _Leaving, came: Came, *, at: datetime) -> InquiryAnswered | ConsentLapsed:
    """Rules 8: an answer is given after its question and before it came; what it says of its hour is in the proof."""
    match came:
        case NotOpened():
            assert one.row.consent_id is not None  # noqa: S101 -- of what rests on the statute there is no such answer
            told_at = borne_out(came.answered_at, since=one.row.asked_at, until=at)
            return ConsentLapsed(happened_at=told_at, consent=one.row.consent_id, cause=Lapse.NOT_IN_FORCE)
        case Answer():
            outcome, source, happened_at, data = Outcome.VALUE, came.source, came.answered_at, dict(came.data)
        case NothingOnRecord():
            outcome, source, happened_at, data = Outcome.NONE, came.source, came.answered_at, {}
        case Unavailable():
            outcome, source, happened_at, data = Outcome.UNAVAILABLE, "", at, {}
    return InquiryAnswered(
        happened_at=borne_out(happened_at, since=one.row.asked_at, until=at),
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
