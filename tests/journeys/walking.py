"""How people go through the pages: with the mouse, the keyboard and the sandbox's own pages, never behind them."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.instance import RunningInstance

SECONDS = 1000
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


class Walker:
    """One person at one browser, with a key for the signing program. The pages are read in English."""

    def __init__(self, browser: Browser, instance: RunningInstance, *, iin: str) -> None:
        self.instance = instance
        self.iin = iin
        context = browser.new_context(
            base_url=instance.url, locale="en-US", timezone_id="Asia/Almaty", viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(30 * SECONDS)
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)

    def sign_in(self) -> None:
        """Put the key into the signing program, sign in with it, and ask for English."""
        self.take_key()
        self.page.goto("/sign-in/")
        self.sign()
        expect(self.page).not_to_have_url(re.compile("/sign-in/"))
        self.page.get_by_role("button", name="English").click()
        self.page.wait_for_load_state()

    def take_key(self) -> None:
        """On the sandbox's page of the signing program: this person's key, signing at once."""
        page = self.page
        page.goto(f"{self.instance.sandbox_url}/signer/")
        page.locator(f"input[name=iin][value='{self.iin}']").check()
        self.press("Keep")

    def sign(self) -> None:
        """Press the panel's button as soon as the signing program is there."""
        button = self.page.locator("button[data-sign]")
        expect(button).to_be_enabled(timeout=20 * SECONDS)
        with self.page.expect_navigation(timeout=40 * SECONDS):
            button.click()

    def press(self, name: str) -> None:
        """Press the button of this name and wait for the next page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow the link of this name."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def shot(self, name: str) -> None:
        """With RUQSAT_SCREENSHOTS naming a folder: this page in three languages, for somebody to look at."""
        folder = os.environ.get("RUQSAT_SCREENSHOTS")
        if not folder:
            return
        for language in ("Қазақша", "Русский", "English"):
            self.page.get_by_role("button", name=language).click()
            self.page.wait_for_load_state()
            self.page.screenshot(path=Path(folder) / f"{name}-{language[:2]}.png", full_page=True)

    def shot_without_leaving(self, name: str) -> None:
        """As `shot`, in the language that is on: a form half filled stays as it is."""
        if folder := os.environ.get("RUQSAT_SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def keep(self, name: str, content: bytes) -> None:
        """With RUQSAT_SCREENSHOTS naming a folder: a document, for somebody to look at."""
        if folder := os.environ.get("RUQSAT_SCREENSHOTS"):
            (Path(folder) / name).write_bytes(content)


def newest_code(walker: Walker, *, phone: str) -> str:
    """The six digits of the newest text message, read on the sandbox's page of that phone."""
    beside = walker.page.context.new_page()
    beside.goto(f"{walker.instance.sandbox_url}/phone/?number={phone.replace('+', '%2B')}")
    found = re.search(r"\b(\d{6})\b", beside.locator("main").inner_text())
    beside.close()
    assert found is not None, "no code came"
    return found.group(1)


def move_clock(walker: Walker, *, button: str) -> None:
    """Press a button of the sandbox's clock."""
    beside = walker.page.context.new_page()
    beside.goto(f"{walker.instance.sandbox_url}/clock/")
    beside.get_by_role("button", name=button).first.click()
    beside.wait_for_load_state()
    beside.close()
