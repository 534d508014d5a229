"""Rules 8: the registers' written-down answers, each read as what it is."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from ruqsat.gateways import registers
from ruqsat.gateways.answers import Answer, Came, NothingOnRecord, Unavailable
from ruqsat.gateways.basis import OnConsent, OnStatute
from ruqsat.gateways.wires import USUAL
from tests.contracts.gateway import AT, PlayedGateway
from tests.contracts.registers import INQUIRIES
from tests.contracts.wsse import party
from tests.gateways.replay import replaying

IIN = "900101399016"
REQUEST = UUID("11111111-1111-4111-8111-111111111111")
ON_CONSENT = OnConsent(token="opens-it", consent=REQUEST, until=datetime(2026, 6, 18, tzinfo=UTC))


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[PlayedGateway]:
    with replaying() as world:
        yield PlayedGateway.on(world, folder=tmp_path)


def ask(gateway: PlayedGateway, inquiry: str = "identity", **changed: str) -> Came:
    """The contract's example asked through the client, whose settings may be *changed*."""
    written = INQUIRIES[inquiry]
    said = {**gateway.settings, "registers": {**gateway.settings["registers"], **changed}}
    return registers.connect(said).ask(
        inquiry,
        about=registers.Subject(**written.asked),
        basis=ON_CONSENT if written.basis == "consent" else OnStatute(ref="Rules 8"),
        message_id=REQUEST,
        at=AT,
    )


def consents_at(url: str) -> registers.Registers:
    """The service that asks for consent alone."""
    return registers.connect({"registers": {}, "consents": {"url": url}})


def unavailable(answer: object) -> Unavailable:
    assert isinstance(answer, Unavailable)
    assert answer.why
    assert answer.evidence()
    return answer


def test_a_value_comes_with_its_source_its_time_and_its_bytes(gateway: PlayedGateway) -> None:
    gateway.will("identity")
    answer = ask(gateway)
    assert isinstance(answer, Answer)
    assert (answer.source, answer.answered_at) == ("ГБД ФЛ", AT)
    assert answer.data == INQUIRIES["identity"].value
    assert b"SCSS001" in answer.raw


def test_nothing_on_record_is_an_answer_of_its_own(gateway: PlayedGateway) -> None:
    gateway.will_say("higher_education", None)
    answer = ask(gateway, "higher_education")
    assert isinstance(answer, NothingOnRecord)
    assert (answer.source, answer.answered_at) == ("НОБД", AT)
    assert b"00001" in answer.raw


def test_a_register_that_is_down_is_unavailable(gateway: PlayedGateway) -> None:
    gateway.will_be_down("identity")
    assert "503" in unavailable(ask(gateway)).why


def test_what_xml_cannot_say_is_not_asked(gateway: PlayedGateway) -> None:
    about = registers.Subject(address="Almaty\0")
    asked = registers.connect(gateway.settings)
    answer = asked.ask("real_estate", about=about, basis=ON_CONSENT, message_id=REQUEST, at=AT)
    assert "XML" in unavailable(answer).why
    assert gateway.questions == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"url": ""}, "url"),
        ({"sender_id": ""}, "sender_id"),
        ({"key_file": "/nowhere/sender.key"}, "/nowhere/sender.key"),
        ({"gateway_certificate_file": __file__}, "certificate"),
        ({"key_file": __file__}, "private key"),
    ],
)
def test_without_what_it_takes_to_be_known_there_nothing_is_asked(
    gateway: PlayedGateway, changed: dict[str, str], named: str
) -> None:
    gateway.will("identity")
    assert named in unavailable(ask(gateway, **changed)).why
    assert gateway.questions == []


def test_two_certificates_of_the_gateway_can_stand_in_the_file(gateway: PlayedGateway, tmp_path: Path) -> None:
    to_be, now = party("gateway to be").certificate_pem, party("gateway").certificate_pem
    (tmp_path / "gateway.pem").write_bytes(to_be + now)
    gateway.will("identity")
    assert isinstance(ask(gateway), Answer)
    gateway.will("identity", signer="gateway to be")
    assert isinstance(ask(gateway), Answer)


def test_another_certificate_in_the_file_is_the_one_that_counts_from_then_on(
    gateway: PlayedGateway, tmp_path: Path
) -> None:
    gateway.will("identity")
    assert isinstance(ask(gateway), Answer)
    certificate = tmp_path / "gateway.pem"
    certificate.write_bytes(party("stranger").certificate_pem)
    os.utime(certificate, (1, 1))
    unavailable(ask(gateway))


def own_services(folder: Path, *, address: str) -> str:
    """A file of services in which identity is another register's, at an address of its own."""
    usual = USUAL.read_text(encoding="utf-8").replace('"ГБД ФЛ"', '"ГБД"')
    path = folder / "services.toml"
    path.write_text(usual.replace("confirmed = false", f'address = "{address}"', 1), encoding="utf-8")
    return str(path)


def test_a_service_with_an_address_of_its_own_is_asked_there(gateway: PlayedGateway, tmp_path: Path) -> None:
    """Rules 8(1): under the name that an administrator wrote down too."""
    at = gateway.settings["registers"]["url"]
    gateway.will("identity")
    answer = ask(gateway, url="http://127.0.0.1:9/nobody", services_file=own_services(tmp_path, address=at))
    assert isinstance(answer, Answer)
    assert answer.source == "ГБД"


def test_what_is_asked_at_an_address_of_its_own_is_said_to_go_past_the_gateway(
    gateway: PlayedGateway, tmp_path: Path
) -> None:
    """Rules 8: what was not reached counts against the gateway, before all sources, only where it was asked."""
    away = "http://127.0.0.1:9/nobody"
    own = own_services(tmp_path, address=away)
    assert not unavailable(ask(gateway, services_file=own)).reached
    for said, past in (({}, set()), ({"services_file": own}, {"persons"}), ({"services_file": "/nowhere"}, set())):
        outside = {**gateway.settings, "registers": {**gateway.settings["registers"], **said}}
        assert set(registers.connect(outside).past) == past


def test_without_a_file_of_services_that_can_be_used_nothing_is_asked(gateway: PlayedGateway) -> None:
    came = unavailable(ask(gateway, services_file="/nowhere/services.toml"))
    assert ("/nowhere/services.toml" in came.why, came.asked) == (True, False)
    assert gateway.questions == []
