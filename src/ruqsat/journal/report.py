"""What a verification of the journal found: sentences for people, numbers for those who run it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from ruqsat.law.saying import Saying


class Trouble(StrEnum):
    """What was done to the journal."""

    CHANGED = "changed"
    BROKEN_CHAIN = "broken_chain"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT_TAIL = "cut_tail"
    VANISHED_FILE = "vanished_file"
    UNREADABLE = "unreadable"
    TIME = "time"
    ANCHOR = "anchor"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is not as it was filed."""

    trouble: Trouble
    saying: Saying
    file: UUID | None = None
    seq: int | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """The result of one verification. ``anchored_on`` is the day of the anchor that heads were held against."""

    files: int
    entries: int
    erased: int
    seconds: float
    anchored_on: date | None
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Nothing was found."""
        return not self.findings

    @property
    def entries_per_second(self) -> int:
        """How fast it went."""
        return round(self.entries / self.seconds) if self.seconds else 0
