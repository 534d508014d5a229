from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateways.replay import replaying
from tests.payments.ground import Gateway, gateway_with


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Gateway]:
    with replaying() as world:
        yield gateway_with(world, monkeypatch, tmp_path)
