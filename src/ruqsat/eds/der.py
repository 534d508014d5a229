"""
DER taken apart, bytes as they came: what was signed must never be what a library would write in its place.

Structures are taken apart here, and leaves in the form that they nearly always have. A leaf in any other form is left
to asn1crypto: a general reader, and a slow one. Lengths are taken as that library takes them, in BER too: more bytes
than needed, or open to the end, as programs that sign write them. Of what stands in a structure nothing may be left
over, nor be out of its place.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asn1crypto import core, x509

INTEGER, BIT_STRING, OCTET_STRING, UTC_TIME, SEQUENCE, SET = 0x02, 0x03, 0x04, 0x17, 0x30, 0x31
DEEPEST = 10
"""Values of open length inside one another."""

_TRUE_OR_FALSE = 0x01

Part = tuple[int, bytes, bytes]
"""One value: its tag with class and form, in one byte; its contents; all its bytes as they came."""


def parts(contents: bytes) -> list[Part]:
    """
    The values that stand one after another in *contents*.

    :raises ValueError: or IndexError, if one is cut off, or its tag or length is none.
    """
    found: list[Part] = []
    end, size = 0, len(contents)
    while end < size:
        start, length = end, contents[end + 1]
        if length < 0x80:
            inside, last = start + 2, start + 2 + length
            end = last
        elif length > 0x80:
            inside = start + 2 + (length & 0x7F)
            last = end = inside + int.from_bytes(contents[start + 2 : inside])
        else:
            inside, last = start + 2, _end(contents, start)
            end = last + 2
        if end > size or contents[start] & 0x1F == 0x1F:
            raise ValueError("a value is cut off, or of a tag that nothing here has")
        found.append((contents[start], contents[inside:last], contents[start:end]))
    return found


def only(contents: bytes) -> Part:
    """
    The one value that *contents* are, to their last byte.

    :raises ValueError: or IndexError, if they are not.
    """
    (part,) = parts(contents)
    return part


def contents_of(part: Part, tag: int) -> bytes:
    """
    What the value holds.

    :raises ValueError: if its tag is another.
    """
    if part[0] != tag:
        raise ValueError(f"a value has the tag {part[0]:02x}, not {tag:02x}")
    return part[1]


def sequence(part: Part) -> Part:
    """
    The same value, which is a SEQUENCE.

    :raises ValueError: if it is none.
    """
    contents_of(part, SEQUENCE)
    return part


def optional(listed: list[Part], *tags: int) -> list[Part | None]:
    """
    Of *listed*, which may leave any out, the one of each of these *tags*, in this order.

    :raises ValueError: if something else is there, or in another order.
    """
    found: list[Part | None] = []
    place, size = 0, len(listed)
    for tag in tags:
        if place < size and listed[place][0] == tag:
            found.append(listed[place])
            place += 1
        else:
            found.append(None)
    if place < size:
        raise ValueError("something stands where it does not belong")
    return found


def number(part: Part) -> int:
    """An INTEGER."""
    return int.from_bytes(contents_of(part, INTEGER), signed=True)


def octets(part: Part) -> bytes:
    """What an OCTET STRING holds."""
    if part[0] == OCTET_STRING:
        return part[1]
    return bytes(core.OctetString.load(part[2], strict=True).native)


def bits(part: Part) -> bytes:
    """What a BIT STRING of whole bytes holds."""
    if part[0] == BIT_STRING and part[1][:1] == b"\x00":
        return part[1][1:]
    return bytes(core.OctetBitString.load(part[2], strict=True).native)


@lru_cache(maxsize=1024)
def identifier(der: bytes) -> str:
    """An OBJECT IDENTIFIER, in dots."""
    return str(core.ObjectIdentifier.load(der, strict=True).dotted)


@lru_cache(maxsize=256)
def algorithm(der: bytes) -> tuple[str, bytes]:
    """RFC 5280, 4.1.1.2: an AlgorithmIdentifier: which one, and its parameters in DER, empty where there are none."""
    named, *parameters = parts(contents_of(only(der), SEQUENCE))
    if len(parameters) > 1:
        raise ValueError("an algorithm has more than parameters")
    return identifier(named[2]), parameters[0][2] if parameters else b""


def moment(part: Part) -> datetime:
    """RFC 5280, 4.1.2.5: a UTCTime or a GeneralizedTime; without its zone if that is how it came."""
    text = part[1]
    if part[0] != UTC_TIME or len(text) != 13 or not (text[:12].isdigit() and text.endswith(b"Z")):
        found: datetime = x509.Time.load(part[2], strict=True).native
        return found
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:6])
    century = 1900 if year >= 50 else 2000
    return datetime(century + year, month, day, int(text[6:8]), int(text[8:10]), int(text[10:12]), tzinfo=UTC)


def extensions(listed: Part) -> tuple[dict[str, bytes], frozenset[str]]:
    """
    RFC 5280, 4.1.2.9, 4.2: the values of the Extensions by identifier, in DER, and which of them are critical.

    A value stays closed: the Authority's OCSP responder carries one that is empty.
    """
    found: dict[str, bytes] = {}
    critical = set()
    for each in parts(contents_of(listed, SEQUENCE)):
        named, *stated, value = parts(contents_of(each, SEQUENCE))
        which = identifier(named[2])
        if which in found or len(stated) > 1:
            raise ValueError(f"the extension {which} does not stand once")
        found[which] = octets(value)
        if stated and contents_of(stated[0], _TRUE_OR_FALSE) != b"\x00":
            critical.add(which)
    return found, frozenset(critical)


def written(tag: int, *contents: bytes) -> bytes:
    """X.690, 8.1, 10.1: tag, length in as few bytes as it needs, contents."""
    inside = b"".join(contents)
    size = len(inside)
    if size < 0x80:
        return bytes((tag, size)) + inside
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + inside


def as_it_came(value: Any) -> bytes:
    """
    The encoding of a parsed *value* of asn1crypto, its contents untouched.

    That library's own ``dump`` writes a structure anew whose length ends in the byte 80: it takes that for a length
    left open. One structure in 256 has such a length, and not everything in it is known to that library.
    """
    chosen = value.chosen if isinstance(value, core.Choice) else value
    return bytes(core.Asn1Value.dump(chosen))


def _end(contents: bytes, start: int, depth: int = 0) -> int:
    """X.690, 8.1.3.6: where the contents of the value at *start* end, whose length is left open."""
    if depth > DEEPEST or not contents[start] & 0x20:
        raise ValueError("a length is left open where it may not be")
    place = start + 2
    while contents[place : place + 2] != b"\x00\x00":
        length = contents[place + 1]
        if length == 0x80:
            place = _end(contents, place, depth + 1) + 2
        elif length > 0x80:
            inside = place + 2 + (length & 0x7F)
            place = inside + int.from_bytes(contents[place + 2 : inside])
        else:
            place += 2 + length
    return place
