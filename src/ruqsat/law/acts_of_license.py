"""
Acts of a license's own file after it was entered: Rules 2(1), 19, List 8(2).

``annex`` is the number of the annex that an act concerns, empty for the license with all its annexes. Days are those
from which a change counts, whenever it was recorded.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ruqsat.law.act import Act, Nature, Proof
from ruqsat.law.acts_of_decision import AnnexEntered, ResultDocument
from ruqsat.law.application import Loss


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """Rules 2(1): on what a change rests: whose act, what kind of act, its number, its day; SHA-256 of a copy."""

    authority: str
    act: str
    number: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class AnnexAdded(Act):
    """Rules 19: an annex was issued to a license that is held."""

    KIND = "annex_added"
    PROOF = Proof.SYSTEM

    case: UUID
    issued_on: date
    annex: AnnexEntered
    documents: tuple[ResultDocument, ...]


@dataclass(frozen=True, kw_only=True)
class AnnexReissued(Act):
    """Rules 2(1), 19: an annex was reissued under its license: it keeps its number and is worded anew from a day on."""

    KIND = "annex_reissued"
    PROOF = Proof.SYSTEM

    case: UUID
    ground: str
    on: date
    annex: AnnexEntered
    documents: tuple[ResultDocument, ...]


@dataclass(frozen=True, kw_only=True)
class LicenseSuperseded(Act):
    """Rules 2(1), 19: in the older file: reissued, so that another license or annex stands in its place."""

    KIND = "license_superseded"
    PROOF = Proof.SYSTEM

    annex: str
    by_license: str
    by_annex: str
    ground: str  # the ground of the reissue, as the application names it (Permits 33)
    case: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class LicenseReissued(Act):
    """Rules 2(1), 19: in the newer file: which license or annex it stands in the place of."""

    KIND = "license_reissued"
    PROOF = Proof.SYSTEM

    annex: str
    of_license: str
    of_annex: str
    ground: str
    case: UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class LicenseSuspended(Act):
    """Rules 2(1): suspended from a day on; ``until`` is its last day, where the basis names one."""

    KIND = "license_suspended"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"license_superseded", "license_terminated", "license_resumed", "license_entry_set_aside"})

    annex: str
    since: date
    until: date | None
    basis: LegalBasis
    reason: str


@dataclass(frozen=True, kw_only=True)
class SuspensionCarriedOver(Act):
    """Rules 2(1): in the newer file: what was suspended when it was reissued stays suspended, on the same basis."""

    KIND = "suspension_carried_over"
    PROOF = Proof.SYSTEM

    annex: str
    since: date
    until: date | None
    basis: LegalBasis
    reason: str
    of_license: str
    case: UUID


@dataclass(frozen=True, kw_only=True)
class LicenseResumed(Act):
    """Rules 2(1): what was suspended is in force again from a day on."""

    KIND = "license_resumed"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"license_superseded", "license_terminated", "license_suspended", "license_entry_set_aside"})

    annex: str
    since: date
    basis: LegalBasis
    reason: str


@dataclass(frozen=True, kw_only=True)
class LicenseTerminated(Act):
    """Rules 2(1): ended from a day on, for good."""

    KIND = "license_terminated"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"license_superseded", "license_entry_set_aside"})

    annex: str
    since: date
    basis: LegalBasis
    reason: str


@dataclass(frozen=True, kw_only=True)
class LicenseEntrySetAside(Act):
    """Rules 2(1), 25: a court or a body considering a complaint undid a change: it counts as if it had never been."""

    KIND = "license_entry_set_aside"
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"license_terminated", "license_suspended", "license_resumed"})

    of: UUID
    basis: LegalBasis


@dataclass(frozen=True, kw_only=True)
class DuplicateIssued(Act):
    """Rules 19, List 8(3): a duplicate of what was issued on paper and was lost or damaged."""

    KIND = "duplicate_issued"
    PROOF = Proof.SYSTEM

    annex: str
    case: UUID
    on: date
    because: Loss
    documents: tuple[ResultDocument, ...]


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Act):
    """List 8(2): a paper original was handed out; ``blank`` is what tells it from every other."""

    KIND = "paper_issued"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    annex: str
    blank: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PaperReturned(Act):
    """List 8(2): a paper original was given back."""

    KIND = "paper_returned"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    annex: str
    blank: str
    on: date
