"""Rules 5, Rules 8(5): what was agreed with the payment gateway, against our client and against the sandbox."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from ruqsat.gateways import payments
from tests.gateways.replay import replaying
from tests.ruqsat_sandbox.conftest import sandbox

AGREED: dict[str, Any] = json.loads((Path(__file__).parent / "payments.json").read_text())
ORDER = UUID(AGREED["open"]["request"]["body"]["order"])
OTHER = UUID(AGREED["unknown"]["request"]["path"].rpartition("/")[2])
INVOICE = payments.Invoice(**(AGREED["open"]["request"]["body"] | {"order": ORDER}))
PAID_AT = datetime(2026, 3, 18, 10, tzinfo=UTC)

Ask = Callable[[payments.Payments], object]


def paid(means: payments.Means, reference: str, raw: bytes) -> payments.Paid:
    return payments.Paid(order=ORDER, amount=43250, means=means, reference=reference, paid_at=PAID_AT, raw=raw)


def receipt(named: str) -> Ask:
    return lambda gateway: gateway.receipt(order=ORDER, number=INVOICE.number, receipt=named)


READ: dict[str, tuple[Ask, Callable[[bytes], object]]] = {
    "open": (
        lambda gateway: gateway.open(INVOICE),
        lambda raw: payments.PayPage(url=AGREED["open"]["answer"]["body"]["pay_url"]),
    ),
    "not_paid": (
        lambda gateway: gateway.status(ORDER),
        lambda raw: payments.OrderState(order=ORDER, status="created", payments=()),
    ),
    "paid": (
        lambda gateway: gateway.status(ORDER),
        lambda raw: payments.OrderState(
            order=ORDER, status="paid", payments=(paid(payments.Means.PGEG, "PG-0123456789AB", raw),)
        ),
    ),
    "unknown": (lambda gateway: gateway.status(OTHER), lambda raw: payments.UnknownOrder()),
    "receipt": (receipt("KZ0123456789ABCD"), lambda raw: paid(payments.Means.BANK, "KZ0123456789ABCD", raw)),
    "unknown_receipt": (receipt("NOWHERE"), lambda raw: payments.UnknownReceipt()),
}


@pytest.mark.parametrize("which", READ)
def test_our_client_asks_as_agreed_and_reads_the_answer_that_was_agreed(which: str) -> None:
    agreed, (ask, expected) = AGREED[which], READ[which]
    raw = json.dumps(agreed["answer"]["body"]).encode()
    with replaying() as world:
        path = agreed["request"]["path"]
        world.will_answer(agreed["request"]["method"], path, raw, status=agreed["answer"]["status"])
        assert ask(payments.connect(world.url)) == expected(raw)
        (sent,) = world.asked
    assert (sent.method, sent.path) == (agreed["request"]["method"], path)
    if "body" in agreed["request"]:
        assert json.loads(sent.body) == agreed["request"]["body"]
    headers = {name.lower(): value for name, value in sent.headers.items()}
    assert agreed["request"].get("headers", {}).items() <= headers.items()


def test_our_client_reads_the_notice_that_was_agreed() -> None:
    raw = json.dumps(AGREED["notice"]["body"]).encode()
    assert payments.read_notice(raw) == paid(payments.Means.PGEG, "PG-0123456789AB", raw)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        sandbox(tmp_path_factory.mktemp("payments")) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=20) as client,
    ):
        yield client


def sent(world: httpx.Client, which: str, **other: str) -> httpx.Response:
    """The request as it was agreed."""
    request = AGREED[which]["request"]
    body = request.get("body")
    content = json.dumps(body | other) if body else None
    return world.request(request["method"], request["path"], content=content, headers=request.get("headers", {}))


def like(found: object, agreed: object) -> bool:
    """Whether both have one shape: the same members, of the same kinds; amounts, statuses and means to the letter."""
    match agreed:
        case dict():
            if not isinstance(found, dict) or found.keys() != agreed.keys():
                return False
            return all(
                found[name] == agreed[name]
                if name in {"order", "amount", "due", "status", "means", "error"}
                else like(found[name], agreed[name])
                for name in agreed
            )
        case list():
            return isinstance(found, list) and len(found) == len(agreed) and all(map(like, found, agreed))
        case str():
            return isinstance(found, str) and bool(re.match(r"^http|^\d{4}-", agreed)) is bool(
                re.match(r"^http|^\d{4}-", found)
            )
    return type(found) is type(agreed)


def test_the_sandbox_answers_as_agreed(world: httpx.Client) -> None:
    """One order from its opening to the receipt of a bank, each answer in the shape that was written down."""
    pay_url = ""
    for which in ("unknown", "open", "open", "not_paid", "unknown_receipt", "paid"):
        if which == "paid":
            world.post(pay_url, data={"decision": "pay"})
        answer = sent(world, which)
        agreed = AGREED[which]["answer"]
        assert answer.status_code == agreed["status"], which
        assert like(answer.json(), agreed["body"]), (which, answer.json())
        pay_url = answer.json().get("pay_url", pay_url)


def test_the_sandbox_knows_the_receipt_of_a_bank_as_agreed(world: httpx.Client) -> None:
    sent(world, "open")
    slip = {"tiyn": "4325000", "payer": "900101399016", "purpose": f"Fee {INVOICE.number}"}
    world.post("/bank/account/", data=slip)
    found = re.search(r"KZ[0-9A-F]{14}", world.get("/bank/account/").text)
    assert found is not None
    answer = sent(world, "receipt", receipt=found[0])
    assert like(answer.json(), AGREED["receipt"]["answer"]["body"]), answer.json()


def test_another_key_than_the_order_is_refused_by_the_sandbox(world: httpx.Client) -> None:
    request = AGREED["open"]["request"]
    answer = world.post(request["path"], json=request["body"], headers={"Idempotency-Key": str(OTHER)})
    assert answer.status_code == 409
