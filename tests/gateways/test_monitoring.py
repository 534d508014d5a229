"""Rules 21: stage events reach the monitoring system, or are known not to have."""

import json
from uuid import UUID

import pytest

from ruqsat.gateways import monitoring
from ruqsat.gateways.answers import Unavailable
from tests.gateways.replay import replaying

ID = UUID("44444444-4444-4444-8444-444444444444")
OWN = json.dumps({"id": str(ID)}).encode()


def test_an_event_is_told_under_its_id() -> None:
    with replaying() as world:
        world.will_answer("POST", "/monitoring/events", OWN)
        assert monitoring.connect(world.url).tell(ID, event={"stage": "filed"}) == monitoring.Taken(raw=OWN)
        assert json.loads(world.asked[0].body) == {"id": str(ID), "stage": "filed"}


@pytest.mark.parametrize("body", [b"<html>Under maintenance</html>", b"", b"{}", OWN[:-9], OWN.replace(b"4", b"5")])
def test_what_does_not_name_the_event_has_not_taken_it(body: bytes) -> None:
    """A web page, an answer that was cut off, the answer to another event: the status alone says nothing."""
    with replaying() as world:
        world.will_answer("POST", "/monitoring/events", body)
        assert isinstance(monitoring.connect(world.url).tell(ID, event={"stage": "filed"}), Unavailable)


def test_a_system_that_is_down_has_not_taken_the_event() -> None:
    with replaying() as world:
        world.will_answer("POST", "/monitoring/events", b"", status=503)
        assert isinstance(monitoring.connect(world.url).tell(ID, event={"stage": "filed"}), Unavailable)
