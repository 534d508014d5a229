"""The first thing anybody sees."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.instance import RunningInstance

pytestmark = pytest.mark.usefixtures("ruqsat_instance")


def test_the_start_page_stands_without_a_word_in_the_console(page: Page) -> None:
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    expect(page.locator("h1")).to_be_visible()
    assert said == []


@pytest.mark.parametrize(
    "language",
    [pytest.param(code, marks=pytest.mark.browser_context_args(locale=code)) for code in ("kk", "ru", "en")],
)
def test_it_speaks_the_browsers_language(page: Page, language: str) -> None:
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == language


def test_the_sandbox_shows_itself_to_people(page: Page, ruqsat_instance: RunningInstance) -> None:
    page.goto(ruqsat_instance.sandbox_url)
    expect(page.locator("h1")).to_be_visible()
