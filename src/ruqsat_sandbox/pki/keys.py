"""The keys that the sandbox's authority makes and certifies: RSA by `cryptography`, GOST 34.10-2015 by `gostcrypto`."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha1, sha256
from typing import Protocol

import gostcrypto
from asn1crypto import core, pem
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from ruqsat_sandbox.pki import der

_GOST_KEY = "1.2.398.3.10.1.1.2.2"
_GOST_SIGNATURE = "1.2.398.3.10.1.1.2.3.2"
_GOST_CURVE = "1.2.398.3.10.1.1.2.2.1"
STREEBOG_512 = "1.2.398.3.10.1.3.3"
_HALF = 64  # bytes of a coordinate, of a digest, of r and of s
_SHA256 = der.algorithm("2.16.840.1.101.3.4.2.1", der.NULL)
_SHA256_WITH_RSA = der.algorithm("1.2.840.113549.1.1.11", der.NULL)


class Family(StrEnum):
    """Which kind of key; GOST is what the National Certification Authority issues today."""

    RSA = "rsa"
    GOST = "gost"


class Key(Protocol):
    """A private key; everything encoded is DER."""

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""

    @property
    def digest_algorithm(self) -> bytes:
        """The AlgorithmIdentifier of the digest that the key signs."""

    @property
    def signature_algorithm(self) -> bytes:
        """The AlgorithmIdentifier of its signatures."""

    def digest(self, data: bytes) -> bytes:
        """The digest of *data* that the key would sign."""

    def sign(self, message: bytes) -> bytes:
        """The signature over *message*."""

    def kept(self) -> bytes:
        """The key as the store keeps it: PKCS #8, PEM, open; it protects nothing."""


@dataclass(frozen=True)
class RsaKey:
    """RSA with SHA-256."""

    private: RSAPrivateKey
    digest_algorithm: bytes = _SHA256
    signature_algorithm: bytes = _SHA256_WITH_RSA

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        return rsa_public(self.private.public_key())

    def digest(self, data: bytes) -> bytes:
        """SHA-256."""
        return sha256(data).digest()

    def sign(self, message: bytes) -> bytes:
        """PKCS #1, version 1.5."""
        return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def kept(self) -> bytes:
        """PKCS #8."""
        return self.private.private_bytes(Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@dataclass(frozen=True)
class GostKey:
    """
    GOST 34.10-2015 with 512 bits and Streebog-512, in the order of bytes of the National Certification Authority.

    `gostcrypto` has numbers with the highest byte first; in Kazakhstan the lowest comes first, in each half of a
    public key and of a signature, and in the digest read as a number.
    """

    private: bytes
    digest_algorithm: bytes = der.algorithm(STREEBOG_512)
    signature_algorithm: bytes = der.algorithm(_GOST_SIGNATURE)

    @cached_property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo: an OCTET STRING of X and Y within the BIT STRING."""
        point = bytes(_gost().public_key_generate(bytearray(self.private)))
        parameters = der.sequence(der.oid(_GOST_CURVE), der.oid(STREEBOG_512))
        return der.sequence(der.algorithm(_GOST_KEY, parameters), der.bits(der.octets(_swapped(point))))

    def digest(self, data: bytes) -> bytes:
        """Streebog-512."""
        return streebog_512(data)

    def sign(self, message: bytes) -> bytes:
        """The halves r and s."""
        digest = bytearray(reversed(self.digest(message)))
        return _swapped(bytes(_gost().sign(bytearray(self.private), digest)))

    def kept(self) -> bytes:
        """PKCS #8 in form; nobody but the sandbox reads it."""
        inside = der.sequence(der.integer(0), der.algorithm(_GOST_KEY), der.octets(self.private))
        return bytes(pem.armor("PRIVATE KEY", inside))


def generated(family: Family, *, bits: int) -> Key:
    """A new key; *bits* is the length of an RSA modulus."""
    if family is Family.RSA:
        return RsaKey(rsa.generate_private_key(public_exponent=65537, key_size=bits))
    return GostKey((secrets.randbelow(_gost_order() - 1) + 1).to_bytes(_HALF))


def loaded(family: Family, kept: bytes) -> Key:
    """
    The key that `Key.kept` wrote.

    :raises TypeError: when it is of another kind.
    """
    if family is Family.GOST:
        inside = core.SequenceOf.load(pem.unarmor(kept)[2], spec=core.Any)
        return GostKey(bytes(inside[2].native))
    # These keys are the sandbox's own; checking their primes again takes half of a start.
    found = serialization.load_pem_private_key(kept, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(found, RSAPrivateKey):
        raise TypeError("The key in the sandbox's store is not an RSA key.")
    return RsaKey(found)


def rsa_public(key: RSAPublicKey) -> bytes:
    """The SubjectPublicKeyInfo of an RSA key."""
    return key.public_bytes(Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def bits_of(public: bytes) -> bytes:
    """The content of the BIT STRING of a SubjectPublicKeyInfo: what an issuer is named by the hash of."""
    return bytes(core.SequenceOf.load(public, spec=core.Any)[1].parse(core.BitString).contents[1:])


def identifier_of(public: bytes) -> bytes:
    """RFC 5280, 4.2.1.2: the identifier of a key, by the method that everybody uses."""
    return sha1(bits_of(public), usedforsecurity=False).digest()


def streebog_512(data: bytes) -> bytes:
    """GOST 34.11-2012 with 512 bits."""
    return bytes(gostcrypto.gosthash.new("streebog512", data=bytearray(data)).digest())


class _Gost(gostcrypto.gostsignature.GOST34102012):  # type: ignore[misc]  # the library ships no types
    """The library's signatures; for an inverse it would go three hundred calls down, a thousand times in each."""

    @staticmethod
    def _invert(value: int, n_mod: int) -> int:
        return pow(value, -1, n_mod)


@cache
def _gost() -> _Gost:
    curve = gostcrypto.gostsignature.CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-12-512-paramSetA"]
    return _Gost(gostcrypto.gostsignature.MODE_512, curve)


def _gost_order() -> int:
    curve = gostcrypto.gostsignature.CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-12-512-paramSetA"]
    return int(curve["q"])


def _swapped(pair: bytes) -> bytes:
    return pair[:_HALF][::-1] + pair[_HALF:][::-1]
