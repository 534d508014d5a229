"""Cases of as many doctors, twenty as a rule, that wait for an outside system: made once for all of its faults."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings

from ruqsat.cases.actions import consenting, paying
from ruqsat.cases.models import Draft
from ruqsat.gateways import payments, registers
from ruqsat.law.application import Service
from ruqsat.law.book import Chapter
from ruqsat.law.local_time import local
from ruqsat.payments import orders
from ruqsat.people import loading
from ruqsat.people.persons import iin_of
from tests.ground import Server
from tests.keeping.orders import confirmed, order
from tests.milestones import Trail
from tests.walking import Road, Step
from tests.world import ALMATY, MORNING, World, load_people, person


@dataclass(kw_only=True)
class OwnRoad(Road):
    """The road of one of the doctors, each with a phone of her own."""

    def ask_for_code(self, gateway: registers.Registers) -> UUID:
        """Rules 8: a code comes to her phone; gives the request."""
        owner = person(self.applicant)
        # On another trail she had codes at this same hour.
        self.world.seen.update(one["id"] for one in self.world.messages_on(owner.phone))
        asked: Mapping[str, Any] = {"office": ALMATY, "purpose": "License", "language": "kk"}
        return consenting.ask_for_consent(self.case, owner=owner, at=self.now, registers=gateway, **asked).id

    def consent(self) -> None:
        """Rules 8: the code comes back from her phone."""
        owner, gateway = person(self.applicant), registers.connect(settings.GATEWAYS)
        pending = self.ask_for_code(gateway)
        code = self.world.code_on(owner.phone)
        consenting.give_consent(
            self.case, owner=owner, pending=pending, code=code, now=self.world.now, registers=gateway
        )

    def order(self) -> None:
        """List 6: the fee is ordered on the gateway's page, and not paid yet."""
        gateway = payments.connect(settings.GATEWAYS["payments"]["url"])
        order = paying.order_for(self.case, service=Service.ISSUE, payer=person(self.applicant), at=self.now)
        back = f"{settings.PUBLIC_URL}/"
        orders.start(order, purpose="Fee", return_url=back, callback_url="", gateway=gateway)


@dataclass(kw_only=True)
class Crowd(Road):
    """Their roads, walked one after another as far as the milestone goes."""

    SIZE: ClassVar[int] = 20

    def roads(self) -> list[OwnRoad]:
        """Each one's road, in a lasting order."""
        drafts = Draft.objects.order_by("id").select_related("owner")
        return [OwnRoad(world=self.world, case=draft.id, applicant=iin_of(draft.owner)) for draft in drafts]

    def know(self) -> None:
        load_people(self.world)
        loading.load_demo(self.doctors(), MORNING)

    def fill(self) -> None:
        for doctor in self.doctors():
            OwnRoad(world=self.world, applicant=doctor["iin"]).fill()

    def begin(self) -> None:
        for doctor in self.doctors():
            road = OwnRoad(world=self.world, applicant=doctor["iin"])
            road.fill()
            road.consent()

    def publish(self) -> None:
        """Rules 21-1: amending orders that offices, operator and contact centre are to be informed of."""
        today = local(self.now).date()
        for number in range(self.SIZE):
            since = today + timedelta(days=2 + number)
            tables = order(
                today=today, in_force_from=since, replaces={"issue_days": 10 + number % 2}, open_cases=("issue_days",)
            )
            named = {"id": f"{since.year}-{120 + number}", "order": f"Order of the Minister No. {120 + number}"}
            confirmed(Chapter.EDITIONS, {**tables, **named}, at=self.now)

    def doctors(self) -> list[dict[str, Any]]:
        """The doctors that moved into the world for this."""
        known = _doctors.setdefault(self.world.address, [])
        while len(known) < self.SIZE:
            known.append(self.world.client.post("/api/people", json={}).raise_for_status().json())
        return known[: self.SIZE]


@dataclass(kw_only=True)
class SmallCrowd(Crowd):
    """Enough to see that it works, for every run of the tests."""

    SIZE: ClassVar[int] = 3


_doctors: dict[str, list[dict[str, Any]]] = {}


def each_one(step: Callable[[OwnRoad], None]) -> Step:
    """A step that everybody takes."""

    def all_of_them(crowd: Road) -> None:
        assert isinstance(crowd, Crowd)
        for road in crowd.roads():
            step(road)

    return all_of_them


def _know(crowd: Road) -> None:
    assert isinstance(crowd, Crowd)
    crowd.know()


def _fill(crowd: Road) -> None:
    assert isinstance(crowd, Crowd)
    crowd.fill()


def _a_day_later(crowd: Road) -> None:
    crowd.world.later(hours=25)


def _begin(crowd: Road) -> None:
    assert isinstance(crowd, Crowd)
    crowd.begin()


def _publish(crowd: Road) -> None:
    assert isinstance(crowd, Crowd)
    crowd.publish()


TO_THE_RECEIPT: Mapping[str, tuple[Step, ...]] = {
    "begun": (_know, _begin),
    "received": (each_one(OwnRoad.receive),),
    "registered": (each_one(OwnRoad.register),),
    "asked": (each_one(lambda road: road.do_owed("ask_registers")),),
}
TO_THE_FEE: Mapping[str, tuple[Step, ...]] = {"ordered": (_know, _begin, each_one(OwnRoad.order))}
TO_THE_ORDERS: Mapping[str, tuple[Step, ...]] = {"published": (_know, _publish)}
TO_THE_CODE: Mapping[str, tuple[Step, ...]] = {"filled": (_know, _fill)}
TO_THE_LICENSE: Mapping[str, tuple[Step, ...]] = {
    "filed": (_know, _begin, each_one(OwnRoad.pay), each_one(OwnRoad.receive), each_one(OwnRoad.register)),
    "complete": (each_one(OwnRoad.settle), each_one(OwnRoad.find_complete)),
    "approved": (each_one(OwnRoad.request_approval), each_one(OwnRoad.answer_approval)),
    "visited": (each_one(OwnRoad.schedule), each_one(OwnRoad.notify), _a_day_later, each_one(OwnRoad.visit_there)),
    "sealed": (each_one(OwnRoad.conclude), each_one(OwnRoad.seal_conclusion)),
    "granted": (each_one(OwnRoad.prepare_grant), each_one(OwnRoad.grant)),
    "issued": (each_one(OwnRoad.issue),),
}
ROADS = (TO_THE_RECEIPT, TO_THE_FEE, TO_THE_ORDERS, TO_THE_CODE, TO_THE_LICENSE)


def trails(server: Server, world: World, folder: Path, keep: ExitStack, *, crowd: type[Crowd]) -> list[Trail]:
    """The trails of the crowd, none of them walked yet."""
    found = []
    for number, road in enumerate(ROADS):
        own = folder / str(number)
        own.mkdir()
        found.append(Trail(server=server, world=world, folder=own, keep=keep, milestones=road, road=crowd))
    return found
