"""Rules 8: what the doctor says of SyncChannel, of the consent service and of the state register of licenses."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from ruqsat.gateways.wires import USUAL
from ruqsat.running.doctor import registers
from ruqsat.running.doctor.findings import Mark, Said
from tests.gateways.replay import Replay, replaying

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey]:
    """Ours and the gateway's."""
    first, second = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    return first, second


@pytest.fixture
def world() -> Iterator[Replay]:
    """Nobody's server: what no test has it answer is 404."""
    with replaying() as replay:
        yield replay


def certificate(path: Path, key: rsa.RSAPrivateKey, *, days: int, began: datetime = NOW - timedelta(days=400)) -> Path:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "invented")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    until = NOW + timedelta(days=days, hours=1)
    signed = made.not_valid_before(began).not_valid_after(until).sign(key, hashes.SHA256())
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return path


def key_file(path: Path, key: rsa.RSAPrivateKey) -> Path:
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return path


class Channel:
    """``says()``: of a gateway at *world* with these papers."""

    def __init__(self, folder: Path, keys: tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey], world: Replay) -> None:
        self.folder, self.keys, self.world = folder, keys, world
        self.world.will_answer("GET", "/soap", b"", status=405)
        self.said = {
            "kind": "real",
            "url": f"{world.url}/soap",
            "sender_id": "ruqsat",
            "password": "open sesame",
            "key_file": str(key_file(folder / "ours.key", keys[0])),
            "certificate_file": str(certificate(folder / "ours.pem", keys[0], days=200)),
            "gateway_certificate_file": str(certificate(folder / "theirs.pem", keys[1], days=300)),
        }

    def says(self) -> Said:
        return registers.channel(self.said, now=NOW)


@pytest.fixture
def channel(tmp_path: Path, keys: tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey], world: Replay) -> Channel:
    return Channel(tmp_path, keys, world)


def test_papers_in_order_are_told_with_their_days(channel: Channel) -> None:
    said = channel.says()
    assert said.mark is Mark.GOOD
    assert "days left: our certificate 200, the gateway's 300" in said.text
    assert "the first inquiry shows whether it lets us in" in said.text


@pytest.mark.parametrize(
    ("status", "mark"),
    [(200, Mark.GOOD), (405, Mark.GOOD), (500, Mark.GOOD), (404, Mark.WRONG), (502, Mark.WRONG), (503, Mark.WRONG)],
)
def test_an_address_at_which_nothing_is_does_not_answer(channel: Channel, status: int, mark: Mark) -> None:
    channel.world.will_answer("GET", "/soap", b"", status=status)
    assert channel.says().mark is mark


@pytest.mark.parametrize(
    ("name", "whose", "days", "mark"),
    [
        ("ours.pem", 0, 29, Mark.NOTE),
        ("theirs.pem", 1, 29, Mark.NOTE),
        ("ours.pem", 0, -2, Mark.WRONG),
        ("theirs.pem", 1, -2, Mark.WRONG),
    ],
)
def test_a_certificate_that_ends_is_told(channel: Channel, name: str, whose: int, days: int, mark: Mark) -> None:
    certificate(channel.folder / name, channel.keys[whose], days=days)
    said = channel.says()
    assert (said.mark, str(days) in said.text, "Rotate" in said.todo) == (mark, True, True)


def test_of_the_gateway_s_certificates_the_last_to_end_counts(channel: Channel) -> None:
    old = certificate(channel.folder / "old.pem", channel.keys[1], days=-2).read_bytes()
    both = channel.folder / "theirs.pem"
    both.write_bytes(old + both.read_bytes())
    assert channel.says().mark is Mark.GOOD


def test_a_certificate_of_the_future_is_told(channel: Channel) -> None:
    certificate(channel.folder / "ours.pem", channel.keys[0], days=300, began=NOW + timedelta(days=1))
    assert "not in force yet" in channel.says().text


def test_a_key_that_is_not_the_certificate_s_is_told(channel: Channel) -> None:
    certificate(channel.folder / "ours.pem", channel.keys[1], days=200)
    said = channel.says()
    assert said.mark is Mark.WRONG
    assert "RUQSAT_REGISTERS_KEY_FILE" in said.todo


@pytest.mark.parametrize("name", ["ours.key", "ours.pem", "theirs.pem"])
def test_papers_that_cannot_be_read_are_told(channel: Channel, name: str) -> None:
    (channel.folder / name).write_text("none")
    said = channel.says()
    assert (said.mark, name in said.text) == (Mark.WRONG, True)


def test_each_service_is_named_until_it_is_confirmed(tmp_path: Path) -> None:
    """Rules 8: what was not read at its source is shown as to be confirmed."""
    assert "identity (GBDFLUniversal_token)" in registers.named({}).text
    path = tmp_path / "one-left.toml"
    usual = USUAL.read_text(encoding="utf-8").replace("confirmed = false", "confirmed = true")
    path.write_text(usual.removesuffix("confirmed = true\n"), encoding="utf-8")
    said = registers.named({"services_file": str(path)})
    assert (said.mark, said.text) == (Mark.NOTE, "not confirmed: ban (KPSSUBan)")
    whole = tmp_path / "whole.toml"
    whole.write_text(usual, encoding="utf-8")
    assert registers.named({"services_file": str(whole)}).mark is Mark.GOOD
    assert registers.named({"services_file": "/nowhere"}).mark is Mark.WRONG
