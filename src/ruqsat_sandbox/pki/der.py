"""
X.690: the few forms of DER that larger structures are put together from.

Leaves come from asn1crypto; the structures around them are put together here, because asn1crypto encodes what is new
at least twice at every level around it, which is exponential in the depth.
"""

from typing import Any

from asn1crypto import core, parser


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


def frozen(value: Any) -> Any:
    """An asn1crypto value read back from its bytes, so that it is encoded no more."""
    return type(value).load(value.dump())


def _emit(class_: int, method: int, tag: int, content: bytes) -> bytes:
    return bytes(parser.emit(class_, method, tag, content))
