"""
The table of algorithms a signature may use, by object identifier. What is not in the table is refused.

A new family is a module of `ruqsat.eds.families` with a ``FAMILY`` (the identifiers of its keys, how a key is refused,
its digests, its signatures), added to ``FAMILIES`` below; nothing else of `ruqsat.eds` names an algorithm. Its tests
bring vectors of the standard, a key off its curve or too short, and a signature out of range.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from ruqsat.eds.families import ecdsa, gost, rsa
from ruqsat.eds.families.family import KIND_NOT_ACCEPTED, Digest, PublicKey, SignatureAlgorithm, refused
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

FAMILIES = (rsa.FAMILY, ecdsa.FAMILY, gost.FAMILY)

DIGESTS: Mapping[str, Digest] = MappingProxyType(
    {identifier: digest for each in FAMILIES for identifier, digest in each.digests.items()}
)
SIGNATURES: Mapping[str, SignatureAlgorithm] = MappingProxyType(
    {identifier: signature for each in FAMILIES for identifier, signature in each.signatures.items()}
)
_DIGESTS_BY_NAME = MappingProxyType({each.name: each for each in DIGESTS.values()})
_KEYS = MappingProxyType({identifier: each for each in FAMILIES for identifier in each.key_algorithms})


def digest_name(identifier: str) -> str:
    """
    The name of the digest with this object identifier.

    :raises NotBorneOut: if it is weak or unknown.
    """
    digest = DIGESTS.get(identifier)
    if digest is None:
        raise refused(say("The signature uses a digest algorithm that is not accepted, such as SHA-1 or MD5."))
    return digest.name


def digest_of(data: bytes, *, digest: str) -> bytes:
    """
    The digest of *data* by a name of the table.

    :raises NotBorneOut: if there is more than is digested in reasonable time.
    """
    row = _DIGESTS_BY_NAME[digest]
    if row.most_bytes is not None and len(data) > row.most_bytes:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The document is too large to be checked here."))
    return row.of(data)


def names(data: bytes, digest: bytes, *, by: str) -> bool:
    """RFC 2634, 5.4: whether *digest* names *data* by SHA-1, which names here and proves nothing; or by one of ours."""
    if by == "sha1":
        return digest == hashlib.sha1(data, usedforsecurity=False).digest()
    return digest == digest_of(data, digest=by)


def named(identifier: str) -> SignatureAlgorithm:
    """
    The signature algorithm with this object identifier.

    :raises NotBorneOut: if it is weak or unknown.
    """
    algorithm = SIGNATURES.get(identifier)
    if algorithm is None:
        raise refused(say("The signature uses an algorithm that is not accepted."))
    return algorithm


def check_in_use(identifier: str, *, at: datetime) -> None:
    """
    ETSI EN 319 102-1, 5.2.8: the algorithm was in use at *at*, the moment at which the signature is known to exist.

    :raises NotBorneOut: with CRYPTO_CONSTRAINTS_FAILURE_NO_POE.
    """
    until = named(identifier).until
    if until is not None and at > until:
        raise NotBorneOut(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
            say("The signature uses an algorithm that is out of use, and nothing proves that it was made before."),
        )


def verifies(public_key: bytes, *, algorithm: str, message: bytes, signature: bytes, digest: str | None = None) -> bool:
    """
    Whether *signature* over *message* is right by *public_key* (DER, SubjectPublicKeyInfo).

    ``digest`` is the name of the digest that stands beside the algorithm, where one does: the two must agree.

    :raises NotBorneOut: if the algorithm, the digest or the key is not strong enough or not known.
    """
    row = named(algorithm)
    if digest is not None and row.digest and row.digest != digest:
        raise refused(say("The signature names two digest algorithms that contradict each other."))
    used = row.digest or digest
    if used is None:
        raise refused(say("The signature does not say its digest algorithm."))
    return row.verifies(public_key, used, message, signature)


def check_key(public_key: bytes) -> None:
    """
    Refuse a public key that is too short, of an unknown kind, or none that can exist.

    :raises NotBorneOut: with CRYPTO_CONSTRAINTS_FAILURE.
    """
    family = _KEYS.get(PublicKey.read(public_key).algorithm)
    if family is None:
        raise refused(KIND_NOT_ACCEPTED)
    family.check_key(public_key)
