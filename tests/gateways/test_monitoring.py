"""Rules 21: stage events reach the monitoring system, or are known not to have."""

import json
from uuid import UUID

from ruqsat.gateways import monitoring
from ruqsat.gateways.answers import Unavailable
from tests.gateways.replay import replaying

ID = UUID("44444444-4444-4444-8444-444444444444")


def test_an_event_is_told_under_its_id() -> None:
    with replaying() as world:
        world.will_answer("POST", "/monitoring/events", b"{}")
        assert monitoring.connect(world.url).tell(ID, event={"stage": "filed"}) == monitoring.Taken(raw=b"{}")
        assert json.loads(world.asked[0].body) == {"id": str(ID), "stage": "filed"}


def test_a_system_that_is_down_has_not_taken_the_event() -> None:
    with replaying() as world:
        world.will_answer("POST", "/monitoring/events", b"", status=503)
        assert isinstance(monitoring.connect(world.url).tell(ID, event={"stage": "filed"}), Unavailable)
