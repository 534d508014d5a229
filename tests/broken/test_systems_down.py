"""Register, payment gateway, messages, monitoring away or slow: said where it matters, and made up for by itself."""

import pytest

from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.consents.models import Pending
from ruqsat.jobs import sweep
from ruqsat.journal.models import Outbox
from ruqsat.payments.models import Order
from tests.journal.feeds import files_untold
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, OFFICER

KINDS = ("unavailable", "slow")


def own(road: Road, page: str) -> str:
    return f"/applications/{road.case}/{page}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_consent_can_be_asked_for_and_the_form_can_be_typed(stand: Stand, kind: str) -> None:
    road = stand("known")
    road.fill()
    road.world.break_down("consents", kind=kind)
    window = window_of(AIZHAN)
    answer = window.post(own(road, "consent/"), {"step": "send", "choice": "registers"})
    assert answer.status_code == 422
    assert "does not answer now" in answer.content.decode()
    assert not Pending.objects.filter(file_id=road.case).exists()
    assert window.post(own(road, "consent/"), {"choice": "typed"}).status_code == 302
    road.world.mend()
    assert window.post(own(road, "consent/"), {"step": "send", "choice": "registers"}).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_the_payment_gateway_away_the_fee_page_says_so_and_what_can_be_done(stand: Stand, kind: str) -> None:
    road = stand("known")
    road.fill()
    window = window_of(AIZHAN)
    road.world.break_down("payments", kind=kind)
    answer = window.post(own(road, "fee/pay/"))
    assert answer.status_code == 503
    assert "The payment gateway does not answer now" in answer.content.decode()
    assert "the application can be filed without it" in answer.content.decode()
    road.world.mend()
    again = window.post(own(road, "fee/pay/"))
    assert again.status_code == 302
    assert again.headers["Location"].startswith(road.world.address)
    assert Order.objects.filter(file_id=road.case).count() == 1


def test_while_messages_are_away_the_desk_says_that_the_notice_is_not_sent(stand: Stand) -> None:
    """Rules 14: the twenty-four hours do not run, and the officer can see why."""
    road = stand("approved")
    road.schedule()
    road.world.break_down("messages", "messages_second")
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert "send_visit_notice" in road.owed()
    page = window_of(OFFICER).get(case_page(road)).content.decode()
    assert "While the message gateway does not answer, it is tried again by itself" in page
    road.world.mend()
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert road.owed() == []


@pytest.mark.parametrize(
    ("systems", "feed"), [(("monitoring",), MONITORING), (("messages", "messages_second"), LETTERS)]
)
def test_what_could_not_be_told_is_told_in_order_once_the_system_is_back(
    stand: Stand, systems: tuple[str, ...], feed: str
) -> None:
    """Rules 21, of the monitoring system; letters go the same way."""
    road = stand("registered")
    road.world.break_down(*systems)
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert road.case in files_untold(feed)
    road.world.mend()
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert road.case not in files_untold(feed)
    told = Outbox.objects.filter(feed=feed, file_id=road.case).order_by("delivered_at", "seq")
    assert list(told.values_list("seq", flat=True)) == sorted(told.values_list("seq", flat=True))
