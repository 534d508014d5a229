"""
X.690: the few forms of DER that larger structures are put together from.

Leaves come from asn1crypto; the structures around them are put together here, because asn1crypto encodes what is new
at least twice at every level around it, which is exponential in the depth.
"""

from datetime import datetime
from typing import Any, Protocol

from asn1crypto import core, parser

NULL = bytes(core.Null().dump())
TRUE = bytes(core.Boolean(True).dump())


class Signs(Protocol):
    """What `signed` asks of a key."""

    @property
    def signature_algorithm(self) -> bytes:
        """The AlgorithmIdentifier of its signatures."""

    def sign(self, message: bytes) -> bytes:
        """The signature over *message*."""


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE of encoded parts."""
    return _emit(0, 1, core.Sequence.tag, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF encoded parts, in the order that DER wants (X.690, 11.6)."""
    return _emit(0, 1, core.SetOf.tag, b"".join(sorted(parts)))


def explicit(number: int, part: bytes) -> bytes:
    """A context tag around an encoded part."""
    return _emit(2, 1, number, part)


def implicit(number: int, part: bytes) -> bytes:
    """A context tag in the place of the tag of an encoded, constructed part."""
    return bytes([0xA0 | number]) + part[1:]


def octets(content: bytes) -> bytes:
    """OCTET STRING."""
    return _emit(0, 0, core.OctetString.tag, content)


def integer(number: int) -> bytes:
    """INTEGER."""
    return bytes(core.Integer(number).dump())


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    return bytes(core.ObjectIdentifier(dotted).dump())


def bits(content: bytes) -> bytes:
    """BIT STRING of whole bytes."""
    return _emit(0, 0, core.BitString.tag, b"\x00" + content)


def algorithm(dotted: str, parameters: bytes = b"") -> bytes:
    """AlgorithmIdentifier."""
    return sequence(oid(dotted), parameters)


def moment(at: datetime) -> bytes:
    """RFC 5280, 4.1.2.5: UTCTime, which serves until 2049."""
    return bytes(core.UTCTime(at.replace(microsecond=0)).dump())


def extension(dotted: str, value: bytes, *, critical: bool = False) -> bytes:
    """RFC 5280, 4.1: an extension of a certificate or of a list."""
    return sequence(oid(dotted), TRUE if critical else b"", octets(value))


def signed(content: bytes, *, by: "Signs") -> bytes:
    """What X.509 calls SIGNED: the content, the algorithm, the signature."""
    return sequence(content, by.signature_algorithm, bits(by.sign(content)))


def frozen(value: Any) -> Any:
    """An asn1crypto value read back from its bytes, so that it is encoded no more."""
    return type(value).load(value.dump())


def _emit(class_: int, method: int, tag: int, content: bytes) -> bytes:
    return bytes(parser.emit(class_, method, tag, content))
