"""The first thing anybody sees."""

from datetime import timedelta

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.instance import RunningInstance
from tests.journeys.walking import ask_sandbox, now

DENTIST = "810203399051"

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
    """Its key, its clock and its phones are there for a mouse too; the journeys ask its interface."""
    page.goto(f"{ruqsat_instance.sandbox_url}/signer/")
    page.locator(f"input[name=iin][value='{DENTIST}']").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(f"input[name=iin][value='{DENTIST}']")).to_be_checked()
    assert ask_sandbox(ruqsat_instance, "signer")["iin"] == DENTIST
    page.goto(f"{ruqsat_instance.sandbox_url}/clock/")
    before = now(ruqsat_instance)
    page.get_by_role("button", name="One hour on").click()
    expect(page.locator("main")).to_contain_text("Ahead of real time")
    assert now(ruqsat_instance) - before >= timedelta(hours=1)
    page.goto(f"{ruqsat_instance.sandbox_url}/phone/?number=%2B77000000102")
    expect(page.locator("h1")).to_be_visible()
