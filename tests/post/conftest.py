"""A message that waits, and two providers."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from ruqsat.gateways.messages import Provider, providers
from ruqsat.journal import files
from ruqsat.post.models import Message
from ruqsat.post.writing import write
from tests.gateways.replay import replaying
from tests.payments.ground import AT
from tests.post.played import SMS, Played


@pytest.fixture
def message() -> Message:
    file = uuid4()
    files.open_file("case", id=file, at=AT)
    return write(file, act=uuid4(), what="registered", language="kk", contents={"sms": SMS}, at=AT)[0]


@pytest.fixture
def first(message: Message) -> Iterator[Played]:
    with replaying() as world:
        yield Played(world, message)


@pytest.fixture
def second(message: Message) -> Iterator[Played]:
    with replaying() as world:
        yield Played(world, message)


@pytest.fixture
def via(first: Played, second: Played) -> tuple[Provider, ...]:
    return providers({"url": first.world.url, "second_url": second.world.url})
