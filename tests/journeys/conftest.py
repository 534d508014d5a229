"""What all journeys have in common."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def everybody_leaves(browser: Browser) -> Iterator[None]:
    """Whoever came in a test closes the browser after it: an open page goes on asking whether something is new."""
    yield
    for context in browser.contexts:
        context.close()
