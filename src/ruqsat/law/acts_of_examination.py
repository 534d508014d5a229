"""Acts of approval and of permit control: Rules 10 to 17."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.law.act import Act, Clock, Finding, Nature, Proof


@dataclass(frozen=True, kw_only=True)
class ApprovalRequested(Act):
    """Rules 10(1): the approving body of the facility's region is asked."""

    KIND = "approval_requested"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"withdrawn"})

    facility: str
    body: str


@dataclass(frozen=True, kw_only=True)
class ApprovalAnswered(Act):
    """Rules 11: the approving body approves or refuses to approve, signed."""

    KIND = "approval_answered"
    PROOF = Proof.PERSON

    facility: str
    approved: bool
    reasons: str
    document: str


@dataclass(frozen=True, kw_only=True)
class VisitScheduled(Act):
    """Rules 14: a day and hour for the visit to the facility, and who goes."""

    KIND = "visit_scheduled"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"withdrawn"})

    visit: UUID
    facility: str
    starts_at: datetime
    inspector: UUID


@dataclass(frozen=True, kw_only=True)
class VisitNoticeSent(Act):
    """
    Rules 14: the applicant was notified; ``happened_at`` is the recorded sending.

    What becomes of it is on file as the same notice, by its means and reference, with ``delivered`` known.
    """

    KIND = "visit_notice_sent"
    PROOF = Proof.GATEWAY
    CLOCK = Clock.HAPPENED

    visit: UUID
    means: str  # "sms" or "email"
    to_masked: str
    reference: str
    delivered: bool | None = None


@dataclass(frozen=True, kw_only=True)
class VisitNoticeRecorded(Act):
    """
    Rules 14: the applicant was notified by another means that is recorded; ``happened_at`` is the hour of the notice.

    ``reference`` is of the record (a journal and its line, a postal number), ``evidence`` the SHA-256 of its scan, or
    of the recording of the call.
    """

    KIND = "visit_notice_recorded"
    PROOF = Proof.SESSION
    CLOCK = Clock.HAPPENED

    visit: UUID
    means: str
    told: str  # who was told, or the number that was called
    reference: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(Act):
    """Rules 14: the visit will not take place at that hour; another may be scheduled."""

    KIND = "visit_cancelled"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    visit: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitStarted(Act):
    """Rules 14: the specialist is at the facility."""

    KIND = "visit_started"
    PROOF = Proof.SESSION
    CLOCK = Clock.HAPPENED
    NATURE = Nature.DECISION

    visit: UUID


@dataclass(frozen=True, kw_only=True)
class RecordingAdded(Act):
    """Rules 16: an audio, photo or video recording of the visit."""

    KIND = "recording_added"
    PROOF = Proof.SESSION

    visit: UUID
    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class PointFound:
    """Rules 17: the finding on one point of the qualification requirements."""

    requirement: str
    finding: Finding
    note: str


@dataclass(frozen=True, kw_only=True)
class ConclusionSigned(Act):
    """Rules 17: the conclusion of permit control, every point answered, signed by the specialist."""

    KIND = "conclusion_signed"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"recording_added", "visit_cancelled", "withdrawn"})

    visit: UUID
    facility: str
    points: tuple[PointFound, ...]
    authorized_person: str
    positive: bool
    document: str


@dataclass(frozen=True, kw_only=True)
class ConclusionSealed(Act):
    """Rules 17, 20: the office's seal on the conclusion. SHA-256 of the sealed PDF."""

    KIND = "conclusion_sealed"
    PROOF = Proof.SEAL

    visit: UUID
    document: str
