"""
Every act that can stand in the file of a case, in the law's words.

An act is a frozen record. Its ``KIND`` and ``VERSION`` name its form on file for ever; ``PROOF`` says what must stand
behind it; ``CLOCK`` says which of the two clocks its terms use; ``NATURE`` whether it is a fact, recorded whenever it
comes, or a decision, judged before it is taken. ``RELIES_ON`` names the kinds whose arrival after the officer looked
means that the officer must look again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from ruqsat.law.application import Address, Applicant, Application


class Proof(StrEnum):
    """What stands behind an act."""

    PERSON = "person"  # the CMS of a person over the statement
    SEAL = "seal"  # the office's seal on a PDF named by its hash
    GATEWAY = "gateway"  # an outside system's answer, raw bytes kept
    SESSION = "session"  # an officer signed in with a certificate; the law asks for no signature on this act
    SYSTEM = "system"  # follows from what is on file or from what the system itself measured


class Clock(StrEnum):
    """Which clock an act's terms use."""

    HAPPENED = "happened"
    FILED = "filed"


class Nature(StrEnum):
    """Facts are always recorded; only decisions can be not permitted."""

    FACT = "fact"
    DECISION = "decision"


class Role(StrEnum):
    """In what capacity somebody acts, or owes something."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    INSPECTOR = "inspector"
    HEAD = "head"  # head, deputy or acting head by a dated appointment (Rules 20)
    APPROVER = "approver"  # of the approving body (Rules 10(1))
    APPROVING_HEAD = "approving_head"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: the person's pseudonymous id, in which capacity, for which office (its code; empty for applicants)."""

    person: UUID | None
    role: Role
    office: str = ""


class Verdict(StrEnum):
    """ETSI EN 319 102-1: the three values of a judgement of a signature."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


class Outcome(StrEnum):
    """What a register answered. Unknown is not no."""

    VALUE = "value"
    NONE = "none"
    UNAVAILABLE = "unavailable"


class Basis(StrEnum):
    """Rules 8: on what an inquiry rests."""

    CONSENT = "consent"
    STATUTE = "statute"


class Finding(StrEnum):
    """Rules 17: what the visit found on one point of the qualification requirements."""

    COMPLIANT = "compliant"
    NOT_COMPLIANT = "not_compliant"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class Act:
    """What every act has: when it happened, as asserted by whoever acted (aware datetime)."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1
    PROOF: ClassVar[Proof]
    CLOCK: ClassVar[Clock] = Clock.FILED
    NATURE: ClassVar[Nature] = Nature.FACT
    RELIES_ON: ClassVar[frozenset[str]] = frozenset()

    happened_at: datetime


@dataclass(frozen=True, kw_only=True)
class Filed:
    """An act on file: its place in the file, the server's time of filing, and who acted."""

    id: UUID
    seq: int
    filed_at: datetime
    act: Act
    by: Actor


# --- before and at filing -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Act):
    """Rules 8: the owner of the data consented through the number registered on the portal."""

    KIND = "consent_given"
    PROOF = Proof.GATEWAY
    CLOCK = Clock.HAPPENED

    consent: UUID
    owner: str  # "applicant" or a specialist's IIN
    data: tuple[str, ...]  # codes of inquiries
    purpose: str
    valid_until: datetime
    phone_masked: str


@dataclass(frozen=True, kw_only=True)
class ConsentRefused(Act):
    """List 9(8): the owner was asked and refused."""

    KIND = "consent_refused"
    PROOF = Proof.SESSION

    owner: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Act):
    """Rules 8: the owner took the consent back; no inquiry may rest on it from then on."""

    KIND = "consent_withdrawn"
    PROOF = Proof.SESSION

    consent: UUID


@dataclass(frozen=True, kw_only=True)
class InquiryAnswered(Act):
    """Rules 8: what a state register answered, with source and time; raw bytes are the proof."""

    KIND = "inquiry_answered"
    PROOF = Proof.GATEWAY
    CLOCK = Clock.HAPPENED

    inquiry: str  # a key of `inquiries.INQUIRIES`
    about: str  # "applicant", a specialist's IIN, or a facility's id
    outcome: Outcome
    source: str
    basis: Basis
    consent: UUID | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FeePaid(Act):
    """Rules 5, List 6: a payment of the fee was confirmed. Amount in tenge."""

    KIND = "fee_paid"
    PROOF = Proof.GATEWAY
    CLOCK = Clock.HAPPENED

    order: UUID
    amount: int
    means: str  # "pgeg" or "bank"
    reference: str


@dataclass(frozen=True, kw_only=True)
class Received(Act):
    """Rules 6: the application arrived, before its signature is judged."""

    KIND = "received"
    PROOF = Proof.PERSON

    application: Application


@dataclass(frozen=True, kw_only=True)
class SignatureJudged(Act):
    """Rules 2(2): the verdict on the signature over an act. Only *passed* gives effect."""

    KIND = "signature_judged"
    PROOF = Proof.SYSTEM

    of: UUID
    verdict: Verdict
    sub_indication: str
    reason: str
    report: str  # SHA-256 of the report kept with its evidence


