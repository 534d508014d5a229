"""The payment gateway's public key: taken once, at set-up, and held on to."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.conf import settings

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.payments import Payments

LEAST_BITS = 2048
KEPT = Path("payments/gateway.pem")


class KeyNotTaken(Exception):
    """The payment gateway's key could not be taken; the message says why."""


class KeyNotPinned(Exception):
    """The payment gateway's key was not taken yet: no notice of payment can be believed. Run the set-up."""


class KeyChanged(Exception):
    """The gateway gives another key than the one that was pinned; an administrator must look into it."""


def pin(gateway: Payments, *, var: Path) -> None:
    """
    Take the gateway's public key and hold on to it in *var*, the instance's folder. The same again changes nothing.

    :raises KeyNotTaken: if the gateway gives none, or one that is too weak.
    :raises KeyChanged: if another one is pinned already.
    """
    given = gateway.public_key()
    if isinstance(given, Unavailable):
        raise KeyNotTaken(given.why)
    key = _strong(given)
    path = var / KEPT
    if path.exists():
        if _strong(path.read_bytes()).public_numbers() != key.public_numbers():
            raise KeyChanged(f"The payment gateway's key is not the one in {path}.")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(given)
    beside.replace(path)


def pinned() -> RSAPublicKey:
    """
    The key that was pinned; of a real gateway the one in the file that is configured.

    :raises KeyNotPinned: if none was.
    """
    given = settings.GATEWAYS["payments"].get("key_file")  # of a real gateway, which its operator hands over
    path = Path(given) if given else Path(settings.VAR) / KEPT
    try:
        pem = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyNotPinned(f"There is no key of the payment gateway in {path}.") from error
    return _strong(pem)


def _strong(pem: bytes) -> RSAPublicKey:
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise KeyNotTaken("The payment gateway's key cannot be read.") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        raise KeyNotTaken(f"The payment gateway's key is not RSA of at least {LEAST_BITS} bits.")
    return key
