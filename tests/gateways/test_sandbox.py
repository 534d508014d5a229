"""Every client against the sandbox as it runs: both sides read the same contract."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from ruqsat.gateways import messages, payments, registers
from ruqsat.gateways.answers import Answer, NothingOnRecord, NotOpened, Unavailable
from ruqsat.gateways.basis import OnConsent, OnStatute
from ruqsat.running import senders
from ruqsat.running.outside import gateways
from ruqsat.running.sandbox import Sandbox
from tests.ruqsat_sandbox.conftest import sandbox

WISH: dict[str, Any] = {"until": datetime(2040, 1, 1, tzinfo=UTC), "language": "ru", "link": ""}
SUPPLY = ["identity", "premises_title", "fee_payment"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("gateways")) as running:
        yield running


@pytest.fixture(scope="module")
def asked(url: str, tmp_path_factory: pytest.TempPathFactory) -> registers.Registers:
    """The registers of the sandbox, to which we are known."""
    var = tmp_path_factory.mktemp("sender")
    senders.enrol(Sandbox(url=url), folder=var / "registers")
    return registers.connect(gateways({}, sandbox_url=url, var=var))


@pytest.fixture(scope="module")
def world(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def somebody(world: httpx.Client) -> dict[str, str]:
    found: dict[str, str] = next(each for each in world.get("/api/people").json() if not each["roles"])
    return found


def code_on(world: httpx.Client, phone: str) -> str:
    """The code in the latest SMS that gives one."""
    texts = " ".join(str(each["text"]) for each in world.get(f"/api/phone/{phone}").json())
    return str(re.findall(r"\b\d{6}\b", texts)[0])


def on(given: registers.ConsentConfirmed) -> OnConsent:
    return OnConsent(token=given.token, consent=given.consent, until=given.valid_until)


def test_consent_by_code_opens_a_register_and_the_wrong_code_does_not(
    asked: registers.Registers, world: httpx.Client, somebody: dict[str, str]
) -> None:
    requested = asked.request_consent(iin=somebody["iin"], office="KZ-75", purpose="License", data=SUPPLY, **WISH)
    assert isinstance(requested, registers.ConsentRequested)
    code = code_on(world, somebody["phone"])
    wrong = "000000" if code != "000000" else "000001"
    assert isinstance(asked.confirm_consent(requested.request, code=wrong), registers.WrongCode)
    confirmed = asked.confirm_consent(requested.request, code=code)
    assert isinstance(confirmed, registers.ConsentConfirmed)
    about = registers.Subject(iin=somebody["iin"])
    answer = asked.ask("identity", about=about, basis=on(confirmed), message_id=uuid4())
    assert isinstance(answer, Answer)
    assert answer.data["last"] == somebody["last"]
    unpaid = registers.Subject(order=str(uuid4()))
    none = asked.ask("fee_payment", about=unpaid, basis=on(confirmed), message_id=uuid4())
    assert isinstance(none, NothingOnRecord)


def test_by_sms_the_same_request_is_answered_and_a_withdrawal_closes_the_register(
    asked: registers.Registers, world: httpx.Client, somebody: dict[str, str]
) -> None:
    """Rules 8: both sides read the same contract."""
    requested = asked.request_consent(iin=somebody["iin"], office="KZ-75", purpose="License", data=SUPPLY, **WISH)
    assert isinstance(requested, registers.ConsentRequested)
    assert asked.consent_state(requested.request) == registers.ConsentAwaited()
    world.post(f"/api/phone/{somebody['phone']}/reply", json={"text": f"ДА {requested.number}"})
    given = asked.consent_state(requested.request)
    assert isinstance(given, registers.ConsentConfirmed)
    about = registers.Subject(iin=somebody["iin"])
    assert isinstance(asked.ask("identity", about=about, basis=on(given), message_id=uuid4()), Answer)
    for _ in range(2):
        assert isinstance(asked.withdraw_consent(given.consent), registers.ConsentEnded)
    assert isinstance(asked.ask("identity", about=about, basis=on(given), message_id=uuid4()), NotOpened)
    assert isinstance(asked.withdraw_consent(uuid4()), registers.ConsentEnded)
    assert asked.consent_state(uuid4()) == registers.RequestOver()


def test_somebody_else_s_yes_is_nobody_s_consent_here(
    asked: registers.Registers, world: httpx.Client, somebody: dict[str, str]
) -> None:
    """Rules 8: the service answers another question, as it answered that before: nothing is known of this one."""
    others, ours = (
        asked.request_consent(iin=somebody["iin"], office="KZ-75", purpose="License", data=SUPPLY, **WISH)
        for _ in range(2)
    )
    assert isinstance(others, registers.ConsentRequested)
    assert isinstance(ours, registers.ConsentRequested)
    world.post(f"/api/phone/{somebody['phone']}/reply", json={"text": f"ДА {others.number}"})
    assert isinstance(asked.consent_state(others.request), registers.ConsentConfirmed)
    world.post("/api/faults", json={"system": "consents", "kind": "other_answer"}).raise_for_status()
    came = asked.consent_state(ours.request)
    world.post("/api/faults", json={"system": "consents", "kind": "none"}).raise_for_status()
    assert isinstance(came, Unavailable)
    assert asked.consent_state(ours.request) == registers.ConsentAwaited()


def test_without_a_token_a_register_does_not_answer(asked: registers.Registers, somebody: dict[str, str]) -> None:
    about = registers.Subject(iin=somebody["iin"])
    answer = asked.ask("identity", about=about, basis=OnStatute(ref="Rules 8"), message_id=uuid4())
    assert isinstance(answer, Unavailable)


def test_the_ban_check_rests_on_the_statute(asked: registers.Registers, somebody: dict[str, str]) -> None:
    about = registers.Subject(iin=somebody["iin"])
    answer = asked.ask("ban", about=about, basis=OnStatute(ref="Rules 8"), message_id=uuid4())
    assert isinstance(answer, Answer)
    assert answer.data["banned"] in {"true", "false"}


def test_nobody_without_a_registered_phone_is_asked(asked: registers.Registers) -> None:
    answer = asked.request_consent(iin="900101399016", office="KZ-75", purpose="License", data=SUPPLY, **WISH)
    assert answer == registers.NoPhone()


def test_an_order_is_paid_on_its_page_and_its_key_is_public(
    url: str, world: httpx.Client, somebody: dict[str, str]
) -> None:
    gateway, order = payments.connect(url), uuid4()
    invoice = payments.Invoice(
        order=order,
        number=f"{order.int % 10**10:010d}",
        amount=43250,
        payer=somebody["iin"],
        purpose="License fee",
        budget_code="105402",
        purpose_code="911",
        tax_body="9975",
        return_url=f"{url}/",
        callback_url="",
    )
    page = gateway.open(invoice)
    assert isinstance(page, payments.PayPage)
    assert gateway.status(order) == payments.OrderState(order=order, status="created", payments=())
    world.post(page.url, data={"decision": "pay"})
    state = gateway.status(order)
    assert isinstance(state, payments.OrderState)
    assert [(paid.amount, paid.means) for paid in state.payments] == [(43250, payments.Means.PGEG)]
    key = gateway.public_key()
    assert isinstance(key, bytes)
    assert gateway.status(uuid4()) == payments.UnknownOrder()


def test_messages_are_accepted_once_and_their_state_is_known(url: str, world: httpx.Client) -> None:
    gateway, id = messages.connect(url), uuid4()
    first = gateway.sms(id, to="+77000000999", text="Visit tomorrow at 10:00")
    assert isinstance(first, messages.Accepted)
    again = gateway.sms(id, to="+77000000999", text="Visit tomorrow at 10:00")
    assert isinstance(again, messages.Accepted)
    assert again.reference == first.reference
    assert isinstance(gateway.state(id), messages.MessageState)
    assert [each["text"] for each in world.get("/api/phone/+77000000999").json()] == ["Visit tomorrow at 10:00"]
    letter = gateway.email(uuid4(), to="oydan@example.kz", subject="Visit", text="Tomorrow")
    assert isinstance(letter, messages.Accepted)
