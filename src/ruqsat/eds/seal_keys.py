"""What a seal signs with: a key in a file, or one in a device that never gives it away."""

from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key


class CannotSign(Exception):
    """The key cannot be had, or made no signature; the message says why."""


class SealKey(Protocol):
    """An RSA key that signs with SHA-256 (RFC 8017, 8.2), wherever it lies."""

    @property
    def public_key(self) -> bytes:
        """Its public half: SubjectPublicKeyInfo in DER."""

    @property
    def signature_size(self) -> int:
        """How many bytes a signature has."""

    def sign(self, data: bytes) -> bytes:
        """
        The signature over *data*.

        :raises CannotSign: if none was made.
        """


@dataclass(frozen=True, kw_only=True)
class FileKey:
    """A key that was read from a file, parsed once: reading one is slow."""

    key: RSAPrivateKey = field(repr=False)

    @classmethod
    def from_pem(cls, pem: bytes, *, password: bytes | None = None) -> "FileKey":
        """
        A PKCS#8 key in PEM.

        :raises CannotSign: if it cannot be read, or is no RSA key.
        """
        try:
            parsed = load_pem_private_key(pem, password)
        except (ValueError, TypeError) as error:
            raise CannotSign(f"The key cannot be read: {error}") from error
        if not isinstance(parsed, RSAPrivateKey):
            raise CannotSign("The key is not an RSA key.")
        return cls(key=parsed)

    @property
    def public_key(self) -> bytes:
        """Its public half."""
        return self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def signature_size(self) -> int:
        """As long as the modulus."""
        return (self.key.key_size + 7) // 8

    def sign(self, data: bytes) -> bytes:
        """The signature over *data*."""
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
