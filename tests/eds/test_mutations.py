"""No signature changed in a byte passes, unless the byte is outside what is judged; and none is an unexpected error."""

import pytest

from tests.eds.mutating import TEN, wrongly_accepted

SAMPLE, WHOLE = 200, 10_000


@pytest.mark.parametrize("name", TEN)
def test_no_change_of_a_byte_that_is_judged_passes(name: str) -> None:
    assert wrongly_accepted(TEN[name](), number=SAMPLE, seed=20261127) == []


@pytest.mark.long
@pytest.mark.parametrize("name", TEN)
def test_no_change_of_a_byte_that_is_judged_passes_of_a_hundred_thousand(name: str) -> None:
    """Ten signatures, ten thousand changes each."""
    assert wrongly_accepted(TEN[name](), number=WHOLE, seed=1) == []
