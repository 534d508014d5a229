"""Rules 6: taking the application back: what follows is said first, the reason is free, the signature ends it."""

import pytest

from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.web.portal.roads import page, shown, signed, window
from tests.world import PETR

BACK = "withdrawal/"


@pytest.mark.parametrize("reason", ["", "I have found work in a clinic."])
def test_the_page_says_what_follows_and_the_signature_ends_the_case(stand: Stand, reason: str) -> None:
    road = stand("registered")
    client = window()
    assert page(road, BACK) in shown(road)
    assert "It cannot be undone." in client.get(page(road, BACK)).content.decode()
    there = client.post(page(road, BACK), {"reason": reason})["Location"]
    assert road.look().standing.stage is not Stage.WITHDRAWN
    assert reason in client.get(there).content.decode()
    assert client.post(there, signed(road, client, there))["Location"] == page(road)
    assert road.look().standing.stage is Stage.WITHDRAWN
    said = shown(road)
    assert "You have taken this application back" in said
    assert reason in said
    assert BACK not in said
    assert "Taken back" in client.get("/account/").content.decode()


def test_somebody_elses_signature_ends_nothing(stand: Stand) -> None:
    road = stand("registered")
    client = window()
    there = client.post(page(road, BACK), {"reason": "Later."})["Location"]
    answer = client.post(there, signed(road, client, there, PETR))
    assert answer.status_code == 422
    assert "It was not filed" in answer.content.decode()
    assert "Later." in answer.content.decode()
    assert not road.look().standing.ended


def test_a_reason_longer_than_is_kept_is_told_and_stays(stand: Stand) -> None:
    road = stand("registered")
    answer = window().post(page(road, BACK), {"reason": "x" * 2_001})
    assert answer.status_code == 422
    assert "x" * 2_001 in answer.content.decode()


def test_a_decided_case_says_why_it_cannot_be_taken_back(stand: Stand) -> None:
    road = stand("granted")
    assert "This case is decided: the license was granted." in shown(road, BACK)
    assert window().post(page(road, BACK), {"reason": ""}).status_code == 409
    assert BACK not in shown(road)


def test_decided_while_it_was_being_signed_it_stays_decided(stand: Stand) -> None:
    road = stand("sealed")
    client = window()
    there = client.post(page(road, BACK), {"reason": ""})["Location"]
    sent = signed(road, client, there)
    road.prepare_grant()
    road.grant()
    answer = client.post(there, sent)
    assert answer.status_code == 422
    assert "This case is decided: the license was granted." in answer.content.decode()


def test_one_applies_again_with_one_press(stand: Stand) -> None:
    road = stand("registered")
    client = window()
    there = client.post(page(road, BACK), {"reason": ""})["Location"]
    client.post(there, signed(road, client, there))
    fresh = client.post(page(road, "again/"))["Location"]
    assert fresh != page(road)
    assert "Үлгі Банк" in client.get(f"{fresh}bank/").content.decode()
