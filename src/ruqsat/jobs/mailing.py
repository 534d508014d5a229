"""Rules 12, Rules 14: messages go out, what becomes of them is asked, and what is known of a receipt goes on file."""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

import structlog
from django.conf import settings

from ruqsat.cases.actions import hearing
from ruqsat.cases.actions import visit as visits
from ruqsat.cases.case_file import look
from ruqsat.cases.consequences import LETTERS
from ruqsat.gateways.messages import Provider, providers
from ruqsat.journal import undone
from ruqsat.law.acts import VisitNoticeSent, VisitScheduled
from ruqsat.law.permitted import No
from ruqsat.law.standing import act_of
from ruqsat.law.told_again import still_holds
from ruqsat.post import sending, stuck
from ruqsat.post.models import Attempt, Message
from ruqsat.post.writing import Told, next_of, settle_on_file, told_of

log = structlog.get_logger()

AT_ONCE = 50
FAILED_IN_A_ROW = 3
MOST_SECONDS = 15.0  # for each part of a sweep: a provider that is slow does not keep the others waiting
State, Said = Message.State, Attempt.Said


def send(id: UUID, *, now: Callable[[], datetime]) -> Message:
    """Have a message taken by a provider, unless it was or is overtaken; put on file what is known of it."""
    if _is_overtaken(Message.objects.get(id=id), at=now()):
        message = sending.hold_back(id, via=_providers(), now=now)
    else:
        message = sending.push(id, via=_providers(), now=now)
    if message.state == State.WAITING:
        log.warning("a message waits", case=str(message.file_id), means=message.means, asked=message.provider)
    _try_next_contact(message, now=now)
    if not message.on_file:
        put_on_file(message, at=now())
    return message


def is_to_be_asked(message: Message, *, at: datetime) -> bool:
    """Whether a provider is asked about it now: not while it rests, nor where only one that is gone could tell."""
    return message.next_at is not None and message.next_at <= at and not sending.is_gone(message, via=_providers())


def _try_next_contact(message: Message, *, now: Callable[[], datetime]) -> None:
    """Rules 14: where the first number came to nothing, the second is tried before the file says so."""
    then = next_of(message) if message.state == State.FAILED else None
    if then is not None and then.state == State.WAITING:
        send(then.id, now=now)


def _is_overtaken(message: Message, *, at: datetime) -> bool:
    """A message that waited meanwhile: whether the file says by now that it does not hold any more."""
    if message.state != State.WAITING or message.next_at is None or message.next_at > at:
        return False
    file = look(message.file_id, at=at)
    about = next(filed for filed in file.acts if filed.id == message.act)
    return isinstance(still_holds(file.standing, about=about, at=at), No)


def deliver_all(*, now: Callable[[], datetime]) -> None:
    """
    Look after every message that is due: sent anew, asked after, put on file; one that breaks stops no other.

    Fifty of each and for so many seconds in one sweep, and no further once three in a row had no answer. At which
    something of ours breaks is on record (`ruqsat.post.stuck`) and rests.
    """
    stuck.forget_what_is_done()
    for kind, do in ((stuck.SENDING, _send), (stuck.ASKING, _ask), (stuck.FILING, _put_on_file)):
        _each(kind, do, now=now)


def _each(kind: str, do: Callable[..., None], *, now: Callable[[], datetime]) -> None:
    failed, until = 0, time.monotonic() + MOST_SECONDS
    for message in stuck.due(kind, at=now(), most=AT_ONCE):
        if failed == FAILED_IN_A_ROW or time.monotonic() >= until:
            return
        try:
            do(message.id, now=now)
            failed = 0
        except sending.NoAnswer as error:
            log.warning("a provider does not answer", message=str(message.id), why=str(error))
            failed += 1
        except sending.ProviderIsGone as gone:
            log.warning("a message waits for a provider that is not configured", message=str(message.id))
            stuck.waits(kind, message, why=str(gone), at=now())
            continue
        except Exception as error:
            log.exception("a message cannot be looked after", message=str(message.id))
            stuck.broke(kind, message, error=error, at=now())
            continue
        stuck.over(kind, message)


def _send(id: UUID, *, now: Callable[[], datetime]) -> None:
    message = send(id, now=now)
    sending.stop_if_its_provider_is_gone(message, via=_providers())
    if message.state == State.WAITING:
        raise sending.NoAnswer(f"No provider has taken the {message.means} yet.")
    undone.at_once(LETTERS, file=message.file_id, at=now())  # what comes after it in its file waited for it


def _ask(id: UUID, *, now: Callable[[], datetime]) -> None:
    message = sending.ask(id, via=_providers(), now=now)
    if message.state == State.WAITING:  # it was lost, and another provider is there
        _send(id, now=now)
    _try_next_contact(message, now=now)


def _put_on_file(id: UUID, *, now: Callable[[], datetime]) -> None:
    put_on_file(Message.objects.get(id=id), at=now())


def put_on_file(message: Message, *, at: datetime) -> None:
    """
    Rules 12, Rules 14: each sending, delivery or failure is an act with the provider's answer as its proof; once.

    What comes after the case has moved on goes on file too, and changes what it still can.
    """
    told = told_of(message)
    record = {"visit_notice": _notice, "refusal_intended": _receipt}[message.what]
    for one in told:
        if one.said in sending.FILED or (one.said == Said.REFUSED and message.state == State.FAILED):
            record(message, one, told, at=at)
    settle_on_file(message, up_to=told[-1].number if told else 0)


def _notice(message: Message, one: Told, told: list[Told], *, at: datetime) -> None:
    """Rules 14: sent at that hour; once it is known, delivered or lost."""
    scheduled = next(filed for filed in look(message.file_id, at=at).acts if filed.id == message.act)
    taken = next((each for each in told if (each.provider, each.said) == (one.provider, Said.ACCEPTED)), one)
    notice = VisitNoticeSent(
        happened_at=taken.told_at or at,
        visit=act_of(scheduled, VisitScheduled).visit,
        means=message.means,
        to_masked=message.to_masked,
        reference=taken.reference,
        delivered=None if one.said == Said.ACCEPTED else one.said == Said.DELIVERED,
    )
    visits.notice_sent(message.file_id, notice, raw=one.raw, id=_id(message, one), at=at)


def _receipt(message: Message, one: Told, told: list[Told], *, at: datetime) -> None:
    """Rules 12: delivered to a contact in the application, it is received."""
    if one.said == Said.DELIVERED:
        taken = next((each.reference for each in told if each.provider == one.provider and each.reference), "")
        hearing.preliminary_delivered(
            message.file_id,
            sent=message.act,
            received_at=one.told_at or at,
            means=message.means,
            reference=taken or str(message.id),
            raw=one.raw,
            id=_id(message, one),
            at=at,
        )


def _id(message: Message, one: Told) -> UUID:
    return uuid5(message.id, f"{one.provider} {one.said}")


def _providers() -> tuple[Provider, ...]:
    return providers(settings.GATEWAYS["messages"])
