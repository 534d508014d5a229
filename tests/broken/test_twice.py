"""The same form sent twice, one after the other and at the same moment; paid twice: each is once on file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ruqsat.cases.actions import paying
from ruqsat.cases.models import Draft
from ruqsat.gateways import payments
from ruqsat.jobs import paying as polling
from ruqsat.law.acts import SYSTEM, FeePaid
from ruqsat.law.application import Service
from ruqsat.payments import orders, telling
from ruqsat.payments.models import Order
from tests.clocks import stopped_at
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road
from tests.web.officers import FACILITY, case_page, signed, window_of
from tests.world import AIZHAN, APPROVER, HEAD, INSPECTOR, OFFICER, PETR, person

Sent = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Press:
    """A button: after which milestone, by whom, on which page, what it sends, the act that it brings about."""

    after: str
    by: str
    page: Callable[[Road], str]
    sends: Callable[[Road, Client], Sent]
    act: str


def seen(road: Road, window: Client, **more: object) -> Sent:
    return {"seen": road.seen, **more}


def visit(road: Road, window: Client) -> Sent:
    day = road.now + timedelta(days=2)
    when = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": "11:00"}
    return seen(road, window, **when, inspector=person(INSPECTOR).id)


def of_case(page: str) -> Callable[[Road], str]:
    return lambda road: case_page(road, page)


def own(page: str) -> Callable[[Road], str]:
    return lambda road: f"/applications/{road.case}/{page}"


PRESSES: Mapping[str, Press] = {
    "sign the application": Press(
        after="consented", by=AIZHAN, page=own("sign/"), act="received",
        sends=lambda road, window: signed(road, window, own("sign/")(road), AIZHAN),
    ),
    "find complete": Press(after="settled", by=OFFICER, page=of_case("complete/"), sends=seen, act="found_complete"),
    "request the approval": Press(
        after="complete", by=OFFICER, page=of_case(f"approval/{FACILITY}/"), sends=seen, act="approval_requested"
    ),
    "fix the visit": Press(
        after="approved", by=OFFICER, page=of_case(f"visit/{FACILITY}/"), sends=visit, act="visit_scheduled"
    ),
    "prepare the grant": Press(
        after="sealed", by=OFFICER, page=of_case("decision/prepare/"), act="decision_prepared",
        sends=lambda road, window: seen(road, window, note="All is there."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PRESSES)
def test_sent_twice_it_is_done_once_and_said_to_be_done(stand: Stand, name: str) -> None:
    """Of a double click the browser shows the second answer: it is the first one's."""
    press = PRESSES[name]
    road = stand(press.after)
    window = window_of(press.by)
    sent = press.sends(road, window)
    answers = [window.post(press.page(road), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert road.kinds().count(press.act) == 1
    assert "Important" not in window.get(answers[1].headers["Location"]).content.decode()


@pytest.mark.parametrize("name", PRESSES)
def test_sent_at_the_same_moment_it_is_done_once(stand_apart: Stand, name: str) -> None:
    press = PRESSES[name]
    road = stand_apart(press.after)
    windows = [window_of(press.by) for _ in range(2)]
    sent = press.sends(road, windows[0])
    answers = at_once(*(lambda window=window: window.post(press.page(road), sent) for window in windows))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]
    assert road.kinds().count(press.act) == 1


def test_a_decision_signed_twice_in_two_windows_is_one_decision(stand_apart: Stand) -> None:
    """The head's own double click at the panel; the second is told that it is on file already."""
    road = stand_apart("sealed")
    road.prepare_grant()
    windows = [window_of(HEAD) for _ in range(2)]
    address = windows[0].post(case_page(road, "decision/license/")).headers["Location"]
    sent = signed(road, windows[0], address, HEAD)
    answers = at_once(*(lambda window=window: window.post(address, sent) for window in windows))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]
    assert road.kinds().count("granted") == 1


def test_an_approving_bodys_answer_signed_twice_is_one_answer(stand_apart: Stand) -> None:
    road = stand_apart("complete")
    road.request_approval()
    windows = [window_of(APPROVER) for _ in range(2)]
    page = f"/approvals/{road.case}/{FACILITY}/"
    address = windows[0].post(page, {"approved": "yes", "reasons": "All is clean."}).headers["Location"]
    sent = signed(road, windows[0], address, APPROVER)
    answers = at_once(*(lambda window=window: window.post(address, sent) for window in windows))
    assert {getattr(answer, "status_code", answer) for answer in answers} == {302}
    assert road.kinds().count("approval_answered") == 1


