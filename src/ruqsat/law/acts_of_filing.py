"""Acts from the first consent to completeness: Rules 5 to 9."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ruqsat.law.act import Act, Basis, Clock, Lapse, Nature, Outcome, Proof, Verdict
from ruqsat.law.application import Application


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
class ConsentLapsed(Act):
    """
    Rules 8: a register was to be asked, and the consent was over by then, though nobody took it back here.

    Of `Lapse.NOT_IN_FORCE` the register's answer is kept as proof. The owner is asked anew (docs/law/readings.md).
    """

    KIND = "consent_lapsed"
    PROOF = Proof.SYSTEM

    consent: UUID
    cause: Lapse


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
    VERSION = 3
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
class ConsiderationRefusalDrafted(Act):
    """Rules 9: an officer found documents missing or expired and puts the refusal before the authorised person."""

    KIND = "consideration_refusal_drafted"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"inquiry_answered", "document_added", "withdrawn"})

    shortcomings: tuple[Shortcoming, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class ConsiderationRefused(Act):
    """Rules 9: written reasoned refusal of further consideration, signed by the authorised person."""

    KIND = "consideration_refused"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = ConsiderationRefusalDrafted.RELIES_ON | {"consideration_refusal_drafted", "decision_returned"}

    shortcomings: tuple[Shortcoming, ...]
    text: str
    document: str
