"""Files that people attach: a page that says it is a sample, and a picture of nothing in particular."""

import zlib
from collections.abc import Sequence
from struct import pack

_PAGE = "BT /F1 {size} Tf 72 {down} Td ({text}) Tj ET"


def page(lines: Sequence[str]) -> bytes:
    """A PDF of one page with these lines, the first as its heading; Latin letters only."""
    drawn = [
        _PAGE.format(size=18 if place == 0 else 12, down=740 - 26 * place, text=line)
        for place, line in enumerate(lines)
    ]
    stream = "\n".join(drawn).encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, table, trailer)


def picture(seed: int, *, width: int = 480, height: int = 320) -> bytes:
    """A PNG as a telephone might take it of an empty room: wall, floor, a window; *seed* gives the light."""
    wall, floor, window = ((seed * step) % 60 + 170 for step in (7, 11, 13))
    rows = bytearray()
    for y in range(height):
        rows.append(0)  # no filter
        for x in range(width):
            light = window + 20 if 90 < x < 210 and 40 < y < 150 else wall if y < height * 2 // 3 else floor - 60
            rows += bytes((light, light, min(light + 8, 255)))
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))
