"""Rules 5: the receipt of a bank is noted by the applicant's word, once, and counts when the bank confirms it."""

from collections.abc import Callable

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.models import Draft
from ruqsat.law.local_time import local
from ruqsat.payments.models import Claim, Order, Payment
from ruqsat.people.models import Person
from tests.web.portal.conftest import browser_of

Here = Callable[[str], str]


def receipt_of(**other: str) -> dict[str, str]:
    day = local(instance_clock.now()).date()
    said = {"paid_on_day": str(day.day), "paid_on_month": str(day.month), "paid_on_year": str(day.year)}
    return {"receipt": "KV-77", "bank": "A bank"} | said | other


def test_a_receipt_of_a_bank_is_noted_once_and_pays_nothing(window: Client, draft: Draft, here: Here) -> None:
    """Rules 5: the applicant's word alone is no payment."""
    for _ in range(2):
        assert window.post(here("fee/receipt/"), receipt_of())["Location"] == here("fee/")
    page = window.get(here("fee/")).content.decode()
    assert "the bank has not confirmed it yet" in page
    assert Claim.objects.get().receipt == "KV-77"
    assert (Order.objects.get().status, Payment.objects.count()) == (Order.Status.OPEN, 0)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"receipt": ""}, "Enter the number of the receipt"),
        ({"bank": ""}, "Enter the name of the bank"),
        ({"paid_on_year": "2100"}, "has not come yet"),
        ({"paid_on_month": "13"}, "Enter a real date"),
    ],
)
def test_a_receipt_that_lacks_something_is_not_noted(
    window: Client, draft: Draft, here: Here, other: dict[str, str], reason: str
) -> None:
    answer = window.post(here("fee/receipt/"), receipt_of(**other))
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert Claim.objects.count() == 0


def test_what_was_typed_stays_when_something_is_missing(window: Client, here: Here) -> None:
    answer = window.post(here("fee/receipt/"), receipt_of(bank=""))
    assert "KV-77" in answer.content.decode()


def test_another_receipt_is_noted_beside_the_first(window: Client, draft: Draft, here: Here) -> None:
    for number in ("KV-77", "KV-78"):
        assert window.post(here("fee/receipt/"), receipt_of(receipt=number))["Location"] == here("fee/")
    assert set(Claim.objects.values_list("receipt", flat=True)) == {"KV-77", "KV-78"}
    assert Order.objects.count() == 1


def test_looking_at_the_form_notes_nothing(window: Client, here: Here) -> None:
    assert window.get(here("fee/receipt/")).status_code == 200
    assert (Order.objects.count(), Claim.objects.count()) == (0, 0)


def test_nobody_else_notes_a_receipt(stranger: Person, here: Here) -> None:
    assert browser_of(stranger).post(here("fee/receipt/"), receipt_of()).status_code == 404
    assert Claim.objects.count() == 0
