"""Acts of a complaint's own file, and what a decided complaint does to the file of the case: Rules 22 to 27."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ruqsat.law.act import Act, Nature, Proof


class Against(StrEnum):
    """Rules 22: what a complaint is against."""

    DECISION = "decision"
    ACTION = "action"
    INACTION = "inaction"


class Body(StrEnum):
    """Rules 25: the two bodies considering complaints, of which the applicant chooses one."""

    HIGHER = "higher"  # the higher administrative body
    QUALITY = "quality"  # the authorized body for assessing and monitoring the quality of public services


class Resolution(StrEnum):
    """Rules 25: how the body considering the complaint decides."""

    IN_FULL = "in_full"
    IN_PART = "in_part"
    DISMISSED = "dismissed"
    LEFT = "left"  # without consideration


class Order(StrEnum):
    """Rules 25, 26: what follows from a complaint that is satisfied."""

    CONSIDER_ANEW = "consider_anew"  # the act is cancelled, and what it decided is considered anew
    ISSUE = "issue"  # the act is cancelled, and the office issues what was applied for
    ACKNOWLEDGE = "acknowledge"  # the action or inaction is acknowledged as unlawful; the office acts


@dataclass(frozen=True, kw_only=True)
class ComplaintFiled(Act):
    """
    Rules 22, 26: a complaint to the head of the provider whose decision, action or inaction it is against.

    ``act`` is the act of the case's file that is complained of; inaction names by ``duty`` what was not done.
    ``learned_on`` is the day on which the applicant, by their own words, learned of it. By word: with the protocol.
    """

    KIND = "complaint_filed"
    PROOF = Proof.PERSON

    case: UUID
    office: str
    against: Against
    act: UUID | None
    duty: str
    learned_on: date
    text: str
    demands: str
    body: Body
    oral: bool
    heard_at: datetime | None = None
    place: str = ""
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class ComplaintWithdrawn(Act):
    """Rules 22: the applicant takes the complaint back."""

    KIND = "complaint_withdrawn"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION

    reason: str


@dataclass(frozen=True, kw_only=True)
class ComplaintSatisfied(Act):
    """Rules 26: the provider itself satisfies in full what the complaint demands, and so does not forward it."""

    KIND = "complaint_satisfied"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"complaint_withdrawn", "complaint_forwarded"})

    orders: tuple[Order, ...]
    cancelled: tuple[UUID, ...]
    text: str
    document: str


@dataclass(frozen=True, kw_only=True)
class ProviderConsidered(Act):
    """Rules 23: the provider considered the complaint; its position binds nobody, and goes to the applicant and on."""

    KIND = "provider_considered"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"complaint_withdrawn"})

    text: str
    document: str


@dataclass(frozen=True, kw_only=True)
class ComplaintForwarded(Act):
    """Rules 26: the complaint and the administrative file go to the body considering it. SHA-256 of what was sent."""

    KIND = "complaint_forwarded"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"complaint_withdrawn", "complaint_satisfied"})

    body: Body
    office: str
    package: str


@dataclass(frozen=True, kw_only=True)
class RegisteredByBody(Act):
    """Rules 25: the body considering the complaint registered it; ``on`` is the working day that counts."""

    KIND = "registered_by_body"
    PROOF = Proof.SYSTEM

    number: str
    on: date


@dataclass(frozen=True, kw_only=True)
class BodyDecided(Act):
    """Rules 25: the decision of the body considering the complaint, with what it orders; ``until``, when it says so."""

    KIND = "body_decided"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"complaint_withdrawn", "provider_considered"})

    resolution: Resolution
    orders: tuple[Order, ...]
    cancelled: tuple[UUID, ...]
    until: date | None
    text: str
    document: str


@dataclass(frozen=True, kw_only=True)
class ComplaintDecided(Act):
    """
    Rules 25, 26: in the file of the case: how a complaint was decided, and which acts of this file it cancelled.

    ``by`` is the office that decided, ``on`` the day on which it did. The day ``until`` is that of the decision.
    """

    KIND = "complaint_decided"
    PROOF = Proof.SYSTEM

    complaint: UUID
    number: str
    by: str
    on: date
    resolution: Resolution
    orders: tuple[Order, ...]
    cancelled: tuple[UUID, ...]
    until: date | None
