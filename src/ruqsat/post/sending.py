"""
Rules 12, Rules 14: a message goes through the first provider, or the second; never through both in effect.

Another provider is asked only where the one before certainly has not taken the message, refused it as none of its own,
or said that it could not deliver it. Where its answer was lost it may have taken it: it is asked again, under the same
id, until it says so, or says that it knows of none. No transaction is open while a provider is asked.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.messages import Accepted, Delivery, MessageState, NotAccepted, Provider, UnknownMessage
from ruqsat.law.local_time import borne_out
from ruqsat.post.models import Attempt, Message
from ruqsat.post.outages import end_pauses
from ruqsat.post.writing import FOR_THE_FILE, SMS, Told, add_attempt, content_of, write_next

State, Said = Message.State, Attempt.Said
TRIES = 2  # of one provider before the next is asked
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)  # between rounds of tries
LONGEST_UNASKED = timedelta(hours=2)  # between questions what became of a message
GIVEN_UP_AFTER = timedelta(days=3)  # without a word of what became of it

FILED = frozenset({Said.ACCEPTED, Said.DELIVERED, Said.FAILED})
"""What is put on file of a message from which terms run."""

Answer = Accepted | NotAccepted | Unavailable


class NoAnswer(Exception):
    """A provider was asked and did not answer; it is asked again when it is due."""


class ProviderIsGone(Exception):
    """Only a provider that is not configured any more can say whether it has the message; in a sentence."""


def push(id: UUID, *, via: Sequence[Provider], now: Callable[[], datetime]) -> Message:
    """
    Try to have a waiting message taken by a provider; network, not inside a transaction.

    What a provider says is known from when it is there: *now* is asked then, and not before the time-outs of another.
    One that nobody takes now waits, for as long again as it has waited, ten minutes at most.
    """
    with _alone(id):
        message = Message.objects.get(id=id)
        if message.state != State.WAITING or message.next_at is None or message.next_at > now():
            return message
        for provider in () if is_gone(message, via=via) else _to_be_asked(message, via):
            message = _try(message, provider, now=now)
            if message.state != State.WAITING or message.provider:
                break
        if message.state == State.SENT:
            end_pauses(message, at=now())
        return _wait(message, via, at=now())


def stop_if_its_provider_is_gone(message: Message, *, via: Sequence[Provider]) -> None:
    """
    Decision 14: what a provider may have that is not configured any more goes to no other, and waits.

    :raises ProviderIsGone: if it waits for that.
    """
    if message.state == State.WAITING and is_gone(message, via=via):
        why = (
            f"The {message.provider} provider may have this message, and is not configured any more: only it can tell."
        )
        raise ProviderIsGone(why)


def hold_back(id: UUID, *, via: Sequence[Provider], now: Callable[[], datetime]) -> Message:
    """What it says is not so any more: nobody sends it; who may have it is asked, and what they say counts. Network."""
    with _alone(id):
        message = Message.objects.get(id=id)
        provider = next((one for one in via if one.name == message.provider), None)
        if message.state == State.WAITING and provider:
            came(id, provider.gateway.state(id), provider=provider.name, via=via, at=now())
        with transaction.atomic():
            message = Message.objects.select_for_update().get(id=id)
            if message.state == State.WAITING and not message.provider:
                _save(message, state=State.OVERTAKEN, settled_at=now(), next_at=None)
        return _wait(message, via, at=now())


def ask(id: UUID, *, via: Sequence[Provider], now: Callable[[], datetime]) -> Message:
    """
    Ask its provider what became of a message that it took; network, not inside a transaction.

    :raises NoAnswer: if the provider did not answer; when it is asked again is noted.
    """
    with _alone(id):
        message = Message.objects.get(id=id)
        provider = next((one for one in via if one.name == message.provider), None)
        if message.state != State.SENT or message.next_at is None or message.next_at > now():
            return message
        answer = (
            provider.gateway.state(id) if provider else Unavailable(why="This provider is not configured any more.")
        )
        message = came(id, answer, provider=message.provider, via=via, at=now())
    if provider and isinstance(answer, Unavailable):
        raise NoAnswer(answer.why)
    return message


def came(
    id: UUID,
    answer: MessageState | UnknownMessage | Unavailable,
    *,
    provider: str,
    via: Sequence[Provider],
    at: datetime,
) -> Message:
    """
    Take in what *provider* says of a message, asked or of its own accord, once or more, in whatever order.

    Delivered is the last word. That it failed counts from the provider that has the message now.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(id=id)
        current = message.state == State.SENT and message.provider == provider
        lost = message.state == State.WAITING and message.provider == provider  # its answer; it may have the message
        match answer:
            case MessageState(delivery=Delivery.DELIVERED) if message.state != State.DELIVERED:
                _delivered(message, provider, answer, at=at)
            case MessageState(delivery=Delivery.SENT) if lost:
                said = Accepted(reference="", accepted_at=answer.at, raw=answer.raw)
                _taken(message, provider, said, asked_at=at, at=at)
            case UnknownMessage() if lost:
                _log(message, provider, Said.UNKNOWN, answer.raw, at=at)
                _save(message, provider="")
            case MessageState(delivery=Delivery.FAILED) if current or lost:
                told_at = borne_out(answer.at, since=_taken_at(message, provider, at=at), until=at)
                _log(message, provider, Said.FAILED, answer.raw, told_at=told_at, at=at)
                _spent(message, provider, via, at=at)
            case _ if current:
                _ask_later(message, at=at)
        return message


