"""``ruqsat smoke``: play, print each step as it ends, and say how it went."""

import argparse
import json
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ruqsat.running import CannotRun
from ruqsat.smoke import pages
from ruqsat.smoke.browser import Browser
from ruqsat.smoke.lifecycle import Play
from ruqsat.smoke.sandbox import Sandbox
from ruqsat.smoke.steps import FailedError, Step, Steps, StoppedError

WIDTH = 80


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was asked for. ``sandbox`` is "" for the one that the service's own pages name."""

    url: str
    sandbox: str = ""
    as_json: bool = False
    only_pages: bool = False
    times: int = 1
    clients: int = 1


@dataclass
class Report:
    """The steps as they end, printed unless for programs."""

    as_json: bool
    steps: list[Step] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, step: Step) -> None:
        """One more step."""
        with self.lock:
            self.steps.append(step)
            if not self.as_json:
                print(line_of(step), flush=True)

    @property
    def ok(self) -> bool:
        """Whether something was tried and all of it went well."""
        return bool(self.steps) and all(step.ok for step in self.steps)


def smoke(said: argparse.Namespace) -> int:
    """
    Run what was asked for, as `ruqsat.smoke.arguments` has it: 0 when all went well, 1 when a step failed.

    :raises CannotRun: when whole issues are asked for of a service whose outside systems are real.
    """
    wanted = Wanted(
        url=said.url.rstrip("/"),
        sandbox=said.sandbox,
        as_json=said.json,
        only_pages=said.pages,
        times=said.times,
        clients=said.clients,
    )
    report = Report(wanted.as_json)
    began = time.monotonic()
    ended, lasted = _pages(wanted, report) if wanted.only_pages else _issues(wanted, report)
    seconds = round(time.monotonic() - began, 1)
    if wanted.as_json:
        _print_json(wanted, report, seconds=seconds, ended=ended, lasted=lasted)
    else:
        _print_summary(wanted, report, seconds=seconds, ended=ended, lasted=lasted)
    return 0 if report.ok else 1


def _pages(wanted: Wanted, report: Report) -> tuple[int, float]:
    with suppress(StoppedError):
        pages.see(wanted.url, Steps(report.hear))
    return 0, 0.0


def _issues(wanted: Wanted, report: Report) -> tuple[int, float]:
    steps = Steps(report.hear)
    address = wanted.sandbox
    with suppress(StoppedError), closing(Browser(wanted.url)) as browser:
        pages.ready(browser, steps)
        with steps.step("the sandbox that the pages name"):
            address = wanted.sandbox or _sandbox_of(browser)
        with closing(Sandbox(address)) as sandbox:
            play = Play(url=wanted.url, sandbox=sandbox, hear=report.hear)
            return play.lives(times=wanted.times, clients=min(wanted.clients, wanted.times))
    return 0, 0.0


def _sandbox_of(browser: Browser) -> str:
    """
    The sandbox as the banner of every page links to it, where all outside systems are the sandbox.

    :raises CannotRun: when there is no banner: they are real.
    :raises FailedError: when the page is none of the service.
    """
    page = browser.get("/")
    if page.root.first(class_="govuk-template__body") is None:
        raise FailedError("the start page of the service", page.said())
    banner = page.root.first(class_="rq-sandbox")
    link = banner.first("a") if banner else None
    if link is None:
        raise CannotRun(
            f"An outside system of {browser.url} is real, and nobody can sign for real people. What needs no person "
            f"is tried by: ruqsat smoke --pages --url {browser.url}"
        )
    return "{0.scheme}://{0.netloc}".format(urlsplit(link["href"]))


def line_of(step: Step) -> str:
    """One step for a terminal: a mark, what was done, how long it took; and what went wrong below it."""
    took = f"{step.ms:,} ms".replace(",", "\N{NO-BREAK SPACE}")
    name = step.step[: WIDTH - len(took) - 4]
    whole = f"{'✓' if step.ok else '✗'} {name} {'·' * (WIDTH - len(name) - len(took) - 4)} {took}"
    if step.ok:
        return whole
    return f"{whole}\n    expected  {step.expected}\n    came      {step.came}"


def _print_summary(wanted: Wanted, report: Report, *, seconds: float, ended: int, lasted: float) -> None:
    failed = [step for step in report.steps if not step.ok]
    if failed:
        print(f"\nFailed after {seconds} s: {failed[0].step}.", flush=True)
    elif wanted.only_pages:
        print(f"\nAll {len(report.steps)} steps went well, in {seconds} s. Nobody signed anything.")
    elif wanted.times == 1:
        print(f"\nA license was applied for, issued and checked: {len(report.steps)} steps in {seconds} s.")
    if wanted.times > 1 and lasted:
        print(f"\n{ended} of {wanted.times} licenses issued and checked, {wanted.clients} at once, in {lasted:.1f} s:")
        print(f"{ended / lasted:.3f} lifecycles per second.")


def _print_json(wanted: Wanted, report: Report, *, seconds: float, ended: int, lasted: float) -> None:
    steps = [{"step": step.step, "ms": step.ms, "ok": step.ok, "why": step.why} for step in report.steps]
    said: dict[str, object] = {"url": wanted.url, "ok": report.ok, "seconds": seconds, "steps": steps}
    if not wanted.only_pages:
        said["lifecycles"] = ended
        said["clients"] = wanted.clients
        said["per_second"] = round(ended / lasted, 4) if lasted else 0.0
    print(json.dumps(said, ensure_ascii=False, indent=1))
