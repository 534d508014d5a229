"""What the tests of the pages stand on: the kit's page, and browsers that speak a language."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from ruqsat.web import contacts


@pytest.fixture(autouse=True)
def contacts_asked_anew() -> None:
    """What was today's edition in another test is not today's in this one."""
    contacts.forget()


@pytest.fixture
def kit_urls(settings: object) -> None:
    """The kit's page exists under the tests alone."""
    settings.ROOT_URLCONF = "tests.web.kit_page"  # type: ignore[attr-defined]  # pytest-django's wrapper of settings


@pytest.fixture
def speaking() -> Iterator[Callable[[str], None]]:
    """Call it with a language: pages and filters speak it until the test ends."""
    yield translation.activate
    translation.deactivate()


@pytest.fixture
def visitor() -> Callable[[str], Client]:
    """A browser of somebody who is not signed in and reads *language*."""
    return lambda language: Client(headers={"accept-language": language}, raise_request_exception=False)