def _delivered(message: Message, provider: str, answer: MessageState, *, at: datetime) -> None:
    delivered_at = borne_out(answer.at, since=_taken_at(message, provider, at=at), until=at)
    _log(message, provider, Said.DELIVERED, answer.raw, told_at=delivered_at, at=at)
    known = message.attempts.filter(provider=provider, said=Said.ACCEPTED).order_by("-id").first()
    _save(
        message,
        provider=provider,
        reference=known.reference if known else "",
        accepted_at=known.told_at if known else delivered_at,
        state=State.DELIVERED,
        settled_at=delivered_at,
        next_at=None,
    )


def _taken_at(message: Message, provider: str, *, at: datetime) -> datetime:
    """When this provider took it, as far as that is known: else the first moment at which it may have."""
    known = message.attempts.filter(provider=provider, said=Said.ACCEPTED).order_by("-id").first()
    return (known and known.told_at) or _first_asked(message, provider, asked_at=at)


def _first_asked(message: Message, provider: str, *, asked_at: datetime) -> datetime:
    """Rules 14: nobody sends before being asked; where an answer was lost, it may have been that first time."""
    lost = message.attempts.filter(provider=provider, said=Said.LOST).order_by("id").first()
    return lost.at if lost else asked_at


def _spent(message: Message, provider: str, via: Sequence[Provider], *, at: datetime) -> None:
    """This provider is done with it: another one's turn, or nobody's. What had been taken stays written beside it."""
    spent = [*message.spent, provider]
    if any(one.name not in spent for one in via):
        _save(message, spent=spent, provider="", state=State.WAITING, next_at=at)
    else:
        _came_to_nothing(message, at=at, spent=spent, provider=provider)


def _came_to_nothing(message: Message, *, at: datetime, **more: Any) -> None:
    """Nobody carries it to this contact: the next one's turn, where the application names one."""
    _save(message, state=State.FAILED, settled_at=at, next_at=None, **more)
    write_next(message, at=at)


def _ask_later(message: Message, *, at: datetime) -> None:
    taken = message.accepted_at or at
    if at - taken > GIVEN_UP_AFTER:
        _save(message, state=State.GIVEN_UP, settled_at=at, next_at=None)
    else:
        _save(message, next_at=at + min(max((at - taken) / 2, SHORTEST_PAUSE), LONGEST_UNASKED))


