"""X.690: DER taken apart, and what of BER is taken besides."""

from datetime import UTC, datetime

import pytest

from ruqsat.eds import der
from ruqsat.eds.der import SEQUENCE
from tests.eds.encoding import tlv

ONE = bytes.fromhex("020101")
OPEN, END = bytes.fromhex("3080"), bytes(2)


def test_values_come_one_after_another_with_their_tags_contents_and_bytes() -> None:
    long = tlv(b"\x04", bytes(300))
    assert der.parts(ONE + long) == [(0x02, b"\x01", ONE), (0x04, bytes(300), long)]
    assert der.parts(b"") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "02",  # no length
        "0202 01",  # cut off
        "0282 01",  # cut off in the length
        "0284 ffffffff 01",
        "3080 020101",  # left open, never ended
        "3080 020101 00",
        "0280 020101 0000",  # left open, of a value that holds no others
        "1f01 00",  # a tag of several bytes
    ],
)
def test_what_is_no_value_is_refused(wrong: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        der.parts(bytes.fromhex(wrong))


def test_a_length_of_more_bytes_than_needed_or_left_open_is_taken_as_the_programs_that_sign_write_it() -> None:
    """X.690, 8.1.3: BER; what is signed is never read from there but as it came."""
    assert der.parts(bytes.fromhex("02820001 01")) == [(0x02, b"\x01", bytes.fromhex("0282000101"))]
    nested = OPEN + ONE + OPEN + ONE + END + END
    assert der.only(nested) == (SEQUENCE, ONE + OPEN + ONE + END, nested)
    assert der.octets(der.only(bytes.fromhex("2480 040161 040162 0000"))) == b"ab"


def test_lengths_left_open_in_one_another_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="left open"):
        der.parts(OPEN * 5_000)


def test_nothing_may_be_left_over_nor_out_of_its_place() -> None:
    first, second = der.parts(tlv(b"\xa0") + tlv(b"\xa3"))
    assert der.optional([first, second], 0xA0, 0x81, 0xA3) == [first, None, second]
    assert der.optional([], 0xA0) == [None]
    for wrong in ([second, first], [first, first], [der.only(ONE)]):
        with pytest.raises(ValueError, match="does not belong"):
            der.optional(wrong, 0xA0, 0xA3)
    with pytest.raises(ValueError, match="too many"):
        der.only(ONE + ONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 0d 3439 3132 3331 3233 3539 3539 5a", datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("17 0d 3530 3031 3031 3030 3030 3030 5a", datetime(1950, 1, 1, tzinfo=UTC)),
        ("17 0b 3236 3031 3031 3035 3030 5a", datetime(2026, 1, 1, 5, tzinfo=UTC)),
        ("18 0f 3230 3530 3031 3031 3030 3030 3030 5a", datetime(2050, 1, 1, tzinfo=UTC)),
        ("18 0e 3230 3530 3031 3031 3030 3030 3030", datetime(2050, 1, 1)),  # noqa: DTZ001 # so it came
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    """RFC 5280, 4.1.2.5."""
    assert der.moment(der.only(bytes.fromhex(text))) == expected


def test_a_moment_that_never_was_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        der.moment(der.only(tlv(b"\x17", b"261301000000Z")))
