"""Rules 14: the message gateway's written-down answers, each read as what it is."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from ruqsat.gateways import messages
from ruqsat.gateways.answers import Unavailable
from tests.gateways.replay import replaying

ID = UUID("33333333-3333-4333-8333-333333333333")
ACCEPTED = b'{"id":"%s","reference":"M-1","accepted_at":"2026-03-18T10:00:00Z"}' % str(ID).encode()
AT = datetime(2026, 3, 18, 10, tzinfo=UTC)


def refused(error: str) -> bytes:
    return f'{{"id":"{ID}","error":"{error}"}}'.encode()


def test_an_accepted_message_has_the_time_of_its_sending() -> None:
    with replaying() as world:
        world.will_answer("POST", "/messages/sms", ACCEPTED)
        world.will_answer("POST", "/messages/email", ACCEPTED)
        sender = messages.connect(world.url)
        expected = messages.Accepted(reference="M-1", accepted_at=AT, raw=ACCEPTED)
        assert sender.sms(ID, to="+77010000001", text="Visit") == expected
        assert sender.email(ID, to="a@example.kz", subject="Visit", text="Visit") == expected


def test_a_number_that_cannot_be_sent_to_is_told_apart_from_a_gateway_that_is_down() -> None:
    with replaying() as world:
        sender = messages.connect(world.url)
        world.will_answer("POST", "/messages/sms", refused("no_such_number"), status=422)
        assert isinstance(sender.sms(ID, to="+7", text="Visit"), messages.NotAccepted)
        world.will_answer("POST", "/messages/sms", refused("other_message"), status=409)
        assert isinstance(sender.sms(ID, to="+7", text="Visit"), messages.NotAccepted)
        world.will_answer("POST", "/messages/sms", b"", status=503)
        assert isinstance(sender.sms(ID, to="+7", text="Visit"), Unavailable)


@pytest.mark.parametrize("status", ["sent", "delivered", "failed"])
def test_a_message_stands_as_the_gateway_says(status: str) -> None:
    body = f'{{"id":"{ID}","status":"{status}","at":"2026-03-18T10:00:00Z"}}'.encode()
    with replaying() as world:
        world.will_answer("GET", f"/messages/{ID}", body)
        state = messages.connect(world.url).state(ID)
    assert state == messages.MessageState(delivery=messages.Delivery(status), at=AT, raw=body)


def test_an_unknown_message_and_an_unknown_state_are_no_delivery() -> None:
    of_another = b'{"id":"44444444-4444-4444-8444-444444444444","status":"sent","at":"2026-03-18T10:00:00Z"}'
    with replaying() as world:
        assert isinstance(messages.connect(world.url).state(ID), Unavailable), "a 404 of whoever stands between"
        unknown = refused("unknown")
        world.will_answer("GET", f"/messages/{ID}", unknown, status=404)
        assert messages.connect(world.url).state(ID) == messages.UnknownMessage(raw=unknown)
        world.will_answer("GET", f"/messages/{ID}", of_another)
        assert isinstance(messages.connect(world.url).state(ID), Unavailable)
        world.will_answer("GET", f"/messages/{ID}", b'{"status":"read","at":"2026-03-18T10:00:00Z"}')
        assert isinstance(messages.connect(world.url).state(ID), Unavailable)
