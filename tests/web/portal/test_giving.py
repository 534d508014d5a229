"""Rules 8, List 9(8): consent after filing, by code; the ground of refusal is gone and the registers are asked."""

from ruqsat.law.grounds import borne_out
from tests.milestones import Stand
from tests.walking import Road
from tests.web.portal.roads import page, shown, window, without_anything
from tests.world import PHONE

GIVE = "give-consent/"


def sent(road: Road) -> str:
    """The code that came to the phone."""
    assert window().post(page(road, GIVE), {"step": "send"})["Location"] == page(road, GIVE)
    return road.world.code_on(PHONE)


def test_without_consent_the_case_says_so_and_the_page_names_the_registers(stand: Stand) -> None:
    road = without_anything(stand)
    assert "Your consent to asking the state registers is not on file." in shown(road)
    said = shown(road, GIVE)
    assert "/rules/list-9-8/" in said
    assert "for this application only" in said


def test_the_code_from_the_phone_puts_it_on_file_and_the_registers_are_asked(stand: Stand) -> None:
    road = without_anything(stand)
    assert "List 9(8)" in borne_out(road.look().standing)
    done = window().post(page(road, GIVE), {"step": "confirm", "code": sent(road)})
    assert done["Location"] == page(road)
    assert "List 9(8)" not in borne_out(road.look().standing)
    assert "ask_registers" in road.owed()
    assert "Your consent is on file" in shown(road, GIVE)
    assert "give-consent" not in shown(road)


def test_a_wrong_code_is_told_with_the_tries_left(stand: Stand) -> None:
    road = without_anything(stand)
    right = sent(road)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for code, told in (
        (wrong, "The code is not right"),
        ("12", "The code has six digits"),
        ("", "Enter the six digits"),
    ):
        answer = window().post(page(road, GIVE), {"step": "confirm", "code": code})
        assert answer.status_code == 422
        assert told in answer.content.decode()


def test_a_code_that_nobody_asked_for_is_told(stand: Stand) -> None:
    road = without_anything(stand)
    answer = window().post(page(road, GIVE), {"step": "confirm", "code": "123456"})
    assert answer.status_code == 422
    assert "Ask for a new one" in answer.content.decode()


def test_while_the_service_is_down_the_page_says_so(stand: Stand) -> None:
    road = without_anything(stand)
    road.world.break_down("consents")
    answer = window().post(page(road, GIVE), {"step": "send"})
    assert answer.status_code == 422
    assert "does not answer now" in answer.content.decode()


def test_where_it_is_on_file_or_the_case_is_over_nothing_is_asked(stand: Stand) -> None:
    road = stand("issued")
    before = road.kinds()
    assert "This case is decided" in shown(road, GIVE)
    assert window().post(page(road, GIVE), {"step": "send"}).status_code == 409
    assert road.kinds() == before
