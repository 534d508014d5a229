"""Rules 21-1: recipients have the information, or are known not to have it."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from ruqsat.gateways import information
from ruqsat.gateways.answers import Unavailable
from tests.gateways.replay import replaying

ID = UUID("44444444-4444-4444-8444-444444444444")
OWN = json.dumps({"id": str(ID)}).encode()
NOT_YET = json.dumps({"id": str(ID), "received_at": None}).encode()
NOTED = json.dumps({"id": str(ID), "received_at": "2026-11-27T10:00:00+00:00"}).encode()


def test_information_is_sent_under_its_id_to_one_recipient() -> None:
    with replaying() as world:
        world.will_answer("POST", "/information/operator", OWN, status=202)
        gateway = information.connect(world.url)
        assert gateway.send(ID, to="operator", information={"order": "No. 7"}) == information.Sent(raw=OWN)
        assert json.loads(world.asked[0].body) == {"id": str(ID), "order": "No. 7"}


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (NOT_YET, information.NoReceipt(raw=NOT_YET)),
        (NOTED, information.Receipt(received_at=datetime(2026, 11, 27, 10, tzinfo=UTC), raw=NOTED)),
    ],
)
def test_a_receipt_is_there_or_not_yet(body: bytes, answer: information.Receipt | information.NoReceipt) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/information/operator/{ID}", body)
        assert information.connect(world.url).receipt(ID, to="operator") == answer


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, b""),
        (200, b"[]"),
        (200, NOTED.replace(b"2026-11-27T10:00:00+00:00", b"today")),
        (200, NOTED.replace(b"44", b"55")),
    ],
)
def test_what_cannot_be_understood_is_no_receipt(status: int, body: bytes) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/information/operator/{ID}", body, status=status)
        assert isinstance(information.connect(world.url).receipt(ID, to="operator"), Unavailable)


@pytest.mark.parametrize("body", [b"<html>Under maintenance</html>", b"", b"{}", OWN[:-9], OWN.replace(b"4", b"5")])
def test_what_does_not_name_the_information_has_not_got_it(body: bytes) -> None:
    """A web page, an answer that was cut off, the answer to something else: the status alone says nothing."""
    with replaying() as world:
        world.will_answer("POST", "/information/operator", body, status=200)
        gateway = information.connect(world.url)
        assert isinstance(gateway.send(ID, to="operator", information={"order": "No. 7"}), Unavailable)