@dataclass(frozen=True, kw_only=True)
class Registered(Act):
    """Rules 7: accepted and registered under a number; ``on`` is the working day that counts."""

    KIND = "registered"
    PROOF = Proof.SYSTEM

    number: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ReceiptIssued(Act):
    """Permits 25(4): the receipt with the inventory of what was filed, sealed. SHA-256 of the sealed PDF."""

    KIND = "receipt_issued"
    PROOF = Proof.SEAL

    document: str


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(Act):
    """Rules 9, 13: the applicant added a document after filing, because it was asked for."""

    KIND = "document_added"
    PROOF = Proof.SESSION

    sha256: str
    name: str
    media_type: str
    size: int
    proves: str
    about: str = "applicant"


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Act):
    """APPC: the applicant takes the application back."""

    KIND = "withdrawn"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION

    reason: str


# --- completeness ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FoundComplete(Act):
    """Rules 9: the documents of List 8 are complete and in force."""

    KIND = "found_complete"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"inquiry_answered", "document_added", "withdrawn"})


@dataclass(frozen=True, kw_only=True)
class Shortcoming:
    """One missing or expired item, with the clause that asks for it."""

    document: str
    about: str
    expired: bool
    ref: str


@dataclass(frozen=True, kw_only=True)
class ConsiderationRefused(Act):
    """Rules 9: written reasoned refusal of further consideration, signed by the authorised person."""

    KIND = "consideration_refused"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"inquiry_answered", "document_added", "withdrawn"})

    shortcomings: tuple[Shortcoming, ...]
    text: str
    document: str


# --- approval -------------------------------------------------------------------------------------------------------


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


# --- permit control -------------------------------------------------------------------------------------------------


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
    """Rules 14: the applicant was notified; ``happened_at`` is the recorded sending."""

    KIND = "visit_notice_sent"
    PROOF = Proof.GATEWAY
    CLOCK = Clock.HAPPENED

    visit: UUID
    means: str  # "sms", "email", or another recorded means
    to_masked: str
    reference: str
    delivered: bool | None = None


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


# --- hearing before a refusal ---------------------------------------------------------------------------------------


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
class PreliminaryDecisionServed(Act):
    """Rules 12: the applicant is told of the intended refusal; ``happened_at`` is its receipt."""

    KIND = "preliminary_decision_served"
    PROOF = Proof.GATEWAY
    CLOCK = Clock.HAPPENED

    grounds: tuple[GroundFound, ...]
    document: str


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled(Act):
    """Rules 12: the applicant's objection, in writing, or by word with a protocol."""

    KIND = "objection_filed"
    PROOF = Proof.PERSON

    text: str
    oral: bool


# --- decision -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ResultDocument:
    """A PDF of the result: what it is ("license", "annex", "refusal"), of which facility, its number, its SHA-256."""

    what: str
    facility: str
    number: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DecisionPrepared(Act):
    """Rules 20: one officer prepares the result for the authorised person's signature."""

    KIND = "decision_prepared"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset(
        {
            "inquiry_answered",
            "fee_paid",
            "approval_answered",
            "conclusion_signed",
            "conclusion_sealed",
            "court_act_recorded",
            "unreliability_found",
            "objection_filed",
            "withdrawn",
        }
    )

    grant: bool
    grounds: tuple[GroundFound, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionReturned(Act):
    """Rules 20: the authorised person sends the draft back with a reason."""

    KIND = "decision_returned"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    reason: str


@dataclass(frozen=True, kw_only=True)
class Granted(Act):
    """Rules 19, 20: the authorised person decides to issue the license and its annexes, naming each PDF shown."""

    KIND = "granted"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = DecisionPrepared.RELIES_ON | {"decision_prepared", "decision_returned"}

    license_number: str
    documents: tuple[ResultDocument, ...]


@dataclass(frozen=True, kw_only=True)
class Refused(Act):
    """List 9, Rules 20: the authorised person refuses, on grounds that the file bears out."""

    KIND = "refused"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = DecisionPrepared.RELIES_ON | {"decision_prepared", "decision_returned"}

    grounds: tuple[GroundFound, ...]
    documents: tuple[ResultDocument, ...]


@dataclass(frozen=True, kw_only=True)
class ResultIssued(Act):
    """Rules 20: the sealed result is in the applicant's personal account. Sealed PDFs by SHA-256."""

    KIND = "result_issued"
    PROOF = Proof.SEAL

    documents: tuple[ResultDocument, ...]


@dataclass(frozen=True, kw_only=True)
class Corrected(Act):
    """A slip put right, forward, by the same authority; no term moves unless the act says so."""

    KIND = "corrected"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    of: UUID
    field_name: str
    old: str
    new: str
    basis: str


# --- the license's own file -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AnnexEntered:
    """One annex as the register shows it: number ("001"), facility's address, codes of subtypes."""

    number: str
    address: Address
    subtypes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LicenseEntered(Act):
    """Rules 2(1), 20: the license stands in the register. First act of the file of a license."""

    KIND = "license_entered"
    PROOF = Proof.SYSTEM

    number: str
    case: UUID
    holder: Applicant
    office: str
    licensor: str
    issued_on: date
    annexes: tuple[AnnexEntered, ...]
    documents: tuple[ResultDocument, ...]


def _every_kind() -> dict[str, type[Act]]:
    return {act.KIND: act for act in Act.__subclasses__()}


KINDS: Mapping[str, type[Act]] = _every_kind()
