"""RFC 8017: RSA signatures, PKCS #1 v1.5, keys of 2048 bits and more."""

from functools import lru_cache
from types import MappingProxyType

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from ruqsat.eds.families import sha2
from ruqsat.eds.families.family import KIND_NOT_ACCEPTED, TOO_SHORT, Family, SignatureAlgorithm, refused

SMALLEST_BITS = 2048


@lru_cache(maxsize=256)
def key_of(public_key: bytes) -> rsa.RSAPublicKey:
    """
    The RSA key in the DER of SubjectPublicKeyInfo.

    :raises NotBorneOut: if it is of another kind, or too short.
    """
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise refused(KIND_NOT_ACCEPTED) from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise refused(KIND_NOT_ACCEPTED)
    if key.key_size < SMALLEST_BITS:
        raise refused(TOO_SHORT)
    return key


def verifies(public_key: bytes, digest: str, message: bytes, signature: bytes) -> bool:
    """RFC 8017, 8.2.2: whether the signature over *message* is right."""
    key, hashed = key_of(public_key), sha2.HASHES.get(digest)
    if hashed is None:
        raise refused(KIND_NOT_ACCEPTED)
    try:
        key.verify(signature, message, padding.PKCS1v15(), hashed)
    except InvalidSignature:
        return False
    return True


FAMILY = Family(
    key_algorithms=frozenset({"1.2.840.113549.1.1.1"}),
    check_key=key_of,
    digests=sha2.DIGESTS,
    signatures=MappingProxyType(
        {
            "1.2.840.113549.1.1.1": SignatureAlgorithm(name="RSA", digest="", verifies=verifies),
            "1.2.840.113549.1.1.11": SignatureAlgorithm(name="RSA, SHA-256", digest="sha256", verifies=verifies),
            "1.2.840.113549.1.1.12": SignatureAlgorithm(name="RSA, SHA-384", digest="sha384", verifies=verifies),
            "1.2.840.113549.1.1.13": SignatureAlgorithm(name="RSA, SHA-512", digest="sha512", verifies=verifies),
        }
    ),
)
