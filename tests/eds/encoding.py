"""DER put together and taken apart byte by byte, apart from the code under test."""

from asn1crypto import parser


def tlv(tag: bytes, *contents: bytes) -> bytes:
    """One value of DER."""
    content = b"".join(contents)
    length = len(content)
    if length < 0x80:
        return tag + bytes([length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return tag + bytes([0x80 | len(octets)]) + octets + content


def parts(der: bytes) -> list[bytes]:
    """The values inside a constructed one."""
    content = parts_of_octets(der)
    found = []
    while content:
        head, inside, tail = parser.parse(content)[3:6]
        found.append(head + inside + tail)
        content = content[len(found[-1]) :]
    return found


def parts_of_octets(der: bytes) -> bytes:
    """What the value holds."""
    return bytes(parser.parse(der, strict=True)[4])
