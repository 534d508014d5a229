"""The certificate that we show in TLS: what is wrong with it is one sentence."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from ruqsat.gateways.tls import NotShown, Tls, context, shown
from tests.gateways.impolite import certificate_of


def test_a_pair_that_belongs_together_can_be_shown(tmp_path: Path) -> None:
    ours = str(certificate_of("ours", tmp_path))
    assert "ours" in shown(Tls(certificate=ours, key=ours)).subject.rfc4514_string()


def test_what_cannot_be_shown_says_why(tmp_path: Path) -> None:
    ours, other = (str(certificate_of(name, tmp_path)) for name in ("ours", "other"))
    locked, text = tmp_path / "locked.key", tmp_path / "text"
    key = load_pem_private_key(Path(ours).read_bytes(), password=None)
    locked.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")))
    text.write_text("none")
    for tls, why in (
        (Tls(certificate=ours), "one of them is not named"),
        (Tls(key=ours), "one of them is not named"),
        (Tls(certificate=ours, key=other), "is not that of"),
        (Tls(certificate=ours, key=str(locked)), "without a password"),
        (Tls(certificate=ours, key=str(text)), "no private key"),
        (Tls(certificate=str(text), key=ours), "no certificate in PEM"),
        (Tls(certificate="/nowhere", key=ours), "/nowhere cannot be read"),
        (Tls(certificate=ours, key="/nowhere"), "/nowhere cannot be read"),
    ):
        with pytest.raises(NotShown, match=why):
            shown(tls)


def test_a_key_with_a_password_asks_nobody_for_it(tmp_path: Path) -> None:
    """Otherwise a process that has a terminal would stand still there."""
    ours, locked = certificate_of("ours", tmp_path), tmp_path / "locked.key"
    key = load_pem_private_key(ours.read_bytes(), password=None)
    locked.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")))
    with pytest.raises(OSError):
        context(Tls(certificate=str(ours), key=str(locked)))
