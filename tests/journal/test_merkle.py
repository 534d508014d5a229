"""RFC 6962: the tree over the heads."""

import hashlib
from uuid import UUID

import pytest

from ruqsat.journal.merkle import Leaf, root_of


def leaves(count: int) -> list[Leaf]:
    """That many heads."""
    return [Leaf(UUID(int=number + 1), number, bytes([number]) * 32) for number in range(count)]


def by_the_book(some: list[Leaf]) -> bytes:
    """RFC 6962 2.1, word for word."""
    if not some:
        return hashlib.sha256(b"").digest()
    if len(some) == 1:
        one = some[0]
        return hashlib.sha256(b"\x00" + one.file.bytes + one.seq.to_bytes(8, "big") + one.hash).digest()
    split = 1
    while split * 2 < len(some):
        split *= 2
    return hashlib.sha256(b"\x01" + by_the_book(some[:split]) + by_the_book(some[split:])).digest()


@pytest.mark.parametrize("count", range(18))
def test_the_root_is_that_of_the_rfc(count: int) -> None:
    assert root_of(leaves(count)) == (by_the_book(leaves(count)), count)


def test_every_leaf_and_their_order_matter() -> None:
    whole = leaves(5)
    others = [whole[:4], [*whole[:4], Leaf(whole[4].file, 9, whole[4].hash)], [whole[1], whole[0], *whole[2:]]]
    roots = {root_of(some)[0] for some in [whole, *others]}
    assert len(roots) == 4
