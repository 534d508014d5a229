"""Rules 8(3): client and sandbox both keep the contract with the register of licenses, written down before them."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from ruqsat.gateways import licenses
from ruqsat.gateways.answers import Unavailable
from tests.contracts.wire import Exchange, exchanges
from tests.gateways.replay import replaying
from tests.ruqsat_sandbox.asking import consent, doctor
from tests.ruqsat_sandbox.conftest import sandbox
from tests.ruqsat_sandbox.inquiring import ask

WRITTEN = exchanges("licenses.toml")
AGREED = [exchange.filled({"holder": "900101399016"}) for exchange in WRITTEN]


def entered(url: str, exchange: Exchange) -> licenses.Entered | Unavailable:
    """What the client makes of the answer when it enters what the exchange enters."""
    said = dict(exchange.body or {})
    return licenses.connect(url).enter(
        licenses.LicenseEntry(
            number=exchange.path.rpartition("/")[2],
            holder=said["holder"],
            issued_on=date.fromisoformat(said["issued_on"]),
            status=said["status"],
            annexes=tuple(said["annexes"].split()),
            on_paper=tuple(said["on_paper"].split()),
        )
    )


@pytest.mark.parametrize("exchange", AGREED, ids=lambda one: one.name)
def test_the_client_asks_so_and_understands_the_answer(exchange: Exchange) -> None:
    with replaying() as world:
        exchange.on(world)
        came = entered(world.url, exchange)
        (sent,) = world.asked
    assert type(came).__name__ == exchange.means
    assert exchange.is_asked_by(sent)
    assert isinstance(came, Unavailable) or came.raw == exchange.raw


@pytest.mark.parametrize("member", ["number", "holder", "issued_on", "status", "annexes", "on_paper"])
def test_what_does_not_repeat_the_entry_has_not_entered_it(member: str) -> None:
    """A license that is entered otherwise, or another one: whoever rests on it would be told something else."""
    exchange = AGREED[2]
    other = Exchange.written({**vars(exchange), "answer": {**exchange.answer, member: "another"}})
    with replaying() as world:
        other.on(world)
        assert isinstance(entered(world.url, other), Unavailable)


@pytest.mark.parametrize("body", [b"<html>Under maintenance</html>", b"", b"{}", b"[]"])
def test_a_page_of_maintenance_has_entered_nothing(body: bytes) -> None:
    exchange = AGREED[0]
    with replaying() as world:
        world.will_answer(exchange.method, exchange.path, body)
        assert isinstance(entered(world.url, exchange), Unavailable)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A sandbox into which nothing was entered yet."""
    with (
        sandbox(tmp_path_factory.mktemp("licenses")) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=20) as client,
    ):
        yield client


def test_the_sandbox_answers_so_and_tells_what_was_entered_to_whoever_asks(world: httpx.Client) -> None:
    """Of the license whose entry was refused the register tells what was entered before."""
    person = doctor(world)
    for exchange in WRITTEN:
        exchange.filled({"holder": person["iin"]}).put_to(world)
    token = consent(world, person, "medical_license")["token"]
    known = ask(world, "medical_license", {"iin": person["iin"]}, token).value
    assert (known["number"], known["status"], known["on_paper"]) == ("26000917", "suspended", "license 001")
