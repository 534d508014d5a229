"""What every act on file has, and the words in which acts speak: proofs, clocks, roles, outcomes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID


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
    COMPLAINT_OFFICER = "complaint_officer"  # of the body considering the complaint (Rules 25), whichever of the two
    KEEPER = "keeper"  # of the Committee: enters what changes of calendar, index and Rules (List 7(1), Rules 21-1)
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: the person's pseudonymous id, in which capacity, for which office (its code; empty for applicants)."""

    person: UUID | None
    role: Role
    office: str = ""


SYSTEM = Actor(person=None, role=Role.SYSTEM)
"""The system itself: what follows from the file, or was measured or answered, has no person behind it."""


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


class Lapse(StrEnum):
    """Rules 8: why a consent that nobody took back here bears no inquiry any more."""

    RAN_OUT = "ran_out"
    NOT_IN_FORCE = "not_in_force"  # a register says, signed, that none is in force there


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
