"""FIPS 186-5, RFC 5758: ECDSA over P-256 and P-384, the curve named by its identifier."""

from types import MappingProxyType

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from ruqsat.eds.families import sha2
from ruqsat.eds.families.family import KIND_NOT_ACCEPTED, Family, PublicKey, SignatureAlgorithm, refused

KEY = "1.2.840.10045.2.1"
_CURVES = frozenset(
    {
        bytes.fromhex("06082a8648ce3d030107"),  # 1.2.840.10045.3.1.7, P-256
        bytes.fromhex("06052b81040022"),  # 1.3.132.0.34, P-384
    }
)


def key_of(public_key: bytes) -> ec.EllipticCurvePublicKey:
    """
    The key in the DER of SubjectPublicKeyInfo, its point on the curve; a curve spelled out is not accepted.

    :raises NotBorneOut: if it is of another kind or another curve, or no point of it.
    """
    opened = PublicKey.read(public_key)
    if opened.algorithm != KEY or opened.parameters not in _CURVES:
        raise refused(KIND_NOT_ACCEPTED)
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise refused(KIND_NOT_ACCEPTED) from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise refused(KIND_NOT_ACCEPTED)
    return key


def verifies(public_key: bytes, digest: str, message: bytes, signature: bytes) -> bool:
    """FIPS 186-5, 6.4.2: whether the signature over *message* is right."""
    try:
        key_of(public_key).verify(signature, message, ec.ECDSA(sha2.HASHES[digest]))
    except InvalidSignature:
        return False
    return True


FAMILY = Family(
    key_algorithms=frozenset({KEY}),
    check_key=key_of,
    digests=sha2.DIGESTS,
    signatures=MappingProxyType(
        {
            "1.2.840.10045.4.3.2": SignatureAlgorithm(name="ECDSA, SHA-256", digest="sha256", verifies=verifies),
            "1.2.840.10045.4.3.3": SignatureAlgorithm(name="ECDSA, SHA-384", digest="sha384", verifies=verifies),
            "1.2.840.10045.4.3.4": SignatureAlgorithm(name="ECDSA, SHA-512", digest="sha512", verifies=verifies),
        }
    ),
)
