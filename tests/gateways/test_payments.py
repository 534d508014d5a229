"""Rules 5: the payment gateway's written-down answers, each read as what it is."""

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from ruqsat.gateways import payments
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import UnexpectedShape
from tests.gateways.replay import replaying

ORDER = UUID("22222222-2222-4222-8222-222222222222")
PAID = (
    b'{"order":"%s","amount":43250,"status":"paid","reference":"PG-1","paid_at":"2026-03-18T10:00:00Z"}'
    % str(ORDER).encode()
)
INVOICE = payments.Invoice(
    order=ORDER,
    number="1000000001",
    amount=43250,
    payer="900101399016",
    purpose="License fee",
    budget_code="105402",
    purpose_code="911",
    tax_body="9975",
    return_url="http://127.0.0.1/back",
    callback_url="http://127.0.0.1/callback",
)
READ = payments.Paid(
    order=ORDER,
    amount=43250,
    means=payments.Means.PGEG,
    reference="PG-1",
    paid_at=datetime(2026, 3, 18, 10, tzinfo=UTC),
    raw=PAID,
)


def page(pay_url: str, *, order: UUID = ORDER) -> bytes:
    """Where the gateway says that the order is paid."""
    return json.dumps({"order": str(order), "pay_url": pay_url}).encode()


def test_an_invoice_gets_a_page_to_pay_on() -> None:
    with replaying() as world:
        world.will_answer("POST", "/payments/orders", page("http://127.0.0.1/pay/1"))
        assert payments.connect(world.url).open(INVOICE) == payments.PayPage(url="http://127.0.0.1/pay/1")
        assert json.loads(world.asked[0].body)["order"] == str(ORDER)


def test_a_page_that_is_no_web_address_is_not_taken() -> None:
    with replaying() as world:
        world.will_answer("POST", "/payments/orders", page("javascript:alert(1)"))
        assert isinstance(payments.connect(world.url).open(INVOICE), Unavailable)


@pytest.mark.parametrize(
    "answer",
    [page("http://127.0.0.1/pay/2", order=uuid4()), b'{"pay_url":"http://127.0.0.1/pay/2"}'],
    ids=["another", "none"],
)
def test_a_page_of_another_order_or_of_none_is_not_taken(answer: bytes) -> None:
    """Rules 5: nobody is led to where another's fee is paid."""
    with replaying() as world:
        world.will_answer("POST", "/payments/orders", answer)
        assert isinstance(payments.connect(world.url).open(INVOICE), Unavailable)


LISTED = (
    b'{"order":"%s","status":"partly_paid","payments":'
    b'[{"amount":250,"means":"bank","reference":"BK-1","paid_at":"2026-03-18T10:00:00Z"}]}' % str(ORDER).encode()
)
AT_BANK = payments.Paid(
    order=ORDER,
    amount=250,
    means=payments.Means.BANK,
    reference="BK-1",
    paid_at=datetime(2026, 3, 18, 10, tzinfo=UTC),
    raw=LISTED,
)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, PAID, payments.OrderState(order=ORDER, status="paid", payments=(READ,))),
        (
            200,
            PAID.replace(b'"paid"', b'"created"'),
            payments.OrderState(order=ORDER, status="created", payments=()),
        ),
        (200, LISTED, payments.OrderState(order=ORDER, status="partly_paid", payments=(AT_BANK,))),
        (404, b'{"error":"unknown"}', payments.UnknownOrder()),
    ],
)
def test_an_order_is_paid_not_paid_partly_paid_or_unknown(status: int, body: bytes, expected: object) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/payments/orders/{ORDER}", body, status=status)
        assert payments.connect(world.url).status(ORDER) == expected


@pytest.mark.parametrize("body", [b"{}", b"<html>Not found</html>", b'{"error":"no such page"}'])
def test_a_404_of_somebody_else_is_no_word_about_an_order_or_a_receipt(body: bytes) -> None:
    """Rules 5: a web server that is not the payment gateway does not know that an order was never made."""
    with replaying() as world:
        gateway = payments.connect(world.url)
        world.will_answer("GET", f"/payments/orders/{ORDER}", body, status=404)
        world.will_answer("POST", "/payments/receipts", body, status=404)
        assert isinstance(gateway.status(ORDER), Unavailable)
        assert isinstance(gateway.receipt(order=ORDER, number="1", receipt="KZ1"), Unavailable)


@pytest.mark.parametrize("payments_said", [b'"none"', b"[1]", b'[{"amount":250,"means":"shells"}]'])
def test_payments_of_another_shape_are_not_read(payments_said: bytes) -> None:
    body = b'{"order":"%s","status":"paid","payments":%s}' % (str(ORDER).encode(), payments_said)
    with replaying() as world:
        world.will_answer("GET", f"/payments/orders/{ORDER}", body)
        assert isinstance(payments.connect(world.url).status(ORDER), Unavailable)


def test_a_notice_says_all_of_it_or_is_not_read() -> None:
    assert payments.read_notice(PAID) == READ
    for bad in (PAID.replace(b'"paid"', b'"refused"'), PAID.replace(b"43250", b'"43250"'), b"{}"):
        with pytest.raises(UnexpectedShape):
            payments.read_notice(bad)


def test_only_a_public_key_is_taken_for_one() -> None:
    with replaying() as world:
        world.will_answer("GET", "/api/payments/key", b"-----BEGIN PUBLIC KEY-----\n")
        assert payments.connect(world.url).public_key() == b"-----BEGIN PUBLIC KEY-----\n"
        world.will_answer("GET", "/api/payments/key", b"<html>")
        assert isinstance(payments.connect(world.url).public_key(), Unavailable)
