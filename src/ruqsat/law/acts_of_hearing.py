"""Acts of the hearing: findings that hinder, the intended refusal, the applicant's position (Rules 12, List 9)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ruqsat.law.act import Act, Clock, Nature, Proof


@dataclass(frozen=True, kw_only=True)
class GroundFound:
    """List 9: one ground, the acts on file that bear it out, and why in words."""

    ground: str  # a key of `grounds.GROUNDS`, as "List 9(4)"
    facts: tuple[UUID, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class CourtActRecorded(Act):
    """List 9(1), 9(5), 9(7): an officer records a court's act with its number and day."""

    KIND = "court_act_recorded"
    PROOF = Proof.SESSION

    ground: str
    court: str
    number: str
    dated: date


@dataclass(frozen=True, kw_only=True)
class UnreliabilityFound(Act):
    """List 9(6): an officer records that a document or datum is unreliable, and by what that is shown."""

    KIND = "unreliability_found"
    PROOF = Proof.SESSION

    what: str
    shown_by: str


@dataclass(frozen=True, kw_only=True)
class FindingSetAside(Act):
    """APPC 73: a court's act or an unreliability that was recorded does not stand any more, and why."""

    KIND = "finding_set_aside"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    of: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class PreliminaryDecisionMade(Act):
    """Rules 12: an officer intends a refusal on these grounds; the applicant will be told. SHA-256 of the PDF."""

    KIND = "preliminary_decision_made"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset(
        {
            "inquiry_answered",
            "fee_paid",
            "consent_given",
            "approval_answered",
            "conclusion_signed",
            "finding_set_aside",
            "withdrawn",
        }
    )

    grounds: tuple[GroundFound, ...]
    document: str


@dataclass(frozen=True, kw_only=True)
class PreliminaryDecisionSent(Act):
    """Rules 12: the sealed preliminary decision lies in the personal account; the contacts are being told of it."""

    KIND = "preliminary_decision_sent"
    PROOF = Proof.SEAL

    decision: UUID
    document: str


@dataclass(frozen=True, kw_only=True)
class PreliminaryDecisionServed(Act):
    """
    Rules 12: the applicant received the preliminary decision; ``happened_at`` is its receipt.

    ``means`` is "account" when the applicant opened it there; "sms" or "email" when the message that told of it was
    delivered, with the provider's answer as proof; otherwise how an officer saw it received. ``reference`` is of what
    shows that, and ``evidence`` the SHA-256 of its scan or recording, which an officer attaches (docs/law/readings.md).
    ``decision`` is unknown only in what version 1 left on file.
    """

    KIND = "preliminary_decision_served"
    VERSION = 3
    PROOF = Proof.SESSION
    CLOCK = Clock.HAPPENED

    decision: UUID | None
    grounds: tuple[GroundFound, ...]
    document: str
    means: str
    reference: str
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled(Act):
    """
    Rules 12: the applicant's objection: in writing, or by word with a protocol (APPC 74).

    The last four fields are the protocol's: when and where the hearing was, who was there, SHA-256 of the PDF.
    """

    KIND = "objection_filed"
    VERSION = 2
    PROOF = Proof.PERSON

    text: str
    oral: bool
    heard_at: datetime | None = None
    place: str = ""
    present: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class ProtocolSealed(Act):
    """APPC 74, Rules 20: the office's seal on the protocol of an objection by word. SHA-256 of the sealed PDF."""

    KIND = "protocol_sealed"
    PROOF = Proof.SEAL

    objection: UUID
    document: str
