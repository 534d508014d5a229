from collections.abc import Iterator

import pytest

from tests.consents.ground import Service
from tests.gateways.replay import replaying


@pytest.fixture
def service() -> Iterator[Service]:
    with replaying() as world:
        yield Service(world=world)
