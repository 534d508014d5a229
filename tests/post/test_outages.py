"""When a provider is back, what waited for it is due at once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.gateways.messages import Provider, providers
from ruqsat.post.models import Message
from ruqsat.post.sending import LONGEST_PAUSE, push
from ruqsat.post.writing import write
from tests.clocks import stopped_at
from tests.gateways.replay import replaying
from tests.payments.ground import AT
from tests.post.played import SMS, Played

pytestmark = pytest.mark.django_db


def another(message: Message) -> Message:
    return write(message.file_id, act=uuid4(), what="registered", language="kk", contents={"sms": SMS}, at=AT)[0]


def test_when_a_provider_takes_something_again_what_waited_for_it_is_due_at_once_and_but_once(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    """After an outage of hours nothing waits for the end of its pause; what has trouble of its own keeps its pauses."""
    waits = another(message)
    first.takes_nothing_now()
    for hours in (0, 1):
        for one in (message, waits):
            push(one.id, via=via[:1], now=stopped_at(AT + timedelta(hours=hours)))
    waits.refresh_from_db()
    back = AT + timedelta(hours=1, minutes=1)
    assert waits.next_at is not None
    assert waits.next_at > back
    Message.objects.filter(id=message.id).update(next_at=back)
    first.takes()
    push(message.id, via=via[:1], now=stopped_at(back))
    waits.refresh_from_db()
    assert waits.next_at == back
    first.takes_nothing_now()
    push(waits.id, via=via[:1], now=stopped_at(back))
    later = another(message)
    with replaying() as world:
        Played(world, later).takes()
        push(later.id, via=providers({"url": world.url}), now=stopped_at(back))
    waits.refresh_from_db()
    assert waits.next_at == back + LONGEST_PAUSE
