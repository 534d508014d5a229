"""What the system owes a case at each point of the road, derived from the file."""

import pytest

from ruqsat.cases import inquiring
from ruqsat.cases.actions import consenting
from ruqsat.law.acts import ConsentGiven
from tests.milestones import Stand
from tests.walking import Road, Step
from tests.world import AIZHAN, person


@pytest.mark.parametrize(
    ("milestone", "steps", "owed"),
    [
        ("consented", (), []),
        ("received", (), ["judge_signature"]),
        ("registered", (), ["ask_registers", "seal_receipt"]),
        ("settled", (), []),
        ("approved", (), []),
        ("approved", (Road.schedule,), ["send_visit_notice"]),
        ("visited", (), []),
        ("visited", (Road.conclude,), ["seal_conclusion"]),
        ("sealed", (), []),
        ("granted", (), ["seal_result"]),
        ("issued", (), []),
    ],
)
def test_what_is_owed_is_what_the_file_says(
    stand: Stand, milestone: str, steps: tuple[Step, ...], owed: list[str]
) -> None:
    road = stand(milestone)
    for step in steps:
        step(road)
    assert road.owed() == owed


def test_an_inquiry_that_needs_a_consent_which_was_taken_back_is_not_the_system_s_to_make(stand: Stand) -> None:
    """Rules 8: no inquiry may rest on it from then on."""
    road = stand("consented")
    given = next(filed.act for filed in road.look().acts if isinstance(filed.act, ConsentGiven))
    consenting.take_back(road.case, given.consent, owner=person(AIZHAN), at=road.now)
    road.receive()
    road.register()
    assert {ask.inquiry for ask in inquiring.to_ask(road.look().standing)} == {"ban"}


def test_what_a_register_answered_is_not_asked_again(stand: Stand) -> None:
    road = stand("settled")
    assert inquiring.to_ask(road.look().standing) == ()
