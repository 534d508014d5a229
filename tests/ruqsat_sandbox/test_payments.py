"""Rules 5: an order is paid through the gateway or at a bank, and the instance is told under a signature."""

import json
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tests.ruqsat_sandbox.asking import consent, doctor
from tests.ruqsat_sandbox.inquiring import ask

FEE = 43_250
Told = list[tuple[bytes, str]]


@contextmanager
def portal(*, failing: int = 0) -> Iterator[tuple[str, Told]]:
    """Somebody who takes notices, after failing that many times: the address, and what was told."""
    told: Told = []

    class Portal(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append((body, self.headers["X-Signature"]))
            self.send_response(503 if len(told) <= failing else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # the base class's name
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/callback", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _open(world: httpx.Client, callback_url: str = "", **more: Any) -> tuple[str, httpx.Response]:
    order = str(uuid4())
    invoice = {
        "order": order,
        "amount": FEE,
        "number": f"{int(str(more.get('order', order)).replace('-', ''), 16) % 10**10:010d}",
        "payer": doctor(world)["iin"],
        "purpose": "Лицензиялық алым",
        "budget_code": "105402",
        "return_url": "http://127.0.0.1:8000/back",
        "callback_url": callback_url,
        **more,
    }
    return order, world.post("/payments/orders", json=invoice)


def _wait(told: Told, count: int) -> None:
    deadline = time.monotonic() + 20
    while len(told) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def _press(world: httpx.Client, pay_url: str, decision: str) -> httpx.Response:
    return world.post(pay_url, data={"decision": decision}, follow_redirects=False)


def test_paying_leads_back_and_tells_the_portal_under_a_signature(world: httpx.Client) -> None:
    with portal() as (address, told):
        order, opened = _open(world, address)
        pay_url = opened.json()["pay_url"]
        assert "43\N{NO-BREAK SPACE}250 ₸" in world.get(pay_url).text
        back = _press(world, pay_url, "pay")
        _wait(told, 1)
        time.sleep(1)
    ((body, signature),) = told
    key = serialization.load_pem_public_key(world.get("/api/payments/key").content)
    assert isinstance(key, RSAPublicKey)
    key.verify(b64decode(signature), body, padding.PKCS1v15(), hashes.SHA256())
    said = json.loads(body)
    standing = world.get(f"/payments/orders/{order}").json()
    assert (back.status_code, back.headers["Location"]) == (303, "http://127.0.0.1:8000/back")
    assert (said["order"], said["amount"], said["status"], said["means"]) == (order, FEE, "paid", "pgeg")
    assert {name: standing[name] for name in ("order", "status", "amount", "reference", "paid_at")} == {
        name: said[name] for name in ("order", "status", "amount", "reference", "paid_at")
    }


def test_pressed_twice_it_is_paid_once(world: httpx.Client) -> None:
    order, opened = _open(world)
    for _ in range(2):
        _press(world, opened.json()["pay_url"], "pay")
    assert len(world.get(f"/payments/orders/{order}").json()["payments"]) == 1


def test_a_notice_that_was_not_taken_comes_again_the_same(world: httpx.Client) -> None:
    with portal(failing=2) as (address, told):
        _, opened = _open(world, address)
        _press(world, opened.json()["pay_url"], "pay")
        _wait(told, 3)
    assert len(told) == 3
    assert len({body for body, _ in told}) == 1


def test_the_same_order_again_is_the_same_and_with_other_words_refused(world: httpx.Client) -> None:
    order, first = _open(world)
    _, second = _open(world, order=order)
    _, other = _open(world, order=order, amount=FEE + 1)
    assert first.json() == second.json()
    assert other.status_code == 409


def test_refused_it_is_not_paid_and_can_be_paid_later(world: httpx.Client) -> None:
    order, opened = _open(world)
    pay_url = opened.json()["pay_url"]
    _press(world, pay_url, "refuse")
    refused = world.get(f"/payments/orders/{order}").json()
    _press(world, pay_url, "pay")
    assert refused["status"] == "refused"
    assert "reference" not in refused
    assert world.get(f"/payments/orders/{order}").json()["status"] == "paid"


def test_a_bank_takes_parts_and_the_portal_is_told_of_each(world: httpx.Client) -> None:
    with portal() as (address, told):
        order, _ = _open(world, address)
        first = world.post("/bank/", data={"order": order, "amount": "40000"})
        part = world.get(f"/payments/orders/{order}").json()["status"]
        world.post("/bank/", data={"order": order.upper(), "amount": "3250"}).raise_for_status()
        _wait(told, 2)
    standing = world.get(f"/payments/orders/{order}").json()
    assert "The bank took the money" in first.text
    assert part == "partly_paid"
    assert (standing["status"], standing["amount"]) == ("paid", FEE)
    assert [json.loads(body)["amount"] for body, _ in told] == [40000, 3250]
    assert {json.loads(body)["means"] for body, _ in told} == {"bank"}


@pytest.mark.parametrize(("order", "amount"), [(None, "0"), (None, "-5"), ("nonsense", "100")])
def test_the_bank_says_what_is_wrong(world: httpx.Client, order: str | None, amount: str) -> None:
    answer = world.post("/bank/", data={"order": order or _open(world)[0], "amount": amount})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_the_fee_register_knows_what_was_paid(world: httpx.Client) -> None:
    order, opened = _open(world)
    token = consent(world, doctor(world), "fee_payment")["token"]
    before = ask(world, "fee_payment", {"order": order}, token)
    _press(world, opened.json()["pay_url"], "pay")
    after = ask(world, "fee_payment", {"order": order}, token)
    assert before.outcome == "none"
    assert (after.value["order"], after.value["amount"]) == (order, str(FEE))


@pytest.mark.parametrize(
    "change",
    [{"amount": 0}, {"amount": "much"}, {"callback_url": "http://elsewhere.example/"}, {"return_url": "javascript:1"}],
)
def test_an_order_that_cannot_be_is_refused(world: httpx.Client, change: dict[str, Any]) -> None:
    _, answer = _open(world, **change)
    assert answer.status_code == 422
    assert answer.json()["field"] == next(iter(change))


def test_an_unknown_order_is_unknown(world: httpx.Client) -> None:
    assert world.get(f"/payments/orders/{uuid4()}").status_code == 404
    assert world.get(f"/payments/pay/{uuid4()}").status_code == 404
