"""Acts of the decision and the result: Rules 19, 20, List 9; and of the license's own file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ruqsat.law.act import Act, Nature, Proof
from ruqsat.law.acts_of_hearing import GroundFound
from ruqsat.law.application import Address, Applicant


@dataclass(frozen=True, kw_only=True)
class ResultDocument:
    """A PDF of the result: what it is ("license", "annex", "refusal"), of which facility, its number, its SHA-256."""

    what: str
    facility: str
    number: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AnnexRefused:
    """Rules 10, List 9: a facility that gets no annex while others do, and the grounds that concern it."""

    facility: str
    grounds: tuple[GroundFound, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionPrepared(Act):
    """
    Rules 20: one officer prepares the result for the authorised person's signature.

    ``grounds`` are those of a refusal of the whole; ``annexes_refused`` go with a grant to other facilities.
    """

    KIND = "decision_prepared"
    VERSION = 2
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
            "finding_set_aside",
            "objection_filed",
            "withdrawn",
        }
    )

    grant: bool
    grounds: tuple[GroundFound, ...] = ()
    note: str = ""
    annexes_refused: tuple[AnnexRefused, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionReturned(Act):
    """Rules 20: the authorised person sends the draft back with a reason."""

    KIND = "decision_returned"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    reason: str


@dataclass(frozen=True, kw_only=True)
class Granted(Act):
    """
    Rules 19, 20: the authorised person decides to issue the license and its annexes, naming each PDF shown.

    A facility that does not qualify is refused in the same decision, by a paper of its own (Rules 10).
    """

    KIND = "granted"
    VERSION = 2
    PROOF = Proof.PERSON
    NATURE = Nature.DECISION
    RELIES_ON = DecisionPrepared.RELIES_ON | {"decision_prepared", "decision_returned"}

    license_number: str
    documents: tuple[ResultDocument, ...]
    annexes_refused: tuple[AnnexRefused, ...] = ()


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
class PaperOriginalReturned(Act):
    """List 8(2): the earlier paper original was given back; ``papers`` as in `LicenseHeld`, ``note`` on its state."""

    KIND = "paper_original_returned"
    PROOF = Proof.SESSION

    papers: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StampRenewed(Act):
    """
    Rules 20: the time stamp over a sealed document was renewed before it expires, so that its seal goes on holding.

    SHA-256 of the document as it was, and with the new time stamp after its last byte.
    """

    KIND = "stamp_renewed"
    PROOF = Proof.SEAL

    of: str
    document: str


@dataclass(frozen=True, kw_only=True)
class PaperOnBlank:
    """A paper original: of what, as in `LicenseHeld`, and the series and number of its blank."""

    paper: str
    blank: str


@dataclass(frozen=True, kw_only=True)
class PaperHandedOver(Act):
    """Annex 2(5), Annex 3(5): what was wanted on paper was handed over: on which blanks, to whom, what shows it."""

    KIND = "paper_handed_over"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    papers: tuple[PaperOnBlank, ...]
    to: str
    on: date
    proof: str


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
    VERSION = 2
    PROOF = Proof.SYSTEM

    number: str
    case: UUID
    holder: Applicant
    office: str
    licensor: str
    issued_on: date
    annexes: tuple[AnnexEntered, ...]
    documents: tuple[ResultDocument, ...]
