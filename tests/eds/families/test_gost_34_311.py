"""GOST 34.311-95 by the vectors of its standard."""

import pytest

from ruqsat.eds.families.gost_34_311 import digest


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"),
        (b"abc", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"),
        (b"message digest", "ad4434ecb18f2c99b60cbe59ec3d2469582b65273f48de72db2fde16a4889a4d"),
        # RFC 5831, 7.3.1
        (b"This is message, length=32 bytes", "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"),
        (
            b"The quick brown fox jumps over the lazy dog",
            "77b7fa410c9ac58a25f49bca7d0468c9296529315eaca76bd1a10f376d1f4294",
        ),
    ],
)
def test_the_digest_is_the_one_of_the_standard(message: bytes, expected: str) -> None:
    """RFC 5831, 7."""
    assert digest(message).hex() == expected
