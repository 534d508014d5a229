"""A whole issue, once or many times at once: apply, examine, approve, visit, decide, check."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from queue import SimpleQueue

from ruqsat.smoke import offices, public
from ruqsat.smoke.applicant import Applicant
from ruqsat.smoke.browser import Browser
from ruqsat.smoke.offices import Official
from ruqsat.smoke.sandbox import Person, Sandbox
from ruqsat.smoke.steps import Step, Steps, StoppedError

REGION = "75"


@dataclass
class Life:
    """One issue and how far it came. ``visit_at`` is None as long as no visit is fixed."""

    doctor: Person
    applicant: Applicant
    steps: Steps
    case: str = ""
    visit_at: datetime | None = None
    ended: bool = False


@dataclass
class Staff:
    """The people of the offices by role, each at a browser; one client's: nobody does two things at once."""

    people: dict[str, Official]
    signed_in: set[str] = field(default_factory=set)

    def __getitem__(self, role: str) -> Official:
        """Who has the role."""
        return self.people[role]

    def sign_in(self, steps: Steps) -> None:
        """Everybody who has not yet."""
        for role in self.people:
            if role in self.signed_in:
                continue
            with steps.step(f"{role}: signs in"):
                self[role].sign_in()
            self.signed_in.add(role)


@dataclass(frozen=True, kw_only=True)
class Play:
    """The service at *url* and its sandbox; what happens is told to *hear*."""

    url: str
    sandbox: Sandbox
    hear: Callable[[Step], None]

    def lives(self, *, times: int, clients: int) -> tuple[int, float]:
        """
        Play *times* issues, *clients* at once: all as far as the visit, then the clock moves on for all, then the rest.

        Gives how many reached the end, and in how many seconds; those in which people move in do not count.
        """
        with ExitStack() as stack:
            lives = self._people(times, stack)
            staffs: SimpleQueue[Staff] = SimpleQueue()
            for _ in range(clients if lives else 0):
                staffs.put(self._staff(stack))
            began = time.monotonic()
            self._each(self._until_visit, lives, staffs, clients)
            self._on_to_the_visits(lives)
            self._each(self._from_visit, lives, staffs, clients)
        return sum(life.ended for life in lives), time.monotonic() - began

    def _people(self, times: int, stack: ExitStack) -> list[Life]:
        lives = []
        for number in range(1, times + 1):
            steps = Steps(self.hear, prefix=f"{number}: " if times > 1 else "")
            with suppress(StoppedError), steps.step("sandbox: a doctor moves in"):
                doctor = self.sandbox.moves_in()
                browser = stack.enter_context(closing(Browser(self.url)))
                lives.append(Life(doctor, Applicant(browser, self.sandbox, doctor, steps), steps))
        return lives

    def _staff(self, stack: ExitStack) -> Staff:
        licensor, approving = f"KZ-{REGION}", f"SES-{REGION}"
        posts = {"officer": licensor, "head": licensor, "inspector": licensor, "approver": approving}
        people = {role: Official(self.url, self.sandbox, role=role, office=office) for role, office in posts.items()}
        for official in people.values():
            stack.callback(official.browser.close)
        return Staff(people)

    def _each(
        self, play: Callable[[Life, Staff], None], lives: list[Life], staffs: "SimpleQueue[Staff]", clients: int
    ) -> None:
        def one(life: Life) -> None:
            staff = staffs.get()
            try:
                with suppress(StoppedError):
                    play(life, staff)
            finally:
                staffs.put(staff)

        with ThreadPoolExecutor(max_workers=clients) as pool:
            list(pool.map(one, lives))

    def _until_visit(self, life: Life, staff: Staff) -> None:
        life.case = life.applicant.apply()
        staff.sign_in(life.steps)
        with life.steps.step("officer: finds the application complete"):
            offices.find_complete(staff["officer"], life.case)
        with life.steps.step("officer: asks for approval"):
            offices.ask_for_approval(staff["officer"], life.case)
        with life.steps.step("officer: fixes the visit, notice goes out"):
            visit_at = offices.fix_visit(staff["officer"], staff["inspector"], life.case)
        with life.steps.step("approver: answers and signs"):
            offices.approve(staff["approver"], life.case)
        life.visit_at = visit_at

    def _on_to_the_visits(self, lives: list[Life]) -> None:
        fixed = [life.visit_at for life in lives if life.visit_at is not None]
        if fixed:
            with suppress(StoppedError), Steps(self.hear).step("sandbox: the clock moves on to the visit"):
                self.sandbox.move_to(max(fixed))

    def _from_visit(self, life: Life, staff: Staff) -> None:
        if life.visit_at is None:
            return
        step = life.steps.step
        with step("inspector: begins the visit"):
            visit = offices.begin_visit(staff["inspector"], life.case)
        with step("inspector: takes a photograph"):
            visit = offices.record(staff["inspector"], visit)
        with step("inspector: checklist, conclusion, signature"):
            offices.conclude(staff["inspector"], visit, present=life.doctor.name)
        with step("officer: puts the grant before the head"):
            offices.prepare(staff["officer"], life.case)
        with step("head: reads the PDFs, signs the license"):
            offices.sign_license(staff["head"], life.case)
        with step("doctor: finds the license in her account"):
            number, papers = life.applicant.finds_license()
        with closing(Browser(self.url)) as anybody:
            public.check(anybody, number, papers, life.steps)
        life.ended = True
