"""A hardware module that keeps the seals' keys (PKCS#11): it signs, and gives no key away."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

import pkcs11
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11 import (
    Attribute,
    KeyType,
    Mechanism,
    ObjectClass,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
    PrivateKey,
    Session,
    SignMixin,
)

from ruqsat.eds.seal_keys import CannotSign

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Device:
    """The maker's library (``.so``), the token by its label, and the user's PIN. Keys are found by their labels."""

    module: Path
    token: str
    pin: str = field(repr=False)

    def key(self, label: str) -> "DeviceKey":
        """
        The key under *label*; its private half stays where it is.

        :raises CannotSign: if the device or the key cannot be had.
        """
        with _USED_BY_ONE:
            found = _with_key(self, label, _public_half)
        return DeviceKey(device=self, label=label, public_key=found[0], signature_size=found[1])


@dataclass(frozen=True, kw_only=True)
class DeviceKey:
    """A key in a device, by its label."""

    device: Device
    label: str
    public_key: bytes = field(repr=False)
    signature_size: int

    def sign(self, data: bytes) -> bytes:
        """
        PKCS#11, CKM_SHA256_RSA_PKCS: the signature over *data*, made inside the device.

        :raises CannotSign: if the device does not answer or refuses.
        """
        with _USED_BY_ONE:
            return _with_key(self.device, self.label, lambda key: _signature(key, data))


# One session of this process with each device, under one lock: modules differ in what they allow at the same time.
_USED_BY_ONE = Lock()
_SESSIONS: dict[Device, Session] = {}
_REFUSED: set[Device] = set()
"""Devices that refused the PIN: asked again and again, they would lock themselves."""


def _with_key(device: Device, label: str, use: Callable[[PrivateKey], T]) -> T:
    """Use a key; a session that broke, as when the device was taken out, is opened anew once."""
    if device in _SESSIONS:
        try:
            return use(_find(_SESSIONS[device], label))
        except PKCS11Error:
            _forget(device)
    try:
        return use(_find(_open(device), label))
    except PKCS11Error as error:
        _forget(device)
        raise CannotSign(f"The key {label} in the token {device.token}: {_said(error)}") from error


def _open(device: Device) -> Session:
    if device in _REFUSED:
        raise CannotSign(f"The token {device.token} refused the PIN; correct it and start anew.")
    try:
        session = pkcs11.lib(str(device.module)).get_token(token_label=device.token).open(user_pin=device.pin)
    except (PinIncorrect, PinInvalid, PinLenRange, PinLocked):
        _REFUSED.add(device)
        raise
    _SESSIONS[device] = session
    return session


def _forget(device: Device) -> None:
    session = _SESSIONS.pop(device, None)
    if session is not None:
        with suppress(PKCS11Error):
            session.close()


def _find(session: Session, label: str) -> PrivateKey:
    key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, key_type=KeyType.RSA, label=label)
    assert isinstance(key, PrivateKey)  # noqa: S101 -- that class of objects was asked for
    return key


def _signature(key: PrivateKey, data: bytes) -> bytes:
    if not isinstance(key, SignMixin):
        raise CannotSign("The key is not one to sign with: its token does not allow that.")
    return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))


def _public_half(key: PrivateKey) -> tuple[bytes, int]:
    """SubjectPublicKeyInfo, and the bytes of the modulus; both numbers of an RSA key may be read anywhere."""
    modulus, exponent = bytes(key[Attribute.MODULUS]), bytes(key[Attribute.PUBLIC_EXPONENT])
    numbers = RSAPublicNumbers(int.from_bytes(exponent), int.from_bytes(modulus))
    half = numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return half, (numbers.n.bit_length() + 7) // 8


def _said(error: PKCS11Error) -> str:
    """What went wrong: in words where that is usual, by PKCS#11's own name in any case that has one."""
    if type(error) is PKCS11Error:
        return str(error)
    name = type(error).__name__
    return f"{_WORDS[name]} ({name})." if name in _WORDS else name


_WORDS = {
    "NoSuchKey": "there is no key under this label",
    "NoSuchToken": "there is no token of this name",
    "PinIncorrect": "the PIN is not right",
    "PinLocked": "the PIN was wrong too often and is locked",
}
