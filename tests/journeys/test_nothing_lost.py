"""What a person typed survives the process that took it."""

import os
import signal
import time
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance, answers, processes_of
from tests.journeys.applying import save
from tests.journeys.walking import Walker

DENTIST = "810203399051"


def test_every_field_is_there_after_the_web_processes_were_killed(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Killed with -9 between two pages; the service comes back by itself, and a reload shows what was typed."""
    dentist = Walker(browser, ruqsat_instance, iin=DENTIST)
    dentist.sign_in()
    page = dentist.page
    page.goto("/applications/new/")
    if page.locator("input[name=service]").count():
        page.locator("input[name=service]").first.check()
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()
    path = page.url.removeprefix(ruqsat_instance.url)
    page.goto(f"{path}bank/")
    typed = {"number": "KZ86125KZT5004100100", "bank": "Үлгі Банк", "location": "Алматы"}
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    save(dentist)

    kill_the_web(ruqsat_instance)
    wait_until_it_answers(ruqsat_instance)

    page.goto(f"{path}bank/")
    for name, text in typed.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)


def kill_the_web(instance: RunningInstance) -> None:
    """Kill -9 every worker of the web server; the server itself starts others."""
    server = {pid for pid, command in processes_of(instance.var).items() if "granian" in command}
    workers = [pid for pid in server if parent_of(pid) in server]
    assert workers, "no worker of the web server was found"
    for worker in workers:
        os.kill(worker, signal.SIGKILL)


def parent_of(pid: int) -> int:
    """The process that started *pid*."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def wait_until_it_answers(instance: RunningInstance) -> None:
    """At most half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if answers(f"{instance.url}/alive"):
            return
        time.sleep(0.05)
    raise AssertionError("The web server did not come back.")
