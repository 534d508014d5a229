"""What the doctor says of those who speak JSON: good only of one who answers as its contract has it."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from ruqsat.running.doctor import counterparts
from ruqsat.running.doctor.findings import Mark, Said
from tests.gateways.replay import Replay, replaying

ASKED = "6f0c6f2e-4c1e-4b53-9a39-0d7a4f2a7c55"
UNKNOWN = json.dumps({"error": "unknown", "id": ASKED}).encode()


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    """Nobody's server, and the id that is asked after: what no test has it answer is 404 with nothing in it."""
    monkeypatch.setattr(counterparts, "uuid4", lambda: UUID(ASKED))
    with replaying() as replay:
        yield replay


def says(name: str, url: str) -> Said:
    """Of a system that is wholly at *url*."""
    asked = {
        "consents": lambda: counterparts.consents({"consents": {"url": url}, "registers": {}}),
        "licenses": lambda: counterparts.licenses(url),
        "payments": lambda: counterparts.bank({"kind": "real", "url": url}),
        "messages": lambda: counterparts.phone(url),
        "monitoring": lambda: counterparts.stages(url),
        "information": lambda: counterparts.readers(url),
    }
    return asked[name]()


QUESTIONS = {
    "consents": f"/registers/consent/{ASKED}",
    "licenses": "/registers/licenses/0000",
    "payments": f"/payments/orders/{ASKED}",
    "messages": f"/messages/{ASKED}",
    "monitoring": "/monitoring/cases?limit=1",
    "information": f"/information/operator/{ASKED}",
}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("status", [200, 404])
def test_any_web_site_is_not_the_system_that_was_meant(world: Replay, name: str, status: int) -> None:
    world.will_answer("GET", QUESTIONS[name], b"<html>Welcome</html>", status=status)
    said = says(name, world.url)
    assert said.mark is (Mark.NOTE if name == "licenses" else Mark.WRONG)
    assert said.todo


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("status", [401, 403])
def test_who_does_not_let_us_in_is_told_apart(world: Replay, name: str, status: int) -> None:
    world.will_answer("GET", QUESTIONS[name], b"", status=status)
    said = says(name, world.url)
    assert (said.mark, said.text) == (Mark.WRONG, f"does not let us in ({status})")
    assert f"RUQSAT_{name.upper()}_TOKEN" in said.todo


@pytest.mark.parametrize("name", QUESTIONS)
def test_whoever_is_out_of_order_is_away(world: Replay, name: str) -> None:
    world.will_answer("GET", QUESTIONS[name], b"", status=503)
    assert says(name, world.url).mark is Mark.WRONG
    assert [asked.method for asked in world.asked] == ["GET"]


@pytest.mark.parametrize(
    ("status", "body", "mark"),
    [
        (404, {"error": "unknown"}, Mark.GOOD),
        (404, {"error": "no_such_page"}, Mark.WRONG),
        (200, {"state": "waiting"}, Mark.WRONG),
    ],
)
def test_who_asks_for_consent_knows_no_request_that_was_never_made(
    world: Replay, status: int, body: dict[str, str], mark: Mark
) -> None:
    world.will_answer("GET", QUESTIONS["consents"], json.dumps({"request": ASKED, **body}).encode(), status=status)
    assert says("consents", world.url).mark is mark


def test_of_the_register_of_licenses_it_is_told_that_it_takes_no_questions(world: Replay) -> None:
    world.will_answer("GET", QUESTIONS["licenses"], b"", status=405)
    assert says("licenses", world.url).mark is Mark.GOOD


def test_the_gateway_of_messages_knows_none_that_was_never_sent(world: Replay) -> None:
    world.will_answer("GET", QUESTIONS["messages"], UNKNOWN, status=404)
    assert says("messages", world.url).mark is Mark.GOOD
    sent = {"id": ASKED, "status": "delivered", "at": "2026-03-18T10:00:00Z"}
    world.will_answer("GET", QUESTIONS["messages"], json.dumps(sent).encode())
    assert says("messages", world.url).mark is Mark.WRONG


def test_the_monitoring_system_says_what_it_has_and_is_told_nothing(world: Replay) -> None:
    """Rules 21."""
    world.will_answer("GET", QUESTIONS["monitoring"], b'{"cases": []}')
    assert says("monitoring", world.url).mark is Mark.GOOD
    assert [asked.method for asked in world.asked] == ["GET"]


@pytest.mark.parametrize(("contact_centre", "mark"), [(UNKNOWN, Mark.GOOD), (b"{}", Mark.WRONG)])
def test_both_recipients_know_nothing_of_what_was_never_sent(world: Replay, contact_centre: bytes, mark: Mark) -> None:
    """Rules 21-1."""
    world.will_answer("GET", QUESTIONS["information"], UNKNOWN, status=404)
    world.will_answer("GET", f"/information/contact_centre/{ASKED}", contact_centre, status=404)
    assert says("information", world.url).mark is mark


@pytest.fixture
def handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> rsa.RSAPublicKey:
    """The key of a real payment gateway, in the file that is configured."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    path = tmp_path / "gateway.pem"
    path.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    systems = {**settings.GATEWAYS, "payments": {"kind": "real", "key_file": str(path)}}
    monkeypatch.setattr(settings, "GATEWAYS", systems)
    return key


def test_of_a_real_payment_gateway_the_key_is_said_and_not_asked_for(
    world: Replay, handed_over: rsa.RSAPublicKey
) -> None:
    """Rules 5: a key is never taken from the address that it protects."""
    world.will_answer("GET", QUESTIONS["payments"], UNKNOWN, status=404)
    said = says("payments", world.url)
    assert said.mark is Mark.GOOD
    assert "RSA of 2048 bits" in said.text
    assert counterparts.fingerprint(handed_over) in said.text
    assert [asked.path for asked in world.asked] == [QUESTIONS["payments"]]


def test_a_key_that_is_not_there_is_told(world: Replay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules 5: no notice of payment could be believed."""
    systems = {**settings.GATEWAYS, "payments": {"kind": "real", "key_file": str(tmp_path / "nowhere.pem")}}
    monkeypatch.setattr(settings, "GATEWAYS", systems)
    world.will_answer("GET", QUESTIONS["payments"], UNKNOWN, status=404)
    assert says("payments", world.url).mark is Mark.WRONG


def test_an_order_that_was_never_made_is_known_to_nobody(world: Replay) -> None:
    known = {"order": ASKED, "status": "created", "payments": []}
    world.will_answer("GET", QUESTIONS["payments"], json.dumps(known).encode())
    assert says("payments", world.url).mark is Mark.WRONG
