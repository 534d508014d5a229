"""The file of a complaint, built act by act, for the tables of Rules chapter 3."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from ruqsat.law import complaints
from ruqsat.law.acts import (
    Act,
    Actor,
    BodyDecided,
    ComplaintFiled,
    ComplaintForwarded,
    ComplaintSatisfied,
    ComplaintWithdrawn,
    Filed,
    ProviderConsidered,
    Registered,
    RegisteredByBody,
    Role,
    SignatureJudged,
    Verdict,
)
from ruqsat.law.acts_of_complaint import Against, Body, Order, Resolution
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.complaints import ComplaintStage, ComplaintStanding
from ruqsat.law.editions import EDITIONS
from ruqsat.law.standing import Permission
from tests.law.road import APPLICANT, HEAD, MONDAY, OFFICER, SHA, SPACE, SYSTEM

CASE, REFUSAL = uuid5(SPACE, "case"), uuid5(SPACE, "refusal")
COMMITTEE = Actor(person=uuid5(SPACE, "committee"), role=Role.COMPLAINT_OFFICER, office="KMFK")


def a_complaint(**changes: Any) -> ComplaintFiled:
    """A complaint in writing against a refusal, to be considered by the higher administrative body."""
    plain = ComplaintFiled(
        happened_at=MONDAY,
        case=CASE,
        office="KZ-75",
        against=Against.DECISION,
        act=REFUSAL,
        duty="",
        learned_on=date(2026, 11, 6),
        text="The ventilation was there.",
        demands="Cancel the refusal.",
        body=Body.HIGHER,
        oral=False,
    )
    return replace(plain, **changes)


def by_word(**changes: Any) -> ComplaintFiled:
    """The same by word, with the protocol that an officer drew up."""
    protocol = {"heard_at": MONDAY, "place": "Almaty, room 5", "document": SHA}
    return a_complaint(oral=True, **(protocol | changes))


class ComplaintRoad:
    """The file of one complaint, its clock, and its standing after each act."""

    def __init__(self, *, at: datetime = MONDAY) -> None:
        self.at = at
        self.acts: list[Filed] = []
        self.standing: ComplaintStanding = complaints.empty(EDITIONS.on(date(2026, 11, 9)), CALENDAR)

    def id(self) -> UUID:
        """An id nobody else on this road has."""
        return uuid5(SPACE, f"complaint {len(self.acts)}")

    def file(self, act: Act, *, by: Actor = SYSTEM) -> Filed:
        """Put *act* on file now."""
        filed = Filed(id=self.id(), seq=len(self.acts) + 1, filed_at=self.at, act=act, by=by)
        self.acts.append(filed)
        self.standing = complaints.fold(self.standing, filed)
        return filed

    def may(self, decision: type[Act] | Act, *, by: Actor) -> Permission:
        """Whether *decision* may be taken now."""
        return self.standing.may(decision, by=by, at=self.at)

    def wait(self, **time: int) -> None:
        """Let time pass."""
        self.at += timedelta(**time)

    def go_to(self, text: str) -> None:
        """Let time pass until the moment written in ISO 8601."""
        self.at = datetime.fromisoformat(text)

    # --- pieces of the road ---

    def receive(self, complaint: ComplaintFiled | None = None, *, by: Actor = APPLICANT) -> Filed:
        return self.file(complaint or a_complaint(), by=by)

    def judge(self, verdict: Verdict = Verdict.PASSED) -> None:
        assert self.standing.received is not None
        of = self.standing.received.id
        self.file(
            SignatureJudged(happened_at=self.at, of=of, verdict=verdict, sub_indication="", reason="", report=SHA)
        )

    def register(self) -> None:
        on = CALENDAR.registration_day(self.at)
        self.file(Registered(happened_at=self.at, number="75-C-2026-000001", on=on))

    def file_complaint(self, complaint: ComplaintFiled | None = None, *, by: Actor = APPLICANT) -> None:
        """The signed complaint, its signature confirmed, registered at the provider."""
        self.receive(complaint, by=by)
        self.judge()
        self.register()

    def satisfaction(self, **changes: Any) -> ComplaintSatisfied:
        plain = ComplaintSatisfied(
            happened_at=self.at,
            orders=(Order.CONSIDER_ANEW,),
            cancelled=(REFUSAL,),
            text="The ventilation is there.",
            document=SHA,
        )
        return replace(plain, **changes)

    def position(self, **changes: Any) -> ProviderConsidered:
        return replace(ProviderConsidered(happened_at=self.at, text="It was not there.", document=SHA), **changes)

    def forwarding(self, **changes: Any) -> ComplaintForwarded:
        plain = ComplaintForwarded(happened_at=self.at, body=Body.HIGHER, office="KMFK", package=SHA)
        return replace(plain, **changes)

    def decision(self, resolution: Resolution = Resolution.IN_FULL, **changes: Any) -> BodyDecided:
        satisfied = resolution in (Resolution.IN_FULL, Resolution.IN_PART)
        plain = BodyDecided(
            happened_at=self.at,
            resolution=resolution,
            orders=(Order.CONSIDER_ANEW,) if satisfied else (),
            cancelled=(REFUSAL,) if satisfied else (),
            until=None,
            text="As the file shows.",
            document=SHA,
        )
        return replace(plain, **changes)

    def withdrawal(self) -> ComplaintWithdrawn:
        return ComplaintWithdrawn(happened_at=self.at, reason="")

    def forward(self) -> None:
        self.file(self.forwarding(), by=OFFICER)

    def register_at_body(self) -> None:
        on = CALENDAR.registration_day(self.at)
        self.file(RegisteredByBody(happened_at=self.at, number="KMFK-1", on=on))

    def decide(self, resolution: Resolution = Resolution.IN_FULL, **changes: Any) -> None:
        self.file(self.decision(resolution, **changes), by=COMMITTEE)


def complaint_at(stage: ComplaintStage) -> ComplaintRoad:
    """A road that has come as far as *stage*."""
    road = ComplaintRoad()
    match stage:
        case ComplaintStage.RECEIVED:
            road.receive()
        case ComplaintStage.SIGNATURE_FAILED:
            road.receive()
            road.judge(Verdict.FAILED)
        case ComplaintStage.PREPARING:
            pass
        case _:
            road.file_complaint()
            _on(road, stage)
    assert road.standing.stage is stage
    return road


def _on(road: ComplaintRoad, stage: ComplaintStage) -> None:
    match stage:
        case ComplaintStage.SATISFIED:
            road.file(road.satisfaction(), by=HEAD)
        case ComplaintStage.WITHDRAWN:
            road.file(road.withdrawal(), by=APPLICANT)
        case ComplaintStage.WITH_BODY | ComplaintStage.DECIDED:
            road.forward()
            road.register_at_body()
            if stage is ComplaintStage.DECIDED:
                road.decide()
