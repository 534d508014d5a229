"""RFC 8785, NFC, no floats, one format of a moment."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ruqsat.journal.canonical import NotCanonicalError, canonical_bytes, instant

scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=8)


def test_keys_are_sorted_and_nothing_is_put_between() -> None:
    assert canonical_bytes({"b": [1, None, True], "a": "я"}) == '{"a":"я","b":[1,null,true]}'.encode()


def test_keys_are_sorted_by_utf_16_units_as_the_rfc_says() -> None:
    assert canonical_bytes({"\U0001f600": 1, "\uff21": 2}).startswith('{"\U0001f600":1'.encode())


def test_the_same_letters_give_the_same_bytes_however_they_were_typed() -> None:
    assert canonical_bytes(unicodedata.normalize("NFD", "Айдарұлы Ёлка")) == canonical_bytes("Айдарұлы Ёлка")


@given(values)
def test_canonical_bytes_of_what_was_read_back_are_the_same(value: object) -> None:
    once = canonical_bytes(value)
    assert canonical_bytes(json.loads(once)) == once


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), values, max_size=4))
def test_the_bytes_are_those_of_the_rfc(value: dict[str, object]) -> None:
    settled = json.loads(canonical_bytes(value))
    assert canonical_bytes(settled) == rfc8785.dumps(settled)


@pytest.mark.parametrize(
    "value",
    [1.0, {"sum": 0.5}, float("nan"), 2**53, "\ud800", {1: 2}, {"й": 1, "и\u0306": 2}, b"bytes", {1, 2}],
    ids=repr,
)
def test_what_has_no_canonical_bytes_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical_bytes(value)


def test_a_moment_is_written_in_utc_with_six_digits() -> None:
    here = datetime(2026, 3, 18, 18, 30, tzinfo=timezone(timedelta(hours=5)))
    assert instant(here) == instant(datetime(2026, 3, 18, 13, 30, tzinfo=UTC)) == "2026-03-18T13:30:00.000000Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NotCanonicalError):
        instant(datetime(2026, 3, 18, 18, 30))  # noqa: DTZ001 -- the point of the test