def test_a_visit_begun_twice_begins_once(stand_apart: Stand) -> None:
    road = stand_apart("approved")
    road.schedule()
    road.notify()
    road.world.later(hours=25)
    windows = [window_of(INSPECTOR) for _ in range(2)]
    address = f"/inspector/{road.case}/{road.visit}/begin/"
    answers = at_once(*(lambda window=window: window.post(address) for window in windows))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]
    assert road.kinds().count("visit_started") == 1


@pytest.mark.parametrize("together", [False, True])
def test_an_application_begun_twice_is_one_draft(stand_apart: Stand, together: bool) -> None:
    road = stand_apart("known")
    windows = [window_of(PETR) for _ in range(2)]
    sent = {"service": Service.ISSUE.value, "for": "self"}
    presses = [partial(window.post, "/applications/new/", sent) for window in windows]
    answers = at_once(*presses) if together else [press() for press in presses]
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]
    assert Draft.objects.filter(owner=person(PETR)).count() == 1
    road.world.later(minutes=1)
    assert window_of(PETR).post("/applications/new/", sent).status_code == 302
    assert Draft.objects.filter(owner=person(PETR)).count() == 2


def test_a_section_sent_twice_at_once_is_kept(stand_apart: Stand) -> None:
    road = stand_apart("consented")
    windows = [window_of(AIZHAN) for _ in range(2)]
    sent = {"number": "KZ75125KZT2069100100", "bank": "Жаңа Банк", "location": "Алматы"}
    answers = at_once(*(lambda window=window: window.post(own("bank/")(road), sent) for window in windows))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]


# --- paid twice -------------------------------------------------------------------------------------------------------


def gateway() -> payments.Payments:
    return payments.connect(settings.GATEWAYS["payments"]["url"])


def paid(road: Road) -> list[FeePaid]:
    return [filed.act for filed in road.look().acts if isinstance(filed.act, FeePaid)]


def order_of(road: Road) -> Order:
    order = paying.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    back = f"{settings.PUBLIC_URL}/"
    orders.start(order, purpose="Fee", return_url=back, callback_url="", gateway=gateway())
    return order


def test_paying_pressed_twice_at_once_opens_one_order(stand_apart: Stand) -> None:
    road = stand_apart("known")
    road.fill()
    windows = [window_of(AIZHAN) for _ in range(2)]
    answers = at_once(*(lambda window=window: window.post(own("fee/pay/")(road)) for window in windows))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Order.objects.filter(file_id=road.case).count() == 1


def test_paid_at_the_bank_after_the_gateway_both_are_on_file_and_the_page_says_what_is_too_much(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    order = order_of(road)
    road.world.pay(order.pay_url)
    paying.look_at_bank(road.case, at=road.now, gateway=gateway())
    road.world.client.post("/bank/", data={"order": str(order.id), "amount": str(order.amount)})
    telling.poll(order, at=road.now, by=SYSTEM, gateway=gateway(), files=paying.FILES)
    assert {act.means for act in paid(road)} == {"pgeg", "bank"}
    assert Order.objects.get(id=order.id).status == Order.Status.PAID
    page = window_of(AIZHAN).get(own("fee/")(road)).content.decode()
    assert "were not due" in page
    assert "Pay on the payment page" not in page


def test_a_payment_told_and_asked_after_at_the_same_moment_is_on_file_once(stand_apart: Stand) -> None:
    """The gateway's notice, its answer to the sweep, and the applicant's own question."""
    road = stand_apart("known")
    road.fill()
    order = order_of(road)
    road.world.pay(order.pay_url)
    at = road.now + timedelta(minutes=1)

    def ask() -> object:
        return telling.poll(order, at=at, by=SYSTEM, gateway=gateway(), files=paying.FILES)

    answers = at_once(ask, ask, lambda: polling.poll_open_orders(now=stopped_at(at)))
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert len(paid(road)) == 1
