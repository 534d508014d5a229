"""Rules 12, Rules 14: what was sent, by which means, to whom in part, and how it stands, at the desk and at home."""

from ruqsat.jobs import sweep, telling
from tests.milestones import Stand
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, OFFICER


def test_the_applicant_sees_in_the_account_what_was_sent_and_how_it_stands(stand: Stand) -> None:
    road, window = stand("registered"), window_of(AIZHAN)
    page = f"/applications/{road.case}/"
    assert "What was sent to you" not in window.get(page).content.decode()
    telling.tell_applicant(road.case, now=road.world.now)
    text = window.get(page).content.decode()
    assert "What was sent to you" in text
    assert "The registration of the application" in text
    assert "+7700•••01" in text
    assert "ai•••@example.kz" in text
    assert "Sent, not delivered yet" in text
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    text = window.get(page).content.decode()
    assert "Sent, not delivered yet" not in text
    assert text.count("Delivered") >= 2


def test_the_desk_shows_since_when_an_intended_refusal_is_sent_and_not_received(stand: Stand) -> None:
    """Rules 12: what happens without a receipt is said."""
    road, window = stand("complete"), window_of(OFFICER)
    road.request_approval()
    road.answer_approval(approved=False)
    road.announce("List 9(4)")
    road.world.break_down("messages", "messages_second")
    telling.tell_applicant(road.case, now=road.world.now)
    text = window.get(case_page(road)).content.decode()
    assert "Sent, not received since" in text
    assert "Not sent yet" in text
    assert "Record a receipt by other means" in text
    road.world.mend()
    for _ in range(2):
        road.world.later(minutes=5)
        sweep.sweep(now=road.world.now)
    text = window.get(case_page(road)).content.decode()
    assert "Sent, not received since" not in text
    assert "SMS delivered" in text or "E-mail delivered" in text
