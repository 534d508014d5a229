"""How people go through the pages: with the mouse and the keyboard; the world around them is the sandbox's."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, expect

from ruqsat.law.local_time import local
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
        context.add_cookies([{"name": f"ruqsat_language_{instance.web_port}", "value": "en", "url": instance.url}])
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)

    def sign_in(self) -> None:
        """With one's own key."""
        self.page.goto("/sign-in/")
        self.sign()
        expect(self.page).not_to_have_url(re.compile("/sign-in/"))

    def take_key(self, *, mode: str = "sign") -> None:
        """There is one signing program for everybody: put this person's key into it, and say how it behaves."""
        ask_sandbox(self.instance, "signer", iin=self.iin, mode=mode)

    def sign(self) -> None:
        """Take one's own key, and sign with it."""
        self.take_key()
        self.press_to_sign()

    def press_to_sign(self) -> None:
        """Press the panel's button as soon as the signing program is there, whoever's key is in it."""
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


def once_there(walker: Walker, count: Callable[[], int]) -> None:
    """What the worker does behind the page is shown when it is done: look again until then."""
    for _ in range(320):
        if count():
            return
        walker.page.wait_for_timeout(SECONDS / 4)
        walker.page.reload()
    expect(walker.page.locator("main")).to_contain_text("what the worker should have done by now")


def ask_sandbox(instance: RunningInstance, what: str, **wish: object) -> Any:
    """What the sandbox answers: to a question, or to a wish."""
    address = f"{instance.sandbox_url}/api/{what}"
    answer = (
        httpx.post(address, json=wish, trust_env=False, timeout=20)
        if wish
        else httpx.get(address, trust_env=False, timeout=20)
    )
    return answer.raise_for_status().json()


@contextmanager
def out_of_reach(instance: RunningInstance, *contacts: str) -> Iterator[None]:
    """Rules 12: messages to these numbers and addresses are sent and not delivered, so that nothing is received yet."""
    for to in contacts:
        ask_sandbox(instance, "messages/ways", to=to, outcome="sent")
    yield
    for to in contacts:
        ask_sandbox(instance, "messages/ways", to=to, outcome="delivered")


def once_came(walker: Walker, *, phone: str, containing: str) -> str:
    """The newest text message on that phone with these words, as soon as the worker has sent it."""
    for _ in range(240):
        for message in ask_sandbox(walker.instance, f"phone/{phone}"):
            if containing in message["text"]:
                return str(message["text"])
        walker.page.wait_for_timeout(SECONDS / 4)
    raise AssertionError(f"Nothing with “{containing}” came to {phone}.")


def newest_code(walker: Walker, *, phone: str) -> str:
    """The six digits of the newest text message on that phone."""
    messages = ask_sandbox(walker.instance, f"phone/{phone}")
    found = re.search(r"\b(\d{6})\b", messages[0]["text"] if messages else "")
    assert found is not None, "no code came"
    return found.group(1)


def now(instance: RunningInstance) -> datetime:
    """The moment by the sandbox's clock, which is everybody's; in Kazakhstan."""
    return local(datetime.fromisoformat(ask_sandbox(instance, "clock")["now"]))


def move_clock(instance: RunningInstance, *, days: int = 0, hours: int = 0) -> None:
    """The clock goes forward, for everybody."""
    ask_sandbox(instance, "clock", seconds=days * 86_400 + hours * 3_600)


def come_to_the_morning(instance: RunningInstance, *, days: int = 1) -> None:
    """The clock goes to nine o'clock of a day to come."""
    morning = (now(instance) + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)
    ask_sandbox(instance, "clock", seconds=int((morning - now(instance)).total_seconds()) + 1)
