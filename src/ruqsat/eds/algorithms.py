"""
The table of algorithms a signature may use, by object identifier. What is not in the table is refused.

A new family, as GOST 34.10-2015, is a digest in ``DIGESTS``, a row in ``SIGNATURES`` and a function that verifies it.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

SMALLEST_RSA_BITS = 2048

DIGESTS: Mapping[str, str] = MappingProxyType(
    {
        "2.16.840.1.101.3.4.2.1": "sha256",
        "2.16.840.1.101.3.4.2.2": "sha384",
        "2.16.840.1.101.3.4.2.3": "sha512",
    }
)

_RSA_HASHES: Mapping[str, hashes.HashAlgorithm] = MappingProxyType(
    {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
)


@dataclass(frozen=True, kw_only=True)
class SignatureAlgorithm:
    """One way of signing. ``digest`` is empty where the identifier leaves it to the digest named beside it."""

    name: str
    digest: str
    verifies: Callable[[bytes, str, bytes, bytes], bool]  # public key (DER), digest, message, signature


def digest_name(identifier: str) -> str:
    """
    The digest with this object identifier.

    :raises NotBorneOut: if it is weak or unknown.
    """
    name = DIGESTS.get(identifier)
    if name is None:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
            say("The signature uses a digest algorithm that is not accepted, such as SHA-1 or MD5."),
        )
    return name


def digest_of(data: bytes, *, digest: str) -> bytes:
    """The digest of *data* by a name of the table."""
    return hashlib.new(digest, data).digest()


def named(identifier: str) -> SignatureAlgorithm:
    """
    The signature algorithm with this object identifier.

    :raises NotBorneOut: if it is weak or unknown.
    """
    algorithm = SIGNATURES.get(identifier)
    if algorithm is None:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
            say("The signature uses an algorithm that is not accepted."),
        )
    return algorithm


def verifies(public_key: bytes, *, algorithm: str, message: bytes, signature: bytes, digest: str | None = None) -> bool:
    """
    Whether *signature* over *message* is right by *public_key* (DER, SubjectPublicKeyInfo).

    ``digest`` is the name of the digest that stands beside the algorithm, where one does: the two must agree.

    :raises NotBorneOut: if the algorithm, the digest or the key is not strong enough or not known.
    """
    row = named(algorithm)
    if digest is not None and row.digest and row.digest != digest:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
            say("The signature names two digest algorithms that contradict each other."),
        )
    used = row.digest or digest
    if used is None:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE, say("The signature does not say its digest algorithm.")
        )
    return row.verifies(public_key, used, message, signature)


def check_key(public_key: bytes) -> None:
    """
    Refuse a public key that is too short or of an unknown kind.

    :raises NotBorneOut: with CRYPTO_CONSTRAINTS_FAILURE.
    """
    _rsa_key(public_key)


def _rsa_key(public_key: bytes) -> rsa.RSAPublicKey:
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE, say("The certificate's key is of a kind that is not accepted.")
        ) from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE, say("The certificate's key is of a kind that is not accepted.")
        )
    if key.key_size < SMALLEST_RSA_BITS:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE, say("The certificate's key is too short to be safe.")
        )
    return key


def _rsa_verifies(public_key: bytes, digest: str, message: bytes, signature: bytes) -> bool:
    try:
        _rsa_key(public_key).verify(signature, message, padding.PKCS1v15(), _RSA_HASHES[digest])
    except InvalidSignature:
        return False
    return True


SIGNATURES: Mapping[str, SignatureAlgorithm] = MappingProxyType(
    {
        "1.2.840.113549.1.1.1": SignatureAlgorithm(name="RSA", digest="", verifies=_rsa_verifies),
        "1.2.840.113549.1.1.11": SignatureAlgorithm(name="RSA, SHA-256", digest="sha256", verifies=_rsa_verifies),
        "1.2.840.113549.1.1.12": SignatureAlgorithm(name="RSA, SHA-384", digest="sha384", verifies=_rsa_verifies),
        "1.2.840.113549.1.1.13": SignatureAlgorithm(name="RSA, SHA-512", digest="sha512", verifies=_rsa_verifies),
    }
)
