from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consents.ground import Service
from tests.contracts.gateway import PlayedGateway
from tests.gateways.replay import replaying


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with replaying() as world:
        yield Service(world=world, gateway=PlayedGateway.on(world, folder=tmp_path))
