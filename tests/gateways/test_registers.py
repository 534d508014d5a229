"""Rules 8: the registers' written-down answers, each read as what it is."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from ruqsat.gateways import registers
from ruqsat.gateways.answers import Answer, NothingOnRecord, Unavailable
from ruqsat.gateways.basis import OnConsent, OnStatute
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


def ask(gateway: PlayedGateway, inquiry: str = "identity", **changed: str) -> Answer | NothingOnRecord | Unavailable:
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


def _request(body: bytes, status: int) -> object:
    with replaying() as world:
        world.will_answer("POST", "/registers/consent", body, status=status)
        return consents_at(world.url).request_consent(
            iin=IIN, office="KZ-75", purpose="Issue of a license", data=["identity"], language="kk"
        )


def test_a_request_for_consent_says_which_phone_and_until_when() -> None:
    body = b'{"request":"%s","phone_masked":"+7 70* *** ** 01","expires_at":"2026-03-18T10:05:00Z"}'
    body = body % str(REQUEST).encode()
    assert _request(body, 200) == registers.ConsentRequested(
        request=REQUEST,
        phone_masked="+7 70* *** ** 01",
        expires_at=datetime(2026, 3, 18, 10, 5, tzinfo=UTC),
        raw=body,
    )


def test_a_person_without_a_registered_phone_is_told_apart_from_a_missing_page() -> None:
    assert _request(b'{"error":"no_phone"}', 404) == registers.NoPhone()
    assert isinstance(_request(b'{"error":"not_found"}', 404), Unavailable)


CONFIRMED = b'{"token":"abc","consent":"%s","valid_until":"2026-06-18T10:00:00Z"}' % str(REQUEST).encode()


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (422, b'{"error":"wrong_code","tries_left":2}', registers.WrongCode(tries_left=2)),
        (410, b'{"error":"expired"}', registers.RequestOver()),
        (
            200,
            CONFIRMED,
            registers.ConsentConfirmed(
                consent=REQUEST, token="abc", valid_until=datetime(2026, 6, 18, 10, tzinfo=UTC), raw=CONFIRMED
            ),
        ),
    ],
)
def test_a_code_is_right_wrong_or_over(status: int, body: bytes, expected: object) -> None:
    with replaying() as world:
        world.will_answer("POST", f"/registers/consent/{REQUEST}/confirm", body, status=status)
        assert consents_at(world.url).confirm_consent(REQUEST, code="123456") == expected


def test_a_refusal_of_another_kind_is_not_a_wrong_code() -> None:
    with replaying() as world:
        world.will_answer("POST", f"/registers/consent/{REQUEST}/confirm", b'{"error":"busy"}', status=422)
        answer = consents_at(world.url).confirm_consent(REQUEST, code="123456")
    assert isinstance(answer, Unavailable)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b'{"state":"waiting"}', registers.ConsentAwaited()),
        (200, b'{"state":"over"}', registers.RequestOver()),
        (404, b'{"error":"unknown"}', registers.RequestOver()),
        (
            200,
            b'{"state":"refused","means":"sms"}',
            registers.ConsentDenied(raw=b'{"state":"refused","means":"sms"}'),
        ),
        (
            200,
            b'{"state":"given",' + CONFIRMED[1:],
            registers.ConsentConfirmed(
                consent=REQUEST,
                token="abc",
                valid_until=datetime(2026, 6, 18, 10, tzinfo=UTC),
                raw=b'{"state":"given",' + CONFIRMED[1:],
            ),
        ),
    ],
)
def test_a_request_is_given_refused_waiting_or_over(status: int, body: bytes, expected: object) -> None:
    """Rules 8: the owner may have answered by a short message."""
    with replaying() as world:
        world.will_answer("GET", f"/registers/consent/{REQUEST}", body, status=status)
        assert consents_at(world.url).consent_state(REQUEST) == expected


@pytest.mark.parametrize("body", [b'{"state":"given"}', b'{"state":"yes"}', b"{}", b"<html>"])
def test_a_state_that_says_nothing_is_unavailable(body: bytes) -> None:
    with replaying() as world:
        world.will_answer("GET", f"/registers/consent/{REQUEST}", body)
        assert isinstance(consents_at(world.url).consent_state(REQUEST), Unavailable)


def test_a_no_goes_with_the_code_and_comes_back_as_a_no() -> None:
    """List 9(8)."""
    with replaying() as world:
        world.will_answer("POST", f"/registers/consent/{REQUEST}/confirm", b'{"state":"refused"}')
        came = consents_at(world.url).confirm_consent(REQUEST, code="123456", said=registers.Said.NO)
        assert json.loads(world.asked[0].body) == {"code": "123456", "answer": "0"}
    assert isinstance(came, registers.ConsentDenied)


@pytest.mark.parametrize(
    ("status", "body", "ended"),
    [
        (200, b'{"withdrawn_at":"2026-03-18T10:00:00Z"}', True),
        (404, b'{"error":"unknown"}', True),
        (404, b'{"error":"not_found"}', False),
        (200, b"{}", False),
        (503, b"", False),
    ],
)
def test_a_withdrawal_is_known_or_is_told_again(status: int, body: bytes, ended: bool) -> None:
    """Rules 8."""
    with replaying() as world:
        world.will_answer("POST", f"/registers/consent/{REQUEST}/withdraw", body, status=status)
        came = consents_at(world.url).withdraw_consent(REQUEST)
    assert isinstance(came, registers.ConsentEnded if ended else Unavailable)


def test_the_request_carries_the_link_and_brings_its_short_number() -> None:
    body = b'{"request":"%s","phone_masked":"x","expires_at":"2026-03-18T10:05:00Z","number":"482113"}'
    with replaying() as world:
        world.will_answer("POST", "/registers/consent", body % str(REQUEST).encode())
        came = consents_at(world.url).request_consent(
            iin=IIN, office="KZ-75", purpose="License", data=["identity"], language="kk", link="https://x.example/t/"
        )
        assert json.loads(world.asked[0].body)["link"] == "https://x.example/t/"
    assert isinstance(came, registers.ConsentRequested)
    assert came.number == "482113"