def is_gone(message: Message, *, via: Sequence[Provider]) -> bool:
    """Whether the provider that may have it, or has it, is not configured any more."""
    return bool(message.provider) and message.provider not in {one.name for one in via}


def _to_be_asked(message: Message, via: Sequence[Provider]) -> list[Provider]:
    """Who may have it already comes first."""
    left = [one for one in via if one.name not in message.spent]
    return sorted(left, key=lambda one: one.name != message.provider)


def _try(message: Message, provider: Provider, *, now: Callable[[], datetime]) -> Message:
    """Ask one provider to send; where its answer was lost, whether it knows of the message."""
    for _ in range(TRIES):
        asked_at = now()
        answer = _sent(message, provider)
        message = _taken_in(message.id, provider.name, answer, asked_at=asked_at, at=now())
        if not isinstance(answer, Unavailable) or answer.reached:
            break
    if message.provider == provider.name and message.state == State.WAITING:
        state = provider.gateway.state(message.id)
        if isinstance(state, UnknownMessage):
            return came(message.id, state, provider=provider.name, via=(provider,), at=now())
    return message


def _sent(message: Message, provider: Provider) -> Answer:
    content = content_of(message)
    if message.means == SMS:
        return provider.gateway.sms(message.id, to=content.to, text=content.text)
    return provider.gateway.email(message.id, to=content.to, subject=content.subject, text=content.text)


def _taken_in(id: UUID, provider: str, answer: Answer, *, asked_at: datetime, at: datetime) -> Message:
    with transaction.atomic():
        message = Message.objects.select_for_update().get(id=id)
        match answer:
            case Accepted():
                _taken(message, provider, answer, asked_at=asked_at, at=at)
            case NotAccepted():
                _log(message, provider, Said.REFUSED, answer.raw, at=asked_at)
                if answer.another_may:
                    _save(message, provider="", spent=[*message.spent, provider])
                else:
                    _came_to_nothing(message, at=at, provider=provider)
            case Unavailable():
                said = Said.LOST if answer.reached else Said.UNREACHED
                _log(message, provider, said, answer.evidence(), at=asked_at)
                _save(message, provider=provider if answer.reached else message.provider)
        return message


def _taken(message: Message, provider: str, answer: Accepted, *, asked_at: datetime, at: datetime) -> None:
    taken_at = borne_out(answer.accepted_at, since=_first_asked(message, provider, asked_at=asked_at), until=at)
    _log(message, provider, Said.ACCEPTED, answer.raw, reference=answer.reference, told_at=taken_at, at=asked_at)
    taken = {"provider": provider, "reference": answer.reference, "accepted_at": taken_at}
    _save(message, **taken, state=State.SENT, next_at=at + SHORTEST_PAUSE)


def _wait(message: Message, via: Sequence[Provider], *, at: datetime) -> Message:
    if message.state != State.WAITING:
        return message
    with transaction.atomic():
        message = Message.objects.select_for_update().get(id=message.id)
        if not message.provider and all(one.name in message.spent for one in via):
            _came_to_nothing(message, at=at)
        else:
            _save(message, next_at=at + min(max(at - message.created_at, SHORTEST_PAUSE), LONGEST_PAUSE))
    return message


def _log(
    message: Message,
    provider: str,
    said: str,
    raw: bytes,
    *,
    at: datetime,
    reference: str = "",
    told_at: datetime | None = None,
) -> None:
    """Of a message from which terms run, the file owes an act as soon as something is known of it."""
    add_attempt(message, Told(provider=provider, said=said, raw=raw, reference=reference, told_at=told_at), at=at)
    if said in {*FILED, Said.REFUSED} and message.what in FOR_THE_FILE:
        _save(message, on_file=False)


def _save(message: Message, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(message, name, value)
    message.save(update_fields=list(changes))


@contextmanager
def _alone(message: UUID) -> Iterator[None]:
    """Whoever sends a message waits for whoever does it already: two would ask two providers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"message {message}"])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"message {message}"])
