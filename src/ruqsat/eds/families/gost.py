"""
GOST 34.10-2015 (RFC 7091) with Streebog, and GOST 34.310-2004 with GOST 34.311-95, as the Authority encodes them.

A signature is ``r`` then ``s``, a key ``X`` then ``Y`` inside an OCTET STRING, all little-endian; the digest is read as
a little-endian number. Curves and digests are named in the key's parameters, which allow one pair for each algorithm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType

from asn1crypto import core
from gmpy2 import mpz

from ruqsat.eds.families import gost_34_311, gost_curves, streebog
from ruqsat.eds.families.family import (
    KIND_NOT_ACCEPTED,
    NO_KEY,
    Digest,
    Family,
    PublicKey,
    SignatureAlgorithm,
    refused,
)
from ruqsat.eds.families.gost_curves import Affine, Curve

# The last authority of persons that signed by GOST 34.310-2004, NCA (GOST) of 2018, expired then. It is in use nowhere
# since; an older document is judged at the moment at which it is proven to have existed.
IN_USE_UNTIL_2004 = datetime(2025, 6, 25, 4, 55, 58, tzinfo=UTC)

# Python takes 2 to 3 ms for a kilobyte: what is signed by GOST is a statement of some kilobytes, or a small document.
MOST_BYTES = 250_000
MOST_BYTES_OF_LIST = 4_000_000  # whatever a key verifies: lists of the revoked are the largest, and judged by a worker


DIGESTS: Mapping[str, Digest] = MappingProxyType(
    {
        "1.2.398.3.10.1.3.1": Digest(name="gost34311", of=gost_34_311.digest, most_bytes=MOST_BYTES),
        "1.2.398.3.10.1.3.2": Digest(name="streebog256", of=streebog.digest_256, most_bytes=MOST_BYTES),
        "1.2.398.3.10.1.3.3": Digest(name="streebog512", of=streebog.digest_512, most_bytes=MOST_BYTES),
    }
)
_BY_NAME = MappingProxyType({digest.name: digest for digest in DIGESTS.values()})


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What the identifier of a key stands for: the curve, the parameters that must say so, the digest."""

    curve: Curve
    parameters: bytes
    digest: str


def _parameters(*identifiers: str) -> bytes:
    return bytes(
        core.SequenceOf([core.ObjectIdentifier(each) for each in identifiers], spec=core.ObjectIdentifier).dump()
    )


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "1.2.398.3.10.1.1.1.1": _Kind(
            curve=gost_curves.CRYPTOPRO_A,
            parameters=_parameters("1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0"),
            digest="gost34311",
        ),
        "1.2.398.3.10.1.1.2.1": _Kind(
            curve=gost_curves.TC26_256_A,
            parameters=_parameters("1.2.398.3.10.1.1.2.1.1", "1.2.398.3.10.1.3.2"),
            digest="streebog256",
        ),
        "1.2.398.3.10.1.1.2.2": _Kind(
            curve=gost_curves.TC26_512_A,
            parameters=_parameters("1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3"),
            digest="streebog512",
        ),
    }
)


@dataclass(frozen=True, kw_only=True)
class Key:
    """A public key: a point of the right order on the curve that its parameters name."""

    curve: Curve
    digest: str
    point: Affine

    def verifies(self, digest: bytes, signature: bytes) -> bool:
        """RFC 7091, 6.2: whether *signature* over the message with this *digest* is right."""
        curve, size = self.curve, self.curve.size
        if len(signature) != 2 * size:
            return False
        r, s = _number(signature[:size]), _number(signature[size:])
        if not (0 < r < curve.q and 0 < s < curve.q):
            return False
        e = _number(digest) % curve.q or mpz(1)
        inverse = pow(e, -1, curve.q)
        found = curve.affine(curve.combined(s * inverse % curve.q, -r * inverse % curve.q, self.point))
        return found is not None and bool(found[0] % curve.q == r)


@lru_cache(maxsize=256)
def key_of(public_key: bytes) -> Key:
    """
    The key in the DER of SubjectPublicKeyInfo.

    :raises NotBorneOut: if its curve or digest is not the one of its kind, or it is no point of the curve.
    """
    opened = PublicKey.read(public_key)
    kind = _KINDS.get(opened.algorithm)
    if kind is None or opened.parameters != kind.parameters:
        raise refused(KIND_NOT_ACCEPTED)
    try:
        octets = bytes(core.OctetString.load(opened.bits, strict=True).native)
    except (ValueError, TypeError) as error:
        raise refused(NO_KEY) from error
    size = kind.curve.size
    point = (_number(octets[:size]), _number(octets[size:]))
    if len(octets) != 2 * size or not kind.curve.has(point):
        raise refused(NO_KEY)
    return Key(curve=kind.curve, digest=kind.digest, point=point)


def _number(octets: bytes) -> mpz:
    return mpz(int.from_bytes(octets, "little"))


def _verifies(public_key: bytes, digest: str, message: bytes, signature: bytes) -> bool:
    key = key_of(public_key)
    if key.digest != digest or len(message) > MOST_BYTES_OF_LIST:
        raise refused(KIND_NOT_ACCEPTED)
    return key.verifies(_digested(digest, message), signature)


@lru_cache(maxsize=16)
def _digested(digest: str, message: bytes) -> bytes:
    """Remembered, because one certificate may be tried by many issuers' keys."""
    return _BY_NAME[digest].of(message)


def _algorithm(name: str, digest: str, *, until: datetime | None = None) -> SignatureAlgorithm:
    verifies: Callable[[bytes, str, bytes, bytes], bool] = _verifies
    return SignatureAlgorithm(name=name, digest=digest, verifies=verifies, until=until)


FAMILY = Family(
    key_algorithms=frozenset(_KINDS),
    check_key=key_of,
    digests=DIGESTS,
    signatures=MappingProxyType(
        {
            "1.2.398.3.10.1.1.1.2": _algorithm("GOST 34.310-2004", "gost34311", until=IN_USE_UNTIL_2004),
            "1.2.398.3.10.1.1.2.3.1": _algorithm("GOST 34.10-2015, 256 bits", "streebog256"),
            "1.2.398.3.10.1.1.2.3.2": _algorithm("GOST 34.10-2015, 512 bits", "streebog512"),
        }
    ),
)
