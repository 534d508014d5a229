"""FIPS 180-4: the digests that RSA and ECDSA signatures may use."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from cryptography.hazmat.primitives import hashes

from ruqsat.eds.families.family import Digest


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sha384(data: bytes) -> bytes:
    return hashlib.sha384(data).digest()


def _sha512(data: bytes) -> bytes:
    return hashlib.sha512(data).digest()


DIGESTS: Mapping[str, Digest] = MappingProxyType(
    {
        "2.16.840.1.101.3.4.2.1": Digest(name="sha256", of=_sha256),
        "2.16.840.1.101.3.4.2.2": Digest(name="sha384", of=_sha384),
        "2.16.840.1.101.3.4.2.3": Digest(name="sha512", of=_sha512),
    }
)

HASHES: Mapping[str, hashes.HashAlgorithm] = MappingProxyType(
    {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
)
