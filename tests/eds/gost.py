"""
Keys, certificates, signatures and statements by GOST, signed with gostcrypto: apart from the code under test.

What `tests.eds.certifying` and `tests.eds.stating` make with a stand-in RSA key is taken apart, and put together again
with the identifiers, key and signature of GOST.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha512
from typing import Any

from asn1crypto import core
from cryptography import x509
from gostcrypto import gosthash, gostsignature

from ruqsat.eds.families import gost_34_311
from tests.eds.certifying import Holder, certify, key
from tests.eds.encoding import parts, parts_of_octets, tlv

SEQUENCE, OCTETS, BITS, FIRST = b"\x30", b"\x04", b"\x03", b"\xa0"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One of the Authority's three ways to sign by GOST, by its identifiers and the library's names."""

    mode: int
    size: int
    curve: str
    key: str
    parameters: tuple[str, str]
    algorithm: str
    digest: str

    def digested(self, data: bytes) -> bytes:
        if self.digest == "1.2.398.3.10.1.3.1":
            return gost_34_311.digest(data)
        return bytes(gosthash.new(f"streebog{self.size * 8}", data=bytearray(data)).digest())


OLD = Kind(
    mode=gostsignature.MODE_256,
    size=32,
    curve="id-tc26-gost-3410-2012-256-paramSetB",  # the same curve as GostR3410-2001-CryptoPro-A
    key="1.2.398.3.10.1.1.1.1",
    parameters=("1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0"),
    algorithm="1.2.398.3.10.1.1.1.2",
    digest="1.2.398.3.10.1.3.1",
)
SHORT = Kind(
    mode=gostsignature.MODE_256,
    size=32,
    curve="id-tc26-gost-3410-2012-256-paramSetA",
    key="1.2.398.3.10.1.1.2.1",
    parameters=("1.2.398.3.10.1.1.2.1.1", "1.2.398.3.10.1.3.2"),
    algorithm="1.2.398.3.10.1.1.2.3.1",
    digest="1.2.398.3.10.1.3.2",
)
LONG = Kind(
    mode=gostsignature.MODE_512,
    size=64,
    curve="id-tc26-gost-3410-12-512-paramSetA",
    key="1.2.398.3.10.1.1.2.2",
    parameters=("1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3"),
    algorithm="1.2.398.3.10.1.1.2.3.2",
    digest="1.2.398.3.10.1.3.3",
)
KINDS = (OLD, SHORT, LONG)


@dataclass(frozen=True, kw_only=True)
class GostKey:
    """A key of one kind, the same for the same name."""

    kind: Kind
    name: str

    @property
    def secret(self) -> bytearray:
        """Below every order of these curves, and not zero."""
        return bytearray(b"\0" + sha512(self.name.encode()).digest()[: self.kind.size - 1])

    @property
    def info(self) -> bytes:
        """SubjectPublicKeyInfo."""
        return key_info(self.kind, _public(self.kind, bytes(self.secret)))

    def signed(self, message: bytes) -> bytes:
        """``r`` then ``s``, little-endian; the digest read as a little-endian number."""
        return _signed(self.kind, bytes(self.secret), message)


@dataclass(frozen=True, kw_only=True)
class GostHolder(Holder):
    """A GOST key and its certificate. ``key`` and ``stand_in`` are RSA's, for where cryptography wants one."""

    own: GostKey
    stand_in: Holder

    @property
    def signature_algorithm(self) -> str:
        return self.own.kind.algorithm

    @property
    def digest_algorithm(self) -> str:
        return self.own.kind.digest

    def digested(self, data: bytes) -> bytes:
        return self.own.kind.digested(data)

    def signature(self, message: bytes) -> bytes:
        return self.own.signed(message)


def key_info(kind: Kind, octets: bytes, parameters: tuple[str, ...] | None = None) -> bytes:
    """A SubjectPublicKeyInfo with these octets for the point, right or wrong."""
    named = b"".join(_identifier(each) for each in (kind.parameters if parameters is None else parameters))
    algorithm = tlv(SEQUENCE, _identifier(kind.key), tlv(SEQUENCE, named))
    return tlv(SEQUENCE, algorithm, tlv(BITS, b"\0", tlv(OCTETS, octets)))


def certified(subject: x509.Name, own: GostKey, issuer: GostHolder | Holder | None, **arguments: Any) -> GostHolder:
    """A certificate for a GOST key, as `certify` makes them; without *issuer* a self-signed one."""
    stand_in = certify(subject, key(f"stand-in {own.name}"), issuer, **arguments)
    part, algorithm, signature = parts(stand_in.der)
    by = own if issuer is None else issuer.own if isinstance(issuer, GostHolder) else None
    inside = parts(part)
    if by is not None:
        algorithm = tlv(SEQUENCE, _identifier(by.kind.algorithm), b"\x05\0")
    inside[2], inside[6] = algorithm, own.info
    part = tlv(SEQUENCE, *inside)
    signature = _bits(by.signed(part)) if by is not None else _rsa(issuer, part)
    der = tlv(SEQUENCE, part, algorithm, signature)
    whole = x509.load_der_x509_certificate(der)
    return GostHolder(key=stand_in.key, certificate=whole, own=own, stand_in=stand_in)


def list_signed(listed: bytes, by: GostHolder) -> bytes:
    """A revocation list signed *by* GOST in place of the stand-in."""
    part, _, _ = parts(listed)
    algorithm = tlv(SEQUENCE, _identifier(by.own.kind.algorithm), b"\x05\0")
    inside = parts(part)
    inside[1] = algorithm
    part = tlv(SEQUENCE, *inside)
    return tlv(SEQUENCE, part, algorithm, _bits(by.own.signed(part)))


def answer_signed(answer: bytes, by: GostHolder) -> bytes:
    """An OCSP answer signed *by* GOST in place of the stand-in."""
    status, tagged = parts(answer)
    ((kind, octets),) = [parts(each) for each in parts(tagged)]
    part = parts(parts_of_octets(octets))[0]
    enclosed = tlv(FIRST, tlv(SEQUENCE, by.der))
    algorithm = tlv(SEQUENCE, _identifier(by.own.kind.algorithm), b"\x05\0")
    basic = tlv(SEQUENCE, part, algorithm, _bits(by.own.signed(part)), enclosed)
    return tlv(SEQUENCE, status, tlv(FIRST, tlv(SEQUENCE, kind, tlv(OCTETS, basic))))


def _identifier(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def _bits(signature: bytes) -> bytes:
    return tlv(BITS, b"\0", signature)


def _rsa(issuer: Holder | None, part: bytes) -> bytes:
    assert issuer is not None
    return _bits(issuer.signature(part))


@cache
def _library(kind: Kind) -> Any:
    return gostsignature.new(kind.mode, gostsignature.CURVES_R_1323565_1_024_2019[kind.curve])


@cache
def _signed(kind: Kind, secret: bytes, message: bytes) -> bytes:
    """Remembered: the library takes a tenth of a second."""
    digest = bytearray(kind.digested(message)[::-1])
    found = bytes(_library(kind).sign(bytearray(secret), digest))
    return found[: kind.size][::-1] + found[kind.size :][::-1]


@cache
def _public(kind: Kind, secret: bytes) -> bytes:
    found = bytes(_library(kind).public_key_generate(bytearray(secret)))
    return found[: kind.size][::-1] + found[kind.size :][::-1]
