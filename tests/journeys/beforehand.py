"""
What another journey walks on pages is done beforehand over HTTP, as the smoke test does it.

So a journey begins where its own pages begin, with people of its own: somebody moves in for each.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from playwright.sync_api import Browser as Chromium

from ruqsat.smoke import offices
from ruqsat.smoke.applicant import Applicant
from ruqsat.smoke.browser import Browser
from ruqsat.smoke.lifecycle import Play
from ruqsat.smoke.offices import Official
from ruqsat.smoke.sandbox import Person, Sandbox
from ruqsat.smoke.steps import Step, Steps
from tests.instance import RunningInstance
from tests.journeys.walking import Walker

P = ParamSpec("P")
T = TypeVar("T")


def in_another_thread(does: Callable[P, T]) -> Callable[P, T]:
    """The browser's driver keeps an event loop in this thread, and signing over HTTP runs one of its own."""

    @wraps(does)
    def beside(*args: P.args, **kwargs: P.kwargs) -> T:
        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(does, *args, **kwargs).result()

    return beside


@dataclass(frozen=True, kw_only=True)
class Before:
    """Who did it, and the path of the application."""

    doctor: Person
    path: str

    @property
    def case(self) -> str:
        """The id of the case."""
        return self.path.strip("/").rpartition("/")[2]

    def walks_on(self, browser: Chromium, instance: RunningInstance) -> Walker:
        """The same person at a real browser, signed in."""
        walker = Walker(browser, instance, iin=self.doctor.iin)
        walker.sign_in()
        return walker


def filled_in(instance: RunningInstance) -> Before:
    """A draft with every task done; the fee is not paid."""
    return _applicant_did(instance, Applicant.fills_in)


def prepared(instance: RunningInstance) -> Before:
    """The same, and paid."""
    return _applicant_did(instance, Applicant.prepares)


def applied(instance: RunningInstance) -> Before:
    """And filed, registered, receipted."""
    return _applicant_did(instance, Applicant.apply)


@in_another_thread
def _applicant_did(instance: RunningInstance, does: Callable[[Applicant], object]) -> Before:
    with ExitStack() as stack:
        sandbox = stack.enter_context(_sandbox(instance))
        doctor, browser = sandbox.moves_in(), Browser(instance.url, language="en")
        stack.callback(browser.close)
        applicant = Applicant(browser, sandbox, doctor, Steps(_went_well))
        does(applicant)
        return Before(doctor=doctor, path=applicant.path)


def licensed(instance: RunningInstance) -> Person:
    """Somebody who applied for a license and got it."""
    moved_in: list[Person] = []

    class Remembering(Sandbox):
        def moves_in(self) -> Person:
            moved_in.append(super().moves_in())
            return moved_in[-1]

    sandbox = Remembering(instance.sandbox_url)
    try:
        ended, _seconds = Play(url=instance.url, sandbox=sandbox, hear=_went_well).lives(times=1, clients=1)
    finally:
        sandbox.close()
    assert ended == 1
    return moved_in[0]


@in_another_thread
def examined(instance: RunningInstance, case: str) -> None:
    """Rules 9 to 17: found complete, approved, visited, concluded: what comes is a decision."""
    with _officials(instance) as posts:
        offices.find_complete(posts["officer"], case)
        offices.ask_for_approval(posts["officer"], case)
        offices.approve(posts["approver"], case)
        visit_at = offices.fix_visit(posts["officer"], posts["inspector"], case)
        posts["officer"].sandbox.move_to(visit_at)
        posts["inspector"].sign_in()
        visit = offices.record(posts["inspector"], offices.begin_visit(posts["inspector"], case))
        offices.conclude(posts["inspector"], visit, present="Үлгібаева Айжан")


@in_another_thread
def visit_fixed(instance: RunningInstance, case: str) -> None:
    """Rules 9 to 14: found complete, approved, and a visit fixed."""
    with _officials(instance) as posts:
        offices.find_complete(posts["officer"], case)
        offices.ask_for_approval(posts["officer"], case)
        offices.approve(posts["approver"], case)
        offices.fix_visit(posts["officer"], posts["inspector"], case)


@in_another_thread
def not_approved(instance: RunningInstance, case: str, *, reasons: str) -> None:
    """Rules 9 to 11: found complete, and not approved for these reasons."""
    with _officials(instance) as posts:
        offices.find_complete(posts["officer"], case)
        offices.ask_for_approval(posts["officer"], case)
        form = posts["approver"].opens(case).form(field="approved")
        posts["approver"].sign(posts["approver"].browser.submit(form, {"approved": "no", "reasons": reasons}))


@in_another_thread
def granted_at_once(instance: RunningInstance, case: str) -> None:
    """Rules 19: found complete, put before the head and signed: nobody is asked, nothing is visited."""
    with _officials(instance) as posts:
        offices.find_complete(posts["officer"], case)
        offices.prepare(posts["officer"], case)
        offices.sign_license(posts["head"], case)


@contextmanager
def _officials(instance: RunningInstance) -> Iterator[dict[str, Official]]:
    """The people of Almaty, signed in."""
    offices_of = {"officer": "KZ-75", "head": "KZ-75", "inspector": "KZ-75", "approver": "SES-75"}
    with ExitStack() as stack:
        sandbox = stack.enter_context(_sandbox(instance))
        posts = {role: Official(instance.url, sandbox, role=role, office=code) for role, code in offices_of.items()}
        for official in posts.values():
            stack.callback(official.browser.close)
            official.sign_in()
        yield posts


@contextmanager
def _sandbox(instance: RunningInstance) -> Iterator[Sandbox]:
    sandbox = Sandbox(instance.sandbox_url)
    try:
        yield sandbox
    finally:
        sandbox.close()


def _went_well(step: Step) -> None:
    assert step.ok, step
