"""
GOST 34.311-95 (GOST R 34.11-94, RFC 5831): the digest of old Kazakh signatures. Test S-boxes, zero initial value.

Numbers are little-endian throughout, as the standard counts.
"""

from collections.abc import Iterator

BLOCK = 32
_WORDS, _HALF_WORDS = 8, 16
_C3 = 0xFF00FFFF000000FFFF0000FF00FFFF0000FF00FF00FF00FFFF00FF00FF00FF00
_MASK_32, _MASK_64, _MASK_256 = 2**32 - 1, 2**64 - 1, 2**256 - 1

# RFC 5831, 7.1, lowest half-byte first.
_BOXES = (
    (4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3),
    (14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9),
    (5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11),
    (7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3),
    (6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2),
    (4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14),
    (13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12),
    (1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12),
)


def digest(data: bytes) -> bytes:
    """RFC 5831, 6: the digest of *data*, 32 bytes."""
    state, total = 0, 0
    for start in range(0, len(data), BLOCK):
        block = int.from_bytes(data[start : start + BLOCK], "little")
        total = (total + block) & _MASK_256
        state = _step(state, block)
    state = _step(state, len(data) * 8)
    return _step(state, total).to_bytes(BLOCK, "little")


def _step(state: int, block: int) -> int:
    """RFC 5831, 5: one block worked into the state."""
    encrypted = 0
    for place, key in enumerate(_keys(state, block)):
        encrypted |= _encrypted(state >> 64 * place & _MASK_64, key) << 64 * place
    found = _mixed(encrypted, 12) ^ block
    return _mixed(_mixed(found, 1) ^ state, 61)


def _keys(state: int, block: int) -> Iterator[tuple[int, ...]]:
    """RFC 5831, 5.1: the four keys for the four quarters of the state, each as eight words."""
    u, v = state, block
    for constant in (0, _C3, 0):
        yield _key(u ^ v)
        u = _turned(u) ^ constant
        v = _turned(_turned(v))
    yield _key(u ^ v)


def _turned(number: int) -> int:
    """RFC 5831, 5.1: the transformation A."""
    return number >> 64 | ((number ^ number >> 64) & _MASK_64) << 192


def _key(number: int) -> tuple[int, ...]:
    """RFC 5831, 5.1: the transformation P; byte ``i + 4k`` of the key is byte ``8i + k`` of the number."""
    octets = number.to_bytes(BLOCK, "little")
    return tuple(int.from_bytes(octets[word::_WORDS], "little") for word in range(_WORDS))


def _encrypted(block: int, key: tuple[int, ...]) -> int:
    """GOST 28147-89 (RFC 5830, 5): one block of 64 bits in the mode of simple substitution."""
    low, high = block & _MASK_32, block >> 32
    zero, one, two, three = _SUBSTITUTED
    for word in key * 3 + key[::-1]:
        mixed = low + word & _MASK_32
        low, high = (
            high ^ zero[mixed & 255] ^ one[mixed >> 8 & 255] ^ two[mixed >> 16 & 255] ^ three[mixed >> 24],
            low,
        )
    return low << 32 | high


def _mixed(number: int, times: int) -> int:
    """RFC 5831, 5.3: the transformation psi, so many times over."""
    octets = number.to_bytes(BLOCK, "little")
    parts = [octets[place] | octets[place + 1] << 8 for place in range(0, BLOCK, 2)]
    for i in range(times):
        parts.append(parts[i] ^ parts[i + 1] ^ parts[i + 2] ^ parts[i + 3] ^ parts[i + 12] ^ parts[i + 15])
    return int.from_bytes(b"".join(part.to_bytes(2, "little") for part in parts[times:]), "little")


def _substituted(place: int) -> tuple[int, ...]:
    """For the byte at *place*: what the two boxes make of it, put where the turn by eleven bits takes it."""
    low, high = _BOXES[2 * place : 2 * place + 2]
    found = []
    for octet in range(256):
        word = (low[octet & 15] | high[octet >> 4] << 4) << 8 * place
        found.append((word << 11 | word >> 21) & _MASK_32)
    return tuple(found)


_SUBSTITUTED = tuple(_substituted(place) for place in range(4))
