"""The root over all file heads, built as RFC 6962 builds its trees: leaves and nodes cannot be taken for each other."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

LEAF = b"\x00"
NODE = b"\x01"


@dataclass(frozen=True, order=True)
class Leaf:
    """The head of one file: its id, the place of its last entry, that entry's hash (32 bytes)."""

    file: UUID
    seq: int
    hash: bytes

    def digest(self) -> bytes:
        """RFC 6962 2.1: the hash of a leaf."""
        return hashlib.sha256(LEAF + self.file.bytes + self.seq.to_bytes(8, "big") + self.hash).digest()


def root_of(leaves: Iterable[Leaf]) -> tuple[bytes, int]:
    """RFC 6962 2.1: the Merkle tree hash of *leaves* in the order given, and how many they are."""
    full: list[tuple[int, bytes]] = []
    count = 0
    for leaf in leaves:
        count += 1
        height, digest = 0, leaf.digest()
        while full and full[-1][0] == height:
            digest = _node(full.pop()[1], digest)
            height += 1
        full.append((height, digest))
    if not full:
        return hashlib.sha256(b"").digest(), 0
    digest = full.pop()[1]
    while full:
        digest = _node(full.pop()[1], digest)
    return digest, count


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
