"""Streebog by the vectors of its standard, and held against another library's."""

import pytest
from gostcrypto import gosthash

from ruqsat.eds.families.streebog import digest_256, digest_512


def test_the_digest_is_the_one_of_the_standard() -> None:
    """RFC 6986, 10.1, in the order of bytes in which signatures use it."""
    message = b"012345678901234567890123456789012345678901234567890123456789012"
    assert digest_512(message).hex() == (
        "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
        "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"
    )
    assert digest_256(message).hex() == "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"


@pytest.mark.parametrize("length", [0, 1, 31, 62, 63, 64, 65, 127, 128, 129, 500])
def test_another_library_digests_the_same(length: int) -> None:
    for message in (bytes(length), b"\xff" * length, (b"streebog, 7" * 63)[:length]):
        for ours, name in ((digest_256, "streebog256"), (digest_512, "streebog512")):
            assert ours(message) == bytes(gosthash.new(name, data=bytearray(message)).digest())
