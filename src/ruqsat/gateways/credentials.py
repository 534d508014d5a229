"""Who we are where messages are signed, and whose signature we believe: from the files that settings name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ruqsat.gateways.wsse import Signer

LEAST_BITS = 2048


class CredentialsMissing(Exception):
    """A setting, a key or a certificate is not there or cannot be used; the message says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """Our name and password there, our key with its certificate, the other side's certificate."""

    sender: str
    password: str = field(repr=False)
    signer: Signer
    gateway: tuple[x509.Certificate, ...]


def credentials(gateway: Mapping[str, str]) -> Credentials:
    """
    As *gateway* of the settings names them: ``sender_id``, ``password``, ``key_file``,
    ``certificate_file``, ``gateway_certificate_file``. Files are read again when they have changed.

    :raises CredentialsMissing: if one of them is not there, or is of no use.
    """
    names = ("sender_id", "key_file", "certificate_file", "gateway_certificate_file")
    missing = [name for name in names if not gateway.get(name)]
    if missing:
        raise CredentialsMissing(f"The settings of the registers do not name: {', '.join(missing)}.")
    files = tuple(_stamped(Path(gateway[name])) for name in names[1:])
    return Credentials(
        sender=gateway["sender_id"],
        password=gateway.get("password", ""),
        signer=Signer(key=_key(*files[0]), certificate=_certificate(*files[1])),
        gateway=_certificates(*files[2]),
    )


def _stamped(path: Path) -> tuple[Path, int]:
    try:
        return path, path.stat().st_mtime_ns
    except OSError as error:
        raise CredentialsMissing(
            f"{path} cannot be read ({error.strerror}): run the set-up, or put it there."
        ) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CredentialsMissing(
            f"{path} cannot be read ({error.strerror}): run the set-up, or put it there."
        ) from error


@lru_cache(maxsize=8)
def _key(path: Path, _changed: int) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError) as error:
        raise CredentialsMissing(f"{path} is no private key in PEM without a password.") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise CredentialsMissing(f"{path} is no RSA key of at least {LEAST_BITS} bits.")
    return key


def _certificate(path: Path, changed: int) -> x509.Certificate:
    return _certificates(path, changed)[0]


@lru_cache(maxsize=8)
def _certificates(path: Path, _changed: int) -> tuple[x509.Certificate, ...]:
    """All that stand in the file; of the gateway two, while it changes its key."""
    try:
        certificates = x509.load_pem_x509_certificates(_read(path))
    except ValueError as error:
        raise CredentialsMissing(f"{path} is no certificate in PEM.") from error
    for certificate in certificates:
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
            raise CredentialsMissing(f"{path} is no certificate of an RSA key of at least {LEAST_BITS} bits.")
    return tuple(certificates)
