"""List 6: the fee by the index of the day, paid here or at a bank, and no error while the bank is silent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.conf import settings
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.actions import treasury
from ruqsat.cases.models import Draft
from ruqsat.gateways.payments import connect
from ruqsat.law import fees
from ruqsat.law.acts import SYSTEM, Actor, Role
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.payments import orders, pinning
from ruqsat.payments.models import Decision, Notice, Order, Payment
from ruqsat.people.models import Person
from ruqsat.web.templatetags.ruqsat_text import order_number
from tests.gateways.statements.samples import Movement, table
from tests.web.portal.conftest import browser_of

Here = Callable[[str], str]


@pytest.fixture
def amount() -> int:
    return fees.license_fee(Service.ISSUE, on=local(instance_clock.now()).date())


def test_what_is_due_is_said_with_its_clause(window: Client, here: Here, amount: int) -> None:
    page = window.get(here("fee/")).content.decode()
    assert f"{amount // 1000}\u202f{amount % 1000:03d}\u00a0₸" in page
    assert "/rules/list-6/" in page


def test_paying_leads_to_the_payment_page(window: Client, draft: Draft, here: Here, world: str, amount: int) -> None:
    answer = window.post(here("fee/pay/"))
    order = Order.objects.get(file_id=draft.id)
    assert answer.status_code == 302
    assert answer["Location"].startswith(world)
    assert order.amount == amount


def test_pressed_twice_it_is_one_order(window: Client, here: Here, world: str) -> None:
    first, second = window.post(here("fee/pay/")), window.post(here("fee/pay/"))
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


def test_a_bank_gets_an_order_number(window: Client, draft: Draft, here: Here) -> None:
    answer = window.post(here("fee/pay/"), {"means": "bank"})
    assert answer["Location"] == here("fee/#bank")
    page = window.get(here("fee/")).content.decode()
    assert order_number(Order.objects.get().number) in page
    assert fees.BUDGET_CODE in page


def test_back_before_the_bank_has_spoken_is_no_error(window: Client, here: Here, world: str) -> None:
    window.post(here("fee/pay/"))
    page = window.get(here("fee/return/"))
    assert page.status_code == 200
    assert "Waiting for the bank" in page.content.decode()
    assert 'data-live-again="3"' in page.content.decode()


def test_when_the_bank_has_the_money_the_page_says_so(window: Client, here: Here, world: str) -> None:
    pay_page = window.post(here("fee/pay/"))["Location"]
    assert window.post(here("fee/ask/"))["Location"] == here("fee/return/")
    httpx.post(pay_page, data={"decision": "pay"}, trust_env=False, timeout=20)
    assert window.post(here("fee/ask/"))["Location"] == here("fee/")
    page = window.get(here("fee/")).content.decode()
    assert "The license fee is paid" in page
    assert Payment.objects.get().reference in page


def test_a_gateway_that_is_down_is_said(window: Client, here: Here, settings: object) -> None:
    settings.GATEWAYS = {"payments": {"kind": "sandbox", "url": "http://127.0.0.1:9"}}  # type: ignore[attr-defined]  # pytest-django's wrapper
    answer = window.post(here("fee/pay/"))
    assert answer.status_code == 503
    assert "the application can be filed without it" in answer.content.decode()


def test_a_notice_that_nobody_signed_is_refused_and_recorded(db: None, world: str) -> None:
    pinning.pin(connect(settings.GATEWAYS["payments"]["url"]), var=settings.VAR)
    answer = Client().post("/payments/callback/", b"{}", content_type="application/json")
    assert answer.status_code == 403
    assert Notice.objects.get().verdict == Notice.Verdict.BAD_SIGNATURE


def test_a_notice_is_only_sent(db: None) -> None:
    assert Client().get("/payments/callback/").status_code == 405


@pytest.mark.parametrize("page", ["fee/pay/", "fee/ask/"])
def test_paying_is_sent_as_a_form(window: Client, here: Here, page: str) -> None:
    assert window.get(here(page)).status_code == 405


@pytest.mark.parametrize("page", ["fee/", "fee/return/"])
def test_nobody_else_sees_it(stranger: Person, here: Here, page: str) -> None:
    assert browser_of(stranger).get(here(page)).status_code == 404


def test_a_paid_fee_is_not_asked_for_again(window: Client, draft: Draft, here: Here, amount: int) -> None:
    at = instance_clock.now()
    order = Order.objects.create(
        file_id=draft.id,
        number="1000000001",
        amount=amount,
        service="issue",
        payer_encrypted=b"1",
        status="paid",
        created_at=at,
        paid_at=at,
    )
    order.payments.create(amount=amount, means="bank", reference="R-1", paid_at=at)
    assert window.post(here("fee/pay/"))["Location"] == here("fee/")
    assert "R-1" in window.get(here("fee/")).content.decode()
    assert "Completed" in window.get(here("")).content.decode()


@pytest.fixture
def year_without_index(settings: Any, tmp_path: Path) -> int:
    """The instance stands in the first year whose index is not in the reference data."""
    settings.CLOCK_FILE = tmp_path / "clock.jsonl"
    known = max(wording.until for wording in fees.MCI if wording.until is not None)
    ahead = datetime(known.year + 1, 1, 15, 9, tzinfo=UTC) - instance_clock.now()
    instance_clock.move(int(ahead.total_seconds()), "test")
    return known.year + 1


def test_a_year_without_index_is_said_and_nothing_can_be_paid_yet(
    year_without_index: int, window: Client, here: Here
) -> None:
    """List 6: the index of the day of payment counts; while it is not entered there is no amount to pay."""
    page = window.get(here("fee/")).content.decode()
    assert f"The index of {year_without_index} is not entered here yet" in page
    assert here("fee/pay/") not in page
    answer = window.post(here("fee/pay/"))
    assert answer.status_code == 503
    assert Order.objects.count() == 0


def test_the_start_page_gives_the_fee_in_indices_while_the_index_is_not_entered(
    year_without_index: int, window: Client
) -> None:
    page = window.get("/").content.decode()
    assert "10 MCI" in page
    assert f"The index of {year_without_index} is not entered here yet" in page


def test_the_details_for_the_bank_name_payer_codes_and_that_they_are_unconfirmed(window: Client, here: Here) -> None:
    window.post(here("fee/pay/"), {"means": "bank"})
    page = window.get(here("fee/")).content.decode()
    for said in ("Payer", "Budget classification code", "Payment purpose code", "to be confirmed"):
        assert said in page


def test_what_was_not_due_is_said_with_what_becomes_of_it(window: Client, draft: Draft, here: Here) -> None:
    window.post(here("fee/pay/"), {"means": "bank"})
    order, day = Order.objects.get(), local(instance_clock.now()).date()
    said = {"amount": str(order.amount), "purpose": order.number, "payer": orders.payer_of(order), "day": day}
    whole = [Movement(reference=reference, **said) for reference in ("B1", "B2")]  # type: ignore[arg-type]  # a table
    treasury.take_statement(table(*whole), by=SYSTEM, now=instance_clock.now)
    page = window.get(here("fee/")).content.decode()
    assert "of the payment B2 were not due" in page
    assert "The department decides about it." in page
    officer = Actor(person=uuid4(), role=Role.OFFICER, office="KZ-75")
    surplus = Payment.objects.get(surplus="double")
    treasury.return_surplus(surplus.id, reason="Paid twice", by=officer, at=instance_clock.now())
    assert "it is to be returned" in window.get(here("fee/")).content.decode()


@pytest.fixture
def taken_back(window: Client, draft: Draft, here: Here) -> Order:
    """The order that was paid at a bank, which took the money back."""
    window.post(here("fee/pay/"), {"means": "bank"})
    order, at = Order.objects.get(), instance_clock.now()
    said = {"amount": str(order.amount), "payer": orders.payer_of(order), "day": local(at).date()}
    whole = Movement(reference="B1", purpose=order.number, **said)  # type: ignore[arg-type]  # a table
    back = Movement(reference="B2", direction="out", **said)  # type: ignore[arg-type]  # a table
    came, went = treasury.take_statement(table(whole, back), by=SYSTEM, now=lambda: at).lines
    assert "took the fee back" not in window.get(here("fee/")).content.decode()
    officer = Actor(person=uuid4(), role=Role.OFFICER, office="KZ-75")
    treasury.takes_back(went.id, came.id, reason="The bank wrote so.", by=officer, at=at)
    return order


def test_what_was_returned_and_taken_back_as_well_is_not_said_to_be_the_fee(
    window: Client, draft: Draft, here: Here
) -> None:
    """List 6: the fee is here; what was not due came back twice."""
    window.post(here("fee/pay/"), {"means": "bank"})
    order, at = Order.objects.get(), instance_clock.now()
    said = {"payer": orders.payer_of(order), "day": local(at).date()}
    more = Movement(reference="B1", purpose=order.number, amount=str(order.amount + 1000), **said)  # type: ignore[arg-type]  # a table
    left = Movement(reference="B2", amount="1000", direction="out", **said)  # type: ignore[arg-type]  # a table
    content = table(more, left, replace(left, reference="B3"))
    came, went, back = treasury.take_statement(content, by=SYSTEM, now=lambda: at).lines
    officer = Actor(person=uuid4(), role=Role.OFFICER, office="KZ-75")
    why = {"reason": "The bank wrote so.", "by": officer, "at": at}
    treasury.return_surplus(came.payment_id, **why)  # type: ignore[arg-type]  # it was counted
    treasury.is_return_of(went.id, Decision.objects.get().id, **why)  # type: ignore[arg-type]  # a table
    treasury.takes_back(back.id, came.id, **why)  # type: ignore[arg-type]  # a table
    for page in (window.get(here("fee/")).content.decode(), window.get(here("")).content.decode()):
        assert "Money came back to you twice" in page
        assert "took the fee back" not in page
    assert "you have it twice" in window.get(here("fee/")).content.decode()


def test_a_fee_that_the_bank_took_back_is_said_and_paid_again_on_the_payment_page(
    window: Client, taken_back: Order, here: Here, world: str
) -> None:
    """Rules 5: nobody has to guess why the department asks for money that was paid, nor how to pay it."""
    assert "The bank took the fee back" in window.get(here("")).content.decode()
    page = window.get(here("fee/")).content.decode()
    assert "took the fee back" in page
    assert "Pay it again on the payment page" in page
    pay_page = window.post(here("fee/pay/"))["Location"]
    assert window.post(here("fee/pay/"))["Location"] == pay_page
    assert "Waiting for the bank" in window.get(here("fee/return/")).content.decode()
    assert window.post(here("fee/ask/"))["Location"] == here("fee/return/")
    httpx.post(pay_page, data={"decision": "pay"}, trust_env=False, timeout=20)
    assert window.post(here("fee/ask/"))["Location"] == here("fee/")
    page = window.get(here("fee/")).content.decode()
    assert "took the fee back" not in page
    assert "The license fee is paid" in page
    assert window.get(here("fee/return/"))["Location"] == here("fee/")
    assert "The bank took the fee back" not in window.get(here("")).content.decode()


def test_a_fee_that_the_bank_took_back_is_paid_again_at_a_bank(window: Client, taken_back: Order, here: Here) -> None:
    """Rules 5: under a number of its own, with its receipt."""
    assert window.post(here("fee/pay/"), {"means": "bank"})["Location"] == here("fee/#bank")
    again = Order.objects.get(status="again")
    assert order_number(again.number) in window.get(here("fee/")).content.decode()
    day = local(instance_clock.now()).date()
    said = {"paid_on_day": str(day.day), "paid_on_month": str(day.month), "paid_on_year": str(day.year)}
    window.post(here("fee/receipt/"), {"receipt": "R 7", "bank": "A bank", **said})
    assert again.claims.get().receipt == "R 7"
