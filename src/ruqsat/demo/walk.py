"""One case on its way through the offices, and what everybody on the way needs at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TypeAlias
from uuid import UUID

from django.conf import settings

from ruqsat import instance_clock
from ruqsat.cases.case_file import CaseFile, NoSuchCaseError, look
from ruqsat.cases.models import Case
from ruqsat.cases.owed import Work, system_work
from ruqsat.demo.days import Days
from ruqsat.demo.sandbox import Neighbour, Sandbox
from ruqsat.gateways import payments, registers
from ruqsat.jobs import monitoring, publishing, telling, work
from ruqsat.law.acts import Actor, Role
from ruqsat.law.local_time import local
from ruqsat.law.offices import approving_body
from ruqsat.people import appointments
from ruqsat.people.models import Person
from ruqsat.running import CannotRun


@dataclass(frozen=True, kw_only=True)
class World:
    """What every story shares: the sandbox, the days, chance."""

    sandbox: Sandbox
    days: Days
    chance: Random
    registers: registers.Registers
    payments: payments.Payments

    @classmethod
    def around(cls, sandbox: Sandbox, *, days: Days, seed: int) -> "World":
        """The world of this instance."""
        asked = settings.GATEWAYS
        return cls(
            sandbox=sandbox,
            days=days,
            chance=Random(seed),  # noqa: S311 -- chance for stories, not for secrets
            registers=registers.connect(asked),
            payments=payments.connect(asked["payments"]["url"]),
        )


@dataclass(kw_only=True)
class Walk:
    """A story as it is being lived. ``case`` is there from the first page of the draft on."""

    world: World
    title: str
    region: str
    language: str
    applicant: Neighbour
    person: Person
    speciality: str
    place: int
    case: UUID = field(default_factory=lambda: UUID(int=0))
    _done: set[Work] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        """The moment by the instance's clock."""
        return instance_clock.now()

    @property
    def office(self) -> str:
        """The department that has the case."""
        return f"KZ-{self.region}"

    def look(self) -> CaseFile:
        """The case as it stands."""
        return look(self.case, at=self.now)

    @property
    def seen(self) -> int:
        """The last place in the file, as whoever looks right now has it before the eyes."""
        return self.look().acts[-1].seq

    def post(self, role: Role, *, other_than: UUID | None = None) -> tuple[Person, Actor]:
        """
        Somebody who holds this post in the department, or in the approving body; of several the case's own.

        :raises CannotRun: if nobody does.
        """
        office = approving_body(self.region).code if role is Role.APPROVER else self.office
        on = local(self.now).date()
        held = [one for one in appointments.holders(office, role, on=on) if one.id != other_than]
        if not held:
            raise CannotRun(f"Nobody in {office} is appointed as {role.value}: see the people of the sandbox.")
        person = held[self.place % len(held)]
        return person, appointments.actor_as(person, role, office, on=on)

    def acting(self, role: Role) -> Actor:
        """That somebody, acting in the post."""
        return self.post(role)[1]

    def settle(self) -> None:
        """What the system owes this case is done, and told, as the worker would; nothing is done twice."""
        while owed := self._owed() - self._done:
            for piece in sorted(owed, key=lambda one: (one.task != "judge_signature", one.task)):
                self._done.add(piece)
                work.do(piece.task, case=self.case, act=piece.act, now=lambda: self.now)
        if Case.objects.filter(id=self.case).exists():
            monitoring.deliver(self.case, now=lambda: self.now)
            telling.tell_applicant(self.case, now=lambda: self.now)
            publishing.publish(self.case, now=lambda: self.now)

    def _owed(self) -> set[Work]:
        try:
            file = self.look()
        except NoSuchCaseError:
            return set()
        return set(system_work(file.acts, file.standing))


Step: TypeAlias = Callable[[Walk], None]
"""One thing that somebody does in a story."""
